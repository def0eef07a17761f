"""What every action begins with: the state is asked, with the episode held so that nobody else moves it meanwhile."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q

from ostara.care.accounts.models import Service
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.people.models import Involvement, Person
from ostara.care.rows.acts import Refused, once
from ostara.care.treatment.days import Known
from ostara.care.treatment.models import Episode, EpisodeNow
from ostara.care.treatment.projection import refresh
from ostara.care.treatment.states import Act, No, Status, answer

M = TypeVar("M", bound=Model)


def permitted(act: Act, episode: Episode) -> EpisodeNow:
    """Returns where an episode stands, held until the transaction ends, if that allows an act.

    Raises:
        Refused: it does not, in the words of the table.
    """
    now = EpisodeNow.objects.select_for_update().get(pk=episode.pk)
    said = answer(act, Status(now.status))
    if isinstance(said, No):
        raise Refused(said.words)
    return now


def did(model: type[M], verb: str, *, by: Actor, key: UUID | None, do: Callable[[], M]) -> M:
    """Does something once per key, and returns the row it made (or had made). One transaction."""
    with transaction.atomic():
        made, _ = once(key, verb, by.user, lambda: do().pk)
        row: M = model._default_manager.get(pk=made)
        return row


def written(verb: str, episode: Episode, row: Model, *, by: Actor, **codes: Any) -> None:
    """Ends an act: where the episode stands is written again, and the audit learns of it."""
    refresh(episode)
    note(verb, by=by, person=episode.person_id, record=row, episode=str(episode.pk), **codes)


def signed(by: Actor, at: datetime) -> dict[str, Any]:
    """Returns who records a row, and when."""
    return {"recorded_by_id": by.user, "recorded_at": at}


def since(now: EpisodeNow) -> tuple[Known, ...]:
    """Returns the days that nothing in an episode comes before."""
    return Known("the referral", now.referred_on), Known("the first meeting", now.triaged_on)


def until(now: EpisodeNow) -> tuple[Known, ...]:
    """Returns the day that nothing in an episode comes after."""
    return (Known("the end of this episode", now.closed_on),)


def involve(person: Person, service: Service, because: str, *, by: Actor, at: datetime) -> None:
    """Gives a service a part in a person's care, unless it has that part already."""
    standing = Involvement.objects.standing().filter(person=person, service=service, because=because)
    if not standing.filter(Q(until_at__isnull=True) | Q(until_at__gt=at)).exists():
        Involvement.objects.create(person=person, service=service, because=because, from_at=at, **signed(by, at))


def born(person: Person) -> Known:
    """Returns a person's birth, as far as it is known."""
    card = getattr(person, "card", None)
    day: date | None = card.date_of_birth if card else None
    return Known("the date of birth", day)
