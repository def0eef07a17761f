"""Accounts: made, changed, switched off and on again, started again. Nothing is deleted."""

from collections.abc import Mapping
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from ostara.care.accounts.actions.keeping import changed_since, held, keep, not_oneself
from ostara.care.accounts.models import User
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Refused, once

DETAILS = ("name", "job_title", "telephone", "prescriber_number")
# A prescription says them of whoever signs it. Nobody vouches for themselves: a second person wrote them down.
VOUCHED_FOR = ("name", "prescriber_number")
TAKEN = "Someone with this e-mail address has an account already. Appoint them by their e-mail address instead."


def make_account(
    *,
    email: str,
    name: str,
    by: Actor,
    job_title: str = "",
    telephone: str = "",
    prescriber_number: str = "",
    key: UUID | None = None,
) -> User:
    """Makes an account nobody can sign in to yet: its first password is set by a link (`links`).

    Raises:
        Refused: the e-mail address has an account, there is no name, or the number cannot be printed.
    """
    said = (name, job_title, telephone, prescriber_number)
    details = {field: value.strip() for field, value in zip(DETAILS, said, strict=True)}
    _may_be(details)

    def make() -> UUID:
        user = User(email=email.strip().lower(), **details)
        user.set_unusable_password()
        keep(user, by)
        note("accounts.make", by=by, record=user)
        return user.pk

    try:
        with transaction.atomic():
            return User.objects.get(pk=once(key, "accounts.make", by.user, make)[0])
    except IntegrityError:
        raise Refused(TAKEN, field="email") from None


def change_details(*, user: User, seen: Mapping[str, str], by: Actor, key: UUID | None = None, **said: str) -> User:
    """Changes what an account says of who works with it: any of DETAILS.

    Args:
        user: whose.
        seen: the details as they stood when somebody began.
        by: who.
        key: that of the form.
        **said: what they are to be; what is left out stays.

    Raises:
        Refused: no name, a number that cannot be printed, or one's own name or number.
        Changed: somebody else changed them meanwhile.
    """
    said = {name: value.strip() for name, value in said.items()}

    def do() -> UUID:
        standing = held(user)
        changed = changed_since(standing, seen, said)
        if set(changed) & set(VOUCHED_FOR):
            not_oneself(standing, by, "Nobody changes their own name or prescriber's number: ask another manager.")
        _may_be(said)
        for name in changed:
            setattr(standing, name, said[name])
        if changed:
            keep(standing, by)
            note("accounts.change_details", by=by, record=standing, fields=changed)
        return standing.pk

    with transaction.atomic():
        return User.objects.get(pk=once(key, "accounts.change_details", by.user, do)[0])


def switch(*, user: User, on: bool, by: Actor) -> User:
    """Switches an account off, so that nobody can sign in to it, or on again. What they did stays.

    Raises:
        Refused: one's own.
    """
    not_oneself(user, by, "Nobody switches off their own account: ask another manager.")
    with transaction.atomic():
        standing = held(user)
        if standing.is_active != on:
            standing.is_active = on
            keep(standing, by)
            note("accounts.switch_on" if on else "accounts.switch_off", by=by, record=standing)
        return standing


def start_again(*, user: User, by: Actor) -> User:
    """Takes away an account's password and second steps: a phone was lost, or somebody else may know the password.

    Whoever is signed in to the account is signed out. It is opened again by a link.

    Raises:
        Refused: one's own.
    """
    not_oneself(user, by, "Nobody starts their own account again: ask another manager.")
    with transaction.atomic():
        standing = held(user)
        standing.set_unusable_password()
        keep(standing, by)
        removed, _ = Authenticator.objects.filter(user=standing).delete()
        note("accounts.remove_factor", by=by, record=standing, removed=removed)
        return standing


def _may_be(said: Mapping[str, str]) -> None:
    if not said.get("name", "is kept"):
        raise Refused("An account has a name.", field="name")
    number = said.get("prescriber_number", "")
    longest = User._meta.get_field("prescriber_number").max_length or 0
    if not (number.isascii() and number.isprintable() and len(number) <= longest):
        raise Refused(f"A prescriber's number has letters and figures, at most {longest}.", field="prescriber_number")
