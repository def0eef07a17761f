"""Whether something was written since the rules were asked: how many rows of history there are, table by table.

History is only added to (DESIGN, rule 5; the database itself refuses anything else), so as many rows are the same rows.
What is worked out from history (`EpisodeNow`, `Card`) changes only together with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model

from ostara.care.facts.edition import edition_on
from ostara.care.facts.models import Finding, FindingReview
from ostara.care.medication.models import Closure, OpeningHours
from ostara.care.people.models import Person
from ostara.care.rows.models import Row
from ostara.guidance.finding import Edition

OF_NO_PERSON = (OpeningHours, Closure)  # few, and of any place: all of them are counted
NOT_ASKED = (Finding, FindingReview)  # what rules answered before is no fact for them
PEOPLE = "{people}"


@dataclass(frozen=True)
class Mark:
    """What a judgement rests on: the records of a person, the day, the rulebook, and how many rows there were."""

    records: tuple[UUID, ...]
    on: date
    rules: Edition
    rows: tuple[int, ...]

    def holds(self) -> bool:
        """Returns whether nothing was written since. Two queries."""
        return self.rules is edition_on(self.on) and self.rows == _rows(self.records)


def mark_of(records: Sequence[UUID], *, on: date) -> Mark:
    """Returns the mark of a person at this moment; taken before what a judgement rests on is read. Two queries."""
    return Mark(tuple(records), on, edition_on(on), _rows(tuple(records)))


def counted() -> Iterator[type[Model]]:
    """Yields every table of history that belongs to a person, and what is counted whole."""
    yield from (model for model in _history() if _whose(model))
    yield from OF_NO_PERSON


def _rows(records: tuple[UUID, ...]) -> tuple[int, ...]:
    key = Person._meta.pk
    keys = [key.get_db_prep_value(one, connection) for one in records]
    sql, times = _question(len(records))
    with connection.cursor() as cursor:
        cursor.execute(sql, keys * times)
        found: tuple[int, ...] = tuple(cursor.fetchone())
    return found


@lru_cache(maxsize=16)
def _question(people: int) -> tuple[str, int]:
    """The question for so many records, and how often it names each of them."""
    asked = ", ".join(f"({_count(model)})" for model in counted())
    return f"SELECT {asked}".replace(PEOPLE, ", ".join(["%s"] * people)), asked.count(PEOPLE)


def _count(model: type[Model]) -> str:
    where = _whose(model)
    of_people = f" WHERE {where}" if where else ""
    return f"SELECT count(*) FROM {_quoted(model._meta.db_table)}{of_people}"  # noqa: S608 - names of our own tables


def _history() -> Iterator[type[Model]]:
    return (one for one in apps.get_models() if issubclass(one, Row) and one not in NOT_ASKED)


def _whose(model: type[Model]) -> str:
    """The condition by which rows of a table belong to a person, through what they hang on; empty: to none."""
    links = [
        one for one in model._meta.concrete_fields if isinstance(one, ForeignKey) and one.related_model is not model
    ]
    own = [f"{_quoted(one.column)} IN ({PEOPLE})" for one in links if one.related_model is Person]
    if own:
        return " OR ".join(own)
    for one in links:
        above = one.related_model
        where = "" if one.null or not issubclass(above, Row) else _whose(above)
        if where:
            return f"{_quoted(one.column)} IN (SELECT id FROM {_quoted(above._meta.db_table)} WHERE {where})"  # noqa: S608 - names of our own tables
    return ""


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
