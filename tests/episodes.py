"""Builders of episodes that read as sentences: `an_episode(of=person, at=service).triaged().assessed(HEROIN)`.

Days count from the referral, a hundred days ago unless said otherwise; each step does what a page would do.
"""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.utils import timezone

from ostara.care.accounts.models import Service, User
from ostara.care.accounts.roles import Verb
from ostara.care.audit.actor import Actor
from ostara.care.people.models import Person
from ostara.care.rows.days import london_day
from ostara.care.treatment import actions
from ostara.care.treatment.actions import GoalSaid, Substance
from ostara.care.treatment.models import (
    Assessment,
    Episode,
    EpisodeNow,
    Intervention,
    Keyworker,
    Pathway,
    PlanReview,
    PlanRevision,
    Step,
    Transfer,
)
from tests.staff import a_keyworker, a_person_in_care, a_service, by

HEROIN = Substance("1011", route="1", age_first_used=19, days=28, amount="half a gram")
CRACK = Substance("3201", route="3", age_first_used=25, days=12)
ALCOHOL = Substance("7000", route="4", age_first_used=14, days=20)
CANNABIS = Substance("5000", route="3", age_first_used=15, days=28)


def today() -> date:
    return london_day(timezone.now())


def days_ago(days: int) -> date:
    return today() - timedelta(days)


def at_noon() -> datetime:
    return timezone.now()


class AnEpisode:
    """An episode that goes on; `now` is where it stands."""

    def __init__(self, episode: Episode, worker: User) -> None:
        self.episode, self.worker = episode, worker
        self.referred_on = EpisodeNow.objects.get(pk=episode.pk).referred_on

    @property
    def now(self) -> EpisodeNow:
        return EpisodeNow.objects.get(pk=self.episode.pk)

    @property
    def person(self) -> Person:
        return self.episode.person

    @property
    def actor(self) -> Actor:
        return by(self.worker, Verb.TREAT)

    def day(self, after: int) -> date:
        """Returns a day so many days after the referral."""
        return self.referred_on + timedelta(after)

    def triaged(self, after: int = 2, **said: Any) -> Self:
        actions.triage(**self._said(on=self.day(after), **said))
        return self

    def closed_unseen(self, reason: str = "declined", after: int = 5) -> Self:
        actions.close_referral(**self._said(on=self.day(after), reason=reason))
        return self

    def assessed(self, *substances: Substance, after: int = 3, **facts: Any) -> Self:
        actions.assess(**self._said(on=self.day(after), substances=substances or (HEROIN,), facts=facts))
        return self

    def planned(self, *goals: str, after: int = 4, **said: Any) -> Self:
        wanted = [GoalSaid("substances", words) for words in goals or ("I want to sleep through the night",)]
        said = {"agreed": "Y", "began_from": 0, **said}
        actions.revise_plan(**self._said(on=self.day(after), goals=wanted, **said))
        return self

    def reviewed(self, after: int, **said: Any) -> Self:
        actions.review_plan(**self._said(on=self.day(after), present="Y", **said))
        return self

    def started(self, kind: str = "ost_prescribing", after: int = 5, **said: Any) -> Self:
        actions.record_help(
            **self._said(kind=kind, setting=said.pop("setting", "6"), started_on=self.day(after), **said)
        )
        return self

    def paused(self, after: int, *, in_prison: bool = True) -> Self:
        actions.pause(**self._said(on=self.day(after), in_prison=in_prison))
        return self

    def resumed(self, after: int, **said: Any) -> Self:
        actions.resume(**self._said(on=self.day(after), **said))
        return self

    def offered(self, to: Service, after: int = 30) -> Transfer:
        return actions.offer_transfer(
            **self._said(on=self.day(after), to=to, person_agrees="Y", handover="Methadone 60 mg, daily, supervised.")
        )

    def discharged(self, reason: str = "85", after: int = 60, **said: Any) -> Self:
        actions.discharge(**self._said(on=self.day(after), reason=reason, **said))
        return self

    def came_back(self, after: int, **said: Any) -> "AnEpisode":
        return AnEpisode(actions.come_back(**self._said(on=self.day(after), **said)), self.worker)

    def help(self) -> list[Intervention]:
        return list(Intervention.objects.standing().filter(episode=self.episode).order_by("started_on", "id"))

    def plan(self) -> PlanRevision:
        return PlanRevision.objects.filter(plan__line=self.episode.line).latest("revision")

    def _said(self, **said: Any) -> dict[str, Any]:
        return {"episode": self.episode, "by": self.actor, "at": at_noon(), **said}


def an_episode(
    *,
    of: Person | None = None,
    at: Service | None = None,
    with_: User | None = None,
    on: date | None = None,
    source: str = "4",
    way: str = "ost",
) -> AnEpisode:
    """Takes a referral; `with_` is who does everything, and is the keyworker."""
    service = at or a_service()
    worker = with_ or a_keyworker(at=service)
    episode = actions.refer(
        person=of or a_person_in_care(at=service),
        service=service,
        on=on or days_ago(100),
        source=source,
        way=way,
        keyworker=worker,
        by=by(worker, Verb.REGISTER),
        at=at_noon(),
    )
    return AnEpisode(episode, worker)


def an_episode_in_treatment(**said: Any) -> AnEpisode:
    """Somebody on opioid substitution treatment, assessed and with a plan."""
    return an_episode(**said).triaged().assessed(HEROIN, CRACK).planned().started()


def the_episode(person: Person, service: Service) -> AnEpisode:
    """Returns a person's episode at a service, in treatment; makes one where there is none."""
    found = Episode.objects.filter(person=person, service=service).order_by("id").first()
    if found is None:
        return an_episode_in_treatment(of=person, at=service)
    return AnEpisode(found, found.now.keyworker or a_keyworker(at=service))


def an_assessment_of(person: Person, service: Service) -> Assessment:
    return Assessment.objects.standing().filter(episode=the_episode(person, service).episode).latest("on")


def a_step_of(person: Person, service: Service) -> Step:
    return Step.objects.standing().filter(episode=the_episode(person, service).episode).latest("on")


def a_pathway_of(person: Person, service: Service) -> Pathway:
    return Pathway.objects.standing().filter(episode=the_episode(person, service).episode).latest("from_on")


def a_naming_of(person: Person, service: Service) -> Keyworker:
    """Who was named as somebody's keyworker."""
    return Keyworker.objects.standing().filter(episode=the_episode(person, service).episode).latest("from_on")


def a_review_of(person: Person, service: Service) -> PlanReview:
    return PlanReview.objects.get(episode=the_episode(person, service).reviewed(after=30).episode, on=days_ago(70))


def an_intervention_of(person: Person, service: Service) -> Intervention:
    return the_episode(person, service).help()[0]


def an_offer_to(service: Service) -> Transfer:
    """Somebody of another service is offered to this one."""
    return an_episode_in_treatment().offered(service)


def a_keyworker_of(person: Person, service: Service) -> User:
    return the_episode(person, service).worker
