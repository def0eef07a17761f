"""What one page says on the next: kept in the session, on our side, and written in the commit of what it speaks of."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest, HttpResponse

MOST = 5  # a browser that saves and never shows a page must not make its session heavier each time


class InTheSession(SessionStorage):
    """Django's, with only the latest of what nobody has read yet."""

    def _store(self, messages: Sequence[Message], response: HttpResponse, *args: Any, **kwargs: Any) -> list[Message]:
        kept = list(messages)[-MOST:]
        if kept and self.request.session.get(self.session_key) == self.serialize_messages(kept):
            return []  # it is there already (`say`): the session need not be written again
        left: list[Message] = super()._store(kept, response, *args, **kwargs)  # type: ignore[misc] # django-stubs leaves it out
        return left


def say(request: HttpRequest, words: str) -> None:
    """Says on the next page what was done. Inside the transaction of what was done it costs no commit of its own."""
    messages.success(request, words)
    said = messages.get_messages(request)
    if isinstance(said, InTheSession):  # a request that came through the middleware
        said.update(HttpResponse())
    try:
        request.session.save()
    except UpdateError:  # signed out meanwhile: Django's own middleware answers that
        return
    request.session.modified = False
