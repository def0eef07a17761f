"""The page by which a pharmacy replies about one day without signing in.

Whoever holds the address sees it, so it shows as little as a pharmacy needs to tell its own people apart: initials,
the year of birth and the number of a prescription they hold. No name, no day of birth, no dose, no address. It writes
what became of that day's pick-ups and nothing else; it ends after some hours; what it writes says that it came by link.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ostara.care.accounts.policy import opened
from ostara.care.audit.actor import Actor
from ostara.care.medication.models import ReplyLink, Supply
from ostara.care.prescribing.actions.pharmacies import record_said, whose_link
from ostara.care.prescribing.questions.pharmacies import Due, due_among
from ostara.care.rows.acts import Refused
from ostara.care.rows.days import london_day


@opened
def pharmacy_reply(request: HttpRequest, token: str) -> HttpResponse:
    """The pick-ups of one day at one pharmacy, and what became of each."""
    at = timezone.now()
    link = whose_link(token, at=at)
    if link is None:
        status = 404 if request.user.is_authenticated else 200  # who is signed in has no use for it
        return render(request, "prescribing/reply_gone.html", status=status)
    due = [one for one in due_among(link.place, on=link.on) if one.hold is None or one.supply]
    wrong = _said(request, link, due) if request.method == "POST" else ""
    if request.method == "POST" and not wrong:
        return redirect("pharmacy_reply", token=token)
    shown = {"link": link, "due": due, "wrong": wrong, "said_by": request.POST.get("said_by", "")}
    return render(request, "prescribing/reply.html", shown)


def _said(request: HttpRequest, link: ReplyLink, due: list[Due]) -> str:
    key, _, outcome = request.POST.get("said", "").partition(":")
    one = next((one for one in due if str(one.instalment.pk) == key), None)
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
