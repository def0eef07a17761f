"""Lists: a caseload, the caseload of somebody who leaves, a person's timeline."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.models import Service, User
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.people.questions import header_of, records_of
from ostara.care.treatment import actions, questions
from ostara.care.treatment.due import first_review_within
from ostara.care.treatment.forms.moving import CaseloadForm
from ostara.care.treatment.models import EpisodeNow, Keyworker
from ostara.care.treatment.questions.caseload import ORDERS, WHOSE, Asking
from ostara.care.treatment.states import Status, Way, is_open
from ostara.care.treatment.timeline import timeline


@demands(Verb.READ_RECORD)
def caseload(request: Asked) -> HttpResponse:
    """The people of somebody's services who are in care: mine first, what is due first."""
    asking = _asking(request)
    counts = questions.due_counts(request.standing, asking, on=request.today)
    page = questions.caseload(
        request.standing,
        asking,
        on=request.today,
        page=_number(request.GET.get("page")),
        listed=counts.listed,
    )
    return render(
        request,
        "treatment/caseload.html",
        {
            "rows": page,
            "asking": asking,
            "counts": counts,
            "services": _services(request),
            "in_a_team": any(post.team_id for post in request.standing.posts),
            "statuses": [(status.value, status.label) for status in Status if is_open(status)],
            "ways": Way.choices,
            "way_names": dict(Way.choices),
            "status_names": dict(Status.choices),
            "today": request.today,
            "may_hand_over": request.standing.may(Verb.MANAGE_STAFF),
            "rests_on": first_review_within(),
        },
    )


def _services(request: Asked) -> list[tuple[UUID, str]]:
    """Returns the services whose caseloads somebody may see, by name."""
    mine = request.standing.services(Verb.READ_RECORD)
    held = {post.service_id: post.service.name for post in request.standing.posts if post.service}
    return sorted(((key, name) for key, name in held.items() if key in mine), key=lambda pair: pair[1])


def _asking(request: Asked) -> Asking:
    said = request.GET
    whose, order = said.get("whose", ""), said.get("order", "")
    return Asking(
        whose=whose if whose in WHOSE else "mine",
        service=_key(said.get("service", "")),
        status=said.get("status", "") if said.get("status") in Status else "",
        way=said.get("way", "") if said.get("way") in Way else "",
        due=said.get("due") == "yes",
        order=order if order in ORDERS else "due",
    )


@demands(Verb.MANAGE_STAFF)
def hand_over(request: Asked, keyworker: UUID) -> HttpResponse:
    """Hands over the caseload of somebody who leaves, each person to somebody else, in one act."""
    services = request.standing.services(Verb.MANAGE_STAFF)
    rows = EpisodeNow.objects.filter(keyworker=keyworker, service__in=services, is_open=True)
    listed = list(rows.select_related("person__card", "service", "keyworker").order_by("person__card__family_name"))
    if not listed:
        raise Http404
    staff = {
        place.pk: list(questions.might_work_with(place, on=request.today))
        for place in Service.objects.filter(pk__in={row.service_id for row in listed})
    }
    form = CaseloadForm(request.POST or None, on=request.today, rows=listed, staff=staff, initial={"on": request.today})
    if done(request, form, lambda: _handed_over(request, form)) is not None:
        messages.success(request, "The caseload is handed over.")
        return redirect("leavers")
    return render(
        request,
        "treatment/hand_over.html",
        {"form": form, "rows": [(row, form[f"to_{row.pk}"]) for row in listed], "leaver": listed[0].keyworker},
    )


def _handed_over(request: Asked, form: CaseloadForm) -> Keyworker:
    chosen = form.chosen()
    users = User.objects.in_bulk([to for to in chosen.values() if to != "nobody"])
    to = {key: None if said == "nobody" else users[UUID(said)] for key, said in chosen.items()}
    return actions.hand_over_caseload(
        to=to,
        on=form.cleaned_data["on"],
        words=form.cleaned_data["words"],
        by=request.by,
        at=request.at,
        key=form.once,
    )


@demands(Verb.MANAGE_STAFF)
def leavers(request: Asked) -> HttpResponse:
    """Whose caseload may be handed over: keyworkers of a manager's services, with how many people each works with."""
    services = request.standing.services(Verb.MANAGE_STAFF)
    return render(request, "treatment/leavers.html", {"keyworkers": questions.keyworkers_at(services)})


@demands(Verb.READ_RECORD, reads="treatment.read_timeline")
def person_timeline(request: Asked, person: UUID) -> HttpResponse:
    """What happened to a person, the latest first."""
    page, told = timeline(records_of(request.person), page=_number(request.GET.get("page")))
    return render(
        request,
        "treatment/timeline.html",
        {"page": page, "told": told, "header": header_of(request.person, on=request.today)},
    )


def person_section(request: Asked) -> dict[str, Any] | None:
    """Returns what the page of a person shows of treatment."""
    if not request.standing.may(Verb.READ_RECORD):
        return None
    episodes = questions.all_episodes_of(records_of(request.person))
    kwargs = {"person": request.person.pk}
    return {
        "episodes": episodes,
        "ways": dict(Way.choices),
        "refer": reverse("refer", kwargs=kwargs) if request.standing.may(Verb.REGISTER) else "",
        "timeline": reverse("timeline", kwargs=kwargs),
    }


def _number(said: str | None) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 6 else 1


def _key(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
