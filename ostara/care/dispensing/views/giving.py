"""The page of the counter: who this is, what is due, and the button that gives it. Ten seconds and three clicks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import Form, done
from ostara.care.dispensing import actions
from ostara.care.dispensing.actions import Given
from ostara.care.dispensing.actions.counter import judged_first, taken_home
from ostara.care.dispensing.body import body_of
from ostara.care.dispensing.due import Due, State
from ostara.care.dispensing.forms.giving import GIVES, ON_WORD, GiveForm
from ostara.care.dispensing.judging import judged_supply
from ostara.care.dispensing.questions.queue import Line
from ostara.care.dispensing.questions.sites import sites_of
from ostara.care.dispensing.questions.stock import bottles_of
from ostara.care.dispensing.views.finding import due_of, my_course, ring, to_queue
from ostara.care.facts.deciding import Judged
from ostara.care.medication.models import Place, Stock, Supply
from ostara.care.medication.questions.supplies import last_taken
from ostara.care.people.questions import header_of, records_of
from ostara.care.rows.acts import Refused

OPEN = (State.DUE, State.NOT_COLLECTED)


@demands(Verb.SUPPLY, reads="dispensing.read")
def give_dose(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """Who this is and what is due; gives it, or records that it was not given."""
    found = due_of(request, my_course(request, course))
    place, due = found if found else (None, None)
    form = GiveForm(request.POST or None, depot=bool(due and due.is_depot))
    judged = None
    if place and due:
        judged = asked_before(request, form, lambda: judged_first(due.instalment, _said(place, form), request.today))
        made = done(request, form, lambda: _given(request, place, due, form, judged))
        if made is not None:
            messages.success(request, SAID[form.cleaned_data["what"]])
            return redirect(to_queue(place))
        judged = _judged(request, due, form)
    return render(request, "dispensing/give.html", _page(request, place, due, form, judged, course))


SAID = {
    "observed": "Given and written down.",
    "collected": "Handed over and written down.",
    ON_WORD: "Given on a prescriber's word and written down. They are asked to confirm it.",
    "not_collected": "Written down: did not come.",
    "declined": "Written down: did not want it.",
}


def asked_before(request: Asked, form: Form, rules: Callable[[], Judged | None]) -> Judged | None:
    """Asks the rules of what was sent, before anything is held that others wait for.

    Args:
        request: the request.
        form: bound to its POST.
        rules: asks them, once the form is right.

    Returns:
        What they said; none where nothing is given, or the action will refuse it in any case.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return rules()
    except Refused:
        return None


def _given(request: Asked, place: Place, due: Due, form: GiveForm, judged: Judged | None) -> Supply:
    return actions.give(
        instalment=due.instalment,
        place=place,
        given=_said(place, form),
        on=request.today,
        by=request.by,
        at=request.at,
        key=form.once,
        judged=judged,
    )


def _said(place: Place, form: GiveForm) -> Given:
    said = form.cleaned_data
    gives = form.outcome in GIVES
    words = said["words"] or ("Came, and did not want it" if said["what"] == "declined" else "")
    return Given(
        outcome=form.outcome,
        given_mg=said.get("given_mg") if gives else None,
        why_part=said.get("why_part", "") if gives else "",
        sober=form.sober,
        collected_by_other=bool(said.get("collected_by_other")),
        site=said.get("site", ""),
        said=Supply.Said.HERE if place.kind == Place.Kind.ROOM else Supply.Said.DESK,
        words=words,
        stated=form.stated,
        replies=form.replies,
    )


def _judged(request: Asked, due: Due, form: GiveForm) -> Judged | None:
    """Returns what the rules say to the whole dose, as it would be given: before anything is sent, and again after."""
    if due.state not in OPEN:
        return None
    outcome = "observed" if due.watched else "collected"
    said = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else {}
    judged = judged_supply(
        due.instalment,
        outcome=outcome,
        given_mg=said.get("given_mg") or due.mg,
        taken_home_days=taken_home(due.instalment, outcome, request.today) if not due.is_depot else 0,
        on=request.today,
        sober=said.get("what") != ON_WORD,
        collected_by_other=bool(said.get("collected_by_other")),
        site=said.get("site") or "",
        stated=form.stated if said else {},
    )
    form.ask(judged, ring=ring(request, due.course))
    return judged


def _page(
    request: Asked, place: Place | None, due: Due | None, form: GiveForm, judged: Judged | None, course: UUID
) -> dict[str, Any]:
    header = header_of(request.person, on=request.today)
    last = last_taken([course]).get(course)
    stocks = Stock.objects.filter(place=place, product=due.course.product) if place and due else []
    sites = sites_of(records_of(request.person), on=request.today) if due and due.is_depot else []
    return {
        "header": header,
        "place": place,
        "line": Line(due) if due else None,
        "due": due,
        "rings": place is not None and place.kind == Place.Kind.ROOM,
        "on_word": form["what"].value() == ON_WORD,
        "can": bool(due and due.state in OPEN),
        "form": form,
        "judged": judged,
        "last": last,
        "course": course,
        "sites": sites,
        "body": body_of(sites) if sites else "",
        "bottles": [one for stock in stocks for one in bottles_of(stock, on=request.today) if one.in_use],
        "today": request.today,
        "back": to_queue(place),
        "title": "Give a dose",
    }
