"""A person's medicines: what is in force and how it goes, and everything that was ordered, asked and answered."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.facts.questions import findings_about
from ostara.care.facts.replies import Reason
from ostara.care.medication.models import CheckIn, Choice, Confirmation
from ostara.care.people.questions import for_one_page, header_of, records_of
from ostara.care.prescribing.forms.starting import TOLD
from ostara.care.prescribing.questions.last_dose import seen_to, seen_to_words
from ostara.care.prescribing.questions.medicines import Medicine, medicines_of
from ostara.care.prescribing.questions.mood import mood_of
from ostara.care.prescribing.questions.pharmacies import reports_of
from ostara.care.prescribing.strip import strip_of
from ostara.care.prescribing.telling import step_words, told
from ostara.care.prescribing.words import dose, product_name
from ostara.care.rows.reading import one_reading

PAGE = 40


def told_about(choice: Choice) -> str:
    """Returns what somebody was told before they chose, in words; empty where nothing is recorded."""
    told = [label[:1].lower() + label[1:] for name, label in TOLD.items() if getattr(choice, name)]
    return ", ".join(told)


IN_WORDS = {
    "dose": dose,
    "step_words": step_words,
    "product_name": product_name,
    "told_about": told_about,
    "seen_to_words": seen_to_words,
}


@demands(Verb.READ_RECORD, reads="prescribing.read")
@one_reading()
def medicines(request: Asked, person: UUID) -> HttpResponse:
    """The page of a person's medicines."""
    person_shown = for_one_page(request.person)
    records = records_of(person_shown)
    found = medicines_of(records, on=request.today)
    check_ins = list(CheckIn.objects.filter(course__person__in=records).order_by("-on", "-id")[:6])
    return render(
        request,
        "prescribing/medicines.html",
        {
            "header": header_of(person_shown, on=request.today),
            "going_on": [shown(one) for one in found if one.standing.active],
            "ended": [one for one in found if not one.standing.active],
            "seen_to": seen_to([one.order.pk for one in found if one.order and not one.standing.active]),
            "choices": list(Choice.objects.standing().filter(person__in=records).order_by("-on", "-id")),
            "check_ins": check_ins,
            "mood": mood_of(person_shown) if check_ins else None,
            "reports": list(reports_of(person_shown)[:6]),
            "may": may(request),
            "ours": request.standing.services(Verb.PRESCRIBE),
            "arranges": request.standing.services(Verb.PREPARE),
            "today": request.today,
            **IN_WORDS,
        },
    )


@demands(Verb.READ_RECORD, reads="prescribing.read_history")
def medicine_history(request: Asked, person: UUID) -> HttpResponse:
    """Every order that was ever written, with what the rules said of it; and every finding."""
    person_shown = for_one_page(request.person)
    records = records_of(person_shown)
    found = medicines_of(records, on=request.today)
    orders = sorted(
        (order for one in found for order in one.standing.orders),
        key=lambda one: (one.effective_on, one.revision, one.recorded_at),
        reverse=True,
    )
    shown_orders = Paginator(orders, PAGE).get_page(request.GET.get("page"))
    about = findings_about([one.pk for one in shown_orders])
    return render(
        request,
        "prescribing/history.html",
        {
            "header": header_of(person_shown, on=request.today),
            "orders": shown_orders,
            "courses": {one.course.pk: one.course for one in found},
            "findings": about,
            "seen_to": seen_to([one.pk for one in shown_orders if one.dose_mg is None]),
            "confirmations": list(
                Confirmation.objects.standing().filter(course__person__in=records).select_related("course")
            ),
            "reason_words": lambda code: str(Reason(code).label).lower(),
            **IN_WORDS,
        },
    )


def shown(one: Medicine) -> dict[str, Any]:
    """Returns a course that goes on as the page shows it: with its words and its picture."""
    return {"of": one, "said": told(one), "strip": strip_of(one.days)}


def may(request: Asked) -> dict[str, bool]:
    """Returns what somebody may do on the page."""
    verbs = (Verb.PRESCRIBE, Verb.PREPARE, Verb.MEASURE)
    return {verb.value: request.standing.may(verb) for verb in verbs}
