"""Downtime: the pack of a day, and writing down what happened while the system was down."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.audit.actions import note
from ostara.care.dispensing import actions
from ostara.care.dispensing.actions import Given
from ostara.care.dispensing.actions.counter import judged_first
from ostara.care.dispensing.downtime import downtime_pack
from ostara.care.dispensing.due import State
from ostara.care.dispensing.forms.downtime import LaterForm, PackForm
from ostara.care.dispensing.forms.giving import GIVES
from ostara.care.dispensing.questions.queue import Line, Queue, queue_of
from ostara.care.dispensing.reach import places_of
from ostara.care.dispensing.views.finding import chosen_place, my_places, only, to_queue
from ostara.care.dispensing.views.giving import asked_before
from ostara.care.facts.deciding import Judged
from ostara.care.medication.models import Instalment, Place, Supply
from ostara.knowledge.parameters import parameter

CONFLICTS = (State.GIVEN, State.IN_HAND, State.NOT_COLLECTED)


@demands(Verb.SUPPLY)
def downtime(request: Asked) -> HttpResponse:
    """Makes the pack of a day."""
    places = places_of(request.standing, Verb.SUPPLY, on=request.today)
    first = chosen_place(request, list(places))
    form = PackForm(
        request.POST or None,
        on=request.today,
        places=places,
        initial={"place": first, "on": request.today + timedelta(days=1)},
    )
    if request.method == "POST" and form.is_valid():
        return _file(request, form.cleaned_data["place"], form.cleaned_data["on"], form.cleaned_data["password"])
    page = {"form": form, "title": "Pack for when the system is down", "back": to_queue(first), "header": None}
    return render(request, "dispensing/downtime.html", page)


def _file(request: Asked, place: Place, on: date, password: str) -> HttpResponse:
    pack = downtime_pack(place, on=on, at=request.at, password=password)
    note("dispensing.pack", by=request.by, place=str(place.pk), on=on.isoformat())
    sent = HttpResponse(pack, content_type="application/pdf")
    sent["Content-Disposition"] = f'attachment; filename="downtime-{on.isoformat()}.pdf"'
    sent["Cache-Control"] = "no-store"
    return sent


@demands(Verb.SUPPLY)
def back_entry(request: Asked) -> HttpResponse:
    """What became of the doses of a day that has passed, one line after the other."""
    place = chosen_place(request, my_places(request))
    on = _day(request)
    form = LaterForm(request.POST or None)
    queue = queue_of(place, on=on, back=False) if place else None
    if queue and _entered(request, form, queue, on):
        messages.success(request, "Written down as entered afterwards.")
        return redirect(f"{request.path}?place={place.pk if place else ''}&on={on.isoformat()}")
    page = {
        "queue": queue,
        "on": on,
        "days": [request.today - timedelta(days=back) for back in range(_days() + 1)],
        "form": form,
        "sent": form.cleaned_data.get("course") if form.is_bound and hasattr(form, "cleaned_data") else None,
        "blank": LaterForm,
        "open": queue.of(State.DUE, State.HELD, State.CHANGED, State.ELSEWHERE) if queue else [],
        "conflicts": queue.of(*CONFLICTS) if queue else [],
    }
    return render(request, "dispensing/back_entry.html", page)


def _entered(request: Asked, form: LaterForm, queue: Queue, on: date) -> bool:
    judged = asked_before(request, form, lambda: judged_first(*_said(form, queue.lines), on))
    return done(request, form, lambda: _written(request, queue, form, on, judged)) is not None


def _written(request: Asked, queue: Queue, form: LaterForm, on: date, judged: Judged | None) -> Supply:
    instalment, given = _said(form, queue.lines)
    return actions.give(
        instalment=instalment,
        place=queue.place,
        given=given,
        on=on,
        by=request.by,
        at=request.at,
        key=form.once,
        judged=judged,
    )


def _said(form: LaterForm, lines: tuple[Line, ...]) -> tuple[Instalment, Given]:
    """What is entered afterwards, and of what."""
    said = form.cleaned_data
    which = (said["course"], said["part"])
    due = only([line.due for line in lines if (line.due.course.pk, line.due.instalment.part) == which])
    gives = said["what"] in GIVES
    return due.instalment, Given(
        outcome=said["what"] if gives else "not_collected",
        given_mg=said["given_mg"] if gives else None,
        why_part=said["why_part"] if gives else "",
        said=Supply.Said.LATER,
        said_by=said["said_by"],
        words="" if said["what"] != "declined" else "Came, and did not want it",
    )


def _days() -> int:
    return parameter("dispensing.desk_days").whole


def _day(request: Asked) -> date:
    """Returns the day an address asks for, one of the last ones; else yesterday."""
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return request.today - timedelta(days=1)
    return asked if request.today - timedelta(days=_days()) <= asked <= request.today else request.today
