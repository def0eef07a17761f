"""Two records of one person: looked at side by side, joined, and parted again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.people import actions, questions
from ostara.care.people.forms.details import MergeForm, WhyForm
from ostara.care.people.models import Alias, Contact, Particulars, Person
from ostara.care.people.permissions import people_of
from ostara.care.people.search_keys import tidy
from ostara.care.people.views.whole import of_the_whole_person
from ostara.care.people.words import BLANK, facts_of, in_words, label


@demands(Verb.MERGE, reads="people.read")
@of_the_whole_person
def merge(request: Asked, person: UUID) -> HttpResponse:
    """Finds the other record, shows both side by side, then joins them."""
    form = MergeForm(request.POST or None)
    other = _other(request, form) if request.method == "POST" and form.is_valid() else None
    if other and form.cleaned_data["sure"]:
        joined, stays = _in_order(request.person, other, form)
        reason = form.cleaned_data["reason"]
        made = done(
            request,
            form,
            lambda: actions.merge(
                person=joined, goes_on=stays, reason=reason, by=request.by, at=request.at, key=form.once
            ),
        )
        if made:
            messages.success(request, "The two records are one now. This can be undone below.")
            return redirect("person", person=stays.pk)
    header = questions.header_of(request.person, on=request.today)
    shown = {"header": header, "form": form, "other": None}
    if other:
        beside = questions.header_of(other, on=request.today)
        shown |= {"other": beside, "beside": _side_by_side(header, beside)}
    return render(request, "people/merge.html", shown)


@demands(Verb.MERGE)
@of_the_whole_person
def unmerge(request: Asked, person: UUID, alias: UUID) -> HttpResponse:
    """Parts two records again."""
    header = questions.header_of(request.person, on=request.today)
    found = get_object_or_404(
        Alias.objects.standing().select_related("person", "goes_on_as"), person__in=header.records, pk=alias
    )
    form = WhyForm(request.POST or None)
    act = lambda: actions.unmerge(alias=found, why=form.cleaned_data["why"], by=request.by, key=form.once)  # noqa: E731 - read where it is used
    if done(request, form, act):
        messages.success(request, f"Record {found.person.number} stands by itself again.")
        return redirect("person", person=found.goes_on_as.pk)
    return render(request, "people/unmerge.html", {"header": header, "form": form, "alias": found})


def _other(request: Asked, form: MergeForm) -> Person | None:
    theirs = people_of(request.standing, at=request.at, verb=Verb.MERGE)
    written = tidy(form.cleaned_data["other"])
    found = (
        Person.objects.filter(number=written, card__goes_on_as__in=theirs).select_related("card__goes_on_as").first()
    )
    if found is None:
        form.add_error("other", "There is no record with this number whose records you may merge.")
        return None
    if found.card.goes_on_as == request.person:
        form.add_error("other", "This is the number of the record you are in.")
        return None
    return found.card.goes_on_as


def _in_order(this: Person, other: Person, form: MergeForm) -> tuple[Person, Person]:
    return (other, this) if form.cleaned_data["keep"] == MergeForm.THIS else (this, other)


def _side_by_side(one: questions.Header, other: questions.Header) -> list[tuple[str, str, str]]:
    pairs = ((Particulars, one.particulars, other.particulars), (Contact, one.contact, other.contact))
    return [
        (label(kind, name), in_words(left, name) if left else BLANK, in_words(right, name) if right else BLANK)
        for kind, left, right in pairs
        for name in facts_of(left or right or kind())
        if name != "effective_on"
    ]
