"""What every page of outcomes finds first: one of the person's episodes, one of their rows."""

from typing import TypeVar
from uuid import UUID

from django.shortcuts import get_object_or_404

from ostara.care.outcomes.models import ScaleAnswers, Top
from ostara.care.outcomes.questions.rows import every_version
from ostara.care.people.models import Person
from ostara.care.people.questions import records_of
from ostara.care.treatment.models import Episode

R = TypeVar("R", Top, ScaleAnswers)


def episode_of(person: Person, key: UUID) -> Episode:
    """One episode of this person, or nothing at all (404)."""
    return get_object_or_404(Episode.objects.filter(person__in=records_of(person)).select_related("service"), pk=key)


def row_of(model: type[R], person: Person, key: UUID) -> R:
    """One row of this person, standing or not, or nothing at all (404)."""
    return get_object_or_404(every_version(model, person).select_related("episode__service", "episode__now"), pk=key)
