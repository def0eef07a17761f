"""What one page says on the next: kept in the session with what was done, or not at all, and never without end."""

import pytest
from django.contrib import messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from ostara.care.asking.messages import MOST, say

pytestmark = pytest.mark.django_db


def a_request(session=None):
    request = RequestFactory().post("/")
    request.session = session or SessionStore()
    if not session:
        request.session.save()
    request._messages = default_storage(request)
    return request


def leaves(request) -> None:
    """The request goes out through Django's own middleware."""
    MessageMiddleware(lambda _: HttpResponse()).process_response(request, HttpResponse())


def shown_next(request) -> list[str]:
    """What the next page of the same session shows."""
    return [str(said) for said in a_request(SessionStore(request.session.session_key))._messages]


def test_what_was_said_stands_on_the_next_page():
    request = a_request()
    say(request, "Saved.")
    leaves(request)
    assert shown_next(request) == ["Saved."] and not request.session.modified


def test_it_is_written_once_and_with_what_was_done():
    request = a_request()
    with CaptureQueriesContext(connection) as asked:
        say(request, "Saved.")
        leaves(request)
    assert sum("UPDATE" in each["sql"] for each in asked) == 1


def test_what_is_rolled_back_is_not_said():
    request = a_request()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        say(request, "Saved.")
        raise ZeroDivisionError
    assert shown_next(request) == []


def test_what_is_said_after_it_is_shown_as_well():
    request = a_request()
    say(request, "Saved.")
    messages.info(request, "More.")
    leaves(request)
    request.session.save()
    assert shown_next(request) == ["Saved.", "More."]


def test_only_the_latest_wait_for_somebody_who_shows_no_page():
    request = a_request()
    for number in range(MOST + 3):
        request = a_request(SessionStore(request.session.session_key))
        say(request, f"{number}")
        leaves(request)
    assert shown_next(request) == [str(number) for number in range(3, MOST + 3)]


def test_who_was_signed_out_meanwhile_is_no_error_here():
    request = a_request()
    SessionStore(request.session.session_key).delete()
    say(request, "Saved.")
    assert request.session.modified
