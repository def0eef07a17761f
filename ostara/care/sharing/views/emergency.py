"""Beyond one's own service: a glimpse to see who it is, a record opened in an emergency, one question about OST."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.audit.actions import note
from ostara.care.people.models import Person
from ostara.care.people.permissions import find_person
from ostara.care.people.questions import goes_on_as
from ostara.care.sharing import actions
from ostara.care.sharing.elsewhere import SHOWN, Glimpse, found_by, glimpse_of
from ostara.care.sharing.forms import AskOstForm, EmergencyForm, KnownForm
from ostara.care.sharing.models import Why
from ostara.care.sharing.ost import Asking, ask_ost
from ostara.knowledge.parameters import parameter


@demands(Verb.BREAK_GLASS)
def elsewhere(request: Asked) -> HttpResponse:
    """Looks for a person by what somebody who knows them knows; nothing of it lands in an address."""
    form = KnownForm(request.POST if request.method == "POST" else None, on=request.today)
    found = _glimpses(request, form) if form.is_valid() else None
    return render(request, "sharing/elsewhere.html", {"form": form, "found": found, "shown": SHOWN})


@demands(Verb.BREAK_GLASS, reads="sharing.confirm_elsewhere", beyond=True)
def open_in_emergency(request: Asked, person: UUID) -> HttpResponse:
    """Opens a record nobody here has a part in: a glimpse, a reason, and it is open for a few hours."""
    goes_on = goes_on_as(request.person)
    if goes_on.pk != person:
        return redirect("open_in_emergency", person=goes_on.pk)
    if find_person(person, request.standing, at=request.at):
        return redirect("person", person=person)
    form = EmergencyForm(request.POST or None)
    made = done(
        request,
        form,
        lambda: actions.open_in_emergency(
            person=goes_on,
            why=Why(form.cleaned_data["why"]),
            words=form.cleaned_data["words"],
            at=request.at,
            by=request.by,
            key=form.once,
        ),
    )
    hours = parameter("sharing.emergency_open_hours").whole
    if made:
        messages.warning(request, f"Open to you for {hours} hours. A colleague reviews why.")
        return redirect("person", person=person)
    glimpse = glimpse_of(goes_on, at=request.at)
    return render(request, "sharing/emergency.html", {"form": form, "glimpse": glimpse, "hours": hours})


@demands(Verb.ASK_OST)
def ost(request: Asked) -> HttpResponse:
    """Is this person prescribed OST anywhere in this area, and whom to ring."""
    form = AskOstForm(request.POST if request.method == "POST" else None, on=request.today)
    told = None
    if form.is_valid():
        told = ask_ost(known=form.known, reason=Asking(form.cleaned_data["reason"]), by=request.by, on=request.today)
    return render(request, "sharing/ost.html", {"form": form, "told": told})


def _glimpses(request: Asked, form: KnownForm) -> list[Glimpse]:
    found = found_by(form.known)
    note("sharing.look_elsewhere", by=request.by, found=len(found))
    people = Person.objects.filter(pk__in=found[:SHOWN]).order_by("id")
    for person in people:
        note("sharing.confirm_elsewhere", by=request.by, person=person.pk)
    return [glimpse_of(person, at=request.at) for person in people]
