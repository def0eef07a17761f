"""An episode that goes on from another: after a transfer, or when somebody comes back. Everything is carried over."""

from collections.abc import Iterable
from datetime import date, datetime

from ostara.care.accounts.models import Service, User
from ostara.care.audit.actor import Actor
from ostara.care.treatment.actions.permitting import signed
from ostara.care.treatment.actions.referring import begin, not_in_care
from ostara.care.treatment.models import Episode, EpisodeNow, Intervention, Step
from ostara.care.treatment.states import StepKind


def go_on(
    before: Episode,
    *,
    service: Service,
    asked_on: date,
    source: str,
    kind: StepKind,
    on: date,
    keyworker: User | None,
    by: Actor,
    at: datetime,
    words: str = "",
) -> Episode:
    """Begins the next episode of a line: referral and first meeting are one, pathway and plan and assessment hold.

    Raises:
        Refused: the person is in care at that service already, or the keyworker could not be one.
    """
    not_in_care(before.person, service)
    episode = Episode.objects.create(person=before.person, service=service, follows=before, **signed(by, at))
    Step.objects.create(episode=episode, kind=StepKind.REFERRED, on=asked_on, code=source, **signed(by, at))
    Step.objects.create(episode=episode, kind=kind, on=on, words=words, **signed(by, at))
    way = EpisodeNow.objects.get(pk=before.pk).pathway
    begin(episode, on=on, way=way, keyworker=keyworker, by=by, at=at)
    return episode


def carry_on(helps: Iterable[Intervention], *, to: Episode, on: date, by: Actor, at: datetime) -> None:
    """Goes on with help in another episode: what had begun goes on, what had not stays sought or offered."""
    for one in helps:
        started = on if one.started_on else None
        Intervention.objects.create(
            episode=to,
            kind=one.kind,
            national_kind=one.national_kind,
            national_setting=one.national_setting,
            medicine=one.medicine,
            operated_by_id=one.operated_by_id,
            referred_on=on if started else one.referred_on,
            offered_on=on if started else one.offered_on,
            started_on=started,
            continues=one,
            **signed(by, at),
        )
