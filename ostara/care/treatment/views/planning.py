"""The care plan: read (and printed for the person), written, reviewed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.drafts import draft_of
from ostara.care.people.questions import header_of
from ostara.care.treatment import actions, questions
from ostara.care.treatment.due import latest_review_day
from ostara.care.treatment.forms.planning import PlanForm, ReviewForm
from ostara.care.treatment.models import Episode, PlanRevision
from ostara.care.treatment.views.acting import address, ask, ours, read


@demands(Verb.READ_RECORD, reads="treatment.read_plan")
def plan(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """The plan as it stands; on paper, the person's copy."""
    found = read(request, episode)
    revision = questions.latest_revision(found.line)
    return render(
        request,
        "treatment/plan.html",
        {
            "header": header_of(request.person, on=request.today),
            "episode": found,
            "plan": revision,
            "goals": questions.goals_of(revision),
            "reviews": questions.reviews_of(found),
            "revisions": questions.revisions_of(found),
            "puts_right": found.service_id in request.standing.services(Verb.ASSESS),
            "ours": found.service_id in request.standing.services(Verb.ASSESS) and found.now.is_open,
        },
    )


@demands(Verb.ASSESS)
def write_plan(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Writes or revises the plan. Of two who do so at once the second is shown what the first saved."""
    found = ours(request, episode, Verb.ASSESS)
    latest = questions.latest_revision(found.line)
    draft = draft_of(request, "Care plan", about=found.pk)
    form = PlanForm(
        request.POST or None, on=request.today, latest=latest, goals=questions.goals_of(latest), draft=draft
    )
    answer = ask(
        request,
        form,
        lambda: actions.revise_plan(
            episode=found, goals=form.goals_said(), by=request.by, at=request.at, key=form.once, **form.facts()
        ),
        title="Write the care plan",
        button="Save the plan",
        back=address("plan", found),
        said="The plan is saved.",
        about=found,
        template="treatment/write_plan.html",
        theirs=None,
    )
    theirs = questions.latest_revision(found.line) if form.errors else None
    began = str(form.data.get("began_from", ""))
    if theirs is None or began == str(theirs.revision):
        return answer
    return _both(request, form, found, theirs)


def _both(request: Asked, form: PlanForm, found: Episode, theirs: PlanRevision) -> HttpResponse:
    """Shows what was typed beside what somebody else saved; the next save goes on from theirs."""
    form.data = {name: form.data[name] for name in form.data} | {"began_from": str(theirs.revision)}
    return render(
        request,
        "treatment/write_plan.html",
        {
            "form": form,
            "title": "Write the care plan",
            "button": "Save the plan",
            "back": address("plan", found),
            "about": found,
            "theirs": theirs,
            "their_goals": questions.goals_of(theirs),
            "header": header_of(request.person, on=request.today),
        },
    )


@demands(Verb.ASSESS)
def review_plan(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Records a review of the plan."""
    found = ours(request, episode, Verb.ASSESS)
    started = found.now.triaged_on or found.now.referred_on
    usual = latest_review_day(started=started, planned=started, reviewed=request.today)
    first = {"on": request.today, "next_review_on": usual}
    form = ReviewForm(request.POST or None, on=request.today, initial=first)
    names = ("on", "present", "person_says", "keyworker_says", "next_review_on")
    revision = questions.latest_revision(found.line)
    return ask(
        request,
        form,
        lambda: actions.review_plan(
            episode=found,
            by=request.by,
            at=request.at,
            key=form.once,
            **{name: form.cleaned_data[name] for name in names},
        ),
        title="Review of the care plan",
        button="Save the review",
        back=address("plan", found),
        said="The review is saved.",
        about=found,
        template="treatment/review.html",
        plan=revision,
        goals=questions.goals_of(revision),
    )
