"""Asks the record for all that stands of a few hundred people, in the same number of questions whoever they are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from ostara.care.outcomes.models import Top
from ostara.care.people.models import Children, Consent, Contact, Particulars, Person
from ostara.care.people.questions import particulars_of
from ostara.care.treatment.models import (
    Assessment,
    Custody,
    Episode,
    EpisodeNow,
    Intervention,
    InterventionEnd,
    Step,
    SubIntervention,
    SubstanceUse,
    WeeklyHours,
)
from ostara.care.treatment.projection import derived
from ostara.care.treatment.states import StepKind

R = TypeVar("R")


class OfPerson(Protocol):
    """A row about a person."""

    person_id: UUID


class OfEpisode(Protocol):
    """A row of an episode."""

    episode_id: UUID


_LATER = ("effective_on", "recorded_at", "id")  # the last of these holds


@dataclass(frozen=True)
class Gathered:
    """What stands of some people. Lists are in the order in which later rows hold; keys are those of the record.

    Attributes:
        goes_on: each record to the one that goes on.
        numbers: the number by which a person is found, and `particulars` who they are, by person that goes on.
        contacts, children, consents: by person that goes on.
        episodes: each with where it stands, derived from its history; `without_history` has none that stands.
        referral_sources: the national code of who referred, by episode.
        assessments: by line of care; `substances` by assessment, in their places.
        interventions, sub_interventions, weekly_hours, profiles: by episode; `ends` by intervention.
        custody: by person that goes on.
    """

    goes_on: Mapping[UUID, UUID]
    numbers: Mapping[UUID, str]
    particulars: Mapping[UUID, Particulars]
    contacts: Mapping[UUID, list[Contact]]
    children: Mapping[UUID, list[Children]]
    consents: Mapping[UUID, list[Consent]]
    episodes: list[tuple[Episode, EpisodeNow]]
    without_history: list[Episode]
    referral_sources: Mapping[UUID, str]
    assessments: Mapping[UUID, list[Assessment]]
    substances: Mapping[UUID, list[SubstanceUse]]
    interventions: Mapping[UUID, list[Intervention]]
    ends: Mapping[UUID, InterventionEnd]
    sub_interventions: Mapping[UUID, list[SubIntervention]]
    weekly_hours: Mapping[UUID, list[WeeklyHours]]
    profiles: Mapping[UUID, list[Top]]
    custody: Mapping[UUID, list[Custody]]

    def assessment_of(self, episode: Episode, now: EpisodeNow) -> Assessment | None:
        """Returns the latest assessment of an episode's line, no later than its end."""
        return _latest(self.assessments[episode.line], "on", now.closed_on)

    def children_of(self, person: UUID, until: date | None) -> Children | None:
        """Returns what was last known of a person's children, no later than a day."""
        return _latest(self.children[person], "effective_on", until)


def gather(people: Mapping[UUID, list[UUID]]) -> Gathered:
    """Returns what stands of some people (the record that goes on, to all of its records)."""
    goes_on = {record: person for person, records in people.items() for record in records}
    of = {"person__in": list(goes_on)}
    about = {"episode__person__in": list(goes_on)}

    def whose(row: OfPerson) -> UUID:
        return goes_on[row.person_id]

    episodes = list(Episode.objects.filter(**of).select_related("service", "person").order_by("pk"))
    stands = {now.pk: now for now in derived(episodes)}
    assessed = Assessment.objects.standing().filter(**about).select_related("episode")
    used = SubstanceUse.objects.filter(assessment__episode__person__in=list(goes_on)).order_by("place")
    helped = Intervention.objects.standing().filter(**about).select_related("operated_by")
    ended = InterventionEnd.objects.standing().filter(intervention__episode__person__in=list(goes_on))
    referred = Step.objects.standing().filter(**about, kind=StepKind.REFERRED)
    return Gathered(
        goes_on=goes_on,
        numbers=dict(Person.objects.filter(pk__in=list(people)).values_list("pk", "number")),
        particulars=_particulars(people),
        contacts=_by(whose, Contact.objects.standing().filter(**of).order_by(*_LATER)),
        children=_by(whose, Children.objects.standing().filter(**of).order_by(*_LATER)),
        consents=_by(whose, _consents(of)),
        episodes=[(episode, stands[episode.pk]) for episode in episodes if episode.pk in stands],
        without_history=[episode for episode in episodes if episode.pk not in stands],
        referral_sources=dict(referred.order_by("recorded_at", "id").values_list("episode", "code")),
        assessments=_by(lambda row: row.episode.line, assessed.order_by("on", "recorded_at", "id")),
        substances=_by(lambda row: row.assessment_id, used),
        interventions=_by(_episode, helped.order_by("pk")),
        ends={end.intervention_id: end for end in ended.order_by("recorded_at", "id")},
        sub_interventions=_by(_episode, SubIntervention.objects.standing().filter(**about).order_by("pk")),
        weekly_hours=_by(_episode, WeeklyHours.objects.standing().filter(**about).order_by("pk")),
        profiles=_by(_episode, Top.objects.standing().filter(**about).order_by("pk")),
        custody=_by(whose, Custody.objects.standing().filter(**of).order_by("pk")),
    )


def _particulars(people: Mapping[UUID, list[UUID]]) -> dict[UUID, Particulars]:
    """Who people are. The few with several records are asked one by one: those records fill each other."""
    rows = Particulars.objects.standing().filter(person__in=list(people)).order_by(*_LATER)
    known = {row.person_id: row for row in rows}
    for person, records in people.items():
        joined = particulars_of(records) if len(records) > 1 else None
        if joined is not None:
            known[person] = joined
    return known


def _consents(of: Mapping[str, Any]) -> Iterable[Consent]:
    asked = Consent.objects.standing().filter(**of, kind=Consent.Kind.NDTMS)
    return asked.order_by("asked_on", "recorded_at", "id")


def _episode(row: OfEpisode) -> UUID:
    return row.episode_id


def _by(key: Callable[[Any], UUID], rows: Iterable[R]) -> Mapping[UUID, list[R]]:
    found: dict[UUID, list[R]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _latest(rows: list[R], day: str, until: date | None) -> R | None:
    """The last of rows in order that is no later than a day."""
    before = [row for row in rows if until is None or getattr(row, day) <= until]
    return before[-1] if before else None
