"""Assessments: written with a draft that keeps itself, read, put right."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.drafts import draft_of
from ostara.care.people.questions import header_of
from ostara.care.treatment import actions, questions
from ostara.care.treatment.forms.assessing import SECTIONS, AssessmentForm
from ostara.care.treatment.models import Assessment, Episode
from ostara.care.treatment.national_row import national_findings
from ostara.care.treatment.reading import in_sections, substances_in_words
from ostara.care.treatment.views.acting import address, ask, ours, read


@demands(Verb.ASSESS)
def assess(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """A comprehensive assessment, filled in with the last one's answers but for those about the last weeks."""
    found = ours(request, episode, Verb.ASSESS)
    earlier = questions.latest_of_line(found.line)
    form = AssessmentForm(
        request.POST or None,
        on=request.today,
        draft=draft_of(request, "Assessment", about=found.pk),
        earlier=earlier,
        used=questions.substances_of(earlier),
    )
    return ask(
        request,
        form,
        lambda: actions.assess(
            episode=found,
            on=form.cleaned_data["on"],
            facts=form.facts(),
            substances=form.used(),
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Assessment",
        button="Save the assessment",
        back=address("episode", found),
        to=lambda made: _page(found, made),
        said="The assessment is saved.",
        about=found,
        template="treatment/assess.html",
        earlier=earlier,
        sections=[title for title, _, _ in SECTIONS],
    )


@demands(Verb.READ_RECORD, reads="treatment.read_assessment")
def assessment(request: Asked, person: UUID, episode: UUID, assessment: UUID) -> HttpResponse:
    """An assessment, section by section; what was not asked is said."""
    found = read(request, episode)
    row = _assessment(found, assessment)
    return render(
        request,
        "treatment/assessment.html",
        {
            "header": header_of(request.person, on=request.today),
            "episode": found,
            "assessment": row,
            "sections": in_sections(row),
            "substances": substances_in_words(questions.substances_of(row)),
            "others": [other for other in questions.assessments_of(found) if other.pk != row.pk],
            "findings": [each for each in national_findings(found, on=request.today) if each.route == "assess"],
            "ours": row.episode_id == found.pk and found.service_id in request.standing.services(Verb.ASSESS),
        },
    )


@demands(Verb.ASSESS)
def correct_assessment(request: Asked, person: UUID, episode: UUID, assessment: UUID) -> HttpResponse:
    """Puts an assessment right."""
    found = ours(request, episode, Verb.ASSESS)
    row = get_object_or_404(questions.assessments_of(found).filter(episode=found), pk=assessment)
    used = questions.substances_of(row)
    form = AssessmentForm(request.POST or None, on=request.today, earlier=row, used=used, correcting=True)
    return ask(
        request,
        form,
        lambda: _corrected(request, row, form),
        title="Put an assessment right",
        button="Save the correction",
        back=_page(found, row),
        to=lambda made: _page(found, made),
        said="The correction is saved; what it said before stays readable.",
        about=found,
        template="treatment/assess.html",
        earlier=None,
        sections=[title for title, _, _ in SECTIONS],
    )


def _corrected(request: Asked, row: Assessment, form: AssessmentForm) -> Assessment:
    facts: dict[str, Any] = {"on": form.cleaned_data["on"], **form.facts()}
    return actions.correct_assessment(
        assessment=row,
        why=form.cleaned_data["why"],
        facts=facts,
        substances=form.used(),
        by=request.by,
        at=request.at,
        key=form.once,
    )


def _assessment(found: Episode, key: UUID) -> Assessment:
    return get_object_or_404(questions.assessments_of(found), pk=key)


def _page(found: Episode, row: Assessment) -> str:
    return address("assessment", found, assessment=row.pk)
