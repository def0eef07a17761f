"""What the pages share: an episode is looked up within its person, and an act is one of somebody's own services."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.people.questions import header_of, records_of
from ostara.care.treatment import questions
from ostara.care.treatment.models import Episode


def read(request: Asked, key: UUID) -> Episode:
    """Returns an episode of the person in the address, at whichever service."""
    return get_object_or_404(questions.episodes_of(records_of(request.person)), pk=key)


def ours(request: Asked, key: UUID, verb: Verb) -> Episode:
    """Returns an episode of the person in the address at a service for which somebody may do something."""
    found = questions.episodes_of(records_of(request.person)).filter(service__in=request.standing.services(verb))
    return get_object_or_404(found, pk=key)


def address(name: str, episode: Episode, **more: Any) -> str:
    """Returns the address of a page of an episode."""
    return reverse(name, kwargs={"person": episode.person_id, "episode": episode.pk, **more})


def ask(
    request: Asked,
    form: forms.Form,
    act: Callable[[], Any],
    *,
    title: str,
    button: str,
    back: str,
    said: str,
    template: str = "treatment/act.html",
    to: Callable[[Any], str] | None = None,
    **shown: Any,
) -> HttpResponse:
    """Shows a form, or does what it asks for and goes on.

    Args:
        request: the request.
        form: bound to its POST.
        act: does it.
        title: of the page.
        button: its words.
        back: where one came from, and goes on to.
        said: what is said when it is done; it names nobody.
        template: of the page.
        to: given what was made, where to go on instead.
        **shown: what else the page shows.
    """
    made = done(request, form, act, said=said)
    if made is not None:
        return redirect(to(made) if to else back)
    header = header_of(request.person, on=request.today) if hasattr(request, "person") else None
    page = {"form": form, "title": title, "button": button, "back": back, "header": header, **shown}
    return render(request, template, page)
