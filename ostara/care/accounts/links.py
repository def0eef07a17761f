"""The link by which somebody sets their password: signed, good for a day and for one use.

There is no mail: a manager makes it and hands it over. It names nobody (a key and a signature), and setting the
password, signing in or asking for another one makes it worthless.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from ostara.care.accounts.models import User
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Refused

GONE = "This link has been used, is too old, or was replaced by a newer one. Ask your manager for another."


class _Links(PasswordResetTokenGenerator):
    """Signs the account, its password's hash and how many links it has had: a newer link ends the older ones."""

    key_salt = "ostara.care.accounts.links"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.links}{user.is_active}"


_links = _Links()


def good_for() -> timedelta:
    """Returns how long a link is good for."""
    return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def give_link(*, user: User, by: Actor) -> str:
    """Makes a link and ends those made before.

    Returns:
        What stands in the address: the account's key and a signature.

    Raises:
        Refused: one's own account, or one that is switched off.
    """
    if by.user == user.pk:
        raise Refused("You are signed in: change your password instead.")
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(links=F("links") + 1)
        fresh = User.objects.get(pk=user.pk)
        if not fresh.is_active:
            raise Refused("This account is switched off. Switch it on first.")
        note("accounts.give_link", by=by, record=fresh)
        return f"{fresh.pk.hex}-{_links.make_token(fresh)}"


def whose(link: str) -> User | None:
    """Returns the account a link is for; none where it is not good (any more)."""
    key, _, token = link.partition("-")
    try:
        user = User.objects.filter(pk=UUID(key), is_active=True).first()
    except (ValueError, ValidationError):
        return None
    return user if user and _links.check_token(user, token) else None


def use_link(*, link: str, password: str, address: str = "") -> User:
    """Sets the password of the account a link is for. Of two who use it at once, one does.

    Raises:
        Refused: the link is not good (any more).
    """
    with transaction.atomic():
        found = whose(link)
        user = User.objects.select_for_update().filter(pk=found.pk).first() if found else None
        if user is None or whose(link) is None:
            raise Refused(GONE)
        user.set_password(password)
        user._history_user = user  # type: ignore[attr-defined] # simple_history reads it
        user.save()
        note("accounts.use_link", by=Actor(user.pk, user.name, address=address), record=user)
        return user
