"""A person's timeline: what every room recorded, in one order. Rooms add their rows as sources and know nothing of each
other. However long the history, a page is one question for its order and one for each source that is on it.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, QuerySet, Value

from ostara.knowledge.parameters import parameter


@dataclass(frozen=True)
class Moment:
    """Something that happened, as it is told.

    Attributes:
        title: what, in a few words.
        words: more of it.
        tag: what kind it is, in a word.
        address: where it is shown in full; blank: nowhere.
    """

    title: str
    words: str = ""
    tag: str = ""
    address: str = ""


@dataclass(frozen=True)
class Told:
    """A moment on its day, with who recorded it and when, and why it was corrected if it was."""

    on: date
    recorded_at: datetime
    recorded_by: str
    moment: Moment
    corrected: str


@dataclass(frozen=True)
class Source:
    """Rows of one kind.

    Attributes:
        name: of no other source.
        rows: given a person's records, those that stand.
        on: the name of the column that holds the day.
        tell: tells one of them.
    """

    name: str
    rows: Callable[[Sequence[UUID]], QuerySet[Any]]
    on: str
    tell: Callable[[Any], Moment]


_SOURCES: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Adds a kind of row to every timeline; called when an app is ready."""
    _SOURCES[source.name] = source


def timeline(records: Sequence[UUID], *, page: int = 1) -> tuple[Page[Any], list[Told]]:
    """Returns a page of what happened to a person, the latest first, and what is told on it."""
    first, *others = (_order(source, records) for source in _SOURCES.values())
    ordered = first.union(*others, all=True).order_by("-day", "-said", "-row")
    shown = Paginator(ordered, parameter("treatment.events_on_a_page").whole).get_page(page)
    places = list(shown.object_list)
    rows = _rows(records, places)
    return shown, [_told(source, day, rows[source, row]) for source, day, _, row in places if (source, row) in rows]


def _order(source: Source, records: Sequence[UUID]) -> QuerySet[Any]:
    named = source.rows(records).annotate(
        from_source=Value(source.name, output_field=CharField()), day=F(source.on), said=F("recorded_at"), row=F("pk")
    )
    ordered: QuerySet[Any] = named.order_by().values_list("from_source", "day", "said", "row")
    return ordered


def _rows(records: Sequence[UUID], places: list[tuple[str, date, datetime, UUID]]) -> dict[tuple[str, UUID], Any]:
    wanted: defaultdict[str, list[UUID]] = defaultdict(list)
    for source, _, _, row in places:
        wanted[source].append(row)
    return {
        (name, row.pk): row
        for name, keys in wanted.items()
        for row in _SOURCES[name].rows(records).filter(pk__in=keys).select_related("recorded_by")
    }


def _told(source: str, day: date, row: Any) -> Told:
    by = row.recorded_by.name if row.recorded_by else "carried over from another system"
    return Told(day, row.recorded_at, by, _SOURCES[source].tell(row), getattr(row, "why", ""))
