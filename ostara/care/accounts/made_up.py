"""Signing in to the demo: one password for everyone made up, and codes that can be shown on screen. Never elsewhere."""

from functools import cache

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth.hashers import make_password

from ostara.care.accounts.models import User

DEMO_PASSWORD = "made-up people only"  # noqa: S105 - printed on the demo's first page; refused everywhere else


class NotADemo(Exception):  # noqa: N818 - it is a refusal, not an error of ours
    """Made-up sign-ins were asked for where people are real."""


def ready_to_sign_in(user: User) -> User:
    """Gives a made-up member of staff the demo's password and a second step whose code the demo shows.

    Raises:
        NotADemo: people are real here.
    """
    if not settings.SAID.demo:
        raise NotADemo("made-up sign-ins are for the demo only")
    user.password = _hashed()
    user.save()
    Authenticator.objects.filter(user=user).delete()
    totp.TOTP.activate(user, totp.generate_totp_secret())
    return user


@cache
def _hashed() -> str:
    """One hash for them all: making one takes its time, and this password is no secret."""
    return make_password(DEMO_PASSWORD)
