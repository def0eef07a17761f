"""One question about safety: is this person prescribed OST anywhere in this area, and whom to ring.

Asked before somebody is given more of the same. It answers yes, no, or that it cannot tell: nobody found is not a no.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import models, transaction

from ostara.care.accounts.models import Service
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.people.models import Card, Person
from ostara.care.people.questions import records_of
from ostara.care.sharing.elsewhere import Known, agrees, found_by
from ostara.care.treatment.questions.episodes import ost_of


class Asking(models.TextChoices):
    """Why somebody asks."""

    STARTING = "starting", "Before a first or a new dose here"
    ADMITTED = "admitted", "Came into hospital or custody"
    UNWELL = "unwell", "Intoxicated, unwell or overdosed"
    COLLECTING = "collecting", "Came to collect, and something does not fit"


# Whoever looks after somebody in a bed or a cell needs the dose; everybody else is told whom to ring.
NEEDS_THE_DOSE = frozenset({Asking.ADMITTED, Asking.UNWELL})


class Answer(StrEnum):
    """What can be said."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class LastDose:
    """What a hospital or a custody suite needs to know of a course: read only, and written into the audit.

    Attributes:
        service: who prescribes it.
        medicine, ordered: the product, and the dose in force with its unit.
        last: the last supply in words, the place included; what was taken away is not known to be taken.
        without: the days without medicine in words.
        held: whether nothing is to be supplied until a prescriber decides.
    """

    service: Service
    medicine: str
    ordered: str
    last: str
    without: str
    held: bool


@dataclass(frozen=True)
class Told:
    """The answer, the services to ring, the last doses that are known, and why it cannot be told."""

    answer: Answer
    ring: tuple[Service, ...] = ()
    why: str = ""
    doses: tuple[LastDose, ...] = ()


# The rooms above know of medicines: each adds a question that tells the last doses of a person's records on a day.
tells_last_doses: list[Callable[[Sequence[UUID], date], Sequence[LastDose]]] = []


NOBODY = (
    "Nobody in this area's records fits. That is not a no: the name may be spelled in another way, or the NHS number "
    "may be missing. Try the other way of asking."
)
SEVERAL = "Several people have this name and date of birth. Ask with the NHS number."
UNSURE = "The NHS number belongs to somebody whose name or date of birth is another. Check it with the person."


def prescribed_ost(person: Person, *, on: date) -> tuple[Service, ...]:
    """Returns the services at which somebody is prescribed OST on a day, by name; none is an answer as well."""
    open_now = ost_of(records_of(person)).filter(started_on__lte=on)
    services = {(one.operated_by or one.episode.service).pk: one.operated_by or one.episode.service for one in open_now}
    services |= {dose.service.pk: dose.service for dose in last_doses(person, on=on)}
    return tuple(sorted(services.values(), key=lambda service: service.name))


def last_doses(person: Person, *, on: date) -> tuple[LastDose, ...]:
    """Returns what is known of the last dose of each course that goes on."""
    records = records_of(person)
    return tuple(dose for tell in tells_last_doses for dose in tell(records, on))


def ask_ost(*, known: Known, reason: Asking, by: Actor, on: date) -> Told:
    """Answers the question and writes into the audit who asked it, of whom, and why."""
    with transaction.atomic():
        people = found_by(known)
        told = _told(people, known, on, doses=reason in NEEDS_THE_DOSE)
        person = people[0] if len(people) == 1 and told.why != UNSURE else None
        note(
            "sharing.ask_ost",
            by=by,
            person=person,
            reason=reason.label,
            answer=told.answer.value,
            doses=len(told.doses),
        )
        return told


def _told(people: list[UUID], known: Known, on: date, *, doses: bool) -> Told:
    if len(people) != 1:
        return Told(Answer.CANNOT_TELL, why=SEVERAL if people else NOBODY)
    person = Person.objects.get(pk=people[0])
    if known.nhs_number and not any(agrees(card, known) for card in Card.objects.filter(nhs_number=known.nhs_number)):
        return Told(Answer.CANNOT_TELL, why=UNSURE)
    ring = prescribed_ost(person, on=on)
    return Told(Answer.YES if ring else Answer.NO, ring, doses=last_doses(person, on=on) if doses else ())
