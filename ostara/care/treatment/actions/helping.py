"""Help within an episode: offered, begun, ended, and what it is made of, as the national words have it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ostara.care.accounts.models import Service
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Refused, correct
from ostara.care.treatment.actions.permitting import did, permitted, signed, since, until, written
from ostara.care.treatment.days import Known, in_order
from ostara.care.treatment.models import (
    Episode,
    EpisodeNow,
    Intervention,
    InterventionEnd,
    SubIntervention,
    WeeklyHours,
)
from ostara.care.treatment.national import NATIONAL_KIND, RECOVERY_SUPPORT, checked
from ostara.care.treatment.states import Act
from ostara.knowledge.codes import code_list


def record_help(
    *,
    episode: Episode,
    kind: str,
    by: Actor,
    at: datetime,
    setting: str = "",
    medicine: str = "",
    operated_by: Service | None = None,
    referred_on: date | None = None,
    offered_on: date | None = None,
    started_on: date | None = None,
    key: UUID | None = None,
) -> Intervention:
    """Records help: that it was sought, that a first appointment was offered, that it began.

    Args:
        episode: within which.
        kind: of our code list `intervention_kind`; the national kind follows from it.
        by: who records it.
        at: when.
        setting: a code of the national list `setting`.
        medicine: of our code list `medicine`, where it begins with one.
        operated_by: the service that gives it, where that is another one.
        referred_on: when it was sought: waiting begins.
        offered_on: the first appointment offered: waiting ends.
        started_on: its first day.
        key: that of the form.

    Raises:
        Refused: the state, the order of days or a code does not allow it.
    """

    def do() -> Intervention:
        now = permitted(_act(kind, started_on), episode)
        checked("setting", setting, field="setting")
        if kind not in NATIONAL_KIND:
            raise Refused("Choose what kind of help it is.", field="kind")
        if medicine and medicine not in code_list("medicine"):
            raise Refused("Choose a medicine of the list.", field="medicine")
        _days_of_help(now, kind, referred_on, offered_on, started_on, at=at)
        row = Intervention.objects.create(
            episode=episode,
            kind=kind,
            national_kind=NATIONAL_KIND[kind],
            national_setting=setting,
            medicine=medicine,
            operated_by=operated_by,
            referred_on=referred_on,
            offered_on=offered_on,
            started_on=started_on,
            **signed(by, at),
        )
        written("treatment.record_help", episode, row, by=by, kind_of_help=kind)
        return row

    return did(Intervention, "treatment.record_help", by=by, key=key, do=do)


def correct_help(
    *, intervention: Intervention, why: str, by: Actor, at: datetime, key: UUID | None = None, **changes: Any
) -> Intervention:
    """Puts help right, or records that what was offered has begun; its end, where there is one, comes along.

    Raises:
        Refused: no reason is given, or the order of days or a code does not allow it.
        Changed: somebody else corrected it first.
    """

    def do() -> Intervention:
        episode = intervention.episode
        now = EpisodeNow.objects.select_for_update().get(pk=episode.pk)
        then = {name: changes.get(name, getattr(intervention, name)) for name in _OF_HELP}
        checked("setting", changes.get("national_setting", ""), field="setting")
        _days_of_help(now, then["kind"], then["referred_on"], then["offered_on"], then["started_on"], at=at)
        row = correct(intervention, why=why, by=by.user, recorded_at=at, **changes)
        for end in InterventionEnd.objects.standing().filter(intervention=intervention):
            in_order("the start", row.started_on, at=at, before=(Known("the end", end.on),), field="started_on")
            gone = {"withdrawn": True} if row.withdrawn else {"intervention": row}
            correct(end, why=why, by=by.user, recorded_at=at, **gone)
        written("treatment.correct_help", episode, row, by=by, fields=sorted(changes))
        return row

    return did(Intervention, "treatment.correct_help", by=by, key=key, do=do)


def end_help(
    *,
    intervention: Intervention,
    on: date,
    exit_status: str,
    by: Actor,
    at: datetime,
    words: str = "",
    key: UUID | None = None,
) -> InterventionEnd:
    """Ends help. `exit_status` is of the national list `modality_exit`.

    Raises:
        Refused: it has ended already, or the state, the order of days or the code does not allow it.
    """

    def do() -> InterventionEnd:
        now = permitted(Act.END_HELP, intervention.episode)
        if InterventionEnd.objects.standing().filter(intervention=intervention).exists():
            raise Refused("This help has ended already.")
        if not checked("modality_exit", exit_status, field="exit_status"):
            raise Refused("Say how it ended.", field="exit_status")
        before = () if intervention.kind == RECOVERY_SUPPORT else until(now)
        row = ended(intervention, on=on, exit_status=exit_status, words=words, by=by, at=at, before=before)
        written("treatment.end_help", intervention.episode, row, by=by, exit_status=exit_status)
        return row

    return did(InterventionEnd, "treatment.end_help", by=by, key=key, do=do)


def list_help(
    *, episode: Episode, on: date, parts: Mapping[str, bool | None], by: Actor, at: datetime, key: UUID | None = None
) -> SubIntervention:
    """Records what the help of the last six months was made of. A part that is left out was not said.

    Raises:
        Refused: the state or the order of days does not allow it.
    """

    def do() -> SubIntervention:
        now = permitted(Act.LIST_HELP, episode)
        in_order("the list", on, at=at, after=since(now))
        row = SubIntervention.objects.create(episode=episode, on=on, **parts, **signed(by, at))
        written("treatment.list_help", episode, row, by=by)
        return row

    return did(SubIntervention, "treatment.list_help", by=by, key=key, do=do)


def record_hours(
    *, episode: Episode, on: date, band: str, by: Actor, at: datetime, key: UUID | None = None
) -> WeeklyHours:
    """Records how many hours of help a week somebody has; `band` is of the national list `time_in_treatment`.

    Raises:
        Refused: the state, the order of days or the code does not allow it.
    """

    def do() -> WeeklyHours:
        now = permitted(Act.LIST_HELP, episode)
        in_order("the assessment of hours", on, at=at, after=since(now))
        checked("time_in_treatment", band, field="band")
        row = WeeklyHours.objects.create(episode=episode, on=on, band=band, **signed(by, at))
        written("treatment.record_hours", episode, row, by=by, band=band)
        return row

    return did(WeeklyHours, "treatment.record_hours", by=by, key=key, do=do)


def ended(
    intervention: Intervention,
    *,
    on: date,
    exit_status: str,
    words: str,
    by: Actor,
    at: datetime,
    before: tuple[Known, ...] = (),
) -> InterventionEnd:
    """Writes the end of help, inside another act."""
    after = tuple(
        Known(words_of, day)
        for words_of, day in (
            ("the start of this help", intervention.started_on),
            ("the first appointment offered", None if intervention.started_on else intervention.offered_on),
        )
    )
    in_order("the end", on, at=at, after=after, before=before)
    return InterventionEnd.objects.create(
        intervention=intervention, on=on, exit_status=exit_status, words=words, **signed(by, at)
    )


def open_help(episode: Episode) -> list[Intervention]:
    """Returns the help of an episode that has not ended, oldest first."""
    ended_ones = InterventionEnd.objects.standing().values("intervention")
    rows = Intervention.objects.standing().filter(episode=episode).exclude(pk__in=ended_ones)
    return list(rows.order_by("started_on", "id"))


_OF_HELP = ("kind", "referred_on", "offered_on", "started_on")


def _act(kind: str, started_on: date | None) -> Act:
    if started_on is None:
        return Act.OFFER_HELP
    return Act.SUPPORT_RECOVERY if kind == RECOVERY_SUPPORT else Act.START_HELP


def _days_of_help(
    now: EpisodeNow,
    kind: str,
    referred_on: date | None,
    offered_on: date | None,
    started_on: date | None,
    *,
    at: datetime,
) -> None:
    if not any((referred_on, offered_on, started_on)):
        raise Refused("Give at least one day: when it was sought, offered or begun.", field="started_on")
    sought, offered = Known("the referral to this help", referred_on), Known("the first appointment", offered_on)
    in_order("the referral to this help", referred_on, at=at, after=since(now)[:1], field="referred_on")
    in_order("the first appointment", offered_on, at=at, after=(sought,), field="offered_on", ahead=True)
    before = () if kind == RECOVERY_SUPPORT else until(now)
    in_order("the start", started_on, at=at, after=(*since(now), sought, offered), before=before, field="started_on")
