"""Each day with or without medicine in hand, from what was supplied for which days (decision 1 of the clinical rules).

A weekly collector misses none of the days that were handed over. A pharmacy's silence is neither a miss nor a pass.
Held and stopped days are days without medicine: tolerance falls whoever decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ostara.care.calendar.days import WEEK, days_between
from ostara.knowledge.parameters import parameter
from ostara.knowledge.refusal import RefusalError


class Outcome(StrEnum):
    """What became of an expected supply (codes/supply_outcome.csv)."""

    OBSERVED = "observed"
    COLLECTED = "collected"
    RECORDED = "recorded"
    NOT_COLLECTED = "not_collected"
    NOT_REPORTED = "not_reported"


SUPPLIED = frozenset({Outcome.OBSERVED, Outcome.COLLECTED, Outcome.RECORDED})


@dataclass(frozen=True)
class ExpectedSupply:
    """A supply and the days that it is for; guest dosing, hospital, prison and emergency supplies are supplies too.

    `given_days`: the days really covered where they are fewer, as when an instalment is collected late; None is all.
    `part_days`: days for which less than the whole dose was taken or handed over.
    """

    days: tuple[date, ...]
    outcome: Outcome
    given_days: tuple[date, ...] | None = None
    part_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        given = self.given_days if self.given_days is not None else self.days
        if not self.days or tuple(sorted(set(self.days))) != self.days:
            raise RefusalError("supply", "is for no day, or its days are not in order")
        if self.outcome not in SUPPLIED and (self.given_days or self.part_days):
            raise RefusalError("supply", f"{self.outcome} and yet days that were given")
        if not (set(given) <= set(self.days) and self.part_days <= set(given)):
            raise RefusalError("supply", "names a day that it is not for")

    def gave(self, day: date) -> bool:
        """Returns whether it covered this day in fact."""
        return self.outcome in SUPPLIED and day in (self.days if self.given_days is None else self.given_days)


class Pause(StrEnum):
    """Why nothing was to be supplied."""

    HELD = "held"
    STOPPED = "stopped"


@dataclass(frozen=True)
class NoSupply:
    """Days on which nothing was to be supplied, both included; `last` None: until further notice."""

    why: Pause
    first: date
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        """Returns whether the day is among them."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class DepotWindow:
    """Days on which a depot injection covers, both included."""

    first: date
    last: date


class InHand(StrEnum):
    """Whether there was medicine in hand on a day. The third answer is neither of the others."""

    WITH = "with"
    WITHOUT = "without"
    NOT_REPORTED = "not_reported"


class Why(StrEnum):
    """What the answer for a day rests on."""

    SUPPLIED = "supplied"
    DEPOT = "depot"
    NOT_COLLECTED = "not_collected"
    GIVEN_LATE = "given_late"  # the supply was handed over, but not for this day any more
    HELD = "held"
    STOPPED = "stopped"
    SILENT = "silent"
    NOTHING_EXPECTED = "nothing_expected"  # nobody wrote anything for this day: the record cannot say


@dataclass(frozen=True)
class DayInHand:
    """One day. `part`: less than a whole dose; `doubled`: supplied more than once; `conflict`: supplied and held.

    `silent_from`: the first day of the supply of which nobody has said anything.
    """

    day: date
    in_hand: InHand
    why: Why
    part: bool = False
    doubled: bool = False
    conflict: bool = False
    silent_from: date | None = None


def depot_window(given_on: date, form: str) -> DepotWindow:
    """Returns the days that an injection covers: to the latest day for the next one (LAI-06, unverified numbers).

    `form` is depot_weekly or depot_monthly; RefusalError for another.
    """
    match form:
        case "depot_weekly":
            days = parameter("depot.weekly_late_day").whole
        case "depot_monthly":
            days = parameter("depot.monthly_late_week").whole * WEEK
        case _:
            raise RefusalError(f"form {form}", "is no depot injection")
    return DepotWindow(given_on, given_on + timedelta(days=days))


def in_hand(
    supplies: Iterable[ExpectedSupply],
    *,
    first: date,
    last: date,
    pauses: Iterable[NoSupply] = (),
    depots: Iterable[DepotWindow] = (),
) -> tuple[DayInHand, ...]:
    """Returns one answer for each day from `first` to `last`. What was supplied wins over what was planned."""
    by_day: dict[date, list[ExpectedSupply]] = {}
    for supply in supplies:
        for day in supply.days:
            by_day.setdefault(day, []).append(supply)
    pauses, windows = tuple(pauses), tuple(depots)
    return tuple(
        _day(
            day,
            by_day.get(day, []),
            pause=next((pause.why for pause in pauses if pause.holds_on(day)), None),
            depot=any(window.first <= day <= window.last for window in windows),
        )
        for day in days_between(first, last)
    )


def _day(day: date, supplies: list[ExpectedSupply], *, pause: Pause | None, depot: bool) -> DayInHand:
    given = [supply for supply in supplies if supply.gave(day)]
    if given:
        part = all(day in supply.part_days for supply in given)
        return DayInHand(day, InHand.WITH, Why.SUPPLIED, part, len(given) > 1, conflict=pause is not None)
    if depot:
        return DayInHand(day, InHand.WITH, Why.DEPOT)
    if pause:  # nothing was to be supplied, so there is nothing of which a pharmacy could be silent
        return DayInHand(day, InHand.WITHOUT, _PAUSED[pause])
    silent = [supply.days[0] for supply in supplies if supply.outcome is Outcome.NOT_REPORTED]
    if silent:
        return DayInHand(day, InHand.NOT_REPORTED, Why.SILENT, silent_from=min(silent))
    if supplies:
        late = any(supply.outcome in SUPPLIED for supply in supplies)
        return DayInHand(day, InHand.WITHOUT, Why.GIVEN_LATE if late else Why.NOT_COLLECTED)
    return DayInHand(day, InHand.NOT_REPORTED, Why.NOTHING_EXPECTED)


_PAUSED: Mapping[Pause, Why] = {Pause.HELD: Why.HELD, Pause.STOPPED: Why.STOPPED}
