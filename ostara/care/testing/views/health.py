"""Health of a person: what is due, every fact under its heading, and one form for each kind of fact."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.health.models import Fact
from ostara.care.people.questions import header_of
from ostara.care.people.views.whole import of_the_whole_person
from ostara.care.people.words import in_words, label
from ostara.care.testing.actions import health as actions
from ostara.care.testing.finding import row_of, stands, topic_of, versions_of
from ostara.care.testing.forms import Why
from ostara.care.testing.forms.health import FactForm, initial_of
from ostara.care.testing.leading import address_of, chosen_already
from ostara.care.testing.overview import health_overview
from ostara.care.testing.topics import Topic


@demands(Verb.READ_RECORD, reads="health.read")
@of_the_whole_person
def health(request: Asked, person: UUID) -> HttpResponse:
    """What is due, and every fact of health under its heading."""
    found = {
        "header": header_of(request.person, on=request.today),
        "may_record": request.standing.may(Verb.RECORD_HEALTH),
        "address_of": address_of,
        **health_overview(request.person, on=request.today),
    }
    return render(request, "testing/health.html", found)


@demands(Verb.RECORD_HEALTH)
@of_the_whole_person
def record(request: Asked, person: UUID, topic: str) -> HttpResponse:
    """A new fact."""
    of = topic_of(topic)
    initial = {"on": request.today, **chosen_already(of, request.GET)}
    form = FactForm(request.POST or None, topic=of, on=request.today, initial=initial)
    made = done(
        request,
        form,
        lambda: actions.record_fact(
            topic=of, person=request.person, facts=form.facts, by=request.by, on=request.today, key=form.once
        ),
    )
    if made:
        messages.success(request, f"{of.title}: recorded.")
        return redirect("health", person)
    return _form(request, form, of, {"title": f"{of.title}: record", "words": "Save"})


@demands(Verb.READ_RECORD, reads="health.read_fact")
@of_the_whole_person
def fact(request: Asked, person: UUID, topic: str, fact: UUID) -> HttpResponse:
    """A fact, field by field, and every version of it."""
    of = topic_of(topic)
    row = row_of(of.model, request.person, fact)
    versions = versions_of(row, request.person)
    found = {
        "header": header_of(request.person, on=request.today),
        "topic": of,
        "row": row,
        "said": [(label(of.model, name), in_words(row, name)) for name in of.fields + of.later],
        "versions": versions,
        "latest": versions[-1],
        "may_record": request.standing.may(Verb.RECORD_HEALTH),
    }
    return render(request, "testing/fact.html", found)


@demands(Verb.RECORD_HEALTH)
@of_the_whole_person
def follow_up(request: Asked, person: UUID, topic: str, fact: UUID) -> HttpResponse:
    """What became of something."""
    of = topic_of(topic)
    row = row_of(of.model, request.person, fact)
    if not of.later:
        raise Http404
    if request.method != "POST" and not _stands(request, row):
        return redirect("health_fact", person, topic, versions_of(row, request.person)[-1].pk)
    known = initial_of(of, row)
    form = FactForm(
        request.POST or None,
        topic=of,
        asks=of.later,
        known=known,
        on=request.today,
        initial=initial_of(of, row, of.later),
    )
    if done(
        request,
        form,
        lambda: actions.follow_up(topic=of, row=row, facts=form.facts, by=request.by, on=request.today, key=form.once),
    ):
        messages.success(request, f"{of.title}: recorded.")
        return redirect("health", person)
    return _form(request, form, of, {"title": f"{of.title}: {of.later_words.lower()}", "words": "Save", "row": row})


@demands(Verb.RECORD_HEALTH)
@of_the_whole_person
def correct(request: Asked, person: UUID, topic: str, fact: UUID) -> HttpResponse:
    """A fact to be put right."""
    of = topic_of(topic)
    row = row_of(of.model, request.person, fact)
    if request.method != "POST" and not _stands(request, row):
        return redirect("health_fact", person, topic, versions_of(row, request.person)[-1].pk)
    asks = of.fields + of.later
    form = FactForm(
        request.POST or None, topic=of, asks=asks, why=True, on=request.today, initial=initial_of(of, row, asks)
    )
    made = done(
        request,
        form,
        lambda: actions.correct_fact(
            topic=of,
            row=row,
            facts=form.facts,
            why=form.cleaned_data["why"],
            by=request.by,
            on=request.today,
            key=form.once,
        ),
    )
    if made:
        messages.success(request, "The correction is recorded. What was there before stays in the history.")
        return redirect("health_fact", person, topic, made.pk)
    return _form(request, form, of, {"title": f"{of.title}: put right", "words": "Save the correction", "row": row})


@demands(Verb.RECORD_HEALTH)
@of_the_whole_person
def take_back(request: Asked, person: UUID, topic: str, fact: UUID) -> HttpResponse:
    """A fact that should not be there."""
    of = topic_of(topic)
    row = row_of(of.model, request.person, fact)
    if request.method != "POST" and not _stands(request, row):
        return redirect("health_fact", person, topic, versions_of(row, request.person)[-1].pk)
    form = Why(request.POST or None)
    if done(
        request,
        form,
        lambda: actions.withdraw_fact(topic=of, row=row, why=form.cleaned_data["why"], by=request.by, key=form.once),
    ):
        messages.success(request, f"{of.title}: taken back. It stays in the history.")
        return redirect("health", person)
    found = {"form": form, "header": header_of(request.person, on=request.today), "row": row, "topic": of}
    return render(request, "testing/take_back_fact.html", found)


def _stands(request: Asked, row: Fact) -> bool:
    if stands(row):
        return True
    messages.warning(request, "This was corrected or taken back since. Here is what stands.")
    return False


def _form(request: Asked, form: FactForm, topic: Topic, found: dict[str, Any]) -> HttpResponse:
    about = {"form": form, "topic": topic, "header": header_of(request.person, on=request.today), "row": None}
    return render(request, "testing/health_form.html", {**about, **found})
