"""The script run: what each course needs for some days, worked out from orders, arrangements and opening hours."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ostara.care.calendar.instalments import ClosedPickup, schedule
from ostara.care.calendar.opening import Opening
from ostara.care.calendar.schedule import Schedule
from ostara.care.medication.models import Arrangement, Course, Hold, Instalment, Place, Prescription, PrescriptionEvent
from ostara.care.medication.questions.courses import Standing, open_holds, standing
from ostara.care.medication.questions.orders import arrangements_on, points
from ostara.care.medication.questions.patterns import openings_of, pattern_of
from ostara.care.medication.questions.supplies import ENDED, instalments_in_use, standing_supplies
from ostara.knowledge.medicines import products
from ostara.knowledge.parameters import parameter


@dataclass(frozen=True)
class Needed:
    """What one course needs at one pharmacy."""

    standing: Standing
    place: Place
    schedule: Schedule


def held_out(services: Collection[UUID], places: Collection[UUID], *, on: date) -> list[Standing]:
    """Returns the courses for which nothing is prepared because their supply is held, those held longest first."""
    held = [one for one in _on_the_form(_standing(services, places, on)) if one.active and one.hold]
    return sorted(held, key=lambda one: (one.hold.from_on, one.course.pk) if one.hold else (on, one.course.pk))


def needed(services: Collection[UUID], places: Collection[UUID], *, first: date, last: date, on: date) -> list[Needed]:
    """Returns what courses need at pharmacies for some days, beyond what is prescribed already.

    Nothing for a day on which supply is stopped or held: whoever ends a hold says from which day it may be supplied.

    Args:
        services: those that prescribe.
        places: the pharmacies.
        first, last: the days; fewer where a prescription covers some of them.
        on: today.
    """
    every = _on_the_form(_standing(services, places, on))
    keys = [one.course.pk for one in every]
    arranged, covered, held = arrangements_on(keys, last), covered_until(keys), _held_until(keys, max(first, on), last)
    everywhere = _places(arranged.values())
    openings = openings_of(everywhere.values(), first=first, last=last)
    found = []
    for one in every:
        key = one.course.pk
        begins = max(first, held.get(key, first), covered[key] + timedelta(days=1) if key in covered else first)
        row = arranged.get(key)
        worked = worked_out(one, row, openings, first=begins, last=last) if row and begins <= last else None
        for place_key in worked.places if worked else ():
            place = everywhere[UUID(place_key)]
            if worked and place.pk in places and place.kind == Place.Kind.PHARMACY:
                found.append(Needed(one, place, worked.of(place_key)))
    return found


def worked_out(
    one: Standing, arranged: Arrangement, openings: Mapping[str, Opening], *, first: date, last: date
) -> Schedule | None:
    """Returns the pick-ups of a course for some days; none where it is not collected (a depot)."""
    pattern = pattern_of(arranged)
    if pattern is None:
        return None
    return schedule(
        points(one.orders),
        pattern,
        openings,
        strength_mg_per_ml=one.course.strength,
        first=first,
        last=last,
        closed_day_wording=True,
        on_fp10mda=True,
    )


def covered_until(courses: Collection[UUID]) -> dict[UUID, date]:
    """Returns the last day for which a course has a prescription that has not ended, signed or only prepared."""
    ended = PrescriptionEvent.objects.filter(prescription=OuterRef("pk"), kind__in=ENDED)
    rows = Prescription.objects.filter(course__in=courses).filter(~Exists(ended))
    return dict(rows.order_by("last_on").values_list("course", "last_on"))


def last_before(courses: Collection[UUID], batch: UUID) -> dict[UUID, Prescription]:
    """Returns the latest prescription of each course that was signed before, with its instalments: two queries."""
    signed = PrescriptionEvent.objects.filter(prescription=OuterRef("pk"), kind=PrescriptionEvent.Kind.SIGNED)
    rows = Prescription.objects.filter(Exists(signed), course__in=courses).exclude(batch=batch)
    latest = rows.filter(course=OuterRef("course")).order_by("-last_on", "-number").values("pk")[:1]
    found = rows.filter(pk=latest).select_related("place").prefetch_related("instalments")
    return {one.course_id: one for one in found}


def differences(before: Prescription | None, now: Prescription) -> list[str]:
    """Returns what is not as it was last time, in words; empty where nothing differs."""
    if before is None:
        return ["First prescription of this course."]
    was, is_ = _shape(before.instalments.all()), _shape(now.instalments.all())
    said = []
    if was.doses != is_.doses:
        said.append(f"Dose: {_list(was.doses)} mg before, {_list(is_.doses)} mg now.")
    if was.weekdays != is_.weekdays:
        said.append("Other days of collection.")
    if (was.watched > 0) != (is_.watched > 0):
        said.append("Watched now." if is_.watched else "Not watched any more.")
    if before.place_id != now.place_id:
        said.append(f"Another pharmacy: {before.place.name} before.")
    if (before.last_on - before.first_on) != (now.last_on - now.first_on):
        said.append(
            f"For {(now.last_on - now.first_on).days + 1} days, not {(before.last_on - before.first_on).days + 1}."
        )
    if now.first_on > before.last_on + timedelta(days=1):
        said.append(f"Nothing is prescribed between {before.last_on:%-d %B} and {now.first_on:%-d %B}.")
    return said


def closed_pickups_ahead(services: Collection[UUID], *, on: date) -> list[tuple[Instalment, ClosedPickup]]:
    """Returns pick-ups written for days on which their pharmacy is not known to be open, the earliest first."""
    until = on + timedelta(days=parameter("prescriptions.closed_days_ahead_days").whole)
    done = standing_supplies().filter(instalment=OuterRef("pk"))
    rows = instalments_in_use().filter(
        ~Exists(done), course__service__in=services, prescription__isnull=False, due_on__range=(on, until)
    )
    found = list(rows.select_related("place", "course__person__card", "prescription").order_by("due_on", "pk"))
    openings = openings_of({one.place for one in found}, first=on, last=until)
    closed = []
    for one in found:
        opening = openings[str(one.place_id)]
        opens = opening.is_open(one.due_on)
        if not opens:
            why = opening.why_closed(one.due_on)
            closed.append((one, ClosedPickup(one.due_on, str(one.place_id), why, known=opens is False)))
    return closed


def notice_days() -> int:
    """Returns how many days before a closed day its pick-ups are looked at."""
    return parameter("prescriptions.closed_days_notice_days").whole


@dataclass(frozen=True)
class _Shape:
    doses: tuple[str, ...]
    weekdays: frozenset[int]
    watched: int


def _shape(instalments: Iterable[Instalment]) -> _Shape:
    rows = list(instalments)
    doses = tuple(
        dict.fromkeys(f"{one.dose_mg.normalize():f}" for one in sorted(rows, key=lambda one: one.covers_from))
    )
    return _Shape(doses, frozenset(one.due_on.weekday() for one in rows), sum(one.watched for one in rows))


def _list(doses: Sequence[str]) -> str:
    return ", then ".join(doses)


def _on_the_form(every: Iterable[Standing]) -> list[Standing]:
    return [one for one in every if products()[one.course.product].fp10mda]


def _held_until(courses: Collection[UUID], first: date, last: date) -> dict[UUID, date]:
    """From which day courses that are held on the first of some days may be supplied; never, while nobody decided."""
    ends = {one.course_id: _end(one) for one in open_holds(list(courses), on=first).values()}
    return {key: day if day else last + timedelta(days=1) for key, day in ends.items()}


def _end(hold: Hold) -> date | None:
    return hold.end.on if hasattr(hold, "end") else None


def _standing(services: Collection[UUID], places: Collection[UUID], on: date) -> tuple[Standing, ...]:
    there = Arrangement.objects.filter(place__in=places).values("course")
    weekends = Arrangement.objects.filter(weekend_place__in=places).values("course")
    rows: QuerySet[Course] = Course.objects.filter(service__in=services, pk__in=there.union(weekends))
    return standing(list(rows.select_related("service", "person", "person__card")), on=on)


def _places(arranged: Iterable[Arrangement]) -> dict[UUID, Place]:
    both = ((one.place, one.weekend_place) for one in arranged)
    return {place.pk: place for pair in both for place in pair if place is not None}
