"""A planted name never appears in logs, in addresses or on error pages: every route, every role, every kind of failure.

On a page somebody may open the name is what they came for; everything here is about what is left lying about.
"""

import io
import logging
import re
from contextlib import contextmanager
from datetime import date

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path, reverse
from stdnum.gb import nhs

from ostara.care.accounts.policy import opened
from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.care.people.models import Card
from ostara.web.logs import WithoutPeople
from tests.persons import a_person
from tests.promises.test_access import FOREIGN, ROUTES, ours
from tests.staff import a_browser_of, a_service, somebody

LOOK = re.compile(
    r"Quillfeather|Zephyrine|Duskmantle|LS98(\s|%20|\+)?7ZZ|07700(\s|%20|\+)?900321|\b9434\d{6}\b|\b943 4\d\d \d{4}\b",
    re.IGNORECASE,
)
NUMBERS = [number for number in map(str, range(9434760000, 9434765000)) if nhs.is_valid(number)]
FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')
OUR_OWN = {"csrfmiddlewaretoken", "key"}

pytestmark = pytest.mark.django_db


def a_planted_person(at):
    """Each with an NHS number of their own."""
    return a_person(
        at=at,
        given="Zephyrine",
        family="Quillfeather",
        known_as="Duskmantle",
        born=date(1984, 3, 9),
        nhs_number=next(number for number in NUMBERS if _free(number)),
        contact={"telephone": "07700 900321", "postcode": "LS98 7ZZ"},
    )


def _free(number: str) -> bool:
    return not Card.objects.filter(nhs_number=number).exists()


@contextmanager
def the_log():
    """What the record writes while it runs as it does: ours from DEBUG on, everybody else's as configured."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(WithoutPeople())
    root, own = logging.getLogger(), logging.getLogger("ostara")
    level, own_level = root.level, own.level
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    own.setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        own.setLevel(own_level)


def left_lying(answer) -> str:
    """What an answer leaves behind: where it sends, and an error page."""
    page = answer.content.decode(errors="replace") if answer.status_code >= 400 and not answer.streaming else ""
    return answer.headers.get("Location", "") + page


def test_no_route_lets_a_name_out():
    """Every role opens every route; forms are sent, filled with a name, by a role that may and by one that may not."""
    here = a_service()
    objects: dict[frozenset[str], dict[str, object]] = {}
    visitors = {"nobody": Client(), **{role: a_browser_of(somebody(role, at=here)) for role in Role}}
    with the_log() as log:
        for name in filter(ours, ROUTES):
            address = reverse(name, kwargs=_objects_of(frozenset(ROUTES[name][1]), here, objects))
            assert not LOOK.search(address), address
            sent: set[int] = set()
            for role, client in visitors.items():
                client.raise_request_exception = False
                page = client.get(address, {"q": "Quillfeather", "page": "Zephyrine", "sort": "Duskmantle"})
                assert not LOOK.search(left_lying(page)), f"{name} as {role}: {page.status_code}"
                if page.status_code not in sent:
                    said = client.post(address, _typed_into(page))
                    assert not LOOK.search(left_lying(said)), f"{name} sent by {role}: {said.status_code}"
                sent.add(page.status_code)
    assert not LOOK.search(log.getvalue())
    assert not LOOK.search(str(list(Event.objects.values_list("verb", "kind", "detail", "address"))))


def _objects_of(parameters, here, made) -> dict[str, object]:
    """Routes of the same parameters share a person and what is theirs."""
    if parameters not in made:
        person = a_planted_person(here)
        made[parameters] = {key: FOREIGN[key](person, here) for key in parameters}
    return made[parameters]


def _typed_into(page) -> dict[str, str]:
    """Every field of a page, filled with a name."""
    names = set(FIELD.findall(page.content.decode(errors="replace"))) if not page.streaming else set()
    return dict.fromkeys(names - OUR_OWN, "Zephyrine Quillfeather 9434760000")


def fails(_request) -> HttpResponse:
    raise ValueError("no such person as Zephyrine Quillfeather")


def is_refused(_request) -> HttpResponse:
    """What a database says names the value it refused."""
    kept = Card.objects.exclude(nhs_number="").get()
    return HttpResponse(Card.objects.exclude(pk=kept.pk).update(nhs_number=kept.nhs_number))


def is_suspicious(_request) -> HttpResponse:
    raise SuspiciousOperation("tried Quillfeather")


BROKEN = {"fails": fails, "is_refused": is_refused, "is_suspicious": is_suspicious}
for _view in BROKEN.values():
    opened(_view)
urlpatterns = [
    *(path(f"{name}/", view, name=name) for name, view in BROKEN.items()),
    path("", include("ostara.web.urls")),
]
handler400, handler404, handler500 = (
    "ostara.web.pages.bad_request",
    "ostara.web.pages.not_found",
    "ostara.web.pages.failed",
)


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("name", "status"), [("fails", 500), ("is_refused", 500), ("is_suspicious", 400)])
def test_a_failure_says_where_and_of_what_kind_and_no_name(name, status):
    here = a_service()
    a_planted_person(here)
    a_person(at=here, given="Someone", family="Else")
    client = Client(raise_request_exception=False)
    with the_log() as log:
        answer = client.get(f"/{name}/", {"name": "Quillfeather"})
    assert answer.status_code == status
    assert not LOOK.search(left_lying(answer) + log.getvalue())
    if status == 500:
        assert f"in {name}" in log.getvalue() and ("ValueError" in log.getvalue()) is (name == "fails")


def test_a_name_typed_into_an_address_is_not_written_into_the_log():
    client = a_browser_of(somebody(Role.KEYWORKER, at=a_service()))
    with the_log() as log:
        answer = client.get("/people/Zephyrine Quillfeather/")
    assert answer.status_code == 404 and not LOOK.search(left_lying(answer))
    assert "Not Found: an address that leads nowhere" in log.getvalue()
    assert not LOOK.search(log.getvalue())


def test_who_signs_in_is_not_sent_on_with_what_was_looked_for():
    answer = Client().get("/people/", {"q": "Quillfeather"})
    assert answer.status_code == 302 and not LOOK.search(answer["Location"])
