"""What comes out of the calendar: doses by day, the instalments that carry them, and what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True)
class OrderPoint:
    """An order of one course, in force from this day until the next. `daily_mg` None is an explicit stop."""

    effective_on: date
    daily_mg: Decimal | None


@dataclass(frozen=True)
class Dose:
    """What is for one day. `ml` is None where the product is no liquid."""

    day: date
    mg: Decimal
    ml: Decimal | None
    observed: bool


@dataclass(frozen=True)
class Instalment:
    """What is handed over at one time. `moved_from`: closed days whose doses are among these."""

    pickup_on: date
    place: str
    doses: tuple[Dose, ...]
    moved_from: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The days that it covers."""
        return tuple(dose.day for dose in self.doses)

    @property
    def mg(self) -> Decimal:
        """Milligrams in total."""
        return sum((dose.mg for dose in self.doses), Decimal())

    @property
    def ml(self) -> Decimal | None:
        """Millilitres in total; None where the product is no liquid."""
        return added(dose.ml for dose in self.doses)

    @property
    def observed_mg(self) -> Decimal:
        """Milligrams taken while somebody watches."""
        return sum((dose.mg for dose in self.doses if dose.observed), Decimal())

    @property
    def taken_away_mg(self) -> Decimal:
        """Milligrams taken away."""
        return self.mg - self.observed_mg

    @property
    def taken_away_days(self) -> int:
        """Doses taken away."""
        return sum(not dose.observed for dose in self.doses)


class Trouble(StrEnum):
    """What can stand in the way of handing medicine over as the pattern says."""

    CLOSED = "closed"  # and the prescription does not carry the closed-day wording
    CLOSED_NOTHING_BEFORE = "closed_nothing_before"  # it does, but no earlier day is known to be open
    USUALLY_CLOSED = "usually_closed"  # every week: belongs into the pattern, not into the closed-day wording
    OPENING_UNKNOWN = "opening_unknown"
    STARTS_OFF_PATTERN = "starts_off_pattern"
    TOO_LONG = "too_long"
    NO_ORDER = "no_order"
    VOLUME = "volume"


@dataclass(frozen=True)
class Problem:
    """Something a person has to look at, in words with the day. `place` is empty where it concerns no place."""

    kind: Trouble
    day: date
    place: str
    says: str


@dataclass(frozen=True)
class Schedule:
    """The instalments from `first` to `last`, in order of day and place."""

    first: date
    last: date
    instalments: tuple[Instalment, ...]
    problems: tuple[Problem, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """Every day covered, in order."""
        return tuple(sorted(day for one in self.instalments for day in one.days))

    @property
    def places(self) -> tuple[str, ...]:
        """The places at which something is handed over."""
        return tuple(dict.fromkeys(one.place for one in self.instalments))

    @property
    def mg(self) -> Decimal:
        """Milligrams in total."""
        return sum((one.mg for one in self.instalments), Decimal())

    @property
    def ml(self) -> Decimal | None:
        """Millilitres in total; None where the product is no liquid."""
        return added(one.ml for one in self.instalments)

    def of(self, place: str) -> "Schedule":
        """Returns what is handed over at one place: a prescription goes to one pharmacy."""
        return Schedule(
            self.first,
            self.last,
            tuple(one for one in self.instalments if one.place == place),
            tuple(one for one in self.problems if one.place in {place, ""}),
        )


@dataclass(frozen=True)
class Change:
    """A hand-over that is not as it was: the instalment before and now, None where there is none."""

    pickup_on: date
    place: str
    before: Instalment | None
    after: Instalment | None


def changed(before: Schedule, after: Schedule) -> tuple[Change, ...]:
    """Returns what differs between two schedules, in order of day and place: amounts, days covered, doses watched."""
    was = {(one.pickup_on, one.place): one for one in before.instalments}
    is_ = {(one.pickup_on, one.place): one for one in after.instalments}
    return tuple(
        Change(*key, was.get(key), is_.get(key)) for key in sorted(was.keys() | is_) if was.get(key) != is_.get(key)
    )


def added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Returns the sum; None where an amount is missing or there is none."""
    known = list(amounts)
    if not known or None in known:
        return None
    return sum((amount for amount in known if amount is not None), Decimal())
