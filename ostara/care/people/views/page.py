"""The page of a person, and the history of what was recorded of them."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.people import actions, questions
from ostara.care.people.forms.details import WhyForm
from ostara.care.people.page import sections
from ostara.care.people.questions.history import MAY_BE_TAKEN_BACK, history_of
from ostara.care.people.views.whole import of_the_whole_person
from ostara.care.people.words import facts_of, in_words, label
from ostara.care.rows.models import HistoryRow

PER_PAGE = 50


@demands(Verb.READ_RECORD, reads="people.read")
@of_the_whole_person
def person(request: Asked, person: UUID) -> HttpResponse:
    """Who somebody is, what to look out for, and what each room knows of them."""
    header = questions.header_of(request.person, on=request.today)
    shown = {"header": header, "sections": sections(request), "may": _may(request)}
    return render(request, "people/person.html", shown)


@demands(Verb.READ_RECORD, reads="people.read_history")
@of_the_whole_person
def history(request: Asked, person: UUID) -> HttpResponse:
    """What was recorded, by whom and when, and what it changed; the latest first."""
    header = questions.header_of(request.person, on=request.today)
    entries = history_of(header.records, before=_instant(request.GET.get("before", "")), most=PER_PAGE + 1)
    older = entries[PER_PAGE - 1].row.recorded_at.isoformat() if len(entries) > PER_PAGE else ""
    shown = {"header": header, "entries": entries[:PER_PAGE], "older": older, "may": _may(request)}
    return render(request, "people/history.html", shown)


@demands(Verb.KEEP_DETAILS)
@of_the_whole_person
def take_back(request: Asked, person: UUID, row: UUID) -> HttpResponse:
    """Something recorded by mistake: it stays readable, and stands no longer."""
    header = questions.header_of(request.person, on=request.today)
    mistaken = _standing_row(row, header.records)
    form = WhyForm(request.POST or None)
    made = done(
        request,
        form,
        lambda: actions.take_back(
            row=mistaken,
            person=request.person,
            why=form.cleaned_data["why"],
            by=request.by,
            at=request.at,
            key=form.once,
        ),
    )
    if made:
        messages.success(request, "Taken back. It stays readable in the history.")
        return redirect("person", person=request.person.pk)
    said = [
        (label(type(mistaken), name), in_words(mistaken, name)) for name, value in facts_of(mistaken).items() if value
    ]
    shown = {"header": header, "form": form, "title": mistaken._meta.verbose_name, "said": said}
    return render(request, "people/take_back.html", shown)


def _standing_row(key: UUID, records: list[UUID]) -> HistoryRow:
    for kind in MAY_BE_TAKEN_BACK:
        row: HistoryRow | None = kind._default_manager.filter(pk=key, person__in=records).first()
        if row and not row.withdrawn and not kind._default_manager.filter(corrects=row).exists():
            return row
    raise Http404


def _may(request: Asked) -> dict[str, bool]:
    listed = (Verb.KEEP_DETAILS, Verb.MERGE, Verb.GIVE_COPY, Verb.DECIDE_KEEPING)
    return {verb.value: request.standing.may(verb) for verb in listed}


def _instant(written: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(written)
    except ValueError:
        return None
    return instant if instant.tzinfo else None
