"""Builders of outcomes that read as sentences: `a_profile(of=episode, day="2026-03-01", heroin_days=14)`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from ostara.care.accounts.models import Service
from ostara.care.audit.actor import Actor
from ostara.care.outcomes.actions.profiles import record_profile
from ostara.care.outcomes.actions.scales import record_answers
from ostara.care.outcomes.models import ScaleAnswers, Top
from ostara.care.people.models import Person
from ostara.care.treatment.models import Episode, Step
from ostara.care.treatment.projection import refresh
from ostara.care.treatment.states import StepKind
from ostara.ndtms.top import Answer, Asks, Days, top_items

SOMEBODY = Actor(None, "a test")


def a_day(said: str | date) -> date:
    return date.fromisoformat(said) if isinstance(said, str) else said


def an_episode_since(day: str | date, *, of: Person, at: Service, left: str | None = None) -> Episode:
    """Makes an episode whose triage was on a day; `left` is its day of discharge."""
    episode = Episode.objects.create(person=of, service=at)
    Step.objects.create(episode=episode, kind=StepKind.REFERRED, on=a_day(day), code="1")
    Step.objects.create(episode=episode, kind=StepKind.TRIAGED, on=a_day(day))
    if left:
        Step.objects.create(episode=episode, kind=StepKind.DISCHARGED, on=a_day(left), code="80")
    refresh(episode)
    return Episode.objects.select_related("now", "service").get(pk=episode.pk)


def answers(**said: Answer | None) -> dict[str, Answer]:
    """Answers to a profile: a bare number for days is their sum, None is not asked."""
    found: dict[str, Answer] = {}
    for item, answer in said.items():
        if answer is not None:
            bare = top_items()[item].asks is Asks.DAYS and isinstance(answer, int)
            found[item] = Days(total=answer) if bare else answer
    return found


def a_profile(
    *,
    of: Episode,
    day: str | date,
    stage: str = "review",
    by: Actor = SOMEBODY,
    other_drug: str = "",
    **said: Answer | None,
) -> Top:
    return record_profile(
        episode=of,
        stage=stage,
        asked_on=a_day(day),
        filled="together",
        answers=answers(**said),
        other_drug=other_drug,
        by=by,
        on=timezone.localdate(),
    )


def asked(
    scale: str,
    given: Mapping[int, int | None],
    *,
    of: Episode,
    day: str | date,
    about: str = "",
    by: Actor = SOMEBODY,
) -> ScaleAnswers:
    """Answers to a scale, by number of the item."""
    return record_answers(
        episode=of,
        of=scale,
        answers=given,
        about=about,
        asked_on=a_day(day),
        filled="together",
        by=by,
        on=timezone.localdate(),
    )


def sent(**fields: Any) -> dict[str, Any]:
    """What a browser sends of the form of a profile."""
    return {"stage": "review", "asked_on": "1 3 2026", "filled": "together", **fields}


def a_profile_of(person: Person, service: Service) -> Top:
    """A profile of somebody at a service, in an episode of their own."""
    return a_profile(of=an_episode_since("2026-01-05", of=person, at=service), day="2026-03-01", heroin_days=3)


def answers_asked_of(person: Person, service: Service) -> ScaleAnswers:
    """Answers to a scale of somebody at a service, in an episode of their own."""
    return asked("phq9", {1: 1}, of=an_episode_since("2026-01-05", of=person, at=service), day="2026-03-01")
