"""The first page, and the pages that say what went wrong without saying anything about anyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.people.forms.finding import FindForm
from ostara.web.drafts import begun
from ostara.web.layout import cards


@demands()
def home(request: Asked) -> HttpResponse:
    """Where somebody starts: whom they look for, where they can go, and what they have begun and not sent."""
    find = FindForm() if request.standing.may(Verb.FIND_PEOPLE) else None
    return render(request, "home.html", {"find": find, "begun": begun(request), "cards": cards(request.standing)})


@demands()
def no_password(request: Asked) -> HttpResponse:
    """Where allauth sends who wants to change a password and has none: the first one comes by a manager's link."""
    words = "You sign in without one. Your service manager can give you a link to set it."
    return _sorry(request, 200, "There is no password to change", words)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent could not be read."""
    return _sorry(request, 400, "That could not be read", "Go back and try again.")


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No post of theirs allows it."""
    return _sorry(
        request, 403, "You may not open this", "None of your posts allows it. Your service manager can tell you why."
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or none that this person may know of."""
    return _sorry(request, 404, "There is no such page for you", "It may have moved, or it belongs to another service.")


def failed(request: HttpRequest) -> HttpResponse:
    """Our own fault."""
    return _sorry(request, 500, "Something went wrong here", "It is our fault, not yours. What you had saved is kept.")


def _sorry(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    return render(request, "sorry.html", {"title": title, "words": words}, status=status)
