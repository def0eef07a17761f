"""Pages of pharmacies: the directory, one of them, its day list, and what it says of somebody."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.models import Service
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.audit.actions import note
from ostara.care.calendar.bank_holidays import bank_holiday
from ostara.care.calendar.days import WEEKDAYS
from ostara.care.medication.models import Closure, OpeningHours, Place
from ostara.care.medication.questions.courses import active_of
from ostara.care.medication.words import held_since, who_decides
from ostara.care.people.questions import header_of, records_of
from ostara.care.prescribing.actions import pharmacies as actions
from ostara.care.prescribing.forms.pharmacies import HOW, ClosureForm, HoursForm, PharmacyForm, ReportForm
from ostara.care.prescribing.questions import pharmacies as questions
from ostara.care.prescribing.views.acting import ask, medicines_page
from ostara.care.rows.acts import Refused
from ostara.care.treatment.views.acting import ask as ask_without_person

PAGE = 50
SAID_BY = "prescribing.said_by"  # of a session: who is on the telephone is typed once for a whole list


@demands(Verb.PREPARE)
def pharmacies(request: Asked) -> HttpResponse:
    """The directory: pharmacies of the area and our own rooms."""
    found = Paginator(questions.places_of(request.standing), PAGE).get_page(request.GET.get("page"))
    return render(request, "prescribing/pharmacies.html", {"found": found, "today": request.today})


@demands(Verb.PREPARE)
def pharmacy(request: Asked, place: UUID) -> HttpResponse:
    """One pharmacy: how to reach it, when it is open, when it is not."""
    found = place_of(request, place)
    opening = questions.opening_of(found, on=request.today)
    closures = Closure.objects.standing().filter(place=found, on__gte=request.today).order_by("on", "id")
    week = [(name, _hours(opening.week[day])) for day, name in enumerate(WEEKDAYS)]
    shown = {"place": found, "week": week, "closures": list(closures[:PAGE]), "today": request.today}
    return render(request, "prescribing/pharmacy.html", shown)


@demands(Verb.PREPARE)
def add_pharmacy(request: Asked) -> HttpResponse:
    """A pharmacy that is not in the directory yet."""
    form = PharmacyForm(request.POST or None)
    area = get_object_or_404(Service, pk=request.by.service).area
    place = Place(kind=Place.Kind.PHARMACY, area=area)
    return _keep(request, form, place, title="Add a pharmacy")


@demands(Verb.PREPARE)
def keep_pharmacy(request: Asked, place: UUID) -> HttpResponse:
    """What is known of a pharmacy."""
    found = place_of(request, place)
    names = {True: "yes", False: "no", None: ""}
    first = {name: getattr(found, name) for name in ("name", "telephone", "address", "ods_code")}
    first |= {name: names[getattr(found, name)] for name in ("supervises", "opens_on_bank_holidays")}
    return _keep(request, PharmacyForm(request.POST or None, initial=first), found, title=f"Details: {found.name}")


@demands(Verb.PREPARE)
def pharmacy_hours(request: Asked, place: UUID) -> HttpResponse:
    """When a pharmacy is open."""
    found = place_of(request, place)
    first: dict[str, Any] = {"on": request.today}
    for row in (
        OpeningHours.objects.standing().filter(place=found, from_on__lte=request.today).order_by("from_on", "id")
    ):
        first |= {f"opens{row.weekday}": row.opens, f"closes{row.weekday}": row.closes}
        first[f"closed{row.weekday}"] = row.opens is None
    form = HoursForm(request.POST or None, on=request.today, initial=first)
    return ask_without_person(
        request,
        form,
        lambda: actions.keep_hours(
            place=found, weeks=form.weeks(), on=form.cleaned_data["on"], by=request.by, at=request.at
        ),
        title=f"Opening hours: {found.name}",
        button="Save",
        back=reverse("pharmacy", args=[place]),
        said="The hours are saved.",
        template="prescribing/hours.html",
    )


@demands(Verb.PREPARE)
def close_pharmacy(request: Asked, place: UUID) -> HttpResponse:
    """A day on which a pharmacy is closed, or open all the same."""
    found = place_of(request, place)
    form = ClosureForm(request.POST or None, on=request.today)
    return ask_without_person(
        request,
        form,
        lambda: actions.close_for_a_day(
            place=found,
            on=form.cleaned_data["on"],
            open_all_the_same=form.cleaned_data["open_all_the_same"],
            words=form.cleaned_data["words"],
            by=request.by,
            at=request.at,
        ),
        title=f"A day closed: {found.name}",
        button="Save",
        back=reverse("pharmacy", args=[place]),
        said="Saved. Look at the pick-ups that fall on closed days.",
        template="prescribing/plain.html",
    )


@demands(Verb.PREPARE)
def pharmacy_day(request: Asked, place: UUID, day: str) -> HttpResponse:
    """Who is due at a pharmacy on a day, and what they say became of it: one click each, who says so typed once."""
    found, on = place_of(request, place), day_of(day)
    due = questions.due_at(found, on=on, standing=request.standing, at=request.at)
    wrong = _said(request, due) if request.method == "POST" and "said" in request.POST else ""
    if request.method == "POST" and not wrong:
        return redirect("pharmacy_day", place=place, day=day)
    note("prescribing.read_day", by=request.by, record=found, people=len(due))
    shown = {
        "place": found,
        "on": on,
        "due": due,
        "how": HOW,
        "wrong": wrong,
        "said_by": request.POST.get("said_by") or request.session.get(SAID_BY, {}).get(str(place), ""),
        "why_closed": questions.opening_of(found, on=on).why_closed(on),
        "bank_holiday": bank_holiday(on),
        "held_since": held_since,
        "who_decides": who_decides,
        "sayable": on <= request.today,
        "before": on.fromordinal(on.toordinal() - 1),
        "after": on.fromordinal(on.toordinal() + 1),
    }
    return render(request, "prescribing/day.html", shown)


@demands(Verb.PREPARE, reads="prescribing.read")
def report_concern(request: Asked, person: UUID) -> HttpResponse:
    """Something a pharmacy says about somebody: on the prescribers' list at once."""
    courses = active_of(records_of(request.person), on=request.today)
    places = questions.places_of(request.standing)
    form = ReportForm(request.POST or None, on=request.today, places=places, initial={"on": request.today})
    service = get_object_or_404(Service, pk=request.by.service)
    return ask(
        request,
        form,
        lambda: actions.report(
            person=request.person,
            course=courses[0].course if courses else None,
            service=service,
            by=request.by,
            at=request.at,
            key=form.once,
            **form.facts(),
        ),
        title="A pharmacy says something",
        button="Save, and tell the prescriber",
        back=medicines_page(request),
        said="Saved. It is on the prescribers' list.",
        header=header_of(request.person, on=request.today),
    )


def _said(request: Asked, due: list[questions.Due]) -> str:
    """Writes what was clicked; returns what is wrong with it, or nothing."""
    key, _, outcome = request.POST.get("said", "").partition(":")
    one = next((one for one in due if str(one.instalment.pk) == key), None)
    if one is None:
        raise Http404
    how = request.POST.get("how", "")
    said_by = request.POST.get("said_by", "")
    try:
        actions.record_said(
            instalment=one.instalment,
            outcome=outcome,
            said=how if how in dict(HOW) else HOW[0][0],
            said_by=said_by,
            by=request.by,
            at=request.at,
            on=request.today,
        )
    except Refused as refused:
        return refused.message
    kept = request.session.get(SAID_BY, {})
    request.session[SAID_BY] = {**kept, str(one.instalment.place_id): said_by.strip()}
    messages.success(request, "Written down.")
    return ""


def _keep(request: Asked, form: PharmacyForm, place: Place, *, title: str) -> HttpResponse:
    made = done(request, form, lambda: actions.keep_place(place=place, by=request.by, **form.facts()))
    if made is not None:
        messages.success(request, "Saved.")
        return redirect("pharmacy", place=made.pk)
    back = reverse("pharmacies")
    shown = {"form": form, "title": title, "button": "Save", "back": back, "header": None}
    return render(request, "prescribing/plain.html", shown)


def place_of(request: Asked, key: UUID) -> Place:
    """Returns a place of the directory that somebody sees, or nothing at all (404)."""
    return get_object_or_404(questions.places_of(request.standing), pk=key)


def day_of(written: str) -> date:
    """Returns a day as an address has it, or nothing at all (404)."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Http404 from None


def _hours(hours: Any) -> str:
    if hours is None:
        return "nobody recorded it"
    return ", ".join(f"{one.opens:%H:%M} to {one.closes:%H:%M}" for one in hours) or "closed"
