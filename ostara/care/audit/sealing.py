"""Sealing the audit: every event is hashed together with all that came before it, so that nothing can be changed,
taken out or put in between unnoticed.

A seal whose hash has left the house (it is printed, and kept in every backup) also shows when the end was cut off.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from ostara.care.audit.models import Event, Seal, Sealed
from ostara.care.rows.at_once import write_at_once

BEGINNING = "0" * 64
BATCH = 1000
TRIES = 20


@dataclass(frozen=True)
class Broken:
    """Where the chain breaks first.

    Attributes:
        seal: the number of the seal.
        event: the key of the event, where one can be named.
        what: `missing`, `altered` or `out of place`, in words.
    """

    seal: int
    event: UUID | None
    what: str

    def __str__(self) -> str:
        named = f", event {self.event}" if self.event else ""
        return f"seal {self.seal}{named}: {self.what}"


def seal(*, at: datetime) -> int:
    """Seals every event that is not sealed yet, in batches; safe when several do it at once.

    Returns:
        How many events were sealed by this call.
    """
    sealed = 0
    for _ in range(TRIES):
        try:
            after: UUID | None = None
            while batch := _seal_batch(at, after):
                after, events = batch
                sealed += events
        except IntegrityError:  # another process sealed the same events or took the same number: see what is left
            continue
        return sealed
    return sealed  # others are at it: what is left is sealed by them or next time


def verify(known: Mapping[int, str] | None = None) -> Broken | None:
    """Walks the chain from its beginning.

    Args:
        known: hashes of seals by number, as they were printed or backed up; each must be found again.

    Returns:
        The first break, or none.
    """
    before, number = BEGINNING, 0
    for number, one in enumerate(Seal.objects.order_by("number").iterator(), start=1):
        if one.number != number:
            return Broken(number, None, "this seal is missing")
        if one.before != before:
            return Broken(number, None, "altered: it does not begin where the seal before it ends")
        broken = _broken_in(one)
        if broken:
            return broken
        if (known or {}).get(number, one.hash) != one.hash:
            return Broken(number, None, "altered: its hash is not the one that was kept elsewhere")
        before = one.hash
    last_known = max(known or {0: ""})
    return Broken(number + 1, None, "this seal is missing: the end was cut off") if last_known > number else _stray()


def last_seal() -> Seal | None:
    """Returns the newest seal: its number and hash are worth keeping somewhere else."""
    return Seal.objects.order_by("-number").first()


def _seal_batch(at: datetime, after: UUID | None) -> tuple[UUID, int] | None:
    """Seals the next events after one by key (none: from the first), and returns the last of them and how many.

    A whole look from the first costs as much as there are events: each call of `seal` takes one, not one a batch. What
    a transaction that began earlier shows meanwhile waits for the next call.
    """
    with transaction.atomic():
        last = last_seal()
        number, hashed = (last.number + 1, last.hash) if last else (1, BEGINNING)
        unsealed = Event.objects.filter(~Exists(Sealed.objects.filter(event=OuterRef("pk"))))
        if after is not None:
            unsealed = unsealed.filter(pk__gt=after)
        events = list(unsealed.order_by("id").values()[:BATCH])
        if not events:
            return None
        rows = []
        for place, event in enumerate(events, start=1):
            hashed = _hash(hashed, event)
            rows.append(Sealed(event=event["id"], seal=number, place=place, hash=hashed))
        before = last.hash if last else BEGINNING
        Seal.objects.create(number=number, at=at, events=len(events), before=before, hash=hashed)
        write_at_once(rows)
        return events[-1]["id"], len(events)


def _broken_in(one: Seal) -> Broken | None:
    hashed, expected = one.before, 0
    sealed = Sealed.objects.filter(seal=one.number)
    rows = list(sealed.order_by("place"))
    events = {event["id"]: event for event in Event.objects.filter(pk__in=sealed.values("event")).values()}
    for expected, row in enumerate(rows, start=1):
        if row.place != expected:
            return Broken(one.number, None, f"missing: the event in place {expected}")
        event = events.get(row.event)
        if event is None:
            return Broken(one.number, row.event, "missing")
        hashed = _hash(hashed, event)
        if row.hash != hashed:
            return Broken(one.number, row.event, "altered, or out of place")
    if expected != one.events:
        return Broken(one.number, None, f"missing: {one.events} events were sealed, {expected} are left")
    return None if hashed == one.hash else Broken(one.number, None, "altered: it does not end in its own hash")


def _stray() -> Broken | None:
    stray = Sealed.objects.exclude(seal__in=Seal.objects.values("number")).order_by("seal", "place").first()
    return Broken(stray.seal, stray.event, "out of place: there is no such seal") if stray else None


def _hash(before: str, event: Mapping[str, Any]) -> str:
    return sha256(f"{before}\n{canonical(event)}".encode()).hexdigest()


def canonical(event: Mapping[str, Any]) -> str:
    """Returns an event, its columns by name, as JSON that is the same on every database: sorted, instants in UTC."""
    return _JSON.encode(event)


def _as_text(value: object) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else str(value)


_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=_as_text)
