"""Who works with a person: a named keyworker with a history, and the caseload of somebody who leaves."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from ostara.care.accounts.models import Service, User
from ostara.care.accounts.questions import standing_of
from ostara.care.accounts.roles import Verb
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Refused
from ostara.care.treatment.actions.permitting import did, permitted, signed, since, written
from ostara.care.treatment.days import Known, in_order
from ostara.care.treatment.models import Episode, Keyworker
from ostara.care.treatment.states import Act


def may_be_keyworker(user: User, service: Service, *, on: date, field: str = "keyworker") -> None:
    """Refuses somebody who holds no post at a service, on a day, that lets them assess and plan."""
    if service.pk not in standing_of(user, on=on).services(Verb.ASSESS):
        raise Refused(f"{user.name} holds no post at {service.name} in which they could be a keyworker.", field=field)


def change_keyworker(
    *, episode: Episode, to: User | None, on: date, by: Actor, at: datetime, words: str = "", key: UUID | None = None
) -> Keyworker:
    """Names another keyworker from a day (none: nobody is named until somebody is).

    Raises:
        Refused: the state or the order of days does not allow it, or the user could not be one.
    """

    def do() -> Keyworker:
        row = _changed(episode, to, on=on, words=words, by=by, at=at)
        written("treatment.change_keyworker", episode, row, by=by, to=str(to.pk) if to else None)
        return row

    return did(Keyworker, "treatment.change_keyworker", by=by, key=key, do=do)


def hand_over_caseload(
    *, to: Mapping[UUID, User | None], on: date, by: Actor, at: datetime, words: str = "", key: UUID | None = None
) -> Keyworker:
    """Hands many episodes over at once: all of them or none.

    Args:
        to: who takes over each episode, by its key.
        on: from which day.
        by: who does it.
        at: when.
        words: why.
        key: that of the form.

    Returns:
        The last of the rows made.

    Raises:
        Refused: nobody is named, or one of them may not be handed over; nothing was changed.
    """

    def do() -> Keyworker:
        row = None
        for episode in Episode.objects.filter(pk__in=to).select_related("person", "service").order_by("pk"):
            row = _changed(episode, to[episode.pk], on=on, words=words, by=by, at=at)
            written("treatment.hand_over_caseload", episode, row, by=by)
        if row is None:
            raise Refused("Choose who takes over at least one person.")
        return row

    return did(Keyworker, "treatment.hand_over_caseload", by=by, key=key, do=do)


def _changed(episode: Episode, to: User | None, *, on: date, words: str, by: Actor, at: datetime) -> Keyworker:
    now = permitted(Act.CHANGE_KEYWORKER, episode)
    latest = Keyworker.objects.standing().filter(episode=episode).order_by("-from_on", "-recorded_at", "-id").first()
    after = (*since(now)[:1], Known("the last change of keyworker", latest.from_on if latest else None))
    in_order("the change of keyworker", on, at=at, after=after)
    if to is not None:
        may_be_keyworker(to, episode.service, on=on)
    if now.keyworker_id == (to.pk if to else None):
        raise Refused("This is the keyworker already.", field="keyworker")
    return Keyworker.objects.create(episode=episode, user=to, from_on=on, words=words, **signed(by, at))
