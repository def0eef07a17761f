"""Writing to the audit. Sealing lives in `sealing`."""

from uuid import UUID

from django.db.models import Model

from ostara.care.audit.actor import Actor
from ostara.care.audit.models import Event


def note(
    verb: str,
    *,
    by: Actor,
    person: UUID | None = None,
    record: Model | None = None,
    reason: str = "",
    **detail: str | int | bool | list[str] | None,
) -> Event:
    """Records that somebody did or read something; inside the same transaction as what was done.

    Args:
        verb: `room.verb`, such as `people.register` or `people.read`.
        by: who.
        person: whose record it concerns.
        record: the row that was made or read, where it is one.
        reason: why, where the act asks for a reason.
        **detail: codes and names of fields. Never a person's name or words: an audit is read by many.

    Returns:
        The event.
    """
    one = event(verb, by=by, person=person, record=record, reason=reason, **detail)
    one.save(force_insert=True)
    return one


def event(
    verb: str,
    *,
    by: Actor,
    person: UUID | None = None,
    record: Model | None = None,
    reason: str = "",
    **detail: str | int | bool | list[str] | None,
) -> Event:
    """Returns what `note` records, not written yet: for who does many things in one transaction."""
    return Event(
        user=by.user,
        user_name=by.name,
        role=by.role,
        service=by.service,
        address=by.address,
        verb=verb,
        person=person,
        kind=record._meta.label_lower if record else "",
        record=record.pk if record and isinstance(record.pk, UUID) else None,
        reason=reason,
        detail=detail,
    )
