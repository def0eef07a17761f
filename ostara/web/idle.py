"""Signing out who has gone away: a screen left open in a busy room shows nobody's record for long."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest

SEEN = "seen_at"  # in the session, in seconds since 1970
WRITTEN_EVERY = 60  # seconds: not every page costs a write


def sign_out_if_idle(request: HttpRequest, *, at: datetime) -> bool:
    """Signs out who has not asked for a page for too long, and tells them.

    Returns:
        Whether they were signed out just now.
    """
    now = int(at.timestamp())
    seen = int(request.session.get(SEEN, now))
    if now - seen > settings.IDLE_SECONDS:
        logout(request)
        minutes = settings.IDLE_SECONDS // 60
        messages.info(request, f"You were signed out because nothing was done for {minutes} minutes.")
        return True
    if now - seen >= WRITTEN_EVERY or SEEN not in request.session:
        request.session[SEEN] = now
    return False
