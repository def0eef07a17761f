"""Who is behind a free cut, by name: for whoever may open their records, each look written down."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ostara.analysis.view.members import Members
from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.audit.actions import note
from ostara.care.people.models import Person
from ostara.care.people.permissions import people_of
from ostara.care.rows.pseudonyms import number_of
from ostara.knowledge.refusal import RefusalError
from ostara.web.numbers.counting import count_members
from ostara.web.numbers.views import desk_of

PAGE = 50
PERSON, JOURNEY = "person", "journey"


@dataclass(frozen=True)
class Behind:
    """Somebody behind a figure: who they are, if one may know, and what each column says of them."""

    name: str
    address: str
    said: tuple[str, ...]


@demands(Verb.EXPLORE)
def figure_people(request: Asked) -> HttpResponse:
    """The people a free cut counts, or does not count, or of whom it is not known."""
    if not request.standing.may(Verb.READ_RECORD):
        raise PermissionDenied
    desk = desk_of(request, published=False)
    if isinstance(desk, HttpResponse):
        return desk
    cut = desk.cut(request)
    try:
        members = count_members(desk.held, cut, desk.reach.within)
    except RefusalError:
        return redirect(f"{reverse(desk.route)}?{cut.query}")  # that page tells what is wrong, at its field
    page = Paginator(members.rows, PAGE).get_page(request.GET.get("page"))
    listed = _listed(request, members, page)
    named = sum(bool(one.address) for one in listed)
    note("numbers.people", by=request.by, measure=cut.measure, cut=cut.by, limits=cut.where, people=named)
    shown = {"desk": desk, "cut": cut, "page": page, "listed": listed, "headings": _headings(members)}
    return render(request, "numbers/people.html", shown)


def _listed(request: Asked, members: Members, page: "Page[tuple[str | int | None, ...]]") -> list[Behind]:
    """Names of a page of people. Which number is whose is worked out for people one may open, and kept nowhere."""
    at = members.names.index(PERSON)
    wanted = {row[at] for row in page}
    mine = people_of(request.standing, at=request.at).values_list("pk", flat=True)
    numbers = {number_of(key): key for key in mine}
    known = Person.objects.filter(pk__in=[numbers[one] for one in wanted if one in numbers]).select_related("card")
    people = {number_of(one.pk): one for one in known}
    return [_behind(people.get(int(str(row[at]))), members, row) for row in page]


def _behind(person: Person | None, members: Members, row: Sequence[str | int | None]) -> Behind:
    said = tuple(str(value) for name, value in zip(members.names, row, strict=True) if name not in (PERSON, JOURNEY))
    if person is None:
        return Behind("somebody whose record you may not open", "", said)
    name = str(person.card) if hasattr(person, "card") else person.number
    return Behind(name, reverse("person", args=[person.pk]), said)


def _headings(members: Members) -> list[str]:
    """The names of the columns, in words."""
    return [name.replace("_", " ").capitalize() for name in members.names if name not in (PERSON, JOURNEY)]
