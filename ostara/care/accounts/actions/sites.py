"""Services: the first one with its first manager, and where each is."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from ostara.care.accounts.actions.accounts import make_account
from ostara.care.accounts.actions.keeping import changed_since, held, keep
from ostara.care.accounts.actions.posts import appoint
from ostara.care.accounts.models import Organisation, Service, User
from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Refused, once

WHERE = ("line_1", "line_2", "town", "postcode", "telephone")
WHOLE = {"line_1": "its first line", "town": "its town", "postcode": "its postcode"}


def first_account(
    *, email: str, name: str, organisation: str, service: str, agency_code: str, area: str, on: date, by: Actor
) -> User:
    """Makes the first manager of a service, and its service and organisation where they are not there yet.

    Raises:
        Refused: the e-mail address has an account, the agency code cannot be one, or it belongs to a service of
            another name.
    """
    longest = Service._meta.get_field("agency_code").max_length or 0
    if not (agency_code.isascii() and agency_code.isalnum() and len(agency_code) <= longest):
        raise Refused(f"An agency code has letters and figures only, at most {longest}.", field="agency_code")
    with transaction.atomic():
        provider, _ = Organisation.objects.get_or_create(name=organisation)
        site = Service.objects.filter(agency_code=agency_code).first()
        if site is not None and site.name != service:
            raise Refused("This agency code belongs to another service.", field="agency_code")
        if site is None:
            site = Service(name=service, organisation=provider, agency_code=agency_code, area=area)
            keep(site, by)
        user = make_account(email=email, name=name, by=by)
        appoint(user=user, role=Role.SERVICE_MANAGER, service=site, from_on=on, by=by)
        note("accounts.first", by=by, record=user, service=str(site.pk))
        return user


def change_service(
    *, service: Service, seen: Mapping[str, str], by: Actor, key: UUID | None = None, **said: str
) -> Service:
    """Changes where a service is and how it is rung: all of WHERE.

    Args:
        service: which.
        seen: the same as it stood when somebody began.
        by: who.
        key: that of the form.
        **said: what it is to be.

    Raises:
        Refused: part of an address only. It stands on prescriptions, where half of one is none.
        Changed: somebody else changed it meanwhile.
    """
    said = {name: value.strip() for name, value in said.items()}

    def do() -> UUID:
        standing = held(service)
        changed = changed_since(standing, seen, said)
        _whole(said)
        for name in changed:
            setattr(standing, name, said[name])
        if changed:
            keep(standing, by)
            note("accounts.change_service", by=by, record=standing, service=str(standing.pk), fields=changed)
        return standing.pk

    with transaction.atomic():
        return Service.objects.get(pk=once(key, "accounts.change_service", by.user, do)[0])


def _whole(said: Mapping[str, str]) -> None:
    missing = [name for name in WHOLE if not said[name]]
    if missing and (said["line_2"] or len(missing) < len(WHOLE)):
        raise Refused(f"The address lacks {WHOLE[missing[0]]}.", field=missing[0])
