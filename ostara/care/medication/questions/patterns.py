"""How a course is supplied, and when places are open, in the words of the calendar."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.calendar.opening import Hours, Opening
from ostara.care.calendar.pattern import Pickup, SupplyPattern
from ostara.care.medication.models import Arrangement, Closure, OpeningHours, Place
from ostara.care.rows.prepared import prepared

WEEKDAYS = range(7)
SATURDAY = 5
YES = "1"


def place_on(arrangement: Arrangement, weekday: int) -> UUID:
    """Returns the key of the place at which medicine is handed over on a weekday (Monday is 0)."""
    weekend = arrangement.weekend_place_id if weekday >= SATURDAY else None
    return weekend or arrangement.place_id


def pattern_of(arrangement: Arrangement) -> SupplyPattern | None:
    """Returns an arrangement as a pattern, each place by its key as text; none where it names no weekday (a depot)."""
    pickups = {
        weekday: Pickup(str(place_on(arrangement, weekday)), arrangement.watched[weekday] == YES)
        for weekday in WEEKDAYS
        if arrangement.pickups[weekday : weekday + 1] == YES
    }
    return SupplyPattern(pickups) if pickups else None


def openings_of(places: Iterable[Place], *, first: date, last: date) -> Mapping[str, Opening]:
    """Returns when places are open from one day to another, by key as text, in two queries.

    The hours that hold on the first of these days are taken for all of them.
    """
    found = {place.pk: place for place in places}
    weeks: dict[UUID, dict[int, tuple[Hours, ...]]] = defaultdict(dict)
    for row in _opening_hours(list(found), first):
        weeks[row.place_id][row.weekday] = _hours(row)
    closed: dict[UUID, dict[date, str]] = defaultdict(dict)
    extra: dict[UUID, dict[date, tuple[Hours, ...]]] = defaultdict(dict)
    for day in _closures(list(found), first, last):
        if day.open_all_the_same:
            usual = weeks[day.place_id].get(day.on.weekday()) or tuple(_any_hours(weeks[day.place_id]))
            extra[day.place_id][day.on] = usual
        else:
            closed[day.place_id][day.on] = day.words or "closed"
    return {
        str(key): Opening(
            week=tuple(weeks[key].get(weekday) for weekday in WEEKDAYS),
            on_bank_holidays=place.opens_on_bank_holidays,
            closures=closed[key],
            extra=extra[key],
        )
        for key, place in found.items()
    }


@prepared
def _opening_hours(places: Sequence[UUID], on: date) -> QuerySet[OpeningHours]:
    rows = OpeningHours.objects.standing().filter(place__in=places, from_on__lte=on)
    return rows.order_by("from_on", "recorded_at", "id")


@prepared
def _closures(places: Sequence[UUID], first: date, last: date) -> QuerySet[Closure]:
    return Closure.objects.standing().filter(place__in=places, on__range=(first, last))


def _hours(row: OpeningHours) -> tuple[Hours, ...]:
    return (Hours(row.opens, row.closes),) if row.opens and row.closes else ()


def _any_hours(week: Mapping[int, tuple[Hours, ...]]) -> Iterable[Hours]:
    """Yields the hours of another day: open on a day on which it never opens, and nobody said from when."""
    return next((hours for hours in week.values() if hours), ())
