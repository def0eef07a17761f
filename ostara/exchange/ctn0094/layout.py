"""What each table of the public CTN-0094 release must look like, from the documentation of public.ctn0094data 1.1.0.

One place says which tables are read, with which columns, and why the others are not: the reader, the account and the
refusals all speak from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from ostara.exchange.ctn0094.lists import words_of

FARTHEST_DAY = 36_525  # the seam's own bound on a relative day: no study runs for a century
HIGHEST_WHO = 2**31 - 1  # R's largest integer
HIGHEST_MG = 10_000  # the seam's own bound on one dose


class Holds(Enum):
    """What a column of the source holds."""

    WHOLE = "whole"  # a whole number, even where it arrives as 12.0
    AMOUNT = "amount"  # milligrams, or injections, to a thousandth
    WORD = "word"  # a factor level or a name
    MARK = "mark"  # 1, or missing


@dataclass(frozen=True)
class Field:
    """One column.

    `words` are those it is documented to hold: others are refused, unless it is `open`, as where nothing of a person's
    treatment hangs on it. `filled` refuses a missing value, `optional` allows a missing column.
    """

    name: str
    holds: Holds
    low: int | None = None
    high: int | None = None
    words: tuple[str, ...] = ()
    filled: bool = False
    optional: bool = False
    open: bool = False


@dataclass(frozen=True)
class SourceTable:
    """One table. `without` is what an import lacks without it; empty where there can be no import without it."""

    name: str
    fields: tuple[Field, ...]
    without: str = ""
    one_row_each: bool = False


def _who(*, filled: bool = False) -> Field:
    return Field("who", Holds.WHOLE, low=0, high=HIGHEST_WHO, filled=filled)


def _word(name: str, *words: str, filled: bool = False, optional: bool = False, open: bool = False) -> Field:
    return Field(name, Holds.WORD, words=words, filled=filled, optional=optional, open=open)


def _mark(name: str, *, optional: bool = True) -> Field:
    return Field(name, Holds.MARK, low=0, high=1, optional=optional)


WHEN = Field("when", Holds.WHOLE, low=-FARTHEST_DAY, high=FARTHEST_DAY)

NO_PLACE = ("job", "is_living_stable", "education", "marital")  # read only for rows set aside

WHY_NOT_HERE = (  # reasons for a missed visit; is_no_note and is_window are documented as UNKNOWN
    "is_no_note",
    "is_no_show",
    "is_no_funding",
    "is_left_study",
    "is_in_jail",
    "is_forgot",
    "is_in_hospital",
    "is_illness",
    "is_moved",
    "is_missing_14_consecutive",
    "is_window",
    "is_unable",
    "is_on_vacation",
    "is_other",
)

SOURCES: Mapping[str, SourceTable] = MappingProxyType(
    {
        table.name: table
        for table in (
            SourceTable(
                "everybody",
                (_who(filled=True), _word("project", *words_of("trials", "project"), filled=True)),
                one_row_each=True,
            ),
            SourceTable(
                "demographics",
                (
                    _who(filled=True),
                    Field("age", Holds.WHOLE, low=0, high=120),
                    _word("is_hispanic", "No", "Yes", open=True),
                    _word("race"),
                    *(_word(name, optional=True) for name in NO_PLACE),
                    _word("is_male", "No", "Yes", open=True),
                ),
                one_row_each=True,
            ),
            SourceTable("site_masked", (_who(filled=True), _word("site_masked")), one_row_each=True),
            SourceTable(
                "randomization", (_who(), _word("treatment", *words_of("arms", "word")), _word("which", "1", "2"), WHEN)
            ),
            SourceTable("treatment", (_who(), Field("amount", Holds.AMOUNT, low=0, high=HIGHEST_MG), WHEN)),
            SourceTable("uds", (_who(), _word("what"), WHEN)),
            SourceTable(
                "uds_temp",
                (_who(), _word("was_temp_ok", "0", "1", "99"), WHEN),
                without="specimens in which nothing was found are not known, so every share of positives is too high",
            ),
            SourceTable("tlfb", (_who(), _word("what"), WHEN), without="no days of use as people told them"),
            SourceTable(
                "visit",
                (
                    _who(),
                    _word("visit"),
                    _word("what", "final", "MISSING", "no visit", "visit"),
                    _mark("is_dead", optional=False),
                    *(_mark(name) for name in WHY_NOT_HERE),
                    WHEN,
                ),
                without="no contacts and no deaths",
            ),
        )
    }
)

NO_TABLE = "the seam has no table for it"
NOT_READ: Mapping[str, str] = MappingProxyType(
    {
        "all_drugs": "tlfb and uds hold the same, grouped",
        "meta_study_length": "describes the trials, not the people",
        "meta_substance_groups_uds": "describes the trials; Ostara has its own copy of this panel",
        **dict.fromkeys(
            (
                "asi",
                "detox",
                "fagerstrom",
                "first_survey",
                "pain",
                "psychiatric",
                "qol",
                "rbs",
                "rbs_iv",
                "screening_date",
                "sex",
                "withdrawal",
                "withdrawal_pre_post",
            ),
            NO_TABLE,
        ),
    }
)
SAID_WHEN_ABSENT = ("detox", "withdrawal")
