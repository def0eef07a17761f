"""Ten people whose stories show the hard cases. docs/people_of_the_demo.md tells them; here they are lived.

Days are counted back from today. What is not said is drawn, as for everyone else.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from ostara.care.treatment.states import Way
from ostara.exchange.made_up_record.lives import Came, Help, Life, Place, Prison, Review, Stay

FIRST = 990_001  # their numbers lie beyond those that the generator gives
OST, SUPPORT, TALKING = "ost_prescribing", "recovery_support", "psychosocial"


class Days:
    """Days counted back from today."""

    def __init__(self, today: date) -> None:
        self.today = today

    def ago(self, years: float = 0, days: int = 0) -> date:
        """Returns the day so long ago."""
        return self.today - timedelta(days=round(365.25 * years) + days)


def lives(today: date) -> dict[str, Life]:
    """Returns the people of the stories (some have two records), by the name under which `story_rows` knows them."""
    days = Days(today)
    told = {name: make(days) for name, make in _STORIES.items()}
    for number, life in enumerate(told.values(), start=FIRST):
        life.number = number
    return told


def _life(name: str, sex: str, born: date, substance: str, stays: list[Stay], **told: object) -> Life:
    given, _, family = name.rpartition(" ")
    said = {"given_names": given, "family_name": family, "known_as": "", "date_of_birth": born, **told}
    return Life(0, sex, born.year, "A", "Old Town", substance, stays, told=said)


def _tops(*said: tuple[date, str, int, int]) -> list[Review]:
    """Outcomes profiles: day, stage, days of the main substance, quality of life."""
    return [
        Review(day, stage, {"heroin_days": used, "crack_days": used // 3, "quality_of_life": life, **_health(life)})
        for day, stage, used, life in said
    ]


def _drinks(*said: tuple[date, str, int, int]) -> list[Review]:
    return [
        Review(day, stage, {"alcohol_days": used, "quality_of_life": life, **_health(life)})
        for day, stage, used, life in said
    ]


def _health(life: int) -> dict[str, int | bool | None]:
    return {"psychological_health": max(0, life - 1), "physical_health": life, "acute_housing_problem": False}


def _ost(began: date, ended: date | None = None, how: str = "", setting: str = "community") -> Help:
    return Help(OST, began, ended, how, "methadone", setting)


def _rosa(days: Days) -> Life:
    began = days.ago(2.4)
    stay = Stay(Place.HARBOUR, days.ago(2.4, 6), began, source="4", helps=[_ost(began)])
    stay.reviews = _tops((began, "start", 28, 6), (days.ago(1.9), "review", 6, 10), (days.ago(0.4), "review", 0, 13))
    return _life("Rosa Heronbeck", "F", date(1988, 5, 14), "heroin", [stay])


def _rosie(days: Days) -> Life:
    began = days.ago(0.5)
    stay = Stay(
        Place.ORCHARD, days.ago(0.5, 9), began, way=Way.RECOVERY_SUPPORT, source="24", helps=[Help(SUPPORT, began)]
    )
    stay.reviews = [Review(began, "start", {"quality_of_life": 12, "alcohol_days": 2})]
    return _life("Rosie Herronbeck", "F", date(1988, 5, 14), "heroin", [stay], nhs_number="")


def _dean(days: Days) -> Life:
    began = days.ago(3.1)
    stay = Stay(Place.HARBOUR, days.ago(3.1, 12), began, source="8", helps=[_ost(began)])
    stay.reviews = _tops((began, "start", 24, 7), (days.ago(1.0), "review", 4, 11))
    return _life("Dean Sorrelwick", "M", date(1971, 2, 3), "heroin", [stay])


def _dean_the_son(days: Days) -> Life:
    began = days.ago(1.2)
    stay = Stay(Place.ORCHARD, days.ago(1.2, 5), began, way=Way.OTHER_DRUGS, source="3", helps=[Help(TALKING, began)])
    stay.reviews = [Review(began, "start", {"cocaine_days": 9, "quality_of_life": 9})]
    return _life("Dean Sorrelwick", "M", date(1994, 2, 3), "cocaine", [stay], nhs_number="")


def _carl(days: Days) -> Life:
    began, went, back = days.ago(4.2), days.ago(2.0), days.ago(0.9)
    first = Stay(
        Place.HARBOUR, days.ago(4.2, 10), began, went, "transferred", passes_to=Place.FARMOOR,
        helps=[_ost(began, went, "completed")],
        reviews=_tops((began, "start", 28, 5), (days.ago(3.6), "review", 3, 11), (went, "exit", 0, 13)),
    )  # fmt: skip
    there = Stay(
        Place.FARMOOR, went, went, back, "transferred", came=Came.TRANSFERRED, source="1", passes_to=Place.HARBOUR,
        helps=[_ost(went, back, "completed")],
    )  # fmt: skip
    again = Stay(Place.HARBOUR, back, back, came=Came.TRANSFERRED, source="1", helps=[_ost(back)])
    return _life("Carl Otterfield", "M", date(1979, 9, 21), "heroin", [first, there, again])


def _shane(days: Days) -> Life:
    """Twice to prison: once nobody was at the gate, once his keyworker was."""
    began, in1, out1 = days.ago(3.0), days.ago(2.2), days.ago(1.9)
    back, in2, out2 = days.ago(1.8), days.ago(0.6), days.ago(0.3)
    stays = [
        Stay(Place.HARBOUR, days.ago(3.0, 8), began, in1, "transferred", passes_to=Place.PRISON, source="5",
             helps=[_ost(began, in1, "completed")], reviews=_tops((began, "start", 28, 4))),
        Stay(Place.PRISON, in1, in1, out1, "dropped_out", Way.PRISON, Came.TRANSFERRED, source="1",
             helps=[_ost(in1, out1, "ended_by_service", "prison")], words="Released on a Friday. Nobody met him."),
        Stay(Place.HARBOUR, days.ago(1.8, 1), back, in2, "transferred", came=Came.BACK, source="4",
             passes_to=Place.PRISON, helps=[_ost(back, in2, "completed")], reviews=_tops((back, "start", 20, 5))),
        Stay(Place.PRISON, in2, in2, out2, "transferred", Way.PRISON, Came.TRANSFERRED, source="1",
             passes_to=Place.HARBOUR, helps=[_ost(in2, out2, "completed", "prison")]),
        Stay(Place.HARBOUR, out2, out2, came=Came.TRANSFERRED, source="13", helps=[_ost(out2)],
             reviews=_tops((days.ago(0.1), "review", 2, 10))),
    ]  # fmt: skip
    life = _life("Shane Thistlegate", "M", date(1985, 11, 30), "heroin", stays)
    life.prisons = [Prison(in1, out1, "Y", "N"), Prison(in2, out2, "Y", "Y")]
    return life


def _kelly(days: Days) -> Life:
    """Dropped out three times, came back three times: each time one step, nothing asked twice."""
    spells = [(4.0, 3.6), (3.4, 2.9), (2.5, 1.7), (1.3, None)]
    stays = []
    for place, (began, ended) in enumerate(spells):
        start, stop = days.ago(began), days.ago(ended) if ended else None
        how = "dropped_out" if stop else ""
        asked = start - timedelta(days=1 if place else 9)
        stay = Stay(Place.HARBOUR, asked, start, stop, how, helps=[_ost(start, stop, how)])
        stay.came = Came.BACK if place else Came.REFERRED
        stay.reviews = _tops((start, "start", 28 - 6 * place, 5 + 2 * place))
        stays.append(stay)
    return _life("Kelly Plovermere", "F", date(1990, 7, 8), "heroin", stays, decision="open")


def _pam(days: Days) -> Life:
    """Recovery on OST: five years steady, a job, and no wish to be in a national file."""
    began = days.ago(5.3)
    stay = Stay(Place.HARBOUR, days.ago(5.3, 14), began, helps=[_ost(began)])
    stay.reviews = _tops(
        (began, "start", 28, 4),
        (days.ago(4.8), "review", 2, 11),
        *((days.ago(y), "review", 0, 17) for y in (4, 3, 2, 1)),
    )
    asked = [("yes", began), ("no", days.ago(1.1))]
    return _life("Pam Lichenshaw", "F", date(1968, 3, 27), "heroin", [stay], ndtms=asked)


def _terry(days: Days) -> Life:
    began, beside = days.ago(2.0), days.ago(1.2)
    stays = [
        Stay(Place.HARBOUR, days.ago(2.0, 7), began, helps=[_ost(began)],
             reviews=_tops((began, "start", 25, 6), (days.ago(1.0), "review", 1, 12))),
        Stay(Place.ORCHARD, days.ago(1.2, 10), beside, way=Way.RECOVERY_SUPPORT, source="1", beside=True,
             helps=[Help(SUPPORT, beside)], reviews=[Review(beside, "start", {"quality_of_life": 11})]),
    ]  # fmt: skip
    return _life("Terry Mallowstead", "M", date(1976, 12, 1), "heroin", stays)


def _gail(days: Days) -> Life:
    began = days.ago(1.6)
    stay = Stay(Place.HARBOUR, days.ago(1.6, 5), began, helps=[_ost(began)])
    stay.reviews = _tops((began, "start", 28, 5), (days.ago(0.9), "review", 8, 8))
    return _life("Gail Sedgetarn", "F", date(1982, 1, 19), "heroin", [stay], overdose=days.ago(days=40))


def _jade(days: Days) -> Life:
    began = days.ago(0.8)
    stay = Stay(Place.ORCHARD, days.ago(0.8, 4), began, way=Way.OTHER_DRUGS, source="19", helps=[Help(TALKING, began)])
    stay.reviews = [Review(began, "start", {"cocaine_days": 6, "crack_days": 11, "quality_of_life": 7})]
    words = "Two children under five. Social worker visits on Mondays: tell them of every missed meeting the same day."
    flags = [("safeguarding_child", began, words, None)]
    children = {"parental_status": "12", "living_with": 2, "elsewhere": 1, "looked_after": 1}
    return _life("Jade Brackenlea", "F", date(1996, 8, 2), "cocaine", [stay], flags=flags, children=children)


def _vince(days: Days) -> Life:
    """Recovery without: detoxification in a ward, rehabilitation, a recovery house, and support that goes on."""
    began, ended = days.ago(2.6), days.ago(1.1)
    ward, rehab, house = days.ago(2.5), days.ago(2.46), days.ago(2.2)
    stay = Stay(
        Place.ORCHARD, days.ago(2.6, 11), began, ended, "completed", Way.ALCOHOL, source="9",
        helps=[
            Help(TALKING, began, ended, "completed"),
            Help("detoxification", ward, rehab, "completed", setting="inpatient"),
            Help("rehabilitation", rehab, house, "completed", setting="residential"),
            Help(TALKING, house, days.ago(1.6), "completed", setting="recovery_house"),
            Help(SUPPORT, ended - timedelta(days=20)),
        ],
        later_ways=[
            (ward, Way.INPATIENT_DETOX), (rehab, Way.RESIDENTIAL), (house, Way.RECOVERY_HOUSE),
            (days.ago(1.6), Way.RECOVERY_SUPPORT),
        ],
        reviews=_drinks((began, "start", 28, 3), (days.ago(2.0), "review", 0, 12), (ended, "exit", 0, 17)),
        words="Did what he came for. Knows the way back if he ever needs it.",
    )  # fmt: skip
    return _life("Vince Alderholm", "M", date(1966, 6, 6), "alcohol", [stay])


_STORIES = {
    "rosa": _rosa,
    "rosie": _rosie,
    "dean": _dean,
    "dean_the_son": _dean_the_son,
    "carl": _carl,
    "shane": _shane,
    "kelly": _kelly,
    "pam": _pam,
    "terry": _terry,
    "gail": _gail,
    "jade": _jade,
    "vince": _vince,
}


def told() -> Iterator[str]:
    """Yields the names of the ten, those with two records once."""
    yield from (name for name in _STORIES if name not in ("rosie", "dean_the_son"))
