"""What a field of a data set is: its header, its kind of value, and how far each of these was checked."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How far something said about a data set was checked."""

    VERIFIED = "verified"  # stated in the source named
    INFERRED = "inferred"  # follows from what the source states
    UNVERIFIED = "unverified"  # commonly quoted, not read in a source
    ASSUMED = "assumed"  # our own design; nobody else claims it


class Kind(StrEnum):
    """The kinds of value a field may hold."""

    DATE = "date"
    CODE = "code"  # one of a code list
    WHOLE = "whole"  # a whole number
    DAYS = "days"  # days of the last 28
    RATING = "rating"  # from 0 (poor) to 20 (good)
    TEXT = "text"


NUMBERS = frozenset({Kind.WHOLE, Kind.DAYS, Kind.RATING})

# What would help to recognise a person; never printed for people to read.
IDENTIFYING = frozenset({"FINITIAL", "SINITIAL", "DOB", "PC", "CLIENT", "CLIENTID", "EPISODID"})


@dataclass(frozen=True)
class Field:
    """One field. `low` and `high` are allowed themselves; `pattern` is the whole form of a text.

    `not_answered` is the word that stands for no answer, where there is one. `required` names the condition under
    which a value must be there. `standing` is that of the header, `values_standing` that of the values it may hold.
    """

    header: str
    meaning: str
    section: str
    kind: Kind
    codes: str | None
    low: int | None
    high: int | None
    pattern: str | None
    not_answered: str | None
    required: str | None
    required_standing: Standing | None
    first_known: str
    standing: Standing
    values_standing: Standing
    source: str

    @property
    def identifying(self) -> bool:
        """Whether a value could help to recognise a person."""
        return self.header in IDENTIFYING
