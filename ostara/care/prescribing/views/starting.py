"""Pages on which a course begins: here, from elsewhere, or instead of another."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.models import Service
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.medication.questions.orders import latest_written
from ostara.care.prescribing.actions import starting as actions
from ostara.care.prescribing.actions.starting import Stopping
from ostara.care.prescribing.forms.starting import ContinuationForm, ConversionForm, FirstOrderForm
from ostara.care.prescribing.guides import steps_between
from ostara.care.prescribing.views.acting import ask, asked_of_rules, ours, seen_first, signing
from ostara.care.prescribing.words import dose, product_name

FIRST = {"supervision": "supervised", "purpose": "maintenance"}


@demands(Verb.PRESCRIBE)
def start_course(request: Asked, person: UUID) -> HttpResponse:
    """A first order here."""
    form = FirstOrderForm(request.POST or None, on=request.today, initial={"on": request.today, **FIRST})
    return _begin(
        request,
        form,
        title="Start a medicine",
        intro="The medicine is the person's choice, made knowing what each is like. The dose is yours: nothing here "
        "suggests one.",
    )


@demands(Verb.PRESCRIBE)
def continue_course(request: Asked, person: UUID) -> HttpResponse:
    """A dose somebody comes with, confirmed by who gave it: no new induction."""
    form = ContinuationForm(request.POST or None, on=request.today, initial={"on": request.today, **FIRST})
    return _begin(
        request,
        form,
        title="Take over a confirmed dose",
        intro="Ring whoever gave the last dose. Whoever changes provider does not begin again; days without medicine "
        "count all the same.",
    )


@demands(Verb.PRESCRIBE)
def convert_course(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """Another medicine instead of one that goes on, step by step."""
    found = ours(request, course)
    first = {"stop_on": request.today, **FIRST, **seen_first(found.course)}
    form = ConversionForm(request.POST or None, on=request.today, instead_of=found.course, initial=first)
    judged = asked_of_rules(request, form, form.said, course=found.course)

    def act() -> Any:
        return actions.start(
            person=request.person,
            service=found.course.service,
            what=form.what(follows=found.course),
            said=form.said(),
            choice=form.choice(),
            stopping=Stopping(on=form.cleaned_data["stop_on"], after=form.seen(latest_written(found.course))),
            signing=signing(request, form, judged),
            key=form.once,
        )

    return ask(
        request,
        form,
        act,
        title="Change to another medicine",
        button="Sign both: the stop and the start",
        said="Signed: the stop of the one and the start of the other.",
        template="prescribing/convert.html",
        judged=judged,
        course=found.course,
        now=f"{product_name(found.course.product)}, {dose(found.course, found.order.dose_mg if found.order else None)}",
        steps=steps_between(found.course),
    )


def _begin(request: Asked, form: FirstOrderForm, *, title: str, intro: str) -> HttpResponse:
    service = get_object_or_404(Service, pk=request.by.service)
    judged = asked_of_rules(request, form, form.said, course=None)

    def act() -> Any:
        return actions.start(
            person=request.person,
            service=service,
            what=form.what(),
            said=form.said(),
            choice=form.choice(),
            confirmation=form.confirmation() if isinstance(form, ContinuationForm) else None,
            signing=signing(request, form, judged),
            key=form.once,
        )

    return ask(
        request,
        form,
        act,
        title=title,
        button="Sign the first order",
        said="The first order is signed. Next: how it is supplied.",
        template="prescribing/act.html",
        judged=judged,
        intro=intro,
    )
