"""What is handed over next of a course: a pick-up that is written, or a day in our own room.

Our own room supplies under the order itself, so nothing is written for it before it is given: its next day is worked
out from the arrangement and the hours it keeps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ostara.care.calendar.opening import Hours, Opening
from ostara.care.medication.models import Arrangement, GuestStay, Instalment, Place, Supply
from ostara.care.medication.questions.courses import Standing
from ostara.care.medication.questions.orders import change_points
from ostara.care.medication.questions.patterns import openings_of
from ostara.care.medication.questions.supplies import (
    DEPOTS,
    Lately,
    instalments_in_use,
    planned_injection,
    standing_supplies,
)
from ostara.care.prescribing.questions.runs import worked_out
from ostara.care.rows.prepared import prepared
from ostara.knowledge.parameters import parameter

REACH = timedelta(days=parameter("dispensing.pattern_reach_days").whole)


@dataclass(frozen=True)
class RoomVisit:
    """The next day on which our own room has something for somebody; `hours` none: nobody recorded when it is open."""

    place: Place
    on: date
    today: bool
    hours: tuple[Hours, ...] | None
    injection: bool


def next_pickups(courses: Sequence[UUID], guests: Mapping[UUID, GuestStay], *, on: date) -> dict[UUID, Instalment]:
    """Returns the next pick-up that is written for each course, of which nothing has become yet; in one query.

    Args:
        courses: which.
        guests: stays at another place: for those days the home place gives nothing.
        on: today.
    """
    found: dict[UUID, Instalment] = {}
    for one in _ahead(courses, on):
        if not _away(guests.get(one.course_id), one.place_id, one.due_on):
            found.setdefault(one.course_id, one)
    return found


@prepared
def _ahead(courses: Sequence[UUID], on: date) -> QuerySet[Instalment]:
    done = standing_supplies().filter(instalment=OuterRef("pk"))
    ahead = instalments_in_use().filter(course__in=courses, due_on__gte=on).filter(~Exists(done))
    return ahead.select_related("place").order_by("due_on", "part")


def room_visits(
    standings: Sequence[Standing],
    arranged: Mapping[UUID, Arrangement],
    days: Mapping[UUID, Lately],
    guests: Mapping[UUID, GuestStay],
    taken: Mapping[UUID, Supply],
    *,
    on: date,
) -> dict[UUID, RoomVisit]:
    """Returns the next day in our own room for each course that is supplied there; two queries, or none."""
    there = {one.course.pk: _rooms(arranged[one.course.pk]) for one in standings if one.course.pk in arranged}
    rooms = {place.pk: place for places in there.values() for place in places}
    if not rooms:
        return {}
    openings = openings_of(rooms.values(), first=on, last=on + REACH)
    found = {}
    for one in standings:
        key = one.course.pk
        if not there.get(key):
            continue
        if one.course.form in DEPOTS:
            visit = _injection(one, arranged[key].place, taken.get(key), openings, on)
        else:
            visit = _visit(one, arranged[key], rooms, openings, days[key].given, guests.get(key), on)
        if visit:
            found[key] = visit
    return found


def _visit(
    one: Standing,
    arranged: Arrangement,
    rooms: Mapping[UUID, Place],
    openings: Mapping[str, Opening],
    given: frozenset[date],
    guest: GuestStay | None,
    on: date,
) -> RoomVisit | None:
    worked = worked_out(one, arranged, openings, first=on - REACH, last=on + REACH)
    for pickup in worked.instalments if worked else ():
        place, left = rooms.get(UUID(pickup.place)), [day for day in pickup.days if day >= on and day not in given]
        if place is None or not left:
            continue
        day, opening = max(pickup.pickup_on, on), openings[pickup.place]
        shut = pickup.pickup_on < on and opening.is_open(on) is False  # what is left of it waits for nobody
        if not shut and not _away(guest, place.pk, day):
            return RoomVisit(place, day, day == on, opening.hours(day), injection=False)
    return None


def _injection(
    one: Standing, place: Place, last: Supply | None, openings: Mapping[str, Opening], on: date
) -> RoomVisit | None:
    began = next(order for order in reversed(change_points(one.orders)) if order.effective_on <= on)
    day = planned_injection(one.course.form, last.on if last else None, began.effective_on)
    return RoomVisit(place, day, day == on, openings[str(place.pk)].hours(day), injection=True)


def _rooms(arranged: Arrangement) -> list[Place]:
    return [place for place in (arranged.place, arranged.weekend_place) if place and place.kind == Place.Kind.ROOM]


def _away(guest: GuestStay | None, place: UUID, day: date) -> bool:
    return guest is not None and guest.place_id != place and guest.from_on <= day <= guest.until_on
