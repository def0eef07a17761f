"""Asking a scale, reading its score, putting answers right and taking them back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.drafts import draft_of
from ostara.care.asking.forms import done
from ostara.care.outcomes.actions.scales import correct_answers, record_answers
from ostara.care.outcomes.actions.steps import withdraw
from ostara.care.outcomes.forms import Why
from ostara.care.outcomes.forms.scale import ScaleForm, initial_of
from ostara.care.outcomes.keeping import by_number
from ostara.care.outcomes.models import ScaleAnswers
from ostara.care.outcomes.questions.rows import all_scale_answers_of, versions_of
from ostara.care.outcomes.questions.scales import courses_of, score_of
from ostara.care.outcomes.views.finding import episode_of, row_of
from ostara.care.people.questions import header_of
from ostara.care.people.views.whole import of_the_whole_person
from ostara.knowledge.scales import Scale, scale, scales


class CorrectForm(Why, ScaleForm):
    """Answers to be put right, and why."""


@demands(Verb.MEASURE)
@of_the_whole_person
def record(request: Asked, person: UUID, episode: UUID, scale: str) -> HttpResponse:
    """New answers to a scale."""
    of, asked = episode_of(request.person, episode), _known(scale)
    initial = {"asked_on": request.today, "filled": "together"}
    draft = draft_of(request, asked.name, about=of.pk)
    form = ScaleForm(request.POST or None, on=request.today, initial=initial, draft=draft, scale=asked)
    made = done(
        request,
        form,
        lambda: record_answers(episode=of, of=asked.id, **_given(form), by=request.by, on=request.today, key=form.once),
        said=f"{asked.name} is recorded.",
    )
    if made:
        return redirect("scale_answers", person, made.pk)
    return _form(request, form, {"episode": of, "title": asked.name, "words": "Save the answers"})


@demands(Verb.READ_RECORD, reads="outcomes.read_scale")
@of_the_whole_person
def answers(request: Asked, person: UUID, answers: UUID) -> HttpResponse:
    """Answers to a scale, what they come to, and every version of them."""
    row = row_of(ScaleAnswers, request.person, answers)
    versions = versions_of(row, request.person)
    courses = courses_of(all_scale_answers_of(request.person))
    found = {
        "header": header_of(request.person, on=request.today),
        "row": row,
        "score": score_of(row),
        "answers": by_number(row.answers),
        "scored": next((one for course in courses for one in course.times if one.row.pk == row.pk), None),
        "versions": versions,
        "latest": versions[-1],
        "may_measure": request.standing.may(Verb.MEASURE),
    }
    return render(request, "outcomes/scale.html", found)


@demands(Verb.MEASURE)
@of_the_whole_person
def correct(request: Asked, person: UUID, answers: UUID) -> HttpResponse:
    """Answers to be put right, in the version in which they were asked."""
    row = row_of(ScaleAnswers, request.person, answers)
    if request.method != "POST" and not _stands(request, row):
        return redirect("scale_answers", person, versions_of(row, request.person)[-1].pk)
    asked = scale(row.scale, row.version)
    form = CorrectForm(request.POST or None, on=request.today, initial=initial_of(row), scale=asked)
    made = done(
        request,
        form,
        lambda: correct_answers(
            row=row, **_given(form), why=form.cleaned_data["why"], by=request.by, on=request.today, key=form.once
        ),
        said="The correction is recorded. What was there before stays in the history.",
    )
    if made:
        return redirect("scale_answers", person, made.pk)
    title = f"Correct {asked.name}"
    return _form(request, form, {"episode": row.episode, "row": row, "title": title, "words": "Save the correction"})


@demands(Verb.MEASURE)
@of_the_whole_person
def take_back(request: Asked, person: UUID, answers: UUID) -> HttpResponse:
    """Answers that should not be there."""
    row = row_of(ScaleAnswers, request.person, answers)
    if request.method != "POST" and not _stands(request, row):
        return redirect("scale_answers", person, versions_of(row, request.person)[-1].pk)
    form = Why(request.POST or None)
    if done(
        request,
        form,
        lambda: withdraw(row=row, why=form.cleaned_data["why"], by=request.by, key=form.once),
        said="The answers are taken back. They stay in the history.",
    ):
        return redirect("outcomes", person)
    what = f"{scale(row.scale, row.version).name} answers"
    found = {
        "form": form,
        "header": header_of(request.person, on=request.today),
        "row": row,
        "what": what,
        "route": "scale_answers",
    }
    return render(request, "outcomes/withdraw.html", found)


def _known(id: str) -> Scale:
    if id not in scales():
        raise Http404
    return scales()[id]


def _given(form: ScaleForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {"asked_on": said["asked_on"], "filled": said["filled"], "answers": form.answers, "about": form.about}


def _form(request: Asked, form: ScaleForm, found: dict[str, Any]) -> HttpResponse:
    found = {"form": form, "scale": form.scale, "header": header_of(request.person, on=request.today), **found}
    return render(request, "outcomes/scale_form.html", found)


def _stands(request: Asked, row: ScaleAnswers) -> bool:
    if ScaleAnswers.objects.standing().filter(pk=row.pk).exists():
        return True
    messages.warning(request, "These were corrected or taken back since. Here is what stands.")
    return False
