"""Names that are plainly made up: given names anyone may have, family names put together."""

from random import Random

GIVEN = {
    "M": "Adam Alan Arlo Ben Carl Colin Craig Darren Dean Eddie Frank Gareth Graham Harvey Ian Jamie Joel Karl Keith "
    "Leon Liam Mark Martyn Nathan Neil Oscar Paul Pete Ray Reece Rob Ross Scott Shane Stu Terry Tom Vince Wayne Will",
    "F": "Abby Alice Angie Anna Beth Carla Carol Chloe Dawn Debbie Donna Elaine Ellie Faye Gail Gemma Hazel Helen Jade "
    "Jane Jean Jess Jo Karen Kate Kelly Kim Leah Lisa Lucy Mandy Megan Nicky Pam Rosa Ruth Sally Sue Tina Zoe",
}
FIRST_PARTS = (
    "Alder Amber Badger Bilberry Bracken Bramble Cinder Clover Cobble Dipper Feather Fern Goldcrest Heather Heron "
    "Lapwing Lichen Linnet Mallow Meadow Moss Nettle Otter Plover Quill Rowan Sedge Sorrel Teasel Thistle Wagtail"
)
SECOND_PARTS = "bank beck croft dale field ford gate ham holm lea mere moor pool shaw stead tarn thwaite wick worth"
_FIRST, _SECOND = FIRST_PARTS.split(), SECOND_PARTS.split()
STREETS = ("Made-up Lane", "Nowhere Street", "Invented Road", "Pretend Terrace", "Example Row", "Imaginary Close")
_TEST_NUMBERS = 999_000_000  # NHS numbers that begin so are for tests: nobody is given one


def given(sex: str, chance: Random) -> str:
    """Returns a given name."""
    return chance.choice(GIVEN[sex].split())


def family(chance: Random) -> str:
    """Returns a family name of two parts, such as Heronbeck; there are several hundred."""
    return chance.choice(_FIRST) + chance.choice(_SECOND)


def nhs_number(number: int) -> str:
    """Returns a test NHS number, another one for each person; blank for the one in eleven that has no check digit."""
    digits = f"{_TEST_NUMBERS + number % 1_000_000:09}"
    check = (11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11) % 11
    return "" if check == 10 else f"{digits}{check}"


def telephone(chance: Random) -> str:
    """Returns a number of the range kept for drama: it rings nowhere."""
    return f"07700 900{chance.randrange(1000):03}"


def postcode(chance: Random) -> str:
    """Returns a postcode of an area there is none of."""
    district, sector = chance.randrange(1, 20), chance.randrange(1, 10)
    return f"ZZ{district} {sector}{chance.choice('ABDEFGHJLN')}{chance.choice('PQRSTUWXYZ')}"
