"""What was recorded of a person, by whom and when, with what each change changed: nothing is ever overwritten."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from ostara.care.people.models import (
    Alias,
    Children,
    Consent,
    Contact,
    Flag,
    Involvement,
    Keeping,
    Particulars,
    Photo,
    Relation,
)
from ostara.care.people.words import facts_of, in_words, label
from ostara.care.rows.models import HistoryRow

KINDS: tuple[type[HistoryRow], ...] = (
    Particulars,
    Contact,
    Relation,
    Children,
    Consent,
    Flag,
    Photo,
    Alias,
    Involvement,
    Keeping,
)
MAY_BE_TAKEN_BACK = (Particulars, Contact, Relation, Children, Consent, Flag, Photo)
ONE_AFTER_ANOTHER = (Particulars, Contact, Children)  # each says what the one before it said, or says it anew


@dataclass(frozen=True)
class Entry:
    """One thing recorded.

    Attributes:
        row: the row itself.
        title: what kind it is, in words.
        by: who recorded it; empty for a migration from another system.
        changes: each changed field in words, before and after.
        stands: whether nobody has corrected it or taken it back.
        may_be_taken_back: whether it stands and is of a kind that can be recorded by mistake.
    """

    row: Any
    title: str
    by: str
    changes: list[tuple[str, str, str]]
    stands: bool
    may_be_taken_back: bool


def history_of(records: Sequence[UUID], *, before: datetime | None = None, most: int = 50) -> list[Entry]:
    """Returns what was recorded, the latest first. One query for each kind of row.

    Args:
        records: of the person.
        before: only what was recorded earlier than this, to turn the page.
        most: how many.
    """
    entries = [entry for kind in KINDS for entry in _entries(kind, records)]
    entries = [entry for entry in entries if before is None or entry.row.recorded_at < before]
    return sorted(entries, key=lambda entry: (entry.row.recorded_at, entry.row.pk), reverse=True)[:most]


def _entries(kind: type[HistoryRow], records: Sequence[UUID]) -> Iterator[Entry]:
    about = Q(person__in=records) | (Q(goes_on_as__in=records) if kind is Alias else Q())
    related = [field.name for field in kind._meta.concrete_fields if field.is_relation and field.name != "corrects"]
    rows: list[Any] = list(kind._default_manager.filter(about).select_related(*related).order_by("recorded_at", "id"))
    by_key = {row.pk: row for row in rows}
    corrected = {row.corrects_id for row in rows}
    before = None
    for row in rows:
        old = by_key.get(row.corrects_id) or (before if kind in ONE_AFTER_ANOTHER else None)
        stands = row.pk not in corrected and not row.withdrawn
        yield Entry(
            row=row,
            title=str(kind._meta.verbose_name),
            by=row.recorded_by.name if row.recorded_by else "",
            changes=[] if row.withdrawn else changes(old, row),
            stands=stands,
            may_be_taken_back=stands and kind in MAY_BE_TAKEN_BACK,
        )
        before = row


def changes(old: HistoryRow | None, new: HistoryRow) -> list[tuple[str, str, str]]:
    """Returns the fields in which a row differs from an older one (or says anything): label, before, after."""
    before, after = facts_of(old) if old else {}, facts_of(new)
    return [
        (label(type(new), name), in_words(old, name) if old else "", in_words(new, name))
        for name, value in after.items()
        if (value not in (None, "", [], False) if old is None else before.get(name) != value)
    ]
