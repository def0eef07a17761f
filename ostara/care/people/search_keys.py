"""Under which keys a record is found, and which keys a search asks for: a letter that says which way, then the value.

`n:` a word of a name, `s:` how it sounds, `g:` three letters of it, `d:` a date of birth, `p:` a postcode, `h:` an NHS
number, `r:` the record's own number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ostara.care.people.spelling import grams, plain_words, sound

LONGEST = 130


@dataclass(frozen=True)
class Found:
    """What a record is found by.

    Attributes:
        names: family name, given names, known as.
        born: date of birth.
        postcode, nhs_number, number: as kept.
    """

    names: tuple[str, ...]
    born: date | None
    postcode: str
    nhs_number: str
    number: str


def keys_of(record: Found) -> set[str]:
    """Returns every key of a record."""
    keys = {f"r:{tidy(record.number)}"}
    keys |= {f"d:{record.born.isoformat()}"} if record.born else set()
    keys |= {f"p:{tidy(record.postcode)}"} if record.postcode else set()
    keys |= {f"h:{record.nhs_number}"} if record.nhs_number else set()
    return keys | name_keys(plain_words(*record.names))


def name_keys(words: Iterable[str]) -> set[str]:
    """Returns the keys of plain words: as written, as heard, and letter by letter."""
    keys: set[str] = set()
    for word in words:
        keys |= {f"n:{word}"[:LONGEST], *(f"g:{piece}" for piece in grams(word))}
        keys |= {f"s:{sound(word)}"[:LONGEST]} if sound(word) else set()
    return keys


def tidy(written: str) -> str:
    """Returns a number or postcode as it is compared: capitals without spaces or hyphens."""
    return "".join(sign for sign in written.upper() if sign.isalnum())
