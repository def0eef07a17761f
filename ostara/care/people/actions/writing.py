"""How a dated fact is kept: a change from a day on is a new row, a mistake put right is a correction of the old one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.people.models import Children, Contact, Particulars, Person
from ostara.care.people.questions.joined import goes_on_as
from ostara.care.rows.acts import Changed, Refused, correct

Dated = TypeVar("Dated", Particulars, Contact, Children)


@dataclass(frozen=True)
class Saving:
    """What every saving of a dated fact says beside the facts themselves.

    Attributes:
        by, at: who, and when.
        on: the day from which a change holds.
        seen: the row that was shown when somebody began, none where there was none.
        why: what was wrong, where this puts a mistake right; empty for a change.
        key: the form's.
    """

    by: Actor
    at: datetime
    on: date
    seen: UUID | None
    why: str = ""
    key: UUID | None = None


def save(model: type[Dated], current: Dated | None, person: Person, facts: Mapping[str, Any], how: Saving) -> Dated:
    """Writes a dated fact; within a transaction in which `person` is held.

    Raises:
        Changed: what stands is not what was shown.
        Refused: nothing was changed, there is nothing to correct, or the change is from before what stands.
    """
    if (current.pk if current else None) != how.seen:
        raise Changed("Someone else changed this while you had it open. What you typed is still here.", latest=current)
    changed = sorted(name for name, value in facts.items() if current is None or getattr(current, name) != value)
    if not changed:
        raise Refused("Nothing was changed.")
    row = _corrected(current, facts, how) if how.why else _changed(model, current, person, facts, how)
    note(f"people.keep_{model._meta.model_name}", by=how.by, person=person.pk, record=row, fields=changed)
    return row


def _corrected(current: Dated | None, facts: Mapping[str, Any], how: Saving) -> Dated:
    if current is None:
        raise Refused("There is nothing to correct yet.", field="why")
    return correct(current, why=how.why, by=how.by.user, recorded_at=how.at, **facts)


def _changed(model: type[Dated], current: Dated | None, person: Person, facts: Mapping[str, Any], how: Saving) -> Dated:
    if current is not None and how.on < current.effective_on:
        told = f"{current.effective_on.day} {current.effective_on:%B %Y}"
        raise Refused(f"What stands is from {told}: a change cannot be from before that.", field="effective_on")
    stamp = {"recorded_by_id": how.by.user, "recorded_at": how.at}
    return model.objects.create(person=goes_on_as(person), effective_on=how.on, **stamp, **facts)


def hold(person: Person) -> None:
    """Makes whoever changes the same person at the same moment wait."""
    Person.objects.select_for_update().get(pk=person.pk)
