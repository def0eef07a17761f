"""From orders, a pattern and opening calendars to instalments: every day once, closed days moved forward or reported.

A day's doses move to the latest earlier day on which the same place is open, and only where the prescription carries
the wording that allows it (CD-08, CD-09). What cannot move stays where the pattern put it, and is reported.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ostara.care.calendar.days import DAY, WEEKDAYS, days_between, said_day
from ostara.care.calendar.opening import NOBODY_KNOWS, Opening
from ostara.care.calendar.pattern import Pickup, SupplyPattern
from ostara.care.calendar.schedule import Dose, Instalment, OrderPoint, Problem, Schedule, Trouble
from ostara.knowledge.amounts import measurable, millilitres, plain
from ostara.knowledge.parameters import parameter
from ostara.knowledge.refusal import RefusalError


@dataclass(frozen=True)
class ClosedPickup:
    """A day of hand-over on which the place is closed, or (`known` false) nobody recorded whether it is."""

    day: date
    place: str
    why: str
    known: bool


@dataclass(frozen=True)
class _Due:
    """A hand-over as the pattern has it: where and when, and the days that it is for."""

    on: date
    pickup: Pickup
    days: tuple[date, ...]


def schedule(
    orders: Iterable[OrderPoint],
    pattern: SupplyPattern,
    openings: Mapping[str, Opening],
    *,
    strength_mg_per_ml: Decimal | None,
    first: date,
    last: date,
    closed_day_wording: bool,
    on_fp10mda: bool,
) -> Schedule:
    """Returns the instalments from `first` to `last`: every day on which an order is in force stands in exactly one.

    `openings` by place; a place that is missing there has hours that nobody recorded. `strength_mg_per_ml` None: no
    liquid. Raises RefusalError for orders that contradict each other, a dose that is none, or days that run backwards.
    """
    ordered = _ordered(orders)
    if last < first:
        raise RefusalError("instalments", f"{said_day(last)} is before {said_day(first)}")
    daily = {day: mg for day in days_between(first, last) if (mg := _in_force(ordered, day)) is not None}
    problems = [*_of_the_whole(ordered, first, last, on_fp10mda=on_fp10mda)]
    problems += _volumes(daily, strength_mg_per_ml)
    moved: dict[tuple[date, str], tuple[list[_Due], list[date]]] = {}
    for stretch in _stretches(sorted(daily)):
        for due in _due(pattern, stretch, problems):
            opening = openings.get(due.pickup.place, NOBODY_KNOWS)
            on = _handed_over_on(due, opening, stretch[0], closed_day_wording, problems)
            dues, closed = moved.setdefault((on, due.pickup.place), ([], []))
            dues.append(due)
            closed += [due.on] if on != due.on else []
    instalments = tuple(
        Instalment(on, place, _doses(dues, on, daily, strength_mg_per_ml), tuple(closed))
        for (on, place), (dues, closed) in sorted(moved.items())
    )
    return Schedule(first, last, instalments, _once(problems))


def closed_pickups(
    pattern: SupplyPattern, openings: Mapping[str, Opening], first: date, last: date
) -> tuple[ClosedPickup, ...]:
    """Returns the days of hand-over, both ends included, on which the place is not known to be open."""
    found = []
    for day in pattern.days(first, last):
        place = pattern.pickups[day.weekday()].place
        opening = openings.get(place, NOBODY_KNOWS)
        opens = opening.is_open(day)
        if not opens:
            found.append(ClosedPickup(day, place, opening.why_closed(day), known=opens is False))
    return tuple(found)


def _ordered(orders: Iterable[OrderPoint]) -> Sequence[OrderPoint]:
    found = sorted(orders, key=lambda point: point.effective_on)
    for point, after in pairwise(found):
        if point.effective_on == after.effective_on:
            raise RefusalError("orders", f"two are in force from {said_day(point.effective_on)}")
    for point in found:
        if point.daily_mg is not None and not (point.daily_mg.is_finite() and point.daily_mg > 0):
            raise RefusalError("orders", f"the dose from {said_day(point.effective_on)} is not above zero")
    return found


def _in_force(ordered: Sequence[OrderPoint], day: date) -> Decimal | None:
    at = bisect_right(ordered, day, key=lambda point: point.effective_on)
    return ordered[at - 1].daily_mg if at else None


def _stretches(days: Sequence[date]) -> list[list[date]]:
    """Days that follow each other. After a stop nothing is handed over before the restart."""
    stretches: list[list[date]] = []
    for day in days:
        if stretches and stretches[-1][-1] + DAY == day:
            stretches[-1].append(day)
        else:
            stretches.append([day])
    return stretches


def _due(pattern: SupplyPattern, stretch: Sequence[date], problems: list[Problem]) -> list[_Due]:
    begins, ends = stretch[0], stretch[-1]
    days = list(pattern.days(begins, ends))
    if begins not in days:
        place = pattern.covering(begins).place
        says = f"{said_day(begins)} is no day of hand-over in the pattern; its doses have to be handed over that day"
        problems.append(Problem(Trouble.STARTS_OFF_PATTERN, begins, place, says))
        days.insert(0, begins)
    until = [*days[1:], ends + DAY]
    return [
        _Due(day, pattern.covering(day), days_between(day, then - DAY)) for day, then in zip(days, until, strict=True)
    ]


def _handed_over_on(
    due: _Due, opening: Opening, earliest: date, closed_day_wording: bool, problems: list[Problem]
) -> date:
    place, day, opens = due.pickup.place, due.on, opening.is_open(due.on)
    if opens:
        return day
    if opens is None:
        problems.append(Problem(Trouble.OPENING_UNKNOWN, day, place, _not_recorded(opening, day)))
        return day
    why = opening.why_closed(day)
    if opening.usually_closed(day.weekday()):
        says = f"closed on {WEEKDAYS[day.weekday()]}s: write those doses into another day of the pattern"
        problems.append(Problem(Trouble.USUALLY_CLOSED, day, place, says))
    if not closed_day_wording:
        says = f"closed on {said_day(day)} ({why}), and no wording lets the doses be given earlier"
        problems.append(Problem(Trouble.CLOSED, day, place, says))
        return day
    for before in reversed(days_between(earliest, day - DAY)):
        if opening.is_open(before):
            return before
    says = f"closed on {said_day(day)} ({why}), and no earlier day of this supply is known to be open"
    problems.append(Problem(Trouble.CLOSED_NOTHING_BEFORE, day, place, says))
    return day


def _not_recorded(opening: Opening, day: date) -> str:
    if opening.week == NOBODY_KNOWS.week:
        return "nobody recorded when it is open"
    return f"nobody recorded whether it is open on {said_day(day)}"


def _doses(dues: Iterable[_Due], on: date, daily: Mapping[date, Decimal], strength: Decimal | None) -> tuple[Dose, ...]:
    found = [
        Dose(
            day=day,
            mg=daily[day],
            ml=None if strength is None else millilitres(daily[day], strength),
            observed=due.pickup.observed and day == on,
        )
        for due in dues
        for day in due.days
    ]
    return tuple(sorted(found, key=lambda dose: dose.day))


def _of_the_whole(ordered: Sequence[OrderPoint], first: date, last: date, *, on_fp10mda: bool) -> Iterable[Problem]:
    most = parameter("prescriptions.fp10mda_days").whole
    covers = (last - first).days + 1
    if on_fp10mda and covers > most:
        yield Problem(Trouble.TOO_LONG, first, "", f"covers {covers} days; FP10MDA covers at most {most}")
    if not ordered or ordered[0].effective_on > first:
        yield Problem(Trouble.NO_ORDER, first, "", f"no order is in force on {said_day(first)}")


def _volumes(daily: Mapping[date, Decimal], strength: Decimal | None) -> Iterable[Problem]:
    if strength is None:
        return
    for mg in sorted(set(daily.values())):
        ml = millilitres(mg, strength)
        if not measurable(ml):
            day = min(day for day, dose in daily.items() if dose == mg)
            yield Problem(Trouble.VOLUME, day, "", f"{plain(mg)} mg is {ml} mL, which cannot be measured exactly")


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same words about the same place once, on their first day."""
    first: dict[tuple[Trouble, str, str], Problem] = {}
    for one in sorted(problems, key=lambda one: one.day):
        first.setdefault((one.kind, one.place, one.says), one)
    return tuple(first.values())
