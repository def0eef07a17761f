"""A prescriber at a desk: `at_the_desk(of=made).sends("change_dose", made.course, dose_mg="65", reason="asked")`."""

import re
from typing import Any, Self

import html5lib
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from ostara.care.accounts.models import Service, User
from ostara.care.accounts.roles import Role
from ostara.care.medication.models import Course
from ostara.care.people.models import Person
from tests.staff import a_browser_of, somebody


class Desk:
    """Somebody who sends the forms of this room, and answers what the rules ask."""

    def __init__(self, person: Person, service: Service, role: Role = Role.PRESCRIBER) -> None:
        self.person, self.service = person, service
        self.user: User = somebody(role, at=service)
        self.client: Client = a_browser_of(self.user)
        self.page = ""

    def opens(self, name: str, course: Course | None = None) -> Self:
        self.page = self.client.get(self.address(name, course)).content.decode()
        return self

    def address(self, name: str, course: Course | None = None, **more: Any) -> str:
        keys = {"person": self.person.pk, **({"course": course.pk} if course else {}), **more}
        return reverse(name, kwargs=keys)

    def sends(self, page: str, course: Course | None = None, /, *, to: str = "", **typed: Any) -> HttpResponse:
        """Sends a form; where the rules ask, says that the person was seen and goes on."""
        there = to or self.address(page, course)
        sent = {**fields(self.client.get(there).content.decode()), **typed}
        answer = self.client.post(there, sent)
        asks = re.findall(r'name="(reply-[A-Z0-9.-]+)"', answer.content.decode())
        if answer.status_code == 200 and asks:
            answer = self.client.post(there, {**sent, **dict.fromkeys(asks, "seen")})
        self.page = answer.content.decode()
        return answer


def fields(page: str) -> dict[str, Any]:
    """What a page's form would send as it stands."""
    found: dict[str, Any] = {}
    for form in html5lib.parse(page, namespaceHTMLElements=False).iter("form"):
        if form.find(".//input[@name='key']") is None:
            continue
        for each in form.iter("input"):
            if each.get("type") not in ("radio", "checkbox") or each.get("checked") is not None:
                found[each.get("name", "")] = each.get("value", "")
        for each in form.iter("textarea"):
            found[each.get("name", "")] = (each.text or "").strip()
        for each in form.iter("select"):
            chosen = [one.get("value", "") for one in each.iter("option") if one.get("selected") is not None]
            found[each.get("name", "")] = chosen[0] if chosen else next(each.iter("option")).get("value", "")
    return found


def at_the_desk(*, of: Any, role: Role = Role.PRESCRIBER) -> Desk:
    """Sits down at the service of a course (as `tests.medicines` builds it)."""
    return Desk(of.course.person, of.course.service, role)
