"""What the audit hears of signing in: in, out, locked out, and what is set up for it, by signals of the libraries."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from ostara.care.accounts.models import User
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor, the_system


def listen() -> None:
    """Begins to listen; called once, when the apps are ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.sign_in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts.sign_out")
    user_locked_out.connect(_locked_out, dispatch_uid="accounts.locked_out")
    password_changed.connect(_password_changed, dispatch_uid="accounts.change_password")
    authenticator_added.connect(_factor_added, dispatch_uid="accounts.add_factor")
    authenticator_removed.connect(_factor_removed, dispatch_uid="accounts.remove_factor")


def _of(user: User, request: HttpRequest | None) -> Actor:
    return Actor(user.pk, user.name, address=request.META.get("REMOTE_ADDR", "") if request else "")


def _signed_in(*, request: HttpRequest, user: User, **_: Any) -> None:
    note("accounts.sign_in", by=_of(user, request), record=user)


def _signed_out(*, request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        note("accounts.sign_out", by=_of(user, request), record=user)


def _locked_out(*, ip_address: str | None, **_: Any) -> None:
    """Writes from where, never the name that was tried: it may be a password typed into the wrong field."""
    by = the_system("signing in")
    note("accounts.locked_out", by=Actor(by.user, by.name, address=ip_address or ""))


def _password_changed(*, request: HttpRequest, user: User, **_: Any) -> None:
    note("accounts.change_password", by=_of(user, request), record=user)


def _factor_added(*, request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    note("accounts.add_factor", by=_of(user, request), record=user, kind=str(authenticator.type))


def _factor_removed(*, request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    note("accounts.remove_factor", by=_of(user, request), record=user, kind=str(authenticator.type))
