"""Recording health: one way for every kind of fact, with what each kind refuses (`testing.topics`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from ostara.care.accounts.models import Service
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.health.models import Fact
from ostara.care.people.models import Person
from ostara.care.rows.acts import Refused, correct
from ostara.care.testing.steps import done, service_of
from ostara.care.testing.topics import Topic


def record_fact(
    *,
    topic: Topic,
    person: Person,
    facts: Mapping[str, Any],
    service: Service | None = None,
    by: Actor,
    on: date,
    key: UUID | None = None,
) -> Fact:
    """Records a fact of health.

    Args:
        topic: which kind.
        person: whose it is.
        facts: the columns of the topic's fields.
        service: where; the service of whoever records it, where it is left out.
        by: who records it.
        on: today.
        key: the key of its form.

    Raises:
        Refused: the facts do not fit each other, or a day lies ahead that cannot.
    """
    _refuse(topic, facts, on)

    def do() -> UUID:
        row = topic.model(person=person, service=service or service_of(by), **facts, recorded_by_id=by.user)
        row.save(force_insert=True)
        note("health.record", by=by, person=person.pk, record=row, topic=topic.slug)
        return row.pk

    return done(topic.model, key, "health.record", by, do)


def follow_up(
    *, topic: Topic, row: Fact, facts: Mapping[str, Any], by: Actor, on: date, key: UUID | None = None
) -> Fact:
    """Records what became of something: a kit used, a risk that ended, somebody seen after an overdose.

    Raises:
        Refused: as `record_fact`; or there is nothing to follow.
        Changed: someone else has corrected it.
    """
    if not topic.later:
        raise Refused("Nothing follows on this.")
    _refuse(topic, {**_said(topic, row), **facts}, on)

    def do() -> UUID:
        new = correct(row, why="What became of it", by=by.user, **facts)
        note("health.follow_up", by=by, person=new.person_id, record=new, topic=topic.slug)
        return new.pk

    return done(topic.model, key, "health.follow_up", by, do)


def correct_fact(
    *, topic: Topic, row: Fact, facts: Mapping[str, Any], why: str, by: Actor, on: date, key: UUID | None = None
) -> Fact:
    """Puts a fact right: what is said here stands from now on, what was there before stays readable.

    Raises:
        Refused: as `record_fact`, or no reason is given.
        Changed: someone else has corrected it.
    """
    _refuse(topic, {**_said(topic, row), **facts}, on)

    def do() -> UUID:
        new = correct(row, why=why, by=by.user, **facts)
        note("health.correct", by=by, person=new.person_id, record=new, topic=topic.slug)
        return new.pk

    return done(topic.model, key, "health.correct", by, do)


def withdraw_fact(*, topic: Topic, row: Fact, why: str, by: Actor, key: UUID | None = None) -> Fact:
    """Takes back a fact that should not be there; it stays readable as history.

    Raises:
        Refused: no reason is given.
        Changed: someone else has corrected it.
    """

    def do() -> UUID:
        gone = correct(row, why=why, by=by.user, withdrawn=True)
        note("health.withdraw", by=by, person=gone.person_id, record=gone, topic=topic.slug)
        return gone.pk

    return done(topic.model, key, "health.withdraw", by, do)


def _said(topic: Topic, row: Fact) -> dict[str, Any]:
    return {name: getattr(row, name) for name in (*topic.fields, *topic.later)}


def _refuse(topic: Topic, facts: Mapping[str, Any], on: date) -> None:
    for field, message in topic.wrong(facts, on):
        raise Refused(message, field=field)
