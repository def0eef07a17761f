"""Drug tests of a person: what was found beside what they said, and the forms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.drafts import draft_of
from ostara.care.asking.forms import done
from ostara.care.people.questions import header_of, records_of
from ostara.care.people.views.whole import of_the_whole_person
from ostara.care.specimens.models import Reading, Specimen
from ostara.care.specimens.questions import prescribed_to, with_readings
from ostara.care.testing.actions import tests as actions
from ostara.care.testing.explaining import prescriptions_of
from ostara.care.testing.finding import row_of, stands, versions_of
from ostara.care.testing.forms import Why
from ostara.care.testing.forms.tests import (
    CorrectReadingForm,
    CorrectSpecimenForm,
    DrawForm,
    ReadingForm,
    SpecimenForm,
    initial_of_reading,
    initial_of_specimen,
)
from ostara.care.testing.overview import drawing_offered, read_aloud, tests_overview

FORM, PAGE = "testing/test_form.html", 25


@demands(Verb.READ_RECORD, reads="testing.read")
@of_the_whole_person
def tests(request: Asked, person: UUID) -> HttpResponse:
    """Every test beside what the person said, what is due, and the days drawn."""
    found = tests_overview(request.person, on=request.today)
    shown = {
        "header": header_of(request.person, on=request.today),
        "may_record": request.standing.may(Verb.RECORD_TESTS),
        "page": Paginator(found.pop("table"), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "testing/tests.html", {**found, **shown})


@demands(Verb.RECORD_TESTS)
@of_the_whole_person
def record(request: Asked, person: UUID) -> HttpResponse:
    """A new specimen, with what was found on the spot."""
    initial = {"on": request.today, "given": "given", "kind": "urine", "panel": "urine_strip"}
    draft = draft_of(request, "Drug test", about=request.person.pk)
    form = SpecimenForm(request.POST or None, on=request.today, initial=initial, draft=draft)
    made = done(
        request,
        form,
        lambda: actions.record_specimen(
            person=request.person,
            facts=form.facts,
            panel=form.cleaned_data["panel"],
            found=form.found,
            prescribed=prescriptions_of(records_of(request.person)),
            by=request.by,
            on=request.today,
            key=form.once,
        ),
    )
    if made:
        messages.success(request, "The test is recorded.")
        return redirect("specimen", person, made.pk)
    return _form(request, form, {"title": "Record a drug test", "words": "Save the test"})


@demands(Verb.READ_RECORD, reads="testing.read_specimen")
@of_the_whole_person
def specimen(request: Asked, person: UUID, specimen: UUID) -> HttpResponse:
    """A specimen, what each reading of it found and could not see, and every version."""
    row = row_of(Specimen, request.person, specimen)
    versions = versions_of(row, request.person)
    prescribed = prescribed_to(records_of(request.person))
    found = {
        "header": header_of(request.person, on=request.today),
        "specimen": row,
        "readings": [read_aloud(row, one, prescribed) for one in with_readings(row).readings],
        "versions": versions,
        "latest": versions[-1],
        "may_record": request.standing.may(Verb.RECORD_TESTS),
    }
    return render(request, "testing/specimen.html", found)


@demands(Verb.RECORD_TESTS)
@of_the_whole_person
def add_reading(request: Asked, person: UUID, specimen: UUID) -> HttpResponse:
    """What a laboratory found, or another strip."""
    row = row_of(Specimen, request.person, specimen)
    if request.method != "POST" and not _stands(request, row):
        return redirect("specimen", person, versions_of(row, request.person)[-1].pk)
    initial = {"on": request.today, "panel": f"{'oral' if row.kind == 'oral_fluid' else 'urine'}_laboratory"}
    form = ReadingForm(request.POST or None, on=request.today, initial=initial)
    made = done(
        request,
        form,
        lambda: actions.add_reading(
            specimen=row, **_read(request, form), by=request.by, on=request.today, key=form.once
        ),
    )
    if made:
        messages.success(request, "The result is recorded.")
        return redirect("specimen", person, row.pk)
    return _form(request, form, {"title": "Add a result", "words": "Save the result", "specimen": row})


@demands(Verb.RECORD_TESTS)
@of_the_whole_person
def correct_specimen(request: Asked, person: UUID, specimen: UUID) -> HttpResponse:
    """What is said of a specimen, to be put right."""
    row = row_of(Specimen, request.person, specimen)
    if request.method != "POST" and not _stands(request, row):
        return redirect("specimen", person, versions_of(row, request.person)[-1].pk)
    form = CorrectSpecimenForm(request.POST or None, on=request.today, initial=initial_of_specimen(row))
    made = done(
        request,
        form,
        lambda: actions.correct_specimen(
            specimen=row,
            facts=form.facts,
            why=form.cleaned_data["why"],
            by=request.by,
            on=request.today,
            key=form.once,
        ),
    )
    if made:
        messages.success(request, "The correction is recorded. What was there before stays in the history.")
        return redirect("specimen", person, made.pk)
    return _form(request, form, {"title": "Correct the test", "words": "Save the correction", "specimen": row})


@demands(Verb.RECORD_TESTS)
@of_the_whole_person
def correct_reading(request: Asked, person: UUID, reading: UUID) -> HttpResponse:
    """What a reading found, to be put right."""
    row = row_of(Reading, request.person, reading)
    if request.method != "POST" and not _stands(request, row):
        return redirect("specimen", person, row.specimen_id)
    form = CorrectReadingForm(request.POST or None, on=request.today, initial=initial_of_reading(row))
    made = done(
        request,
        form,
        lambda: actions.correct_reading(
            reading=row,
            **_read(request, form),
            why=form.cleaned_data["why"],
            by=request.by,
            on=request.today,
            key=form.once,
        ),
    )
    if made:
        messages.success(request, "The correction is recorded. What was there before stays in the history.")
        return redirect("specimen", person, made.specimen_id)
    found = {"title": "Correct the result", "words": "Save the correction", "specimen": row.specimen}
    return _form(request, form, found)


@demands(Verb.RECORD_TESTS)
@of_the_whole_person
def take_back_specimen(request: Asked, person: UUID, specimen: UUID) -> HttpResponse:
    """A test that should not be there."""
    row = row_of(Specimen, request.person, specimen)
    return _take_back(request, row, "test", row.pk)


@demands(Verb.RECORD_TESTS)
@of_the_whole_person
def take_back_reading(request: Asked, person: UUID, reading: UUID) -> HttpResponse:
    """A result that should not be there."""
    row = row_of(Reading, request.person, reading)
    return _take_back(request, row, "result", row.specimen_id)


@demands(Verb.RECORD_TESTS)
@of_the_whole_person
def draw_tests(request: Asked, person: UUID) -> HttpResponse:
    """Days for tests, drawn by chance."""
    offered = drawing_offered(request.person, on=request.today)
    form = DrawForm(request.POST or None, on=request.today, initial=offered["initial"])
    made = done(
        request,
        form,
        lambda: actions.draw_days(
            person=request.person,
            **{name: form.cleaned_data[name] for name in ("from_on", "until_on", "every_days", "because")},
            by=request.by,
            on=request.today,
            key=form.once,
        ),
    )
    if made:
        messages.success(request, "The days are drawn. Nobody chose them.")
        return redirect("tests", person)
    header = header_of(request.person, on=request.today)
    return render(request, "testing/draw.html", {"form": form, "header": header, **offered})


def _read(request: Asked, form: ReadingForm) -> dict[str, Any]:
    said = form.cleaned_data
    prescribed = prescriptions_of(records_of(request.person))
    given = {"panel": said["panel"], "result_on": said["on"], "words": said["words"]}
    return {**given, "found": form.found, "prescribed": prescribed}


def _take_back(request: Asked, row: Specimen | Reading, what: str, back: UUID) -> HttpResponse:
    if request.method != "POST" and not _stands(request, row):
        return redirect("specimen", request.person.pk, back)
    form = Why(request.POST or None)
    if done(
        request, form, lambda: actions.withdraw(row=row, why=form.cleaned_data["why"], by=request.by, key=form.once)
    ):
        messages.success(request, f"The {what} is taken back. It stays in the history.")
        return redirect("tests", request.person.pk)
    header = header_of(request.person, on=request.today)
    return render(
        request, "testing/take_back_test.html", {"form": form, "header": header, "row": row, "what": what, "back": back}
    )


def _stands(request: Asked, row: Specimen | Reading) -> bool:
    if stands(row):
        return True
    messages.warning(request, "This was corrected or taken back since. Here is what stands.")
    return False


def _form(request: Asked, form: Any, found: dict[str, Any]) -> HttpResponse:
    about = {"form": form, "header": header_of(request.person, on=request.today), "specimen": None}
    return render(request, FORM, {**about, **found})
