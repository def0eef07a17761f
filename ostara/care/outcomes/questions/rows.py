"""The rows of a person's outcomes: what stands now, and every version of one of them."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.outcomes.models import LATEST, ScaleAnswers, Top
from ostara.care.people.models import Person
from ostara.care.people.questions import records_of
from ostara.care.rows.prepared import prepared
from ostara.care.rows.reading import asked_once

R = TypeVar("R", Top, ScaleAnswers)


def profiles_of(person: Person) -> list[Top]:
    """The profiles that stand, of all records of a person, the latest first, with grid, service and author."""
    return _profiles(records_of(person))


@asked_once
@prepared
def _profiles(records: Sequence[UUID]) -> QuerySet[Top]:
    rows = Top.objects.standing().filter(person__in=records).select_related("episode__service", "recorded_by")
    return rows.prefetch_related("grid").order_by(*LATEST)


@asked_once
@prepared
def profiles_since(records: Sequence[UUID], since: date) -> QuerySet[Top]:
    """The profiles that stand, of some records, asked on a day or later, the latest first; bare, without the grid."""
    return Top.objects.standing().filter(person__in=records, asked_on__gte=since).order_by(*LATEST)


def scale_answers_of(person: Person) -> QuerySet[ScaleAnswers]:
    """The answers to scales that stand, of all records of a person, the latest first."""
    return _scale_answers(records_of(person))


def all_scale_answers_of(person: Person) -> list[ScaleAnswers]:
    """The same, all of them."""
    return _all_scale_answers(records_of(person))


def _scale_answers(records: Sequence[UUID]) -> QuerySet[ScaleAnswers]:
    rows = ScaleAnswers.objects.standing().filter(person__in=records)
    return rows.select_related("episode__service", "recorded_by").order_by(*LATEST)


_all_scale_answers = prepared(_scale_answers)


def every_version(model: type[R], person: Person) -> QuerySet[R]:
    """Every row of a person, corrected and withdrawn ones too: to find one by its address."""
    return model._default_manager.filter(person__in=records_of(person)).select_related("recorded_by")


def versions_of(row: R, person: Person) -> list[R]:
    """The versions of a row from the first to the last, itself among them."""
    before = {one.pk: one for one in every_version(type(row), person)}
    after = {one.corrects_id: one for one in before.values() if one.corrects_id}
    first = row
    while first.corrects_id:
        first = before[first.corrects_id]
    found = [first]
    while found[-1].pk in after:
        found.append(after[found[-1].pk])
    return found
