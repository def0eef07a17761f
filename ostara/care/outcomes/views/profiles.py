"""Recording an outcomes profile, reading it, putting it right and taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.drafts import draft_of
from ostara.care.asking.forms import done
from ostara.care.outcomes.actions.profiles import correct_profile, record_profile
from ostara.care.outcomes.actions.steps import withdraw
from ostara.care.outcomes.due import off_the_window
from ostara.care.outcomes.forms import Why
from ostara.care.outcomes.forms.profile import ProfileForm, initial_of
from ostara.care.outcomes.keeping import answers_of
from ostara.care.outcomes.models import STAGES, Top
from ostara.care.outcomes.questions.due import due_of
from ostara.care.outcomes.questions.rows import versions_of
from ostara.care.outcomes.views.finding import episode_of, row_of
from ostara.care.people.questions import header_of
from ostara.care.people.views.whole import of_the_whole_person
from ostara.care.treatment.models import Episode
from ostara.ndtms.top import SECTIONS, Flaw, flaws, national_flaws, reported, top_items, unanswered

VERSIONS = frozenset({"K", "M", "later"})  # every item the form asks


class CorrectForm(Why, ProfileForm):
    """A profile to be put right, and why."""

    field_order = ("key", "why", "stage", "asked_on", "filled")


@demands(Verb.MEASURE)
@of_the_whole_person
def record(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """A new profile of an episode. The stage that is due is chosen already."""
    of = episode_of(request.person, episode)
    initial = {"asked_on": request.today, "filled": "together", "stage": _stage(request, of)}
    draft = draft_of(request, "Outcomes profile", about=of.pk)
    form = ProfileForm(request.POST or None, on=request.today, initial=initial, draft=draft)
    made = done(
        request,
        form,
        lambda: record_profile(episode=of, **_given(form), by=request.by, on=request.today, key=form.once),
        said="The profile is recorded.",
    )
    if made:
        return redirect("profile", person, made.pk)
    return _form(request, form, {"episode": of, "title": "Outcomes profile", "words": "Save the profile"})


@demands(Verb.READ_RECORD, reads="outcomes.read_profile")
@of_the_whole_person
def profile(request: Asked, person: UUID, profile: UUID) -> HttpResponse:
    """A profile as it was answered, what is told beside it, and every version of it."""
    top = row_of(Top, request.person, profile)
    answers, versions = answers_of(top), versions_of(top, request.person)
    found = {
        "header": header_of(request.person, on=request.today),
        "top": top,
        "stages": dict(STAGES),
        "sections": SECTIONS,
        "items": top_items(),
        "answers": answers,
        "told": list(_told(top)),
        "unasked": unanswered(answers, known_in=VERSIONS),
        "versions": versions,
        "latest": versions[-1],
        "may_measure": request.standing.may(Verb.MEASURE),
    }
    return render(request, "outcomes/profile.html", found)


@demands(Verb.MEASURE)
@of_the_whole_person
def correct(request: Asked, person: UUID, profile: UUID) -> HttpResponse:
    """A profile to be put right."""
    top = row_of(Top, request.person, profile)
    if request.method != "POST" and not _stands(request, top):
        return redirect("profile", person, versions_of(top, request.person)[-1].pk)
    draft = draft_of(request, "Correction of an outcomes profile", about=top.pk)
    form = CorrectForm(request.POST or None, on=request.today, initial=initial_of(top), draft=draft)
    made = done(
        request,
        form,
        lambda: correct_profile(
            top=top, **_given(form), why=form.cleaned_data["why"], by=request.by, on=request.today, key=form.once
        ),
        said="The correction is recorded. What was there before stays in the history.",
    )
    if made:
        return redirect("profile", person, made.pk)
    found = {"episode": top.episode, "top": top, "title": "Correct the profile", "words": "Save the correction"}
    return _form(request, form, found)


@demands(Verb.MEASURE)
@of_the_whole_person
def take_back(request: Asked, person: UUID, profile: UUID) -> HttpResponse:
    """A profile that should not be there."""
    top = row_of(Top, request.person, profile)
    if request.method != "POST" and not _stands(request, top):
        return redirect("profile", person, versions_of(top, request.person)[-1].pk)
    form = Why(request.POST or None)
    if done(
        request,
        form,
        lambda: withdraw(row=top, why=form.cleaned_data["why"], by=request.by, key=form.once),
        said="The profile is taken back. It stays in the history.",
    ):
        return redirect("outcomes", person)
    found = {
        "form": form,
        "header": header_of(request.person, on=request.today),
        "row": top,
        "what": "profile",
        "route": "profile",
    }
    return render(request, "outcomes/withdraw.html", found)


def _stage(request: Asked, of: Episode) -> str:
    """The stage that is due, to begin with; what was sent says its own."""
    if request.method == "POST":
        return ""
    due = (one.due.stage for one in due_of(request.person, on=request.today) if one.now.pk == of.pk)
    return next(due, "review")


def _given(form: ProfileForm) -> dict[str, Any]:
    said = form.cleaned_data
    kept = {name: said[name] for name in ("stage", "asked_on", "filled", "other_drug")}
    return {**kept, "answers": form.answers}


def _form(request: Asked, form: ProfileForm, found: dict[str, Any]) -> HttpResponse:
    found = {"form": form, "header": header_of(request.person, on=request.today), "parts": list(form.parts()), **found}
    return render(request, "outcomes/profile_form.html", found)


def _stands(request: Asked, top: Top) -> bool:
    if Top.objects.standing().filter(pk=top.pk).exists():
        return True
    messages.warning(request, "This was corrected or taken back since. Here is what stands.")
    return False


def _told(top: Top) -> list[Flaw]:
    """What is told beside a profile: what is missing, what does not fit, and what the national checks say."""
    answers, now = answers_of(top), _now(top.episode)
    started, left = (now.triaged_on, now.closed_on) if now else (None, None)
    window = off_the_window(top.stage, top.asked_on, started=started, discharged=left)
    texts = reported(answers, stage=top.stage, on=top.asked_on)
    national = [one for one in national_flaws(texts, on=top.asked_on) if not one.refuses]
    own = list(flaws(answers, named=top.other_drug))
    return [*own, *national, *([Flaw("", window, refuses=False, unverified=True)] if window else [])]


def _now(episode: Episode) -> Any:
    return getattr(episode, "now", None)
