"""The page by which a pharmacy replies about one day without signing in, and where its link is given and withdrawn.

Whoever holds the address sees the first, so it shows as little as a pharmacy needs to tell its own people apart:
initials, the year of birth and the number of a prescription they hold. No name, no day of birth, no dose, no address.
What is held says so, without the reason, and whom to ring. It writes what became of that day's pick-ups and nothing
else; it ends after some hours, or when it is withdrawn; what it writes says that it came by link.
"""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands, opened
from ostara.care.accounts.roles import Verb
from ostara.care.audit.actor import Actor
from ostara.care.medication.models import ReplyLink, Supply
from ostara.care.prescribing.actions import pharmacies as actions
from ostara.care.prescribing.actions.pharmacies import record_said, was_withdrawn, whose_link
from ostara.care.prescribing.questions.pharmacies import Due, due_among, links_of
from ostara.care.prescribing.views.pharmacies import day_of, place_of
from ostara.care.rows.acts import Refused
from ostara.care.rows.days import london_day


@opened
def pharmacy_reply(request: HttpRequest, token: str) -> HttpResponse:
    """The pick-ups of one day at one pharmacy, and what became of each."""
    at = timezone.now()
    link = whose_link(token, at=at)
    if link is None:
        status = 404 if request.user.is_authenticated else 200  # who is signed in has no use for it
        return render(request, "prescribing/reply_gone.html", {"withdrawn": was_withdrawn(token)}, status=status)
    due = due_among(link.place, on=link.on)
    wrong = _said(request, link, due) if request.method == "POST" else ""
    if request.method == "POST" and not wrong:
        return redirect("pharmacy_reply", token=token)
    shown = {"link": link, "due": due, "wrong": wrong, "said_by": request.POST.get("said_by", "")}
    return render(request, "prescribing/reply.html", shown)


@demands(Verb.PREPARE)
def give_reply_link(request: Asked, place: UUID, day: str) -> HttpResponse:
    """An address by which a pharmacy replies about one day without signing in, shown once; and those given before."""
    found, on = place_of(request, place), day_of(day)
    links = links_of(found, on=on, standing=request.standing)
    if request.method == "POST" and "withdraw" in request.POST:
        return _withdraw(request, links)
    address = ""
    if request.method == "POST":
        token = actions.give_reply_link(place=found, on=on, by=request.by, at=request.at)
        address = request.build_absolute_uri(reverse("pharmacy_reply", args=[token]))
    shown = {"place": found, "on": on, "address": address, "links": list(links.filter(until_at__gt=request.at))}
    return render(request, "prescribing/reply_link.html", shown)


def _said(request: HttpRequest, link: ReplyLink, due: list[Due]) -> str:
    key, _, outcome = request.POST.get("said", "").partition(":")
    one = next((one for one in due if str(one.instalment.pk) == key and one.hold is None), None)
    if one is None:
        return "Choose one of the lines."
    by = Actor(None, f"reply link of {link.place.name}", address=request.META.get("REMOTE_ADDR", ""))
    at = timezone.now()
    try:
        record_said(
            instalment=one.instalment,
            outcome=outcome,
            said=Supply.Said.LINK,
            said_by=request.POST.get("said_by", ""),
            by=by,
            at=at,
            on=london_day(at),
        )
    except Refused as refused:
        return refused.message
    return ""


def _withdraw(request: Asked, links: QuerySet[ReplyLink]) -> HttpResponse:
    link = next((one for one in links if str(one.pk) == request.POST["withdraw"]), None)
    if link is None:
        messages.warning(request, "This link has been withdrawn already, or is not one of your services'.")
    else:
        try:
            actions.withdraw_reply_link(link=link, by=request.by, at=request.at)
        except Refused as refused:
            messages.warning(request, refused.message)
        else:
            messages.success(request, "The link is withdrawn. Whoever opens it is told so.")
    return redirect(request.path)
