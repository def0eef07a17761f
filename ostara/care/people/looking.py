"""What somebody wrote into the search box: names, a date of birth, an NHS number, a postcode, a record's number."""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.gb import nhs

from ostara.care.asking.days import NotADay, read_day
from ostara.care.people.search_keys import name_keys, tidy
from ostara.care.people.spelling import plain_words

MOST_WORDS = 8  # of a name; more is a pasted text
LONGEST = 200
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAYS = re.compile(
    r"\b\d{4}-\d{1,2}-\d{1,2}\b"
    r"|\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b"
    r"|\b\d{1,2} \d{1,2} (?:\d{4}|\d{2})\b(?! ?\d)"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?[ \-]*{_MONTH}[ \-,]*\d{{2,4}}\b"
    r"|\b\d{8}\b",
    re.IGNORECASE,
)
_NHS = re.compile(r"(?<!\d)\d{3}[ \-]?\d{3}[ \-]?\d{4}(?!\d)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b(?:[A-Z]{0,2}\d{6,9}|\d{3} \d{4})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Looked:
    """What was looked for. `wrong` says what could not be right, in words for the person who typed it."""

    words: tuple[str, ...] = ()
    born: date | None = None
    nhs_number: str = ""
    postcode: str = ""
    number: str = ""
    wrong: str = ""

    @property
    def keys(self) -> set[str]:
        """Returns the keys to look under."""
        keys = name_keys(self.words)
        keys |= {f"d:{near.isoformat()}" for near in (self.born, swapped(self.born)) if near}
        given = {"h": self.nhs_number, "p": self.postcode, "r": self.number}
        return keys | {f"{letter}:{value}" for letter, value in given.items() if value}


def read_search(written: str, *, today: date) -> Looked:
    """Reads what was typed. Longest pieces first, so that a number is not taken for a day."""
    rest = " ".join(written[:LONGEST].split())
    nhs_number, rest = _taken(_NHS, rest)
    day, rest = _taken(_DAYS, rest)
    postcode, rest = _taken(_POSTCODE, rest)
    number, rest = _taken(_NUMBER, rest)
    born, wrong = _day(day, today)
    if nhs_number and not nhs.is_valid(nhs_number):
        wrong = "One digit of this NHS number is wrong: the last does not fit."
    return Looked(
        words=tuple(plain_words(rest)[:MOST_WORDS]),
        born=born,
        nhs_number=tidy(nhs_number),
        postcode=tidy(postcode),
        number=tidy(number) or _leftover(rest),
        wrong=wrong,
    )


def swapped(born: date | None) -> date | None:
    """Returns a birth with day and month exchanged, as some write them; none where that is no day."""
    if born is None or born.day > 12:
        return None
    return date(born.year, born.day, born.month)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.search(text)
    return (found.group(), text[: found.start()] + " " + text[found.end() :]) if found else ("", text)


def _day(written: str, today: date) -> tuple[date | None, str]:
    if not written:
        return None, ""
    try:
        return read_day(written, today=today, latest=today), ""
    except NotADay as wrong:
        return None, str(wrong)


def _leftover(rest: str) -> str:
    """Returns a piece with digits in it that is nothing else: a number of a record from another system."""
    return next((tidy(piece) for piece in rest.split() if any(sign.isdigit() for sign in piece)), "")
