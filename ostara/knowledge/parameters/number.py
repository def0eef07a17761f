"""What a parameter is: a number with its unit, its source, and how far it may be trusted."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ostara.knowledge.refusal import RefusalError

Number = int | Decimal


class Status(StrEnum):
    """How much a number may be trusted."""

    QUOTED = "quoted"  # read in the source named
    ESTIMATED = "estimated"  # worked out from data
    CALIBRATED = "calibrated"  # fitted so that a model meets its targets
    ASSUMED = "assumed"  # our own design; nobody else claims it
    UNVERIFIED = "unverified"  # often quoted, or from another country; not read in a source that governs here


@dataclass(frozen=True)
class Parameter:
    """One number. `place` says where in the source; `rules` are ids of clinical rules (IND-02) or quality gaps (Q1)."""

    name: str
    meaning: str
    value: Number
    unit: str
    source: str
    place: str
    status: Status
    file: str
    low: Number | None = None
    high: Number | None = None
    rules: tuple[str, ...] = ()
    note: str | None = None

    @property
    def unverified(self) -> bool:
        """Whether a person must be told so wherever a result rests on this number."""
        return self.status is Status.UNVERIFIED

    @property
    def whole(self) -> int:
        """The value where only a whole number makes sense, such as days. Raises RefusalError for a fraction."""
        if self.value != int(self.value):
            raise RefusalError(f"{self.file} {self.name}", "is not a whole number")
        return int(self.value)
