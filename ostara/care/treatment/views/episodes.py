"""An episode at a glance, and the steps of its life: referral, first meeting, pause, discharge, coming back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.models import Service
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.people.questions import header_of, records_of
from ostara.care.treatment import actions, questions
from ostara.care.treatment.actions.helping import open_help
from ostara.care.treatment.due import PLAN, first_review_within, plan_within, review_within
from ostara.care.treatment.forms import referring
from ostara.care.treatment.models import Episode, Intervention
from ostara.care.treatment.national import SELF, code_in_words
from ostara.care.treatment.national_row import national_findings
from ostara.care.treatment.states import Act, Status, Way, allowed
from ostara.care.treatment.views.acting import address, ask, ours, read

# The page and the verb of each act that has one, in the order in which the page offers them.
PAGE_OF: dict[Act, tuple[str, Verb]] = {
    Act.TRIAGE: ("triage", Verb.ASSESS),
    Act.CLOSE_REFERRAL: ("close_referral", Verb.ASSESS),
    Act.COME_BACK: ("come_back", Verb.REGISTER),
    Act.ASSESS: ("assess", Verb.ASSESS),
    Act.PLAN: ("write_plan", Verb.ASSESS),
    Act.REVIEW: ("review_plan", Verb.ASSESS),
    Act.START_HELP: ("record_help", Verb.TREAT),
    Act.LIST_HELP: ("list_help", Verb.ASSESS),
    Act.CHANGE_PATHWAY: ("change_pathway", Verb.ASSESS),
    Act.CHANGE_KEYWORKER: ("change_keyworker", Verb.ASSESS),
    Act.PAUSE: ("pause", Verb.ASSESS),
    Act.RESUME: ("resume", Verb.ASSESS),
    Act.OFFER_TRANSFER: ("offer_transfer", Verb.TREAT),
    Act.TAKE_BACK_OFFER: ("take_back_offer", Verb.TREAT),
    Act.DISCHARGE: ("discharge", Verb.TREAT),
}
DAILY = (Act.TRIAGE, Act.COME_BACK, Act.ASSESS, Act.PLAN, Act.REVIEW, Act.START_HELP, Act.RESUME)  # the rest is rarer
ALSO = {Act.SUPPORT_RECOVERY: Act.START_HELP}  # acts that share the page of another


@demands(Verb.READ_RECORD, reads="treatment.read")
def episode(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """An episode: where it stands, what it allows, what happened."""
    found = read(request, episode)
    plan = questions.latest_revision(found.line)
    return render(
        request,
        "treatment/episode.html",
        {
            "header": header_of(request.person, on=request.today),
            "episode": found,
            "now": found.now,
            "way": dict(Way.choices).get(found.now.pathway, ""),
            "steps": [(step, code_in_words(step)) for step in questions.steps_of(found)],
            "pathways": questions.pathways_of(found),
            "keyworkers": questions.keyworkers_of(found),
            "puts_right": found.service_id in request.standing.services(Verb.ASSESS),
            "puts_steps_right": found.service_id in request.standing.services(Verb.TREAT),
            "helps": questions.help_of(found),
            "plan": plan,
            "goals": questions.goals_of(plan),
            "assessment": questions.assessment_of(found),
            "offer": questions.open_offer(found),
            "findings": national_findings(found, on=request.today),
            "acts": acts_on(request, found),
            "daily": [str(act.value) for act in DAILY],
            "next_act": str(_next(found).value),
            "rests_on": [each for each in (plan_within(), first_review_within(), review_within()) if each.unverified],
        },
    )


def _next(found: Episode) -> Act:
    """Returns what is to be done next, as far as the record knows."""
    first = {
        Status.REFERRED: Act.TRIAGE,
        Status.DISCHARGED: Act.COME_BACK,
        Status.TRANSFERRED: Act.COME_BACK,
        Status.PAUSED: Act.RESUME,
    }
    if Status(found.now.status) in first:
        return first[Status(found.now.status)]
    if found.now.assessed_on is None:
        return Act.ASSESS
    return Act.PLAN if found.now.due == PLAN else Act.REVIEW


def acts_on(request: Asked, found: Episode) -> dict[str, tuple[str, str]]:
    """Returns what may be done with an episode, by this person and in this state: act → words and address."""
    acts = [ALSO.get(act, act) for act in allowed(Status(found.now.status))]
    may = [act for act in PAGE_OF if act in acts and found.service_id in request.standing.services(PAGE_OF[act][1])]
    return {str(act.value): (act.label, address(PAGE_OF[act][0], found)) for act in may}


@demands(Verb.REGISTER)
def refer(request: Asked, person: UUID) -> HttpResponse:
    """Takes a referral."""
    services = Service.objects.filter(pk__in=request.standing.services(Verb.REGISTER)).order_by("name")
    form = referring.ReferralForm(request.POST or None, on=request.today, services=services)
    before = list(questions.episodes_of(records_of(request.person)).filter(now__is_open=False)[:3])
    return ask(
        request,
        form,
        lambda: _referred(request, form.cleaned_data, form.once),
        title="Take a referral",
        button="Save the referral",
        back=reverse("person", kwargs={"person": request.person.pk}),
        to=lambda made: address("episode", made),
        said="The referral is saved.",
        template="treatment/refer.html",
        before=before,
    )


def _referred(request: Asked, said: dict[str, Any], key: UUID | None) -> Episode:
    mine = said.pop("mine")
    said = {name: said[name] for name in ("service", "on", "source", "way", "words")}
    keyworker = request.standing.user if mine else None
    return actions.refer(person=request.person, keyworker=keyworker, by=request.by, at=request.at, key=key, **said)


@demands(Verb.ASSESS)
def triage(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Records the first meeting."""
    found = ours(request, episode, Verb.ASSESS)
    form = referring.TriageForm(
        request.POST or None, on=request.today, initial={"way": found.now.pathway, "on": request.today}
    )
    return ask(
        request,
        form,
        lambda: actions.triage(episode=found, **_of(request, form, "on", "way", "words")),
        title="First meeting (triage)",
        button="Save the first meeting",
        back=address("episode", found),
        said="The first meeting is saved.",
        about=found,
    )


@demands(Verb.ASSESS)
def close_referral(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Closes a referral that came to nothing."""
    found = ours(request, episode, Verb.ASSESS)
    form = referring.CloseReferralForm(request.POST or None, on=request.today, initial={"on": request.today})
    return ask(
        request,
        form,
        lambda: actions.close_referral(episode=found, **_of(request, form, "on", "reason", "words")),
        title="Close the referral",
        button="Close the referral",
        back=address("episode", found),
        said="The referral is closed.",
        about=found,
        warning=True,
    )


@demands(Verb.TREAT)
def discharge(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Ends an episode."""
    found = ours(request, episode, Verb.TREAT)
    form = referring.DischargeForm(request.POST or None, on=request.today)
    return ask(
        request,
        form,
        lambda: actions.discharge(episode=found, **_of(request, form, "on", "reason", "words", "exit_status")),
        title="Discharge",
        button="Discharge",
        back=address("episode", found),
        said="The discharge is saved. Coming back is one step, whenever they want.",
        about=found,
        warning=True,
        template="treatment/discharge.html",
        helps=[referring.help_in_words(one) for one in open_help(found)],
    )


@demands(Verb.REGISTER)
def come_back(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Takes somebody back into care."""
    found = ours(request, episode, Verb.REGISTER)
    staff = questions.might_work_with(found.service, on=request.today)
    helps = _ended_with(found)
    first = {"on": request.today, "source": SELF, "keyworker": found.now.keyworker_id, "start_again": helps}
    form = referring.ComeBackForm(request.POST or None, on=request.today, helps=helps, staff=staff, initial=first)
    names = ("on", "asked_on", "source", "keyworker", "words")
    return ask(
        request,
        form,
        lambda: actions.come_back(
            episode=found, start_again=form.cleaned_data.get("start_again") or (), **_of(request, form, *names)
        ),
        title="Take back into care",
        button="Take back into care",
        back=address("episode", found),
        to=lambda made: address("episode", made),
        said="They are back in care. Assessment, plan and pathway hold as they were.",
        about=found,
        template="treatment/come_back.html",
    )


def _ended_with(found: Episode) -> Any:
    """Returns the help that ended on the day the episode did."""
    ended = [one.given.pk for one in questions.help_of(found) if one.end and one.end.on == found.now.closed_on]
    return Intervention.objects.filter(pk__in=ended)


def _of(request: Asked, form: Any, *names: str) -> dict[str, Any]:
    """Returns what a form said, who says it and when."""
    said = {name: form.cleaned_data[name] for name in names}
    return {"by": request.by, "at": request.at, "key": form.once, **said}
