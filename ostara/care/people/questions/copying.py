"""A person's whole record, from every room: each table of history that leads to a person, found by its keys.

Nothing lists the tables, so none is forgotten: a new kind of row is in the copy from its first day.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q

from ostara.care.people.models import Contact, Particulars, Person
from ostara.care.people.words import OWN, facts_of, in_words, label
from ostara.care.rows.models import Row

FIRST = (Person, Particulars, Contact)
NOT_A_WAY = frozenset({"corrects", "recorded_by"})


@dataclass(frozen=True)
class Said:
    """One field of a row. `check`: it may hold somebody else's words or name, to be read before it is handed over."""

    name: str
    label: str
    words: str
    value: Any
    check: bool

    @property
    def picture(self) -> str:
        """Returns a picture as an address that carries it, or nothing."""
        is_one = isinstance(self.value, bytes | memoryview)
        return f"data:image/jpeg;base64,{b64encode(self.value).decode()}" if is_one else ""


@dataclass(frozen=True)
class Copied:
    """One row: when and by whom it was recorded, why it corrects another, whether it stands, and what it says."""

    recorded_at: datetime
    by: str
    why: str
    stands: bool
    said: list[Said]


@dataclass(frozen=True)
class Part:
    """The rows of one kind, the oldest first."""

    kind: str
    title: str
    rows: list[Copied]


def whole_record(records: Sequence[UUID]) -> list[Part]:
    """Returns everything recorded of a person. One query for each kind of row."""
    parts = (Part(kind._meta.label_lower, _title(kind), list(_copied(kind, records))) for kind in kinds())
    return [part for part in parts if part.rows]


def kinds() -> list[type[Row]]:
    """Returns every kind of row that leads to a person: who they are first, then in order of the apps."""
    rows = (model for model in apps.get_models() if issubclass(model, Row))
    return sorted((model for model in rows if ways(model)), key=lambda model: model not in FIRST)


@cache
def ways(model: type[models.Model], *, seen: frozenset[type[models.Model]] = frozenset()) -> tuple[str, ...]:
    """Returns the ways from a kind of row to the person it is about: `person`, or `episode__person`; the shortest."""
    if model is Person:
        return ("pk",)
    links = [f for f in model._meta.concrete_fields if f.is_relation and f.name not in NOT_A_WAY]
    straight = tuple(f.name for f in links if f.related_model is Person)
    if straight:
        return straight
    around = [
        f"{f.name}__{way}"
        for f in links
        if isinstance(f.related_model, type) and issubclass(f.related_model, Row) and f.related_model not in seen
        for way in ways(f.related_model, seen=seen | {model})
    ]
    return tuple(sorted(around, key=lambda way: (way.count("__"), way))[:1])


def _title(kind: type[Row]) -> str:
    words = str(kind._meta.verbose_name)
    return words[:1].upper() + words[1:]


def _copied(kind: type[Row], records: Sequence[UUID]) -> Iterator[Copied]:
    about = Q()
    for way in ways(kind):
        about |= Q(**{f"{way}__in": records})
    related = [f.name for f in kind._meta.concrete_fields if f.is_relation and f.name != "corrects"]
    rows: list[Any] = list(kind._default_manager.filter(about).select_related(*related).order_by("recorded_at", "id"))
    corrected = {getattr(row, "corrects_id", None) for row in rows}
    for row in rows:
        yield Copied(
            recorded_at=row.recorded_at,
            by=row.recorded_by.name if row.recorded_by else "",
            why=getattr(row, "why", ""),
            stands=row.pk not in corrected and not getattr(row, "withdrawn", False),
            said=list(_said(row)),
        )


def _said(row: Row) -> Iterator[Said]:
    others = getattr(row, "words_of_others", ())
    for name, value in facts_of(row, apart_from=OWN).items():
        if value in (None, "", []):
            continue
        check = name in others or isinstance(row._meta.get_field(name), models.TextField)
        yield Said(name, label(type(row), name), in_words(row, name), value, check)
