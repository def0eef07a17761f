"""A supply and what becomes known of it later; incidents and their review."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.models import Service
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.dispensing import actions
from ostara.care.dispensing.actions import Again
from ostara.care.dispensing.actions.afterwards import judged_once_more
from ostara.care.dispensing.actions.going_wrong import Happened
from ostara.care.dispensing.forms.afterwards import (
    AgainForm,
    EventForm,
    IncidentForm,
    ReviewForm,
    TakeBackForm,
    answer,
)
from ostara.care.dispensing.views.finding import ask, my_places, my_supply, prescribers_of, ring
from ostara.care.dispensing.views.giving import asked_before
from ostara.care.facts.questions import findings_about
from ostara.care.facts.replies import Reason
from ostara.care.medication.models import Course, DoseIncident, Supply, SupplyEvent
from ostara.care.medication.words import amount, product_name
from ostara.care.people.questions import header_of, records_of
from ostara.care.rows.acts import Refused
from ostara.knowledge.codes import code_list


@demands(Verb.SUPPLY, reads="dispensing.read")
def supply(request: Asked, person: UUID, supply: UUID) -> HttpResponse:
    """What became of one dose, and what can be added to it."""
    found = my_supply(request, supply)
    events = found.events.select_related("allowed_by", "recorded_by").order_by("recorded_at", "id")
    page = {
        "header": header_of(request.person, on=request.today),
        "supply": found,
        "product": product_name(found.course.product),
        "amount": amount(found.course, found.given_mg) if found.given_mg else "",
        "outcome": code_list("supply_outcome").meanings[found.outcome],
        "site": code_list("injection_site").meanings.get(found.site, ""),
        "events": events,
        "void": getattr(found, "void", None),
        "findings": findings_about([found.pk])[found.pk],
        "reason_words": lambda code: str(Reason(code).label).lower(),
        "lost": any(event.kind in ("spilled", "vomited") for event in events),
        "register": found.register_lines.select_related("stock").order_by("stock", "number"),
        "back": reverse("give_dose", args=(request.person.pk, found.course_id)),
    }
    return render(request, "dispensing/supply.html", page)


@demands(Verb.SUPPLY, reads="dispensing.read")
def take_back_supply(request: Asked, person: UUID, supply: UUID) -> HttpResponse:
    """Takes a supply back that did not happen like that."""
    found = my_supply(request, supply)
    form = TakeBackForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.take_back_supply(
            supply=found,
            why=form.cleaned_data["why"],
            medicine_back=form.cleaned_data["back"] == "yes",
            on=request.today,
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Take this back: it did not happen like that",
        button="Take it back",
        back=_of(request, found),
        said="Taken back. Record what really happened.",
        to=reverse("give_dose", args=(request.person.pk, found.course_id)),
    )


@demands(Verb.SUPPLY, reads="dispensing.read")
def supply_event(request: Asked, person: UUID, supply: UUID) -> HttpResponse:
    """Records that a dose was spilled, came up, or was brought back."""
    found = my_supply(request, supply)
    form = EventForm(request.POST or None)

    def record() -> SupplyEvent:
        said = form.cleaned_data
        return actions.record_event(
            supply=found,
            kind=said["kind"],
            mg=said["mg"],
            witnessed=answer(said["witnessed"]),
            words=said["words"],
            on=request.today,
            by=request.by,
            at=request.at,
            key=form.once,
        )

    title = "Spilled, vomited or brought back"
    return ask(request, form, record, title=title, button="Save", back=_of(request, found), said="Written down.")


@demands(Verb.SUPPLY, reads="dispensing.read")
def give_again(request: Asked, person: UUID, supply: UUID) -> HttpResponse:
    """Gives a dose once more, because a prescriber allowed it."""
    found = my_supply(request, supply)
    form = AgainForm(request.POST or None, prescribers=prescribers_of(found.course, on=request.today))

    def again() -> Again:
        said = {name: form.cleaned_data[name] for name in ("mg", "allowed_by", "words")}
        return Again(**said, stated=form.stated, replies=form.replies)

    judged = asked_before(request, form, lambda: judged_once_more(found, again(), request.today))
    if judged:
        form.ask(judged, ring=ring(request, found.course))
    return ask(
        request,
        form,
        lambda: actions.give_again(
            supply=found,
            again=again(),
            on=request.today,
            by=request.by,
            at=request.at,
            key=form.once,
            judged=judged,
        ),
        title="Give it once more",
        button="Given once more",
        back=_of(request, found),
        said="Given once more and written down.",
        template="dispensing/again.html",
        judged=judged,
    )


@demands(Verb.SUPPLY, reads="dispensing.read")
def record_incident(request: Asked, person: UUID) -> HttpResponse:
    """Records what really happened although it should not have."""
    courses = Course.objects.filter(person__in=records_of(request.person)).order_by("-id")
    initial = {"on": request.today, "kind": "double" if request.GET.get("what") == "double" else ""}
    form = IncidentForm(request.POST or None, on=request.today, courses=courses, initial=initial)
    places = my_places(request)

    def record() -> DoseIncident:
        said = {name: form.cleaned_data[name] for name in ("kind", "course", "on", "given_mg", "unbooked_mg", "words")}
        service = said["course"].service if said["course"] else _service(request)
        return actions.record_incident(
            person=request.person,
            service=service,
            happened=Happened(**said, place=places[0] if places else None),
            by=request.by,
            at=request.at,
            on=request.today,
            key=form.once,
        )

    return ask(
        request,
        form,
        record,
        title="Something went wrong with a dose",
        button="Record it: a prescriber and the manager are told",
        back=reverse("dispensing"),
        said="Recorded. A prescriber is asked today, and the manager will review it.",
        intro="What really happened is written down as it was; nothing is refused here. "
        "If the person may be harmed, call for help first.",
    )


@demands(Verb.REVIEW_INCIDENTS)
def incidents(request: Asked) -> HttpResponse:
    """The incidents at somebody's services, those that nobody has reviewed first."""
    rows = DoseIncident.objects.standing().filter(_of_services(request.standing.services(Verb.REVIEW_INCIDENTS)))
    listed = rows.select_related("person__card", "place", "recorded_by", "review").order_by("-on", "-id")
    waiting = [row for row in listed if not hasattr(row, "review")]
    reviewed = [row for row in listed if hasattr(row, "review")]
    return render(request, "dispensing/incidents.html", {"waiting": waiting, "reviewed": reviewed[:100]})


@demands(Verb.REVIEW_INCIDENTS, reads="dispensing.read_incident")
def review_incident(request: Asked, person: UUID, incident: UUID) -> HttpResponse:
    """What happened, and what was made of it."""
    rows = DoseIncident.objects.standing().filter(person__in=records_of(request.person))
    mine = rows.filter(_of_services(request.standing.services(Verb.REVIEW_INCIDENTS)))
    row = get_object_or_404(mine.select_related("course", "place", "recorded_by", "review__recorded_by"), pk=incident)
    form = ReviewForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.review_incident(
            incident=row,
            person_told=answer(form.cleaned_data["person_told"]),
            words=form.cleaned_data["words"],
            on=request.today,
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Incident",
        button="Save the review",
        back=reverse("incidents"),
        said="The review is saved.",
        template="dispensing/incident.html",
        incident=row,
        review=getattr(row, "review", None),
        product=product_name(row.course.product) if row.course else "",
        lines=row.register_lines.order_by("number"),
    )


def _of_services(services: Sequence[UUID] | frozenset[UUID]) -> Q:
    return Q(course__service__in=services) | Q(place__service__in=services)


def _service(request: Asked) -> Service:
    if request.by.service is None:
        raise Refused("This is recorded by somebody at a service.")
    return Service.objects.get(pk=request.by.service)


def _of(request: Asked, supply: Supply) -> str:
    return reverse("supply", args=(request.person.pk, supply.pk))
