"""What every act on outcomes shares: done once, in its turn, not ahead of time; and taking a row back."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from uuid import UUID

from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.outcomes.models import ScaleAnswers, Top
from ostara.care.rows.acts import Refused, correct, once
from ostara.care.treatment.models import Episode

R = TypeVar("R", Top, ScaleAnswers)


def withdraw(*, row: R, why: str, by: Actor, key: UUID | None = None) -> R:
    """Takes back a profile, or answers to a scale, that should not be there; they stay readable as history.

    Raises:
        Refused: no reason is given.
        Changed: someone else has corrected it.
    """
    name = "outcomes.withdraw_profile" if isinstance(row, Top) else "outcomes.withdraw_scale"

    def do() -> R:
        gone = correct(row, why=why, by=by.user, withdrawn=True)
        note(name, by=by, person=gone.person_id, record=gone)
        return gone

    return done(type(row), key, name, by, do)


def done(model: type[R], key: UUID | None, name: str, by: Actor, do: Callable[[], R]) -> R:
    """Does something once per key, and returns the row it made, just now or before."""
    made: list[R] = []

    def make() -> UUID:
        made.append(do())
        return made[0].pk

    found, _ = once(key, name, by.user, make)
    return made[0] if made else model._default_manager.get(pk=found)


def lock(episode: Episode) -> None:
    """Of two who record the same profile at once, the second waits and is told."""
    Episode.objects.select_for_update().values_list("pk").get(pk=episode.pk)


def refuse_ahead(asked_on: date, on: date) -> None:
    """Refuses a day that has not come."""
    if asked_on > on:
        raise Refused("This day lies ahead. Give the day on which it was asked.", field="asked_on")
