"""Pages of days without medicine: holding, and deciding how it goes on."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.facts.deciding import Judged, judge
from ostara.care.facts.gathering import OrderSaid
from ostara.care.medication.models import Hold, Order
from ostara.care.medication.questions.courses import Standing
from ostara.care.medication.questions.orders import latest_written
from ostara.care.medication.questions.supplies import lately
from ostara.care.prescribing.actions import missing as actions
from ostara.care.prescribing.forms.ordering import DecideForm, HoldForm
from ostara.care.prescribing.questions.medicines import SHOWN_DAYS
from ostara.care.prescribing.strip import strip_of
from ostara.care.prescribing.telling import days_without
from ostara.care.prescribing.views.acting import ask, asked_of_rules, ours, seen_first, signing
from ostara.care.prescribing.words import dose, product_name
from ostara.care.rows.days import london_day
from ostara.guidance.rule import Moment


@demands(Verb.PRESCRIBE)
def hold_course(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """Nothing is supplied until somebody decides."""
    found = ours(request, course)
    form = HoldForm(request.POST or None, on=request.today, initial={"from_on": request.today})
    return ask(
        request,
        form,
        lambda: actions.hold(course=found.course, by=request.by, at=request.at, key=form.once, **_held(form)),
        title=f"Hold: {product_name(found.course.product)}",
        button="Hold it",
        said="Held. Nothing is supplied until a prescriber decides.",
        intro="The order stands; nothing is supplied under it until a prescriber decides. Ring the pharmacy as well.",
    )


@demands(Verb.PRESCRIBE)
def decide_on_missed(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """Days without medicine, what the rules say of them, and what the prescriber decides."""
    found = ours(request, course)
    form = DecideForm(request.POST or None, on=request.today, initial=seen_first(found.course))
    judged = asked_of_rules(request, form, lambda: form.said(found, request.today), course=found.course)
    return ask(
        request,
        form,
        lambda: _decided(request, found, form, judged),
        title="Decide on days without medicine",
        button="Record the decision",
        said="The decision is recorded.",
        template="prescribing/decide.html",
        judged=judged or _beforehand(request, found),
        course=found.course,
        hold=found.hold,
        now=dose(found.course, found.order.dose_mg if found.order else None),
        **_gap(request, found),
    )


def _decided(request: Asked, found: Standing, form: DecideForm, judged: Judged | None) -> Any:
    said = form.cleaned_data
    signed = signing(request, form, judged)
    if said["decision"] == "see_first":
        return actions.see_first(course=found.course, words=said["words"], signing=signed, key=form.once)
    new = form.said(found, request.today) if said["decision"] == "new_order" else None
    return actions.go_on(
        course=found.course,
        seen={"yes": True, "no": False, "": None}[said["seen_face"]],
        words=said["words"],
        signing=signed,
        new=new,
        after=form.seen(latest_written(found.course)),
        key=form.once,
    )


def _beforehand(request: Asked, found: Standing) -> Judged:
    """What the rules say of going on as it is, before anything is decided."""
    order = found.order
    said = OrderSaid(
        product=found.course.product,
        dose_mg=order.dose_mg if order else None,
        effective_on=request.today,
        supervision=order.supervision if order else "unknown",
        reason=Order.Reason.REVIEWED,
    )
    return judge(request.person, moment=Moment.ORDER, on=request.today, course=found.course, order=said)


def _gap(request: Asked, found: Standing) -> dict[str, Any]:
    days = lately([found], on=request.today)[found.course.pk]
    until = request.today.fromordinal(request.today.toordinal() - SHOWN_DAYS + 1)
    return {
        "days": strip_of(days.days(until, request.today)),
        "without": days_without(days.without(request.today)),
        "last_with": days.without(request.today).last_with,
    }


def _held(form: HoldForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("from_on", "reason", "words")}


def held_words(hold: Hold) -> str:
    """Returns a hold in words: since when, why, by whom."""
    by = hold.recorded_by.name if hold.recorded_by else "another system"
    day = london_day(hold.recorded_at)
    return f"{hold.get_reason_display()}, by {by}, {day.day} {day:%B}"
