"""Pages on which relations, consent, flags and the photo are kept."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.models import Service
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import Form, done
from ostara.care.people import actions, questions
from ostara.care.people.forms.details import ConsentForm, EndFlagForm, FlagForm, PhotoForm, RelationForm
from ostara.care.people.models import Consent, Flag, Relation
from ostara.care.people.photos import too_large
from ostara.care.people.views.whole import of_the_whole_person

UNREAD = ("key", "csrfmiddlewaretoken")


@demands(Verb.KEEP_DETAILS, reads="people.read")
@of_the_whole_person
def relation(request: Asked, person: UUID, relation: UUID | None = None) -> HttpResponse:
    """Someone close to them: new, or changed."""
    records = questions.records_of(request.person)
    of = get_object_or_404(Relation.objects.standing(), person__in=records, pk=relation) if relation else None
    names = ("kind", "name", "relation", "telephone", "may_be_told", "effective_on", "ended_on")
    initial = {name: getattr(of, name) for name in names} if of else {"effective_on": request.today}
    form = RelationForm(request.POST or None, on=request.today, initial=initial, of=of)

    def act() -> UUID:
        facts = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
        why = form.cleaned_data.get("why", "")
        return actions.keep_relation(person=request.person, facts=facts, by=request.by, of=of, why=why, key=form.once)

    return _kept(request, form, "Somebody close to them" if of else "Add somebody close to them", act)


@demands(Verb.KEEP_DETAILS, reads="people.read")
@of_the_whole_person
def consent(request: Asked, person: UUID) -> HttpResponse:
    """What they agreed to, or no longer do."""
    services = Service.objects.filter(closed_on=None).order_by("name")
    form = ConsentForm(request.POST or None, on=request.today, initial={"asked_on": request.today}, services=services)

    def act() -> UUID:
        said = {name: form.cleaned_data[name] for name in ("answer", "asked_on", "with_service", "how")}
        kind = Consent.Kind(form.cleaned_data["kind"])
        return actions.answer_consent(person=request.person, kind=kind, by=request.by, key=form.once, **said)

    return _kept(request, form, "Consent", act)


@demands(Verb.KEEP_DETAILS, reads="people.read")
@of_the_whole_person
def raise_flag(request: Asked, person: UUID) -> HttpResponse:
    """Something to look out for."""
    form = FlagForm(request.POST or None, on=request.today, initial={"raised_on": request.today})

    def act() -> UUID:
        facts = {name: form.cleaned_data[name] for name in ("kind", "raised_on", "words")}
        return actions.raise_flag(person=request.person, facts=facts, by=request.by, key=form.once)

    return _kept(request, form, "A flag", act)


@demands(Verb.KEEP_DETAILS, reads="people.read")
@of_the_whole_person
def update_flag(request: Asked, person: UUID, flag: UUID) -> HttpResponse:
    """A flag that ends, or whose words are put right."""
    records = questions.records_of(request.person)
    found = get_object_or_404(Flag.objects.standing(), person__in=records, pk=flag)
    initial = {"words": found.words, "ended_on": found.ended_on}
    form = EndFlagForm(request.POST or None, on=request.today, initial=initial)

    def act() -> UUID:
        facts = {name: form.cleaned_data[name] for name in ("words", "ended_on")}
        return actions.update_flag(flag=found, facts=facts, by=request.by, why=form.cleaned_data["why"], key=form.once)

    return _kept(request, form, found.get_kind_display(), act)


@demands(Verb.KEEP_DETAILS)
@of_the_whole_person
def photo(request: Asked, person: UUID) -> HttpResponse:
    """Their face."""
    form = PhotoForm(request.POST or None, request.FILES or None, on=request.today, initial={"taken_on": request.today})
    if request.method == "POST" and not request.FILES and _longer_than_is_read(request):
        form.add_error("jpeg", too_large())

    def act() -> UUID:
        facts = {name: form.cleaned_data[name] for name in ("jpeg", "taken_on")}
        return actions.keep_photo(person=request.person, by=request.by, key=form.once, **facts)

    return _kept(request, form, "Photo", act, upload=True)


def _longer_than_is_read(request: Asked) -> bool:
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def _kept(request: Asked, form: Form, title: str, act: Callable[[], UUID], **shown: Any) -> HttpResponse:
    if done(request, form, act):
        messages.success(request, f"{title}: saved.")
        return redirect("person", person=request.person.pk)
    header = questions.header_of(request.person, on=request.today)
    return render(request, "people/detail.html", {"header": header, "form": form, "title": title, **shown})
