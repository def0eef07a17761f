"""Pages of orders: another dose, a stop, one taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.medication.models import Order
from ostara.care.medication.questions.orders import change_points, latest_written
from ostara.care.people.questions import header_of, records_of
from ostara.care.prescribing.actions import ordering as actions
from ostara.care.prescribing.forms.last_dose import StopForm
from ostara.care.prescribing.forms.ordering import DoseForm, TakeBackForm
from ostara.care.prescribing.questions.last_dose import kits_in_date
from ostara.care.prescribing.questions.medicines import medicines_of
from ostara.care.prescribing.views.acting import (
    ask,
    asked_of_rules,
    before_last_dose,
    medicines_page,
    ours,
    seen_first,
    signing,
)
from ostara.care.prescribing.views.medicines import shown
from ostara.care.prescribing.words import dose, product_name


@demands(Verb.PRESCRIBE)
def change_dose(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """Another dose, with its reason, on one page."""
    found = ours(request, course)
    order = found.order
    first = {"on": request.today, "supervision": order.supervision if order else "", **seen_first(found.course)}
    form = DoseForm(request.POST or None, on=request.today, initial=first)
    judged = asked_of_rules(request, form, lambda: form.said(found), course=found.course)
    return ask(
        request,
        form,
        lambda: actions.order(
            course=found.course,
            said=form.said(found),
            after=form.seen(latest_written(found.course)),
            signing=signing(request, form, judged),
            key=form.once,
        ),
        title="Change the dose",
        button="Sign the order",
        said="The order is signed.",
        template="prescribing/order.html",
        judged=judged,
        course=found.course,
        now=dose(found.course, order.dose_mg if order else None),
        shown=_shown(request, course),
    )


@demands(Verb.PRESCRIBE)
def stop_course(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """The end of a course, with what follows: naloxone, how they are, and the way back."""
    found = ours(request, course)
    kits = kits_in_date(records_of(request.person), on=request.today)
    first = {"on": request.today, **seen_first(found.course)}
    form = StopForm(request.POST or None, on=request.today, kits=kits, initial=first)
    judged = asked_of_rules(request, form, lambda: form.said(found), course=found.course)
    return ask(
        request,
        form,
        lambda: actions.order(
            course=found.course,
            said=form.said(found),
            after=form.seen(latest_written(found.course)),
            signing=signing(request, form, judged),
            key=form.once,
        ),
        title=f"Stop: {product_name(found.course.product)}",
        button="Sign the stop",
        warning=True,
        said="Stopped. What follows stands below.",
        template="prescribing/stop.html",
        judged=judged,
        course=found.course,
        **before_last_dose(kits),
    )


@demands(Verb.PRESCRIBE)
def take_back_order(request: Asked, person: UUID, order: UUID) -> HttpResponse:
    """An order taken back, before or after its day."""
    mine = request.standing.services(Verb.PRESCRIBE)
    rows = Order.objects.filter(course__person__in=records_of(request.person), course__service__in=mine)
    found = get_object_or_404(rows.select_related("course__service", "course__person"), pk=order)
    if found not in change_points(found.course.orders.all()):
        header = header_of(request.person, on=request.today)
        return render(request, "prescribing/stands_no_more.html", {"header": header, "order": found})
    form = TakeBackForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.take_back(
            order=found,
            words=form.cleaned_data["words"],
            by=request.by,
            at=request.at,
            on=request.today,
            key=form.once,
        ),
        title="Take an order back",
        button="Take it back",
        warning=True,
        back=medicines_page(request),
        said="The order is taken back. What was in force before it holds again.",
        intro=f"{product_name(found.course.product)}: {dose(found.course, found.dose_mg)}, "
        f"from {found.effective_on.day} {found.effective_on:%B %Y}. What was in force before it holds again; what was "
        "written for pharmacies and not yet supplied is void.",
    )


def _shown(request: Asked, course: UUID) -> dict[str, object] | None:
    """The course as its page shows it, so that a dose is never written without seeing how it goes."""
    found = medicines_of(records_of(request.person), on=request.today)
    return next((shown(one) for one in found if one.course.pk == course and one.standing.active), None)
