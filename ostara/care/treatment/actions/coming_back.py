"""Coming back costs nothing: one step, no new assessment, the same keyworker where they are still here."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from ostara.care.accounts.models import Service, User
from ostara.care.asking.fields import in_words
from ostara.care.audit.actor import Actor
from ostara.care.people.models import Involvement
from ostara.care.rows.acts import Refused
from ostara.care.treatment.actions.going_on import carry_on, go_on
from ostara.care.treatment.actions.permitting import did, involve, permitted
from ostara.care.treatment.actions.referring import entered
from ostara.care.treatment.days import Known, in_order
from ostara.care.treatment.models import Episode, EpisodeNow, Intervention
from ostara.care.treatment.national import SELF, checked
from ostara.care.treatment.states import Act, StepKind


def come_back(
    *,
    episode: Episode,
    on: date,
    by: Actor,
    at: datetime,
    service: Service | None = None,
    asked_on: date | None = None,
    source: str = SELF,
    keyworker: User | None = None,
    start_again: Iterable[Intervention] = (),
    words: str = "",
    key: UUID | None = None,
) -> Episode:
    """Takes somebody back into care: a new episode goes on from the one that ended.

    Args:
        episode: the one that ended.
        on: the day they came back.
        by: who takes them back.
        at: when it is recorded.
        service: which service; the same one where none is named.
        asked_on: the day they asked; the same day where none is named.
        source: who referred, a national code; they themselves where none is named.
        keyworker: who works with them.
        start_again: help of the earlier episode that starts again on this day.
        words: what was said.
        key: that of the form.

    Returns:
        The new episode.

    Raises:
        Refused: the state or the order of days does not allow it, or care goes on elsewhere in this line already.
    """

    asked = asked_on or on

    def do() -> Episode:
        _may_come_back(episode, on, asked, at=at)
        checked("referral_source", source, field="source")
        place = service or episode.service
        new = go_on(
            episode,
            service=place,
            asked_on=asked,
            source=source,
            kind=StepKind.CAME_BACK,
            on=on,
            keyworker=keyworker,
            words=words,
            by=by,
            at=at,
        )
        carry_on(start_again, to=new, on=on, by=by, at=at)
        involve(episode.person, place, Involvement.Because.EPISODE, by=by, at=at)
        entered(new, "treatment.come_back", by=by, source=source)
        return new

    return did(Episode, "treatment.come_back", by=by, key=key, do=do)


def _may_come_back(episode: Episode, on: date, asked: date, *, at: datetime) -> None:
    now = permitted(Act.COME_BACK, episode)
    _nowhere_open(episode)
    ended = Known("the end of the last episode", now.closed_on)
    in_order("the day they asked", asked, at=at, after=(ended,), field="asked_on")
    in_order("the day they came back", on, at=at, after=(ended, Known("the day they asked", asked)))


def _nowhere_open(episode: Episode) -> None:
    open_one = EpisodeNow.objects.filter(episode__line=episode.line, is_open=True).select_related("service").first()
    if open_one is not None:
        where, from_day = open_one.service.name, in_words(open_one.triaged_on or open_one.referred_on)
        raise Refused(f"Care goes on at {where} since {from_day}: ask them to transfer it.")
