"""What happened to a made-up person, in the words of care: told by the generator, or by hand for the ten stories.

Everything the writers of rows need stands here; they draw only what no event depends on (a name, a telephone number).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ostara.care.treatment.states import Way


class Place(StrEnum):
    """A service of the made-up area, or the one beyond it."""

    HARBOUR = "harbour"
    ORCHARD = "orchard"
    PRISON = "prison"
    FARMOOR = "farmoor"  # in the next area: people move there


class Came(StrEnum):
    """How a stay began."""

    REFERRED = "referred"
    BACK = "back"  # after an earlier one ended: nothing begins again
    TRANSFERRED = "transferred"  # from the stay before it


@dataclass
class Help:
    """Help given within a stay: a kind, medicine and setting of our code lists, and how it ended (`end_reason`)."""

    kind: str
    started: date
    ended: date | None = None
    how: str = ""
    medicine: str = ""
    setting: str = "community"


@dataclass
class Review:
    """An outcomes profile: its stage, and the answers by column; none was not answered."""

    on: date
    stage: str
    answers: Mapping[str, int | bool | None]


@dataclass
class Tested:
    """A drug test: its day, its kind (our list `specimen_kind`), whether it is trusted, and results by substance."""

    on: date
    kind: str
    trusted: bool | None
    found: dict[str, str] = field(default_factory=dict)


@dataclass
class Stay:
    """A stay with a service. Without a start nobody has met the person yet, or nothing came of the referral.

    Attributes:
        at: which service.
        referred, started, ended: its days.
        reason: why it ended, of our list `end_reason`.
        way: the pathway.
        came: how it began; `source` is the national code of who referred.
        passes_to: the service that took over, where one did; the next stay there says how it went on.
        beside: it runs beside another stay, as a line of its own.
        later_ways: pathways moved to, from a day.
        words: what was said when it ended.
    """

    at: Place
    referred: date
    started: date | None
    ended: date | None = None
    reason: str = ""
    way: Way = Way.OST
    came: Came = Came.REFERRED
    source: str = "4"
    passes_to: Place | None = None
    beside: bool = False
    helps: list[Help] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    later_ways: list[tuple[date, Way]] = field(default_factory=list)
    words: str = ""


@dataclass
class Prison:
    """A stay in prison; answers are `Y`, `N` or blank for not known."""

    from_on: date
    to_on: date | None
    ost_inside: str = ""
    referred: str = ""


@dataclass
class Ordered:
    """An order of a medicine: from which day, what it does (`order_kind`), how it is taken; no dose is a stop.

    `led` is whether a lower dose was the person's own plan; none: nobody said.
    """

    on: date
    kind: str
    dose_mg: int | None
    watched: bool
    led: bool | None = None


@dataclass
class Medicine:
    """A course of medicine, and what became of each day's dose of late: day, outcome and milligrams, in order."""

    product: str
    at: Place
    orders: list[Ordered] = field(default_factory=list)
    days: list[tuple[date, str, int]] = field(default_factory=list)


@dataclass
class Life:
    """A made-up person and what happened to them.

    Attributes:
        number: which, from 1; with the seed it decides everything that is drawn.
        sex: M or F; `birth_year`, `ethnicity` (national code), `town`.
        substance: the main problem, of our code list `substance`.
        stays, prisons: in order of time.
        died: the day, where the record knows of it.
        seen: days on which a keyworker met them.
        tests: drug tests, in order of time.
        medicines: courses of medicine, in order of time.
        told: what a story says otherwise than chance would; by name of field.
    """

    number: int
    sex: str
    birth_year: int
    ethnicity: str
    town: str
    substance: str
    stays: list[Stay] = field(default_factory=list)
    prisons: list[Prison] = field(default_factory=list)
    died: date | None = None
    seen: list[date] = field(default_factory=list)
    tests: list[Tested] = field(default_factory=list)
    medicines: list[Medicine] = field(default_factory=list)
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ost(self) -> bool:
        """Whether any help of theirs is OST."""
        return any(one.kind == "ost_prescribing" for stay in self.stays for one in stay.helps)
