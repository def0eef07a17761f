"""Builders of medicines that read as sentences: `a_course(of=person, at=harbour).on(mg=60).supplied(days_ago(3))`."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, Self
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from ostara.care.accounts.models import Service, User
from ostara.care.accounts.roles import Role
from ostara.care.audit.actor import Actor
from ostara.care.medication.models import (
    Arrangement,
    CheckIn,
    Choice,
    Course,
    DosePlan,
    Hold,
    Instalment,
    Order,
    Place,
    PlanStep,
    Prescription,
    PrescriptionEvent,
    Supply,
)
from ostara.care.medication.questions.courses import Standing, standing
from ostara.care.medication.questions.orders import in_force, latest_written
from ostara.care.medication.writing.orders import kind_of, write_order
from ostara.care.medication.writing.supplies import write_supply
from ostara.care.people.models import Person
from ostara.care.rows.models import new_key
from ostara.knowledge.medicines import products
from tests.episodes import days_ago, today
from tests.staff import a_person_in_care, a_service, by, somebody

__all__ = ["a_course", "a_course_with_everything", "a_pharmacy", "a_prescription", "a_room", "days_ago", "today"]
_numbers = count(1)


def a_pharmacy(name: str = "", *, area: str = "P31B", **fields: Any) -> Place:
    fields = {"kind": Place.Kind.PHARMACY, "telephone": "01632 960555", "supervises": True, **fields}
    return Place.objects.create(name=name or f"Pharmacy {next(_numbers)}", area=area, **fields)


def a_room(*, at: Service) -> Place:
    return Place.objects.create(kind=Place.Kind.ROOM, name=f"{at.name} dispensing room", area=at.area, service=at)


class ACourse:
    """A course that goes on."""

    def __init__(self, course: Course, prescriber: User, place: Place) -> None:
        self.course, self.prescriber, self.place = course, prescriber, place
        self.actor: Actor = by(prescriber)

    @property
    def orders(self) -> list[Order]:
        return list(self.course.orders.all())

    def standing(self, on: date | None = None) -> Standing:
        return standing([self.course], on=on or today())[0]

    def on(self, *, mg: str | int, since: date | None = None, **fields: Any) -> Self:
        """Orders a dose from a day, ninety days ago unless said otherwise."""
        self._write(Decimal(mg), since or days_ago(90), **fields)
        return self

    def stopped(self, on: date | None = None, **fields: Any) -> Self:
        self._write(None, on or today(), **fields)
        return self

    def _write(self, dose: Decimal | None, on: date, **fields: Any) -> None:
        before = in_force(self.orders, on)
        said = {"supervision": "supervised", "reason": Order.Reason.TITRATION, "prescriber": self.prescriber, **fields}
        write_order(
            course=self.course,
            effective_on=on,
            after=latest_written(self.course),
            by=self.actor,
            at=timezone.now(),
            kind=kind_of(before, dose),
            dose_mg=dose,
            **said,
        )

    def due(self, on: date, *, days: int = 1, watched: int = 1) -> Instalment:
        """Writes what is to be supplied on a day, for days on end."""
        order = in_force(self.orders, on)
        assert order is not None and order.dose_mg is not None, "no order is in force on that day"
        return Instalment.objects.create(
            course=self.course,
            order=order,
            place=self.place,
            due_on=on,
            covers_from=on,
            days=days,
            dose_mg=order.dose_mg,
            watched=watched,
        )

    def supplied(self, on: date, *, days: int = 1, outcome: str = "observed", mg: str | int | None = None) -> Supply:
        """Writes what was due on a day and what became of it."""
        due = self.due(on, days=days)
        whole = due.dose_mg * days if outcome != "not_collected" else None
        return write_supply(
            instalment=due,
            place=self.place,
            on=on,
            outcome=outcome,
            by=self.actor,
            at=timezone.now(),
            given_mg=whole if mg is None else Decimal(mg),
            said=Supply.Said.HERE,
        )

    def arranged(self, pickups: str, *, watched: str = "", since: date | None = None) -> Self:
        """Arranges on which days it is collected, each watched unless said otherwise."""
        said = {"pickups": pickups, "watched": watched or pickups, "place": self.place}
        Arrangement.objects.create(course=self.course, effective_on=since or days_ago(90), **said)
        return self

    def prescribed(self, first: date, *, days: int, signed: bool = False, batch: UUID | None = None) -> Prescription:
        """Writes a prescription of daily instalments, each watched."""
        order = in_force(self.orders, first)
        assert order is not None and order.dose_mg is not None, "no order is in force on that day"
        number = (Prescription.objects.aggregate(Max("number"))["number__max"] or 0) + 1
        made = Prescription.objects.create(
            course=self.course,
            place=self.place,
            number=number,
            batch=batch or new_key(),
            first_on=first,
            last_on=first + timedelta(days=days - 1),
            total_mg=order.dose_mg * days,
            wordings="abcde",
        )
        for more in range(days):
            due = first + timedelta(days=more)
            Instalment.objects.create(
                prescription=made,
                course=self.course,
                order=order,
                place=self.place,
                due_on=due,
                covers_from=due,
                days=1,
                dose_mg=order.dose_mg,
                watched=1,
            )
        if signed:
            PrescriptionEvent.objects.create(prescription=made, kind=PrescriptionEvent.Kind.SIGNED, on=first)
        return made

    def supplied_daily(self, first: date, last: date, **fields: Any) -> Self:
        for more in range((last - first).days + 1):
            self.supplied(first + timedelta(days=more), **fields)
        return self


def a_course(
    *,
    of: Person | None = None,
    at: Service | None = None,
    product: str = "methadone_1",
    place: Place | None = None,
    **fields: Any,
) -> ACourse:
    service = at or a_service()
    known = products()[product]
    said: dict[str, Any] = {"purpose": Course.Purpose.MAINTENANCE, "began": Course.Began.INDUCTION, **fields}
    course = Course.objects.create(
        person=of or a_person_in_care(at=service),
        service=service,
        product=product,
        medicine=known.medicine,
        form=known.form,
        strength=known.strengths[0] if known.strength_unit == "mg/mL" and known.strengths else None,
        **said,
    )
    return ACourse(course, somebody(Role.PRESCRIBER, at=service), place or a_pharmacy())


def a_course_with_everything(*, of: Person, at: Service) -> ACourse:
    """Somebody on a course of which every part of its page has something to show: a plan, a hold, an order to come."""
    made = a_course(of=of, at=at).on(mg=60).supplied_daily(days_ago(20), days_ago(6))
    made.supplied(days_ago(5), outcome="not_collected")
    made.due(days_ago(4))
    made.due(today())
    made.on(mg=58, since=today() + timedelta(days=7))
    plan = DosePlan.objects.create(course=made.course, kind=DosePlan.Kind.REDUCTION, agreed_on=days_ago(9))
    for place in (1, 2):
        on = today() + timedelta(days=14 * place)
        PlanStep.objects.create(plan=plan, place=place, on=on, dose_mg=58 - 2 * place)
    Arrangement.objects.create(
        course=made.course, effective_on=days_ago(90), pickups="1111110", watched="1111110", place=made.place
    )
    Choice.objects.create(person=of, course=made.course, on=days_ago(90), chosen=made.course.product, leaflet=True)
    CheckIn.objects.create(course=made.course, on=days_ago(2), mood=3, wants_back=True)
    Hold.objects.create(course=made.course, from_on=days_ago(1), reason=Hold.Reason.MISSED)
    return made


def a_prescription(*, of: Person, at: Service, signed: bool = False, days: int = 7, mg: int = 60) -> Prescription:
    """A prescription prepared in a run for the days from today on, with its instalments."""
    made = a_course(of=of, at=at, place=a_pharmacy(area=at.area)).on(mg=mg)
    return made.prescribed(today(), days=days, signed=signed)
