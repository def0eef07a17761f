"""Transfers on offer: from an episode, and to the services somebody works for."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from ostara.care.accounts.models import Service
from ostara.care.treatment.models import Episode, Transfer


def open_offer(episode: Episode) -> Transfer | None:
    """Returns the offer of an episode that nobody has answered yet."""
    return Transfer.objects.filter(episode=episode, answer__isnull=True).select_related("to_service").first()


def offers_to(services: Iterable[UUID]) -> QuerySet[Transfer]:
    """Returns the offers to some services that nobody has answered yet, the oldest first."""
    return (
        Transfer.objects.filter(to_service__in=services, answer__isnull=True)
        .select_related("episode__person__card", "episode__service", "episode__now", "to_service", "recorded_by")
        .order_by("offered_on", "id")
    )


def other_services(than: Service, *, on: date) -> QuerySet[Service]:
    """Returns the services to which care could pass on a day, by name."""
    going_on = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    return Service.objects.filter(going_on).exclude(pk=than.pk).select_related("organisation").order_by("name", "id")
