"""Pages of change: pathway, keyworker, pause."""

from uuid import UUID

from django.http import HttpResponse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.treatment import actions, questions
from ostara.care.treatment.forms import moving
from ostara.care.treatment.views.acting import address, ask, ours


@demands(Verb.ASSESS)
def change_pathway(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Moves somebody to another pathway."""
    found = ours(request, episode, Verb.ASSESS)
    first = {"way": found.now.pathway, "on": request.today}
    form = moving.PathwayForm(request.POST or None, on=request.today, initial=first)
    return ask(
        request,
        form,
        lambda: actions.change_pathway(
            episode=found,
            to=form.cleaned_data["way"],
            on=form.cleaned_data["on"],
            words=form.cleaned_data["words"],
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Move to another pathway",
        button="Save",
        back=address("episode", found),
        said="The pathway is changed.",
        about=found,
        intro="It is the person's choice, at any time. Nothing here has a time limit.",
    )


@demands(Verb.ASSESS)
def change_keyworker(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Names another keyworker."""
    found = ours(request, episode, Verb.ASSESS)
    staff = questions.might_work_with(found.service, on=request.today)
    first = {"keyworker": found.now.keyworker_id, "on": request.today}
    form = moving.KeyworkerForm(request.POST or None, on=request.today, staff=staff, initial=first)
    return ask(
        request,
        form,
        lambda: actions.change_keyworker(
            episode=found,
            to=form.cleaned_data["keyworker"],
            on=form.cleaned_data["on"],
            words=form.cleaned_data["words"],
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Change the keyworker",
        button="Save",
        back=address("episode", found),
        said="The keyworker is changed.",
        about=found,
    )


@demands(Verb.ASSESS)
def pause(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Pauses an episode."""
    found = ours(request, episode, Verb.ASSESS)
    form = moving.PauseForm(request.POST or None, on=request.today, initial={"on": request.today})
    return ask(
        request,
        form,
        lambda: actions.pause(
            episode=found,
            on=form.cleaned_data["on"],
            in_prison=form.cleaned_data["where"] == "prison",
            words=form.cleaned_data["words"],
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Pause",
        button="Pause",
        back=address("episode", found),
        said="Paused. Their place is kept.",
        about=found,
        intro="The person's place is kept; nothing ends by itself.",
    )


@demands(Verb.ASSESS)
def resume(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Resumes an episode."""
    found = ours(request, episode, Verb.ASSESS)
    form = moving.ResumeForm(request.POST or None, on=request.today, initial={"on": request.today})
    return ask(
        request,
        form,
        lambda: actions.resume(
            episode=found,
            on=form.cleaned_data["on"],
            ost_inside=form.cleaned_data["ost_inside"],
            referred_on_release=form.cleaned_data["referred_on_release"],
            words=form.cleaned_data["words"],
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Resume",
        button="Resume",
        back=address("episode", found),
        said="Care goes on.",
        about=found,
        intro="Whoever was away from their medicine may have lost tolerance: a prescriber decides on the dose.",
    )
