"""What the pages share: a course is looked up within its person, and the rules are asked before anything is signed."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.roles import Verb
from ostara.care.facts.deciding import Judged, judge
from ostara.care.facts.forms import ReplyForm
from ostara.care.facts.gathering import OrderSaid
from ostara.care.health.models import NaloxoneKit
from ostara.care.medication.models import Course, Order
from ostara.care.medication.questions.courses import Standing, courses_of, standing
from ostara.care.medication.questions.orders import latest_written
from ostara.care.people.questions import records_of
from ostara.care.prescribing.actions.ordering import Signing
from ostara.care.prescribing.questions.last_dose import kit_words, risk_words
from ostara.care.treatment.views.acting import ask as ask_of_treatment
from ostara.guidance.rule import Moment


def ours(request: Asked, key: UUID, verb: Verb = Verb.PRESCRIBE) -> Standing:
    """Returns where a course of the person in the address stands, at a service for which somebody may do something."""
    found = courses_of(records_of(request.person)).filter(service__in=request.standing.services(verb))
    return standing([get_object_or_404(found, pk=key)], on=request.today)[0]


def seen_first(course: Course) -> dict[str, Any]:
    """Returns what a form carries so that nobody overtakes an order they have not seen."""
    latest: Order | None = latest_written(course)
    return {"after": latest.pk if latest else None}


def medicines_page(request: Asked) -> str:
    """Returns the address of the page of a person's medicines."""
    return reverse("medicines", args=[request.person.pk])


def asked_of_rules(
    request: Asked, form: ReplyForm, said: Callable[[], OrderSaid | None], *, course: Course | None
) -> Judged | None:
    """Asks the rules of an order that was sent and can be read, and lets the form ask what they ask.

    Args:
        request: the request.
        form: bound to its POST.
        said: the order, once the form is right; none: there is nothing to ask about.
        course: whose; none for a first order.

    Returns:
        What the rules said; none where nothing was sent, or it cannot be read yet.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    order = said()
    judged = judge(request.person, moment=Moment.ORDER, on=request.today, course=course, order=order, said=form.stated)
    form.ask(judged)
    return judged


def before_last_dose(kits: Sequence[NaloxoneKit]) -> dict[str, Any]:
    """Returns what stands above the form of a last dose: naloxone on record, and the risk after stopping."""
    return {"kits": [kit_words(one) for one in kits], "risk": risk_words()}


def signing(request: Asked, form: ReplyForm, judged: Judged | None) -> Signing:
    """Returns who signs, when, and with which answers; only called once a form is right."""
    if judged is None:
        raise TypeError("the rules are asked before anything is signed")
    return Signing(judged=judged, replies=form.replies, by=request.by, at=request.at, on=request.today)


def ask(request: Asked, form: Any, act: Callable[[], Any], **shown: Any) -> HttpResponse:
    """Shows a form, or does what it asks for; see `treatment.views.acting.ask`. Every page here has its own look."""
    shown = {"template": "prescribing/act.html", "judged": None, "back": medicines_page(request), **shown}
    return ask_of_treatment(request, form, act, **shown)
