"""What the pages share: places and courses are looked up within what somebody may reach, never beyond."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.models import User
from ostara.care.accounts.questions import posts_held
from ostara.care.accounts.roles import MAY, Role, Verb
from ostara.care.asking.forms import done
from ostara.care.dispensing.due import Due, State, due_at
from ostara.care.dispensing.reach import places_of
from ostara.care.facts.forms import Ring
from ostara.care.medication.models import Course, Place, Supply
from ostara.care.people.questions import header_of, records_of

SETTLED = (State.GIVEN, State.IN_HAND)


def my_places(request: Asked, verb: Verb = Verb.SUPPLY) -> list[Place]:
    """Returns the places at which somebody may do something."""
    return list(places_of(request.standing, verb, on=request.today))


def chosen_place(request: Asked, places: list[Place]) -> Place | None:
    """Returns the place an address asks for (`?place=`), else the first of somebody's own."""
    asked = request.GET.get("place", "")
    return next((place for place in places if str(place.pk) == asked), places[0] if places else None)


def my_course(request: Asked, key: UUID) -> Course:
    """Returns a course of the person in the address."""
    found = Course.objects.filter(person__in=records_of(request.person)).select_related("service", "person__card")
    return get_object_or_404(found, pk=key)


def my_supply(request: Asked, key: UUID) -> Supply:
    """Returns a supply of the person in the address, at one of somebody's own places."""
    found = Supply.objects.filter(course__person__in=records_of(request.person), place__in=my_places(request))
    beside = ("course__person__card", "course__service", "place", "instalment", "recorded_by")
    return get_object_or_404(found.select_related(*beside), pk=key)


def due_of(request: Asked, course: Course) -> tuple[Place, Due] | None:
    """Returns what is due of a course today at one of somebody's own places: what still waits, else what stands."""
    found = [(place, due) for place in my_places(request) for due in due_at(place, on=request.today, courses=[course])]
    open_first = sorted(found, key=lambda pair: pair[1].state in SETTLED)
    return open_first[0] if open_first else None


def prescribers_of(course: Course, *, on: date) -> QuerySet[User]:
    """Returns who may prescribe at the service of a course on a day, by name."""
    roles = [role for role in Role if Verb.PRESCRIBE in MAY[role]]
    held = posts_held(course.service, roles, on=on).order_by()
    return User.objects.filter(pk__in=held.values("user")).order_by("name", "pk")


def ring(request: Asked, course: Course) -> Ring:
    """Returns who may be rung where a rule asks about a course, for whoever signed in and may not answer."""
    return Ring(role=request.by.role, service=course.service, on=request.today)


def only(found: list[Any]) -> Any:
    """Returns the one thing that was looked for, or says that there is no such page."""
    if not found:
        raise Http404
    return found[0]


def ask(
    request: Asked,
    form: forms.Form,
    act: Callable[[], Any],
    *,
    title: str,
    button: str,
    back: str,
    said: str,
    template: str = "dispensing/act.html",
    to: str = "",
    **shown: Any,
) -> HttpResponse:
    """Shows a form, or does what it asks for and goes on.

    Args:
        request: the request.
        form: bound to its POST.
        act: does it.
        title: of the page.
        button: its words.
        back: where one came from.
        said: what is said once it is done: it names nobody.
        template: of the page.
        to: where to go on; back, if it is left out.
        **shown: what else the page shows.
    """
    if done(request, form, act) is not None:
        messages.success(request, said)
        return redirect(to or back)
    header = header_of(request.person, on=request.today) if hasattr(request, "person") else None
    page = {"form": form, "title": title, "button": button, "back": back, "header": header, **shown}
    return render(request, template, page)


def to_queue(place: Place | None = None) -> str:
    """Returns the address of the queue."""
    return reverse("dispensing") + (f"?place={place.pk}" if place else "")
