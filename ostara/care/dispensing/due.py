"""What is due at a place on a day, for whom, and where each of it stands: in as many queries for a room as for one
person.

Our own room supplies under the order itself: what is due there is worked out from the arrangement on the day, and
becomes a row when something becomes of it. A pharmacy has instalments of prescriptions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.enums import TextChoices

from ostara.care.calendar.opening import Opening
from ostara.care.dispensing.reach import arranged_at
from ostara.care.dispensing.working_out import worked_out
from ostara.care.medication.models import Arrangement, Course, GuestStay, Hold, Instalment, Place, Supply
from ostara.care.medication.questions.courses import Standing, standing
from ostara.care.medication.questions.orders import STOP, in_force
from ostara.care.medication.questions.patterns import openings_of
from ostara.care.medication.questions.supplies import (
    DEPOTS,
    GIVEN,
    LONGEST,
    covers,
    instalments_in_use,
    standing_supplies,
)
from ostara.care.rows.prepared import prepared
from ostara.knowledge.parameters import parameter

LONG_SCRIPT = timedelta(days=parameter("prescriptions.fp10mda_days").whole)  # longer ones are rare: asked by themselves


class State(TextChoices):
    """Where something that is due stands."""

    DUE = "due", "Due"
    HELD = "held", "Held: nothing is given before a prescriber has decided"
    ELSEWHERE = "elsewhere", "Given at another place these days"
    CHANGED = "changed", "Written under an order that no longer holds"
    IN_HAND = "in_hand", "Has it in hand already"
    GIVEN = "given", "Given"
    NOT_COLLECTED = "not_collected", "Not collected"


@dataclass(frozen=True)
class Due:
    """Something that is due at a place: an instalment, written or not yet, and what stands in the way."""

    instalment: Instalment
    standing: Standing
    place: Place
    on: date
    supply: Supply | None = None
    in_hand: Supply | None = None
    stay: GuestStay | None = None

    @property
    def course(self) -> Course:
        """Returns the course."""
        return self.standing.course

    @property
    def hold(self) -> Hold | None:
        """Returns the hold on the course, if any."""
        return self.standing.hold

    @property
    def state(self) -> State:
        """Returns where it stands."""
        if self.supply:
            return State.GIVEN if self.supply.outcome in GIVEN else State.NOT_COLLECTED
        if self.in_hand:
            return State.IN_HAND
        if not holds_still(self.instalment, self.standing):
            return State.CHANGED
        if self.stay and self.stay.place_id != self.place.pk:
            return State.ELSEWHERE
        return State.HELD if self.hold else State.DUE

    @property
    def days_left(self) -> int:
        """Returns for how many days it still is: those before today have passed without it."""
        return days_left(self.instalment, self.on)

    @property
    def mg(self) -> Decimal:
        """Returns milligrams in all, for the days that are left."""
        return self.instalment.dose_mg * self.days_left

    @property
    def is_depot(self) -> bool:
        """Returns whether it is an injection."""
        return self.course.form in DEPOTS

    @property
    def is_remainder(self) -> bool:
        """Returns whether it was due on a day that has passed."""
        return not self.is_depot and self.on > self.instalment.due_on

    @property
    def watched(self) -> bool:
        """Returns whether a dose is to be taken in front of somebody."""
        return self.instalment.watched > 0


@dataclass(frozen=True)
class _Found:
    """The rows a queue is made of."""

    standings: Mapping[UUID, Standing]
    written: Mapping[UUID, list[Instalment]]
    supplied: Mapping[UUID, list[Supply]]
    stays: Mapping[UUID, GuestStay]
    arranged: Mapping[UUID, list[Arrangement]]
    last: Mapping[UUID, Supply] = field(default_factory=dict)


def due_at(place: Place, *, on: date, courses: Sequence[Course] | None = None) -> list[Due]:
    """Returns what is due at a place on a day.

    Args:
        place: where.
        on: the day.
        courses: these only; all of the place if it is left out.
    """
    listed = _courses_at(place, on) if courses is None else list(courses)
    if not listed:
        return []
    found = _rows(listed, on)
    openings = openings_of([place], first=on, last=on + LONG_SCRIPT)
    return [
        _placed(instalment, one, found, place, on)
        for course, one in found.standings.items()
        for instalment in _instalments(place, one, found, on, openings)
        if instalment.course_id == course
    ]


def days_left(instalment: Instalment, on: date) -> int:
    """Returns for how many days an instalment still is when it is given on a day."""
    return max(instalment.days - max((on - instalment.covers_from).days, 0), 0)


def holds_still(instalment: Instalment, one: Standing) -> bool:
    """Returns whether the order in force for an instalment's first day is for the very dose it was written for."""
    order = in_force(one.orders, instalment.covers_from)
    return order is not None and order.kind != STOP and order.dose_mg == instalment.dose_mg


def _courses_at(place: Place, on: date) -> list[Course]:
    near = Q(due_on__range=(on - LONG_SCRIPT, on)) | Q(due_on__range=(on - LONGEST, on), days__gt=LONG_SCRIPT.days)
    here = Q(pk__in=Instalment.objects.filter(near, place=place).values("course"))
    guests = GuestStay.objects.standing().filter(place=place, from_on__lte=on, until_on__gte=on)
    depots = Q(pk__in=Instalment.objects.filter(place=place, course__form__in=DEPOTS).values("course"))
    every = here | depots | Q(pk__in=guests.values("course")) | Q(pk__in=arranged_at([place.pk], on=on))
    return list(Course.objects.filter(every).select_related("service", "person__card"))


def _rows(courses: Sequence[Course], on: date) -> _Found:
    keys = [course.pk for course in courses]
    by_course = _by_course(_supplied(keys, on))
    return _Found(
        standings={one.course.pk: one for one in standing(courses, on=on)},
        written=_by_course(_written(keys, on)),
        supplied=by_course,
        stays={stay.course_id: stay for stay in _stays(keys, on)},
        arranged=_by_course(_arranged(keys, on)),
        last={key: rows[-1] for key, rows in by_course.items() if rows and rows[-1].outcome in GIVEN},
    )


@prepared
def _written(courses: Sequence[UUID], on: date) -> QuerySet[Instalment]:
    until = on + timedelta(days=parameter("dispensing.written_ahead_days").whole)
    near = instalments_in_use().filter(course__in=courses, due_on__gte=on - LONGEST, due_on__lte=until)
    return near.select_related("order", "place", "prescription").order_by("due_on", "part", "id")


@prepared
def _supplied(courses: Sequence[UUID], on: date) -> QuerySet[Supply]:
    rows = standing_supplies().filter(course__in=courses, on__gt=on - LONGEST, on__lte=on)
    return rows.select_related("instalment", "place", "recorded_by").order_by("on", "id")


@prepared
def _stays(courses: Sequence[UUID], on: date) -> QuerySet[GuestStay]:
    rows = GuestStay.objects.standing().filter(course__in=courses, from_on__lte=on, until_on__gte=on)
    return rows.select_related("place").order_by("from_on", "id")


@prepared
def _arranged(courses: Sequence[UUID], on: date) -> QuerySet[Arrangement]:
    return Arrangement.objects.filter(course__in=courses, effective_on__lte=on).order_by("effective_on", "revision")


def _by_course(rows: Iterable) -> Mapping[UUID, list]:  # type: ignore[type-arg]  # rows of any table with a course
    found: dict[UUID, list] = defaultdict(list)  # type: ignore[type-arg]  # the same
    for row in rows:
        found[row.course_id].append(row)
    return found


def _instalments(
    place: Place, one: Standing, found: _Found, on: date, openings: Mapping[str, Opening]
) -> list[Instalment]:
    """Returns what is written for a course at a place around a day, or what its arrangement there comes to."""
    key, depot = one.course.pk, one.course.form in DEPOTS
    guest = found.stays.get(key)
    settled = {supply.instalment_id: supply for supply in found.supplied[key]}
    written = [
        row
        for row in found.written[key]
        if _concerns(row, settled.get(row.pk), on, depot=depot)
        and (row.pk in settled or row.prescription_id or holds_still(row, one))
        and (row.place_id == place.pk or (guest and guest.place_id == place.pk))
    ]
    if written:
        return [row for row in written if _shown(row, settled.get(row.pk), on)]
    if place.kind != Place.Kind.ROOM or not found.arranged[key]:
        return []
    arrangement = found.arranged[key][-1]
    return worked_out(one, arrangement, place, found.supplied[key], on=on, openings=openings, guest=guest)


def _concerns(row: Instalment, supply: Supply | None, on: date, *, depot: bool) -> bool:
    """Returns whether an instalment is for a day: it covers it, or is an injection that waits or was given then."""
    if depot:
        early = timedelta(days=parameter("dispensing.depot_early_days").whole)
        return supply.on == on if supply else row.due_on - early <= on
    return row.due_on <= on <= covers(row)[-1]


def _shown(row: Instalment, supply: Supply | None, on: date) -> bool:
    """Returns whether it stands in the queue of a day: it is open, or was settled that day, or may come after all."""
    return supply is None or on in (supply.on, row.due_on) or supply.outcome not in GIVEN


def _placed(instalment: Instalment, one: Standing, found: _Found, place: Place, on: date) -> Due:
    supplied = found.supplied[one.course.pk]
    own = next((row for row in supplied if row.instalment_id == instalment.pk), None)
    days = covers(instalment)
    other = next(
        (
            row
            for row in supplied
            if row.instalment_id != instalment.pk
            and row.outcome in GIVEN
            and one.course.form not in DEPOTS
            and covers(row.instalment)[0] <= days[-1]
            and covers(row.instalment)[-1] >= days[0]
        ),
        None,
    )
    return Due(instalment, one, place, on, supply=own, in_hand=other, stay=found.stays.get(one.course.pk))
