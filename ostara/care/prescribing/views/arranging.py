"""The page on which the supply of a course is arranged."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Role, Verb
from ostara.care.medication.questions.orders import arrangement_on, latest_written
from ostara.care.prescribing.actions import arranging as actions
from ostara.care.prescribing.forms.pharmacies import ArrangeForm, arranged
from ostara.care.prescribing.questions.pharmacies import open_places
from ostara.care.prescribing.views.acting import ask, asked_of_rules, ours, seen_first, signing


@demands(Verb.PREPARE)
def arrange_supply(request: Asked, person: UUID, course: UUID) -> HttpResponse:
    """On which days it is collected, where, and what is watched; less watching is an order, asked of the rules."""
    found = ours(request, course, Verb.PREPARE)
    before = arrangement_on(found.course, request.today)
    first = {"on": request.today, **arranged(before), **seen_first(found.course)}
    places = open_places(found.course.service, on=request.today)
    form = ArrangeForm(request.POST or None, on=request.today, places=places, initial=first)
    judged = None
    if request.method == "POST" and form.is_valid() and request.by.role == Role.PRESCRIBER and _new(form, found):
        judged = asked_of_rules(request, form, lambda: _new(form, found), course=found.course)

    def act() -> Any:
        return actions.arrange(
            course=found.course,
            on=form.cleaned_data["on"],
            said=form.facts(),
            by=request.by,
            at=request.at,
            new=_new(form, found),
            after=form.seen(latest_written(found.course)),
            signing=signing(request, form, judged) if judged else None,
            key=form.once,
        )

    return ask(
        request,
        form,
        act,
        title="How is it supplied?",
        button="Save",
        said="Saved. Prescriptions that are written already stay as they are: run them again.",
        template="prescribing/arrange.html",
        judged=judged,
        intro="On which days it is collected, and where. Which doses are watched is a prescriber's decision: where "
        "that changes, saving this signs the order again.",
    )


def _new(form: ArrangeForm, found: Any) -> Any:
    facts = form.facts()
    down = actions.rungs_down(found.course, form.cleaned_data["on"], facts["pickups"], facts["watched"])
    return form.new_order(found, down)
