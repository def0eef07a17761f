"""Pages that put right what was recorded of an episode. What stands is shown; a second saver is told, with both texts.

An address stays good once its row has been put right: it leads to what stands now.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.models import User
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.fields import in_words
from ostara.care.rows.acts import Changed
from ostara.care.rows.models import HistoryRow
from ostara.care.treatment import actions, questions
from ostara.care.treatment.forms.putting_right import (
    KeyworkerRowForm,
    PathwayRowForm,
    PutRightForm,
    ReviewRowForm,
    StepForm,
)
from ostara.care.treatment.models import Episode, Keyworker, Pathway, PlanReview, Step
from ostara.care.treatment.national import code_in_words
from ostara.care.treatment.views.acting import address, ask, ours

Facts = list[tuple[str, str]]
REVIEW = ("on", "present", "person_says", "keyworker_says", "next_review_on")


@demands(Verb.TREAT)
def correct_step(request: Asked, person: UUID, episode: UUID, step: UUID) -> HttpResponse:
    """Puts a step right."""
    found = ours(request, episode, Verb.TREAT)
    row: Step = _stands(Step, found, step)
    form = StepForm(request.POST or None, on=request.today, row=row)
    facts = [("Day", in_words(row.on)), ("Reason or source", code_in_words(row)), ("In words", row.words)]

    def act() -> Step:
        said = form.cleaned_data
        return actions.correct_step(
            step=row, on=said["on"], code=said.get("code"), words=said["words"], **_how(request, form)
        )

    return _ask(request, form, found, row, act, title=row.get_kind_display(), facts=facts)


@demands(Verb.ASSESS)
def correct_pathway(request: Asked, person: UUID, episode: UUID, pathway: UUID) -> HttpResponse:
    """Puts a pathway right."""
    found = ours(request, episode, Verb.ASSESS)
    row: Pathway = _stands(Pathway, found, pathway)
    form = PathwayRowForm(request.POST or None, on=request.today, row=row)
    facts = [
        ("Pathway", row.get_kind_display()),
        ("From", in_words(row.from_on)),
        ("What the person said", row.words),
    ]

    def act() -> Pathway:
        said = form.cleaned_data
        return actions.correct_pathway(
            pathway=row, to=said["way"], on=said["on"], words=said["words"], **_how(request, form)
        )

    return _ask(request, form, found, row, act, title="Pathway", facts=facts)


@demands(Verb.ASSESS)
def correct_keyworker(request: Asked, person: UUID, episode: UUID, naming: UUID) -> HttpResponse:
    """Puts right who the keyworker was."""
    found = ours(request, episode, Verb.ASSESS)
    row: Keyworker = _stands(Keyworker, found, naming)
    might = questions.might_work_with(found.service, on=row.from_on).order_by().values("pk")
    staff = User.objects.filter(Q(pk__in=might) | Q(pk=row.user_id)).order_by("name", "id")
    form = KeyworkerRowForm(request.POST or None, on=request.today, row=row, staff=staff)
    name = row.user.name if row.user else "nobody named"
    facts = [("Keyworker", name), ("From", in_words(row.from_on)), ("Why it changed", row.words)]

    def act() -> Keyworker:
        said = form.cleaned_data
        return actions.correct_keyworker(
            keyworker=row, to=said["keyworker"], on=said["on"], words=said["words"], **_how(request, form)
        )

    return _ask(request, form, found, row, act, title="Keyworker", facts=facts)


@demands(Verb.ASSESS)
def correct_review(request: Asked, person: UUID, episode: UUID, review: UUID) -> HttpResponse:
    """Puts a review of the plan right."""
    found = ours(request, episode, Verb.ASSESS)
    row: PlanReview = _stands(PlanReview, found, review)
    form = ReviewRowForm(request.POST or None, on=request.today, row=row)
    facts = [
        ("Day", in_words(row.on)),
        ("Did the person take part?", row.get_present_display()),
        ("What the person says", row.person_says),
        ("What the keyworker says", row.keyworker_says),
        ("Next review", in_words(row.next_review_on) if row.next_review_on else ""),
    ]

    def act() -> PlanReview:
        said = {name: form.cleaned_data[name] for name in REVIEW}
        return actions.correct_review(review=row, facts=said, **_how(request, form))

    return _ask(request, form, found, row, act, title="Review of the care plan", facts=facts, back="plan")


def _stands(model: Any, found: Episode, key: UUID) -> Any:
    """Returns what stands in the place of a row of an episode; taken back, if that is what became of it."""
    rows = model.objects.filter(episode=found).select_related("recorded_by")
    row = get_object_or_404(rows, pk=key)
    while (later := rows.filter(corrects=row).first()) is not None:
        row = later
    return row


def _how(request: Asked, form: PutRightForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {
        "why": said["why"],
        "take_back": said["take_back"],
        "by": request.by,
        "at": request.at,
        "key": form.once,
    }


def _ask(
    request: Asked,
    form: PutRightForm,
    found: Episode,
    row: HistoryRow,
    act: Callable[[], Any],
    *,
    title: str,
    facts: Facts,
    back: str = "episode",
) -> HttpResponse:
    second = form.is_bound and str(form["seen"].value()) != str(row.pk)

    def do() -> Any:
        if second:
            form.data = {name: form.data[name] for name in form.data} | {"seen": str(row.pk)}
            raise Changed("Someone else has put this right since you opened it. Read theirs below, then save again.")
        return act()

    return ask(
        request,
        form,
        do,
        title=f"Put right: {title}",
        button="Save the correction",
        back=address(back, found),
        said="The correction is saved; what it said before stays readable.",
        about=found,
        template="treatment/put_right.html",
        row=row,
        facts=facts,
        second=second,
    )
