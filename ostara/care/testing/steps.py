"""What every act on tests and health shares: done once, not ahead of time, for a service."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from ostara.care.accounts.models import Service
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Refused, once
from ostara.care.rows.models import HistoryRow

R = TypeVar("R", bound=HistoryRow)


def done(model: type[R], key: UUID | None, name: str, by: Actor, do: Callable[[], UUID]) -> R:
    """Does something once per key, and returns the row it made."""
    with transaction.atomic():
        made, _ = once(key, name, by.user, do)
    found: R = model._default_manager.get(pk=made)  # type: ignore[assignment]  # the manager of that model
    return found


def service_of(by: Actor) -> Service:
    """The service for which somebody acts.

    Raises:
        Refused: they act for none.
    """
    if by.service is None:
        raise Refused("This is recorded by somebody at a service.")
    return Service.objects.get(pk=by.service)


def refuse_ahead(day: date, on: date, field: str) -> None:
    """Refuses a day that has not come."""
    if day > on:
        raise Refused("This day lies ahead.", field=field)
