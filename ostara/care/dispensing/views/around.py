"""Around a dose: it is held, another place gives it for some days, or a test dose comes before a first injection."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.dispensing import actions
from ostara.care.dispensing.forms.giving import EndStayForm, StayForm, TestDoseForm, WithholdForm
from ostara.care.dispensing.views.finding import ask, my_course, to_queue
from ostara.care.medication.models import GuestStay, Hold, Place, TestDose
from ostara.care.people.questions import records_of
from ostara.care.rows.days import LONDON


@demands(Verb.SUPPLY, reads="dispensing.read")
def withhold_dose(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """Holds the dose and asks a prescriber."""
    held = my_course(request, course)
    reason = request.GET.get("reason", "")
    initial = {"reason": reason if reason in Hold.Reason else ""}
    form = WithholdForm(request.POST or None, initial=initial)
    return ask(
        request,
        form,
        lambda: actions.withhold(
            course=held,
            **_facts(form, "reason", "words"),
            on=request.today,
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Give nothing",
        button="Hold the dose and ask the prescriber",
        back=_to("give_dose", request, course),
        to=to_queue(),
        said="Held. A prescriber is asked today.",
    )


@demands(Verb.SUPPLY, reads="dispensing.read")
def guest_stay(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """Lets another place give the doses of some days."""
    home = my_course(request, course)
    places = Place.objects.filter(closed_on__isnull=True).order_by("name")
    form = StayForm(request.POST or None, on=request.today, places=places)
    names = ("place", "from_on", "until_on", "confirmed_by")
    return ask(
        request,
        form,
        lambda: actions.record_guest_stay(
            course=home, **_facts(form, *names), on=request.today, by=request.by, at=request.at, key=form.once
        ),
        title="Some days at another place",
        button="Save: nothing is given here on these days",
        back=_to("give_dose", request, course),
        said="Written down. On these days nothing is given here.",
        stays=GuestStay.objects.standing().filter(course=home, until_on__gte=request.today).select_related("place"),
        template="dispensing/guest.html",
    )


@demands(Verb.SUPPLY, reads="dispensing.read")
def end_guest_stay(request: Asked, person: UUID, stay: UUID) -> HttpResponse:
    """Ends a stay on another day."""
    found = GuestStay.objects.standing().filter(course__person__in=records_of(request.person))
    row = get_object_or_404(found.select_related("course", "place"), pk=stay)
    form = EndStayForm(request.POST or None, on=request.today)
    return ask(
        request,
        form,
        lambda: actions.end_guest_stay(
            stay=row, **_facts(form, "until_on", "why"), by=request.by, at=request.at, key=form.once
        ),
        title="End a stay at another place",
        button="Save",
        back=_to("guest_stay", request, row.course_id),
        said="Written down.",
    )


@demands(Verb.SUPPLY, reads="dispensing.read")
def test_dose(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """Records a test dose before a first injection."""
    first = my_course(request, course)
    form = TestDoseForm(request.POST or None)

    def record() -> TestDose:
        said = form.cleaned_data
        return actions.record_test_dose(
            course=first,
            mg=said["mg"],
            given_at=_today_at(request, said["given"]),
            watched_until=_today_at(request, said["until"]),
            well=said["well"] == "yes",
            words=said["words"],
            by=request.by,
            at=request.at,
            key=form.once,
        )

    return ask(
        request,
        form,
        record,
        title="Test dose before a first injection",
        button="Save the test dose",
        back=_to("give_dose", request, course),
        said="Written down.",
    )


def _today_at(request: Asked, clock: time) -> datetime:
    return datetime.combine(request.today, clock, tzinfo=LONDON)


def _facts(form: Any, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}


def _to(name: str, request: Asked, course: UUID) -> str:
    return reverse(name, kwargs={"person": request.person.pk, "course": course})
