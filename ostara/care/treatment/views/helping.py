"""Pages of help: recorded, begun, ended, and what it was made of."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.treatment import actions
from ostara.care.treatment.forms import helping
from ostara.care.treatment.models import Episode, Intervention, SubIntervention
from ostara.care.treatment.views.acting import address, ask, ours

CHANGEABLE = ("referred_on", "offered_on", "started_on", "national_setting")


@demands(Verb.TREAT)
def record_help(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Records help that was sought, offered or begun."""
    found = ours(request, episode, Verb.TREAT)
    form = helping.HelpForm(request.POST or None, on=request.today)
    names = ("kind", "setting", "medicine", "referred_on", "offered_on", "started_on")
    return ask(
        request,
        form,
        lambda: actions.record_help(
            episode=found,
            by=request.by,
            at=request.at,
            key=form.once,
            **{name: form.cleaned_data[name] for name in names},
        ),
        title="Help",
        button="Save",
        back=address("episode", found),
        said="The help is saved.",
        about=found,
        intro="What is sought, offered or begun, in the national words. What is prescribed is written elsewhere.",
    )


@demands(Verb.TREAT)
def change_help(request: Asked, person: UUID, episode: UUID, intervention: UUID) -> HttpResponse:
    """Puts help right, or records that it has begun."""
    found = ours(request, episode, Verb.TREAT)
    row = _help(found, intervention)
    first = {name: getattr(row, name) for name in CHANGEABLE}
    form = helping.HelpBegunForm(request.POST or None, on=request.today, initial=first)
    return ask(
        request,
        form,
        lambda: _changed(request, row, form),
        title="Help: begun, or put right",
        button="Save",
        back=address("episode", found),
        said="The help is saved; what it said before stays readable.",
        about=found,
    )


def _changed(request: Asked, row: Intervention, form: helping.HelpBegunForm) -> Intervention:
    said = {name: form.cleaned_data[name] for name in (*CHANGEABLE, "withdrawn")}
    return actions.correct_help(
        intervention=row, why=form.cleaned_data["why"], by=request.by, at=request.at, key=form.once, **said
    )


@demands(Verb.TREAT)
def end_help(request: Asked, person: UUID, episode: UUID, intervention: UUID) -> HttpResponse:
    """Ends help."""
    found = ours(request, episode, Verb.TREAT)
    row = _help(found, intervention)
    form = helping.EndForm(request.POST or None, on=request.today, initial={"on": request.today})
    return ask(
        request,
        form,
        lambda: actions.end_help(
            intervention=row,
            on=form.cleaned_data["on"],
            exit_status=form.cleaned_data["exit_status"],
            words=form.cleaned_data["words"],
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="End help",
        button="End it",
        back=address("episode", found),
        said="The help has ended.",
        about=found,
    )


@demands(Verb.ASSESS)
def list_help(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Says what the help of the last six months was made of."""
    found = ours(request, episode, Verb.ASSESS)
    form = helping.PartsForm(request.POST or None, on=request.today, initial={"on": request.today})
    return ask(
        request,
        form,
        lambda: _listed(request, found, form),
        title="What the help is made of",
        button="Save",
        back=address("episode", found),
        said="The list is saved.",
        about=found,
        intro="The last six months. What is left at “Not said” is sent as unknown, never as no.",
        template="treatment/parts.html",
    )


def _listed(request: Asked, found: Episode, form: helping.PartsForm) -> SubIntervention:
    said = {"episode": found, "on": form.cleaned_data["on"], "by": request.by, "at": request.at}
    made = actions.list_help(parts=form.parts(), key=form.once, **said)
    if form.cleaned_data["band"] and made.recorded_at == request.at:
        actions.record_hours(band=form.cleaned_data["band"], **said)
    return made


def _help(found: Episode, key: UUID) -> Intervention:
    return get_object_or_404(Intervention.objects.standing().filter(episode=found), pk=key)
