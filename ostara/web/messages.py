"""What one page says on the next: kept in the session, on our side, and never more than somebody would read."""

from collections.abc import Sequence
from typing import Any

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpResponse

MOST = 5  # a browser that saves and never shows a page must not make its session heavier each time


class InTheSession(SessionStorage):
    """Django's, with only the latest of what nobody has read yet."""

    def _store(self, messages: Sequence[Message], response: HttpResponse, *args: Any, **kwargs: Any) -> list[Message]:
        kept: list[Message] = super()._store(list(messages)[-MOST:], response, *args, **kwargs)  # type: ignore[misc] # django-stubs leaves it out
        return kept
