"""The queue of today, and the one click of a pharmacy's desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.dispensing import actions
from ostara.care.dispensing.actions import Given
from ostara.care.dispensing.actions.counter import judged_first
from ostara.care.dispensing.forms.giving import DeskForm
from ostara.care.dispensing.questions.queue import Line, queue_of
from ostara.care.dispensing.views.finding import chosen_place, my_places, only, to_queue
from ostara.care.dispensing.views.giving import asked_before
from ostara.care.facts.deciding import Judged
from ostara.care.medication.models import Instalment, Place, Supply
from ostara.care.rows.acts import Refused


@demands(Verb.SUPPLY)
def queue(request: Asked) -> HttpResponse:
    """Who is due today, who stands apart, and who was given."""
    places = my_places(request)
    place = chosen_place(request, places)
    if place is None:
        return render(request, "dispensing/queue.html", {"mine": [], "queue": None, "refused": ""})
    today = queue_of(place, on=request.today)
    form = DeskForm(request.POST or None)
    judged = asked_before(request, form, lambda: judged_first(*_said(place, form, today.lines), request.today))
    made = done(request, form, lambda: _told(request, place, form, today.lines, judged))
    if made is not None:
        messages.success(request, "Written down.")
        return redirect(to_queue(place))
    refused = " ".join(str(error) for errors in form.errors.values() for error in errors) if form.is_bound else ""
    page = {"mine": places, "queue": today, "refused": refused, "desk": place.kind != Place.Kind.ROOM}
    return render(request, "dispensing/queue.html", {**page, "blank": DeskForm, "today": request.today})


def _told(request: Asked, place: Place, form: DeskForm, lines: tuple[Line, ...], judged: Judged | None) -> Supply:
    instalment, given = _said(place, form, lines)
    return actions.give(
        instalment=instalment,
        place=place,
        given=given,
        on=request.today,
        by=request.by,
        at=request.at,
        key=form.once,
        judged=judged,
    )


def _said(place: Place, form: DeskForm, lines: tuple[Line, ...]) -> tuple[Instalment, Given]:
    """What a pharmacy's desk says by one click, and of what."""
    said = form.cleaned_data
    if place.kind == Place.Kind.ROOM:
        raise Refused("Open the person's page: who stands there is compared with the photo first.")
    which = (said["course"], said["part"])
    due = only([line.due for line in lines if (line.due.course.pk, line.due.instalment.part) == which])
    outcome = "not_collected" if said["what"] == "declined" else said["what"]
    words = "Came, and did not want it" if said["what"] == "declined" else ""
    return due.instalment, Given(outcome=outcome, said=Supply.Said.DESK, words=words)
