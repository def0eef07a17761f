"""Episodes and what lies in them, asked by a person's records (`people.questions.records_of`) or by an episode."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from ostara.care.accounts.models import Service, User
from ostara.care.accounts.roles import MAY, Role, Verb
from ostara.care.rows.prepared import first, prepared
from ostara.care.rows.reading import asked_once
from ostara.care.treatment.models import (
    Assessment,
    Episode,
    EpisodeNow,
    Intervention,
    InterventionEnd,
    Keyworker,
    Pathway,
    Step,
    SubstanceUse,
)
from ostara.care.treatment.models.episodes import STEPS_IN_ORDER
from ostara.care.treatment.national import capital, meaning
from ostara.knowledge.codes import code_list

LATEST_FIRST = ("-on", "-recorded_at", "-id")
OST = "ost_prescribing"


def episodes_of(records: Sequence[UUID]) -> QuerySet[Episode]:
    """Returns a person's episodes, the newest first, each with where it stands."""
    found = Episode.objects.filter(person__in=records)
    return found.select_related("person__card", "service", "now__keyworker", "follows").order_by(
        "-now__is_open", "-now__since", "-id"
    )


all_episodes_of = prepared(episodes_of)


@asked_once
@prepared
def episodes_now(records: Sequence[UUID]) -> QuerySet[EpisodeNow]:
    """Returns where a person's episodes stand, the newest first, each with its service, keyworker and person."""
    rows = EpisodeNow.objects.filter(person__in=records)
    rows = rows.select_related("episode", "person__card", "service", "keyworker")
    return rows.order_by("-is_open", "-since", "-episode_id")


def steps_of(episode: Episode) -> QuerySet[Step]:
    """Returns what happened in an episode, in order."""
    return (
        Step.objects.standing()
        .filter(episode=episode)
        .select_related("recorded_by", "corrects")
        .order_by(*STEPS_IN_ORDER)
    )


def pathways_of(episode: Episode) -> QuerySet[Pathway]:
    """Returns the pathways of an episode, in order; the last one holds."""
    rows = Pathway.objects.standing().filter(episode=episode)
    return rows.select_related("recorded_by").order_by("from_on", "recorded_at", "id")


def keyworkers_of(episode: Episode) -> QuerySet[Keyworker]:
    """Returns who worked with the person, in order; the last one does."""
    rows = Keyworker.objects.standing().filter(episode=episode)
    return rows.select_related("user", "recorded_by").order_by("from_on", "recorded_at", "id")


def latest_of_line(line: UUID, *, on: date | None = None) -> Assessment | None:
    """Returns the assessment that holds in a line of care, on a day or now."""
    return first(_latest_of_line(line, on or date.max))


@prepared
def _latest_of_line(line: UUID, on: date) -> QuerySet[Assessment]:
    rows = Assessment.objects.standing().filter(episode__line=line, on__lte=on)
    return rows.select_related("episode__service", "recorded_by", "corrects").order_by(*LATEST_FIRST)[:1]


@asked_once
@prepared
def assessed(records: Sequence[UUID]) -> QuerySet[Assessment]:
    """Returns every assessment of a person that stands, the newest first, each with its episode."""
    rows = Assessment.objects.standing().filter(episode__person__in=records)
    return rows.select_related("episode").order_by(*LATEST_FIRST)


def assessment_of(episode: Episode) -> Assessment | None:
    """Returns the assessment that holds for an episode: the latest of its line, as far as the episode lasted."""
    return latest_of_line(episode.line, on=episode.now.closed_on)


def assessments_of(episode: Episode) -> QuerySet[Assessment]:
    """Returns every assessment of an episode's line, the newest first."""
    rows = Assessment.objects.standing().filter(episode__line=episode.line)
    return rows.select_related("episode__service", "recorded_by").order_by(*LATEST_FIRST)


def substances_of(assessment: Assessment | None) -> list[SubstanceUse]:
    """Returns the substances of an assessment, what troubles the person most first."""
    return _substances(assessment.pk) if assessment else []


@prepared
def _substances(assessment: UUID) -> QuerySet[SubstanceUse]:
    return SubstanceUse.objects.filter(assessment=assessment).order_by("place")


@dataclass(frozen=True)
class Help:
    """Help and how it ended; no end: it goes on, or has not begun."""

    given: Intervention
    end: InterventionEnd | None

    @property
    def kind_in_words(self) -> str:
        """Returns what kind of help it is."""
        return capital(code_list("intervention_kind").meanings.get(self.given.kind, self.given.kind))

    @property
    def exit_in_words(self) -> str:
        """Returns how it ended, in the national words; blank where nobody said."""
        return meaning("modality_exit", self.end.exit_status) if self.end else ""


def help_of(episode: Episode) -> list[Help]:
    """Returns the help of an episode, what goes on first."""
    ends: Prefetch[Any] = Prefetch("ends", InterventionEnd.objects.standing(), to_attr="standing_ends")
    rows = Intervention.objects.standing().filter(episode=episode).select_related("operated_by").prefetch_related(ends)
    helps = [Help(row, next(iter(getattr(row, "standing_ends")), None)) for row in rows.order_by("started_on", "id")]  # noqa: B009 - mypy knows no attributes that prefetching adds
    return sorted(helps, key=lambda one: one.end is not None)


def ost_of(records: Sequence[UUID]) -> QuerySet[Intervention]:
    """Returns the opioid substitution treatment that goes on for a person, anywhere, with the service to ring."""
    ended = InterventionEnd.objects.standing().filter(intervention=OuterRef("pk"))
    return (
        Intervention.objects.standing()
        .filter(episode__person__in=records, episode__now__is_open=True, kind=OST, started_on__isnull=False)
        .exclude(Exists(ended))
        .select_related("episode__service", "operated_by")
    )


@asked_once
@prepared
def ost_days(records: Sequence[UUID]) -> QuerySet[Any, tuple[UUID, date, str]]:
    """Returns opioid substitution treatment that goes on: the record, its first day, and the medicine where known."""
    rows: Any = ost_of(records).values_list("episode__person", "started_on", "medicine")
    answer: QuerySet[Any, tuple[UUID, date, str]] = rows
    return answer


def might_work_with(service: Service, *, on: date) -> QuerySet[User]:
    """Returns whoever could be a keyworker at a service on a day, by name."""
    roles = [role for role in Role if Verb.ASSESS in MAY[role]]
    held = Q(posts__service=service, posts__role__in=roles, posts__from_on__lte=on)
    going_on = Q(posts__until_on__isnull=True) | Q(posts__until_on__gte=on)
    return User.objects.filter(held & going_on, is_active=True).distinct().order_by("name", "id")
