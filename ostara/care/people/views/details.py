"""Pages on which a person's details are kept: who they are, how to reach them, children."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.drafts import draft_of
from ostara.care.asking.forms import done
from ostara.care.people import actions, questions
from ostara.care.people.forms.dated import DatedForm
from ostara.care.people.forms.particulars import ChildrenForm, ContactForm, ParticularsForm
from ostara.care.people.views.whole import of_the_whole_person
from ostara.care.people.words import in_words, label

Act = Callable[[DatedForm], UUID]


@demands(Verb.KEEP_DETAILS, reads="people.read")
@of_the_whole_person
def particulars(request: Asked, person: UUID) -> HttpResponse:
    """Who they are."""
    header = questions.header_of(request.person, on=request.today)

    def act(form: DatedForm) -> UUID:
        how = form.as_saving(by=request.by, at=request.at, on=request.today)
        facts, standing = form.facts(), request.standing
        return actions.keep_particulars(person=request.person, facts=facts, standing=standing, how=how)

    return _kept(request, header, ParticularsForm, header.particulars, "Who they are", act)


@demands(Verb.KEEP_DETAILS, reads="people.read")
@of_the_whole_person
def contact(request: Asked, person: UUID) -> HttpResponse:
    """How to reach them."""
    header = questions.header_of(request.person, on=request.today)

    def act(form: DatedForm) -> UUID:
        how = form.as_saving(by=request.by, at=request.at, on=request.today)
        return actions.keep_contact(person=request.person, facts=form.facts(), how=how)

    return _kept(request, header, ContactForm, header.contact, "How to reach them", act)


@demands(Verb.KEEP_DETAILS, reads="people.read")
@of_the_whole_person
def children(request: Asked, person: UUID) -> HttpResponse:
    """The children in their life."""
    header = questions.header_of(request.person, on=request.today)

    def act(form: DatedForm) -> UUID:
        how = form.as_saving(by=request.by, at=request.at, on=request.today)
        return actions.keep_children(person=request.person, facts=form.facts(), how=how)

    return _kept(request, header, ChildrenForm, questions.children_of(header.records), "Children", act)


def _kept(
    request: Asked, header: questions.Header, kind: type[DatedForm], current: Any, title: str, act: Act
) -> HttpResponse:
    draft = draft_of(request, title, about=request.person.pk)
    form = kind(request.POST or None, on=request.today, current=current, draft=draft)
    if done(request, form, lambda: act(form)):
        messages.success(request, f"{title}: saved.")
        return redirect("person", person=request.person.pk)
    differs = _changed_meanwhile(form, current, request.POST.copy())
    shown = {"header": header, "form": form, "title": title, "current": current, "differs": differs}
    return render(request, "people/dated.html", shown)


def _changed_meanwhile(form: DatedForm, current: Any, sent: QueryDict) -> list[tuple[str, str]]:
    """Returns where what stands differs from what was typed, if it is not what was shown; from now on it was."""
    if not form.is_bound or current is None or str(form["seen"].value()) == str(current.pk):
        return []
    sent["seen"] = str(current.pk)
    form.data = sent
    typed = form.cleaned_data
    differing = (name for name in form.kept if name in typed and typed[name] != getattr(current, name))
    return [(label(type(current), name), in_words(current, name)) for name in differing]
