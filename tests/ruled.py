"""Builders of what rules answered, and of tasks: `a_finding_of(person, harbour)`, `a_task_of(person, harbour)`."""

from django.utils import timezone

from ostara.care.accounts.models import Service
from ostara.care.accounts.roles import Role
from ostara.care.audit.actor import the_system
from ostara.care.facts.models import Finding, Tightened
from ostara.care.people.models import Person
from ostara.care.tasks.actions import raise_task
from ostara.care.tasks.models import Task
from tests.medicines import a_course, today
from tests.staff import somebody


def a_finding_of(person: Person, service: Service, **fields: object) -> Finding:
    """A large rise with which a prescriber went on."""
    said = {
        "rule": "IND-05",
        "version": "0" * 64,
        "moment": "order",
        "answer": True,
        "response": "ask",
        "message": "The dose rises by 20 mg.",
        "seen": {"order.daily_mg": "80"},
        "missing": ["health.lung_disease"],
        "signed": True,
        "unverified": True,
        "reason": "seen",
        "words": "Sober, in withdrawal each morning",
        **fields,
    }
    return Finding.objects.create(
        person=person,
        course=a_course(of=person, at=service).on(mg=60).course,
        recorded_by=somebody(Role.PRESCRIBER, at=service),
        recorded_at=timezone.now(),
        **said,
    )


def a_task_of(person: Person | None, service: Service, *, because: str = "MON-20.1", **fields: object) -> Task:
    said = {"words": "No naloxone kit in date.", "due_on": today(), "for_role": Role.KEYWORKER, **fields}
    return raise_task(
        service=service,
        person=person,
        because=because,
        marker=f"{because} {person.pk if person else service.pk}",
        by=the_system("nightly review"),
        at=timezone.now(),
        **said,
    )


def a_proposal(name: str = "missed_days.welfare_check", value: str = "5") -> Tightened:
    """A tighter number that waits for a second person."""
    return Tightened.objects.create(
        name=name,
        value=value,
        from_on=today(),
        words="Two people died here after a week without medicine.",
        recorded_by=somebody(Role.SAFETY_OFFICER),
        recorded_at=timezone.now(),
    )
