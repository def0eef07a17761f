"""Records past their retention day, for a manager to decide. Nothing is removed by itself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.people import actions, questions
from ostara.care.people.forms.details import KeepingForm
from ostara.care.people.questions.keeping import KEPT, MOST, past_retention, to_be_removed
from ostara.care.people.views.whole import of_the_whole_person


@demands(Verb.DECIDE_KEEPING)
def records_kept(request: Asked) -> HttpResponse:
    """Which records are past their day, and which may be removed."""
    shown = {
        "past": past_retention(request.standing, at=request.at),
        "decided": to_be_removed(request.standing, at=request.at),
        "kept": KEPT,
        "most": MOST,
    }
    return render(request, "people/records_kept.html", shown)


@demands(Verb.DECIDE_KEEPING)
@of_the_whole_person
def keep_record(request: Asked, person: UUID) -> HttpResponse:
    """What becomes of one."""
    form = KeepingForm(request.POST or None, on=request.today)
    names = ("decision", "keep_until", "reason")
    made = done(
        request,
        form,
        lambda: actions.decide_keeping(
            person=request.person,
            on=request.today,
            by=request.by,
            key=form.once,
            **{name: form.cleaned_data[name] for name in names},
        ),
    )
    if made:
        messages.success(request, "Decided. Nothing was removed.")
        return redirect("records_kept")
    header = questions.header_of(request.person, on=request.today)
    title = "What becomes of this record"
    return render(request, "people/detail.html", {"header": header, "form": form, "title": title})
