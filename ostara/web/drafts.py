"""Drafts as pages: keeping one, throwing one away, and what somebody has begun and not sent.

A page's script keeps a draft a moment after typing stops; without script a button does. What is sent here is held by
the signed pass the page carries (`care.asking.drafts`), so the address says nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.http import require_POST

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.asking import drafts
from ostara.care.asking.drafts import PASS, REVISION, Place
from ostara.care.asking.models import Draft
from ostara.care.people.permissions import people_of
from ostara.care.rows.acts import Changed, Refused
from ostara.care.rows.days import LONDON

Answer = Callable[[Asked], HttpResponse]
SIGNED_OUT = "You have been signed out. What you typed is kept: save, and sign in to go on."
SIGNED_IN_SINCE = "You have signed in again since you opened this page. What you typed is kept: save to go on."
SIGNED_OUT_UNKEPT = "You have been signed out, and what you typed is not kept: copy it before you leave this page."
GONE = "What you typed was saved already: open the page again to see it."


def _told(view: Answer) -> Answer:
    """Says what was refused: to a script in its own words, to a person as a message on their first page."""

    @wraps(view)
    def answered(request: Asked) -> HttpResponse:
        try:
            return view(request)
        except Refused as refused:
            if _by_script(request):
                return JsonResponse({"told": refused.message}, status=HTTPStatus.CONFLICT)
            messages.error(request, refused.message)
            return redirect("home")

    return answered


@demands()
@require_POST
@_told
def save_draft(request: Asked) -> HttpResponse:
    """Keeps what was typed so far."""
    revision = (
        int(request.POST[REVISION]) if _by_script(request) and request.POST.get(REVISION, "").isdecimal() else None
    )
    kept = drafts.keep(_place(request), request.POST, revision=revision)
    if _by_script(request):
        clock = f"{kept.saved_at.astimezone(LONDON):%H:%M}" if kept else ""
        return JsonResponse({"saved": clock, "revision": kept.revision if kept else 0})
    messages.success(request, "Your draft is kept. You find it here until you have sent it." if kept else GONE)
    return redirect("home")


@demands()
@require_POST
@_told
def throw_away_draft(request: Asked) -> HttpResponse:
    """Forgets a draft; the form opens empty."""
    place = _place(request)
    drafts.throw_away(place)
    messages.success(request, f"The draft was thrown away: {place.form}.")
    return redirect("home" if "leave" in request.POST else place.address)


@dataclass(frozen=True)
class Begun:
    """A draft as the first page lists it.

    Attributes:
        place: where it belongs.
        draft: what is kept.
        name: of the person it is about; empty where it is about none, or none of theirs.
        open: whether its page may still be opened.
    """

    place: Place
    draft: Draft
    name: str
    open: bool


def begun(request: Asked) -> list[Begun]:
    """Returns what somebody has begun and not sent, latest first. Two queries however many."""
    kept = [(draft, _person_of(draft.address)) for draft in drafts.drafts_of(request.standing.user.pk)]
    keys = {person for _, person in kept if person}
    mine = people_of(request.standing, at=request.at).filter(pk__in=keys).select_related("card")
    names = {person.pk: str(getattr(person, "card", "")) for person in mine} if keys else {}
    return [
        Begun(
            Place(request.at, draft.user_id, draft.form, draft.about, draft.address, draft),
            draft,
            names.get(person, "") if person else "",
            open=person is None or person in names,
        )
        for draft, person in kept
    ]


def _person_of(address: str) -> UUID | None:
    try:
        key: UUID | None = resolve(address).kwargs.get("person")
    except Resolver404:  # the page has moved since
        return None
    return key


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Asks whoever has been signed out to sign in; what they sent is kept as their draft.

    The pass is the proof of whose form it is: it can write that draft and show nothing of it. The way back says
    nothing of what was looked for: an address without its query.
    """
    page = _keep_unsent(request)
    if _by_script(request):
        return JsonResponse({"told": SIGNED_OUT if page else SIGNED_OUT_UNKEPT}, status=HTTPStatus.UNAUTHORIZED)
    return redirect_to_login(page or request.path)


def opened_before(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answers what comes from a page opened before somebody signed in (Django's `CSRF_FAILURE_VIEW`).

    It is not done, as it may have been opened by somebody else; what was typed is kept as a draft of whoever that was.
    """
    page = _keep_unsent(request)
    if _by_script(request):
        return JsonResponse({"told": SIGNED_IN_SINCE if page else SIGNED_OUT_UNKEPT}, status=HTTPStatus.FORBIDDEN)
    if page and request.user.is_authenticated:
        return redirect(page)
    words = "Somebody has signed in, or out, since it was opened. Nothing was done. Open it again."
    sorry = {"title": "This page was too old", "words": words}
    return render(request, "sorry.html", sorry, status=HTTPStatus.FORBIDDEN)


def _keep_unsent(request: HttpRequest) -> str | None:
    """Keeps what was sent and returns the page it was typed on; none where there is nothing that can be kept."""
    if request.method != "POST" or PASS not in request.POST:
        return None
    try:
        place = drafts.place_of(request.POST[PASS], at=timezone.now(), seconds=settings.SESSION_COOKIE_AGE)
        drafts.keep(place, request.POST)
    except Refused:
        return None
    return place.address


def _place(request: Asked) -> Place:
    place = drafts.place_of(request.POST.get(PASS, ""), at=request.at)
    if place.user != request.user.pk:
        raise Changed("Someone else is signed in here now. What you typed is not kept: copy it before you leave.")
    return place


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"
