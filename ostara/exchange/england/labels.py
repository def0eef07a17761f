"""Words and numbers as published files write them: stray spaces and dashes, signs for what is withheld, thousands.

The same word comes as `opiates`, `OPIATES` and `Opiate`, a number as `28,187`, a withheld one as `*`. Here each becomes
one thing, or is said to be none. Nothing withheld or missing ever becomes zero.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

REMEMBERED = 100_000  # a file says the same words and small numbers over and over
MARKS = {"Pd": "-", "Cf": "", "Cc": " "}  # kinds of mark in Unicode, and what stands for each
ODD_MARKS = str.maketrans({"−": "-", "’": "'", "‘": "'", "ʼ": "'"})
FOOTNOTE = re.compile(r"\s*(\[(note\s*)?\w{1,2}\]|[¹²³⁰⁴-⁹]+)$", re.IGNORECASE)
PLAIN_NUMBER = re.compile(r"-?(\d+|\d{1,3}([, ]\d{3})+)(\.\d+)?([eE][+-]?\d+)?")
FINANCIAL_YEAR = re.compile(r"(?:April\s+)?(\d{4})\s*(?:/|-|to)\s*(?:March\s+)?(\d{4}|\d{2})", re.IGNORECASE)
FEWER_THAN = re.compile(r"(<|under |fewer than |less than )\s*\d+", re.IGNORECASE)

WITHHELD = frozenset({"*", "**", "[c]", "c", "suppressed", "withheld"})
NOT_GIVEN: Mapping[str, str] = MappingProxyType(
    {
        "": "an empty cell",
        "null": "NULL: not collected for this year or group",
        "na": "marked as not available",
        "n/a": "marked as not available",
        "nan": "marked as not available",
        "not available": "marked as not available",
        ".": "marked as not available",
        "..": "marked as not available",
        "x": "marked as not available",
        "[x]": "marked as not available",
        "z": "marked as not applicable",
        "[z]": "marked as not applicable",
        ":": "marked as too uncertain to give",
        "-": "a dash, which may mean none or not known",
    }
)


@dataclass(frozen=True)
class Number:
    """What a cell says: a value, that it is withheld, or neither and `why`."""

    value: float | None = None
    withheld: bool = False
    why: str = ""


@lru_cache(REMEMBERED)
def clean(text: str) -> str:
    """A label as people read it: one kind of space, dash and apostrophe, no footnote mark, no space around it."""
    return FOOTNOTE.sub("", _plain_marks(text)).strip()


@lru_cache(REMEMBERED)
def key(text: str) -> str:
    """A label for comparing: small letters and digits only, `&` as `and`."""
    return re.sub(r"[^a-z0-9]", "", clean(text).casefold().replace("&", " and "))


@lru_cache(REMEMBERED)
def number(text: str, *, whole: bool = False, negative: bool = False) -> Number:
    """What a cell holds. A fault (`why`) is said in words that follow the name of the cell's place."""
    plain = _plain_marks(text)
    small = plain.casefold()
    if small in WITHHELD or FEWER_THAN.fullmatch(small):
        return Number(withheld=True)
    if small in NOT_GIVEN:
        return Number(why=NOT_GIVEN[small])
    if not PLAIN_NUMBER.fullmatch(plain):
        return Number(why="not a number")
    value = float(plain.replace(",", "").replace(" ", ""))
    if value < 0 and not negative:
        return Number(why="a number below zero")
    if whole and value != int(value):
        return Number(why="not a whole number, and people are counted whole")
    return Number(value)


def _plain_marks(text: str) -> str:
    marks = (MARKS.get(unicodedata.category(mark), mark) for mark in unicodedata.normalize("NFC", text))
    return " ".join("".join(marks).translate(ODD_MARKS).split())


@lru_cache(REMEMBERED)
def financial_year(text: str) -> str | None:
    """`2021/22` for 2021-22, 2021 to 2022 or April 2021 to March 2022; None for anything that is not one such year."""
    found = FINANCIAL_YEAR.fullmatch(clean(text))
    if not found:
        return None
    start, end = int(found[1]), found[2]
    if int(end) % 100 != (start + 1) % 100 or (len(end) == 4 and int(end) != start + 1):
        return None
    return f"{start}/{(start + 1) % 100:02}"
