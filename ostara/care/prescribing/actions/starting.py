"""Starting a course: a first order, a dose somebody comes with, or another medicine instead of the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ostara.care.accounts.models import Service
from ostara.care.audit.actions import note
from ostara.care.facts.gathering import OrderSaid
from ostara.care.medication.models import Choice, Confirmation, Course, Order
from ostara.care.medication.questions.courses import active_of
from ostara.care.people.models import Person
from ostara.care.people.questions import records_of
from ostara.care.prescribing.actions.ordering import Signing, sign
from ostara.care.rows.acts import Refused
from ostara.care.treatment.actions.permitting import did, signed
from ostara.knowledge.medicines import products

NOT_STARTED_HERE = frozenset({"naloxone"})  # kits are given, not prescribed as a course


@dataclass(frozen=True, kw_only=True)
class Start:
    """What begins: the product, what for, how, and after which course where it takes that one's place."""

    product: str
    purpose: str
    began: str
    strength: Decimal | None = None
    follows: Course | None = None


@dataclass(frozen=True, kw_only=True)
class Stopping:
    """The end of the course that another takes the place of: its first day without, and the order last seen."""

    on: date
    after: Order | None


def start(
    *,
    person: Person,
    service: Service,
    what: Start,
    said: OrderSaid,
    choice: Mapping[str, object],
    signing: Signing,
    confirmation: Mapping[str, object] | None = None,
    stopping: Stopping | None = None,
    key: UUID | None = None,
) -> Course:
    """Starts a course with its first order, the person's choice, and where the dose comes from another its proof.

    Args:
        person: whose.
        service: that prescribes.
        what: which product, and how it begins.
        said: the first order.
        choice: fields of `Choice`: why, and what the person was told.
        signing: who signs, with what the rules said.
        confirmation: fields of `Confirmation`, where a dose goes on from elsewhere.
        stopping: the end of the course that this one follows, where that still goes on.
        key: that of the form.

    Raises:
        Refused: a rule stops it, the same medicine goes on already, or a confirmation is missing.
    """

    def do() -> Course:
        now = signing.now(what.follows)
        if stopping and what.follows:
            _stop(what.follows, stopping, now)
        _refuse_twice(person, what, said.effective_on)
        if what.began == Course.Began.CONTINUATION and confirmation is None:
            raise Refused("Say who confirmed the dose, and when.", field="said_by")
        course = _course(person, service, what, now)
        by_whom = signed(now.by, now.at)
        Choice.objects.create(person=person, course=course, on=now.on, chosen=what.product, **choice, **by_whom)
        if confirmation is not None:
            Confirmation.objects.create(course=course, **confirmation, **by_whom)
        sign(course=course, said=said, after=None, signing=now)
        note("prescribing.start", by=now.by, person=person.pk, record=course, product=what.product, began=what.began)
        return course

    return did(Course, "prescribing.start", by=signing.by, key=key, do=do)


def _course(person: Person, service: Service, what: Start, signing: Signing) -> Course:
    known = products()[what.product]
    return Course.objects.create(
        person=person,
        service=service,
        product=what.product,
        medicine=known.medicine,
        form=known.form,
        strength=what.strength or strength_of(what.product),
        purpose=what.purpose,
        began=what.began,
        follows=what.follows,
        **signed(signing.by, signing.at),
    )


def strength_of(product: str) -> Decimal | None:
    """Returns the strength of a liquid in mg/mL where there is only one; none for anything else."""
    known = products()[product]
    return known.strengths[0] if known.strength_unit == "mg/mL" and len(known.strengths) == 1 else None


def _stop(course: Course, stopping: Stopping, signing: Signing) -> None:
    said = OrderSaid(
        product=course.product,
        dose_mg=None,
        effective_on=stopping.on,
        supervision="unknown",
        reason=Order.Reason.CONVERSION,
    )
    sign(course=course, said=said, after=stopping.after, signing=signing)


def _refuse_twice(person: Person, what: Start, on: date) -> None:
    for one in active_of(records_of(person), on=on):
        if one.course.product == what.product:
            raise Refused(f"This medicine goes on already, at {one.course.service.name}. Change its dose there.")
