"""Writing the instalments of a prescription from a worked-out calendar of pick-ups."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from ostara.care.audit.actor import Actor
from ostara.care.calendar.schedule import Dose, Schedule
from ostara.care.medication.models import Course, Instalment, Order, Place, Prescription
from ostara.care.medication.questions.orders import in_force


def write_instalments(
    *,
    schedule: Schedule,
    course: Course,
    orders: Sequence[Order],
    prescription: Prescription | None,
    by: Actor,
    at: datetime,
) -> list[Instalment]:
    """Writes a row for each run of the same dose on days on end, within each pick-up.

    Args:
        schedule: pick-ups at the places of one course, each place by its key as text.
        course: whose.
        orders: every order of the course.
        prescription: the form they belong to, or none where our own room supplies under the order itself.
        by: who.
        at: when.
    """
    places = {str(place.pk): place for place in Place.objects.filter(pk__in={UUID(key) for key in schedule.places})}
    rows = [
        Instalment(
            prescription=prescription,
            course=course,
            order=in_force(orders, doses[0].day),
            place=places[pickup.place],
            due_on=pickup.pickup_on,
            part=part,
            covers_from=doses[0].day,
            days=len(doses),
            dose_mg=doses[0].mg,
            watched=sum(dose.observed for dose in doses),
            recorded_by_id=by.user,
            recorded_at=at,
        )
        for pickup in schedule.instalments
        for part, doses in enumerate(runs(pickup.doses), start=1)
    ]
    return Instalment.objects.bulk_create(rows)


def runs(doses: Sequence[Dose]) -> Iterator[list[Dose]]:
    """Yields doses of the same amount on days on end, in order; the watched ones of a run come first."""
    numbered = [(dose.day.toordinal() - place, dose) for place, dose in enumerate(doses)]
    for _, same in groupby(numbered, key=lambda one: (one[0], one[1].mg)):
        yield sorted((dose for _, dose in same), key=lambda dose: dose.day)
