"""What every page of tests and health finds first: one of the person's rows, and every version of it."""

from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from ostara.care.people.models import Person
from ostara.care.people.questions import records_of
from ostara.care.rows.models import HistoryRow
from ostara.care.testing.topics import TOPICS, Topic

R = TypeVar("R", bound=HistoryRow)


def topic_of(slug: str) -> Topic:
    """The topic an address names, or nothing at all (404)."""
    if slug not in TOPICS:
        raise Http404
    return TOPICS[slug]


def row_of(model: type[R], person: Person, key: UUID) -> R:
    """One row of this person, standing or not, or nothing at all (404)."""
    found: R = get_object_or_404(_all_of(model, person), pk=key)
    return found


def versions_of(row: R, person: Person) -> list[R]:
    """The versions of a row from the first to the last, itself among them. One query."""
    rows: dict[Any, Any] = {one.pk: one for one in _all_of(type(row), person)}
    after = {one.corrects_id: one for one in rows.values() if one.corrects_id}
    first: Any = row
    while first.corrects_id:
        first = rows[first.corrects_id]
    found = [first]
    while found[-1].pk in after:
        found.append(after[found[-1].pk])
    return found


def stands(row: HistoryRow) -> bool:
    """Whether a row still stands."""
    rows: Any = type(row)._default_manager
    return not row.withdrawn and not rows.filter(corrects=row).exists()


def _all_of(model: type[R], person: Person) -> Any:
    rows: Any = model._default_manager
    return rows.filter(person__in=records_of(person)).select_related("recorded_by")
