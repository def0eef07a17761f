"""Builders of drug tests and health that read as sentences: `a_specimen(of=person, at=service, opiates="positive")`."""

from datetime import date
from typing import Any
from uuid import UUID

from ostara.care.accounts.models import Service
from ostara.care.audit.actor import Actor
from ostara.care.health.models import Fact
from ostara.care.people.models import Person
from ostara.care.specimens.models import Drawing, Reading, Specimen
from ostara.care.testing.actions.health import record_fact
from ostara.care.testing.actions.tests import draw_days, record_specimen
from ostara.care.testing.topics import TOPICS
from tests.episodes import days_ago, today

SOMEBODY = Actor(None, "a test")
# What the form of each topic asks at the least.
LEAST: dict[str, dict[str, Any]] = {
    "naloxone": {"kit": "nyxoid", "held_by": "person", "expires_on": date(2040, 1, 31), "trained": "Y"},
    "overdose": {"outcome": "lived", "meant": "not_meant"},
    "risks": {"kind": "alcohol", "plan": "Meet weekly; thiamine from the GP.", "agreed": "Y"},
    "viruses": {"virus": "hcv", "step": "offered"},
    "vaccines": {"vaccine": "hbv", "step": "given", "schedule": "super_accelerated", "dose": 1},
    "ecg": {"done": "done", "qtc_ms": 432, "read_by": "Dr Example"},
    "liver": {"alt": 31, "alt_upper": 40},
    "measured": {"kind": "weight", "value": 71},
    "check": {"done": "done", "smokes": "Y"},
    "older": {"done": "done", "falls": "N"},
    "medicines": {"name": "diazepam", "group": "benzodiazepine", "source": "elsewhere"},
    "mind": {"need": "Y", "treated_by": "gp"},
    "pregnancy": {"due_on": date(2040, 6, 1)},
}


def a_specimen(
    *,
    of: Person,
    at: Service,
    ago: int = 1,
    panel: str = "urine_strip",
    prescribed: tuple[str, ...] = ("methadone",),
    by: Actor = SOMEBODY,
    key: UUID | None = None,
    given: str = "given",
    **found: str,
) -> Specimen:
    """A specimen given so many days ago; what was found, by marker."""
    facts = {"on": days_ago(ago), "kind": "urine", "asked": "planned", "given": given}
    return record_specimen(
        person=of,
        facts=facts,
        panel=panel if found else "",
        found=found,
        prescribed=prescribed,
        service=at,
        by=by,
        on=today(),
        key=key,
    )


def a_fact(topic: str, *, of: Person, at: Service, ago: int = 1, by: Actor = SOMEBODY, **facts: Any) -> Fact:
    """A fact of health of so many days ago: the least that its form asks, and what is said otherwise."""
    on = days_ago(ago)
    more = {"told_on": on} if topic == "overdose" else {}
    said = {"on": on, **LEAST[topic], **more, **facts}
    return record_fact(topic=TOPICS[topic], person=of, facts=said, service=at, by=by, on=today())


def days_drawn(*, of: Person, at: Service, every_days: int = 7, until: date = date(2040, 1, 1)) -> Drawing:
    """Days for tests drawn by chance from today on."""
    last = min(until, days_ago(-60))
    because = Drawing.Because.CHOSEN
    return draw_days(
        person=of,
        from_on=today(),
        until_on=last,
        every_days=every_days,
        because=because,
        service=at,
        by=SOMEBODY,
        on=today(),
    )


def a_specimen_of(person: Person, service: Service) -> Specimen:
    return a_specimen(of=person, at=service, opiates="positive", eddp="negative", cocaine="unclear")


def a_reading_of(person: Person, service: Service) -> Reading:
    return Reading.objects.get(specimen=a_specimen_of(person, service))


def a_kit_of(person: Person, service: Service) -> Fact:
    return a_fact("naloxone", of=person, at=service)
