"""Pages of plans: written, signed step by step, paused and ended; and how somebody is on the way."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.facts.gathering import OrderSaid
from ostara.care.medication.models import DosePlan, Order, PlanEvent
from ostara.care.medication.questions.courses import Standing
from ostara.care.medication.questions.orders import change_points, latest_written
from ostara.care.people.questions import records_of
from ostara.care.prescribing.actions import ordering, planning
from ostara.care.prescribing.forms.last_dose import LastStepForm
from ostara.care.prescribing.forms.ordering import StepForm
from ostara.care.prescribing.forms.planning import CheckInForm, PlanEventForm, ReductionForm, TitrationForm
from ostara.care.prescribing.questions.last_dose import kits_in_date
from ostara.care.prescribing.questions.mood import mood_of
from ostara.care.prescribing.questions.plans import PlanNow, StepNow, plans_of
from ostara.care.prescribing.telling import step_words
from ostara.care.prescribing.views.acting import ask, asked_of_rules, before_last_dose, ours, seen_first, signing
from ostara.care.prescribing.words import dose, product_name
from ostara.care.rows.acts import Refused


@demands(Verb.PRESCRIBE)
def plan_titration(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """A plan towards a dose that holds: days, doses, and where the person is seen first."""
    found = ours(request, course)
    form = TitrationForm(request.POST or None, on=request.today)
    return ask(
        request,
        form,
        lambda: _planned(request, found, form, DosePlan.Kind.TITRATION, form.steps(), None),
        title="Plan towards a dose that holds",
        button="Save the plan",
        said="The plan is saved. Each step is signed as an order when its day comes.",
        template="prescribing/titration.html",
        course=found.course,
        now=dose(found.course, found.order.dose_mg if found.order else None),
    )


@demands(Verb.PRESCRIBE)
def plan_reduction(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """A reduction at the person's own pace."""
    found = ours(request, course)
    form = ReductionForm(request.POST or None, on=request.today)
    return ask(
        request,
        form,
        lambda: _planned(request, found, form, DosePlan.Kind.REDUCTION, _steps(found, form), form.led),
        title="Plan a reduction",
        button="Save the plan",
        said="The plan is saved. It can be paused or ended on any day, and each step is signed when its day comes.",
        intro=f"Now: {dose(found.course, found.order.dose_mg if found.order else None)}. The pace is the person's: "
        "as small and as slow as they want, and they may stop anywhere. Going back is asked for in one step.",
    )


@demands(Verb.PRESCRIBE)
def sign_step(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """The next step of an agreed plan, signed as an order; its dose is the one that was agreed."""
    found = ours(request, course)
    plan = _plan(found)
    step = plan.next
    if step is None or not plan.goes_on:
        raise Http404
    first = {
        "on": max(step.on, request.today),
        "supervision": found.order.supervision if found.order else "",
        **seen_first(found.course),
    }
    form, more = _step_form(request, step, first)
    judged = asked_of_rules(request, form, lambda: _said(found, plan, step, form), course=found.course)
    return ask(
        request,
        form,
        lambda: ordering.order(
            course=found.course,
            said=_said(found, plan, step, form),
            after=form.seen(latest_written(found.course)),
            signing=signing(request, form, judged),
            key=form.once,
        ),
        title="Sign the next step",
        button="Sign the order",
        said="The step is signed.",
        judged=judged,
        intro=f"Step {step.step.place} of the plan agreed on {plan.plan.agreed_on.day} {plan.plan.agreed_on:%B %Y}: "
        f"{step_words(found.course, step.step)}, from {step.on.day} {step.on:%B}."
        + (" The plan says to see the person before it." if step.step.review_first else ""),
        **more,
    )


@demands(Verb.PRESCRIBE)
def change_plan(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """A plan paused, gone on with, or ended: at any time, for no reason at all."""
    found = ours(request, course)
    plan = _plan(found)
    kinds = [PlanEvent.Kind.RESUMED if plan.paused_on else PlanEvent.Kind.PAUSED, PlanEvent.Kind.ENDED]
    form = PlanEventForm(request.POST or None, on=request.today, kinds=kinds, initial={"on": request.today})
    return ask(
        request,
        form,
        lambda: planning.change_plan(
            plan=plan,
            kind=form.cleaned_data["kind"],
            on=form.cleaned_data["on"],
            words=form.cleaned_data["words"],
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Pause, go on or end",
        button="Save",
        said="Saved. The dose in force stays as it is.",
        intro=f"{product_name(found.course.product)}: {plan.state.lower()}. The dose in force stays as it is; steps "
        "that are still ahead come later by the days of a pause.",
    )


@demands(Verb.MEASURE)
def check_in(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """How somebody is after a reduction or a stop, for as long as they wish to be asked."""
    found = ours(request, course, Verb.MEASURE)
    form = CheckInForm(request.POST or None, on=request.today, initial={"on": request.today})
    return ask(
        request,
        form,
        lambda: planning.check_in(
            course=found.course, on=form.day, by=request.by, at=request.at, key=form.once, **form.facts()
        ),
        title="How are they?",
        button="Save",
        said="Saved.",
        intro="After a reduction or a stop. Whoever wishes to go back says so here, and it costs nothing.",
        template="prescribing/check_in.html",
        mood=mood_of(request.person),
    )


def _step_form(request: Asked, step: StepNow, first: dict[str, Any]) -> tuple[StepForm, dict[str, Any]]:
    """The form of a step, and what its page shows beside it: the last one asks what a stop asks."""
    if step.step.dose_mg:
        return StepForm(request.POST or None, on=request.today, initial=first), {}
    kits = kits_in_date(records_of(request.person), on=request.today)
    form = LastStepForm(request.POST or None, on=request.today, kits=kits, initial=first)
    return form, {"template": "prescribing/stop.html", **before_last_dose(kits)}


def _planned(request: Asked, found: Standing, form: Any, kind: str, steps: Any, led: bool | None) -> DosePlan:
    latest = DosePlan.objects.filter(course=found.course, replaced_by__isnull=True).first()
    return planning.plan(
        course=found.course,
        kind=kind,
        steps=steps,
        person_led=led,
        words=form.cleaned_data["words"],
        replaces=latest,
        by=request.by,
        at=request.at,
        on=request.today,
        key=form.once,
    )


def _steps(found: Standing, form: ReductionForm) -> Any:
    if found.order is None or found.order.dose_mg is None:
        raise Refused("Nothing is in force that could be reduced.")
    return planning.reduction(found.order.dose_mg, form.pace())


def _plan(found: Standing) -> PlanNow:
    plans = plans_of([found.course.pk], change_points(found.orders))
    if found.course.pk not in plans:
        raise Http404
    return plans[found.course.pk]


def _said(found: Standing, plan: PlanNow, step: StepNow, form: StepForm) -> OrderSaid:
    said = form.cleaned_data
    down = plan.plan.kind == DosePlan.Kind.REDUCTION
    return OrderSaid(
        product=found.course.product,
        dose_mg=step.step.dose_mg or None,
        effective_on=said["on"],
        supervision=said["supervision"],
        reason=Order.Reason.AGREED_PLAN if down else Order.Reason.TITRATION,
        words=said["words"],
        patient_led=plan.plan.person_led if down else None,
        step=step.step,
        seen_today=form.seen_today,
        last=form.last if isinstance(form, LastStepForm) else None,
    )
