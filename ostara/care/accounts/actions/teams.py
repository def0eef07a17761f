"""Teams of a service: made, and given another name."""

from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.accounts.models import Service, Team
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Refused, once


def make_team(*, service: Service, name: str, by: Actor, key: UUID | None = None) -> Team:
    """Makes a team of a service.

    Raises:
        Refused: the service has one of this name.
    """

    def do() -> UUID:
        team = Team(service=service, name=name.strip())
        _keep_team(team)
        note("accounts.make_team", by=by, record=team, service=str(service.pk))
        return team.pk

    with transaction.atomic():
        return Team.objects.get(pk=once(key, "accounts.make_team", by.user, do)[0])


def rename_team(*, team: Team, name: str, by: Actor) -> Team:
    """Gives a team another name.

    Raises:
        Refused: the service has one of this name.
    """
    with transaction.atomic():
        team.name = name.strip()
        _keep_team(team)
        note("accounts.rename_team", by=by, record=team, service=str(team.service_id))
        return team


def _keep_team(team: Team) -> None:
    others = Team.objects.filter(service=team.service_id, name__iexact=team.name).exclude(pk=team.pk)
    if others.exists():
        raise Refused("This service has a team of this name already.", field="name")
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError:  # somebody made it at the same moment
        raise Refused("This service has a team of this name already.", field="name") from None
