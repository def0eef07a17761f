"""What a number of the model is: an estimate with its interval, its distribution, and where all that comes from."""

from dataclasses import dataclass
from enum import StrEnum

from ostara.knowledge.parameters import Status


class Unit(StrEnum):
    """What a number is. A rate is not a probability: each place of the specification takes one kind only."""

    RATE = "per year"
    RATIO = "ratio"
    ODDS = "odds ratio"
    PROBABILITY = "probability"
    ELASTICITY = "elasticity"
    OFFENCES = "offences per year"
    MONEY_A_YEAR = "GBP per year"
    MONEY_AN_OFFENCE = "GBP per offence"
    MONEY_A_COURSE = "GBP per course"
    MONEY_A_QALY = "GBP per QALY"
    UTILITY = "utility"
    COMPOUND = "per year compounded"


BOUNDED = frozenset({Unit.PROBABILITY, Unit.UTILITY})  # nought to one


class Distribution(StrEnum):
    """On which scale a number is normal, in two halves: `value` is its median, `low` and `high` its 95 % interval."""

    LOGNORMAL = "lognormal"
    NORMAL = "normal"
    LOGITNORMAL = "logitnormal"
    FIXED = "fixed"


@dataclass(frozen=True)
class Estimate:
    """One number. `evidence` are rows of evidence.csv; `studies` are whose they are, for lineage."""

    id: str
    meaning: str
    value: float
    low: float
    high: float
    unit: Unit
    distribution: Distribution
    cause: str | None
    evidence: tuple[str, ...]
    source: str
    place: str
    population: str
    transformation: str
    status: Status
    file: str
    studies: frozenset[str]

    @property
    def unverified(self) -> bool:
        """Whether a person must be told so: nobody read it in a source, or it is our own judgement."""
        return self.status in (Status.UNVERIFIED, Status.ASSUMED)
