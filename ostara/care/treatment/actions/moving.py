"""Moving between pathways, at any time and with no time limit; and a pause that keeps the person's place."""

from datetime import date, datetime
from uuid import UUID

from ostara.care.audit.actor import Actor
from ostara.care.people.questions import records_of
from ostara.care.rows.acts import Refused, correct
from ostara.care.treatment.actions.permitting import did, permitted, signed, since, written
from ostara.care.treatment.days import Known, in_order
from ostara.care.treatment.models import Custody, Episode, EpisodeNow, Pathway, Step
from ostara.care.treatment.states import Act, StepKind, Way


def change_pathway(
    *, episode: Episode, to: str, on: date, by: Actor, at: datetime, words: str = "", key: UUID | None = None
) -> Pathway:
    """Moves a person to the pathway they have chosen.

    Raises:
        Refused: the state or the order of days does not allow it, or it is the one they are on.
    """

    def do() -> Pathway:
        now = permitted(Act.CHANGE_PATHWAY, episode)
        latest = Pathway.objects.standing().filter(episode=episode).order_by("-from_on", "-recorded_at", "-id").first()
        after = (*since(now)[:1], Known("the last change of pathway", latest.from_on if latest else None))
        in_order("the change of pathway", on, at=at, after=after)
        if to not in Way:
            raise Refused("Choose a pathway.", field="way")
        if to == now.pathway:
            raise Refused("This is the pathway they are on.", field="way")
        row = Pathway.objects.create(episode=episode, kind=to, from_on=on, words=words, **signed(by, at))
        written("treatment.change_pathway", episode, row, by=by, to=to)
        return row

    return did(Pathway, "treatment.change_pathway", by=by, key=key, do=do)


def pause(
    *,
    episode: Episode,
    on: date,
    in_prison: bool,
    by: Actor,
    at: datetime,
    words: str = "",
    key: UUID | None = None,
) -> Step:
    """Pauses an episode while somebody is in prison or hospital; their place is kept, and nothing ends by itself.

    Raises:
        Refused: the state or the order of days does not allow it.
    """

    def do() -> Step:
        now = permitted(Act.PAUSE, episode)
        in_order("the pause", on, at=at, after=(*since(now), _last_step(episode)))
        step = Step.objects.create(episode=episode, kind=StepKind.PAUSED, on=on, words=words, **signed(by, at))
        if in_prison:
            Custody.objects.create(person=episode.person, from_on=on, **signed(by, at))
        written("treatment.pause", episode, step, by=by, in_prison=in_prison)
        return step

    return did(Step, "treatment.pause", by=by, key=key, do=do)


def resume(
    *,
    episode: Episode,
    on: date,
    by: Actor,
    at: datetime,
    ost_inside: str = "",
    referred_on_release: str = "",
    words: str = "",
    key: UUID | None = None,
) -> Step:
    """Resumes an episode. A stay in prison that is still open ends on this day.

    Raises:
        Refused: the state or the order of days does not allow it.
    """

    def do() -> Step:
        now: EpisodeNow = permitted(Act.RESUME, episode)
        in_order("the return", on, at=at, after=(*since(now), _last_step(episode)))
        step = Step.objects.create(episode=episode, kind=StepKind.RESUMED, on=on, words=words, **signed(by, at))
        stays = Custody.objects.standing().filter(person__in=records_of(episode.person), to_on__isnull=True)
        for stay in stays.filter(from_on__lte=on):
            correct(
                stay,
                why="Released",
                by=by.user,
                recorded_at=at,
                to_on=on,
                ost_inside=ost_inside,
                referred_on_release=referred_on_release,
            )
        written("treatment.resume", episode, step, by=by)
        return step

    return did(Step, "treatment.resume", by=by, key=key, do=do)


def _last_step(episode: Episode) -> Known:
    last = Step.objects.standing().filter(episode=episode).order_by("-on").first()
    return Known("the last thing that happened", last.on if last else None)
