"""Writing rows of the past in bulk: keys in the order of time, instants within working hours, each act in the audit."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from ostara.care.audit.actor import Actor
from ostara.care.audit.models import Event
from ostara.care.rows.at_once import write_at_once
from ostara.care.rows.days import LONDON

M = TypeVar("M", bound=models.Model)
OPENS, MINUTES_OPEN = time(9, 0), 7 * 60


class Ink:
    """Rows not yet written, by table, in the order in which tables were first used.

    `chance` decides everything that is drawn, so a seed and a person give the same rows on every machine.
    """

    def __init__(self, now: datetime) -> None:
        self._rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self._now = now
        self._latest: dict[date, datetime] = {}
        self._by = Random(0)  # noqa: S311 - made-up people, drawn again from a seed

    def person(self, chance: Random) -> None:
        """Begins with another person, whose days are empty yet."""
        self._by, self._latest = chance, {}

    def at(self, day: date) -> datetime:
        """Returns an instant of a working day, later than those given for this day before."""
        opens = datetime.combine(day, OPENS, LONDON)
        instant = opens + timedelta(minutes=self._by.randrange(MINUTES_OPEN), seconds=self._by.randrange(60))
        if day in self._latest:
            instant = max(instant, self._latest[day]) + timedelta(minutes=1)
        self._latest[day] = min(instant, self._now)
        return self._latest[day]

    def key(self, instant: datetime) -> UUID:
        """Returns a UUIDv7 of an instant."""
        milliseconds = int(instant.timestamp() * 1000)
        drawn = self._by.getrandbits(74)
        return UUID(int=milliseconds << 80 | 0x7 << 76 | (drawn >> 62) << 64 | 0b10 << 62 | drawn & (1 << 62) - 1)

    def row(self, model: type[M], at: datetime, by: Actor, **fields: object) -> M:
        """Adds a row of history, recorded by somebody at an instant, and returns it."""
        made = model(id=self.key(at), recorded_at=at, recorded_by_id=by.user, **fields)
        self._rows[model].append(made)
        return made

    def corrected(self, row: M, at: datetime, by: Actor, why: str, **changes: object) -> M:
        """Adds the correction of a row, and returns it."""
        own = {"id", "recorded_at", "recorded_by", "corrects", "why", "withdrawn"}
        carried: dict[str, Any] = {
            f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in own
        }
        return self.row(type(row), at, by, **{**carried, "corrects": row, "why": why, **changes})

    def note(
        self,
        verb: str,
        at: datetime,
        by: Actor,
        person: UUID,
        row: models.Model | None = None,
        *,
        reason: str = "",
        **codes: object,
    ) -> None:
        """Adds an event to the audit."""
        self._rows[Event].append(
            Event(
                id=self.key(at),
                at=at,
                user=by.user,
                user_name=by.name,
                role=by.role,
                service=by.service,
                address=by.address,
                verb=verb,
                person=person,
                kind=row._meta.label_lower if row else "",
                record=row.pk if row else None,
                reason=reason,
                detail=codes,
            )
        )

    def written(self) -> int:
        """Writes the rows and returns how many they were. The caller holds the transaction."""
        count = 0
        for rows in self._rows.values():
            count += write_at_once(rows)
        self._rows.clear()
        return count
