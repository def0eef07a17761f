"""Who has opened what: a person's access history, on screen and paper; emergency openings; what staff did."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.audit.actions import note
from ostara.care.people.questions import header_of
from ostara.care.people.views.whole import of_the_whole_person
from ostara.care.sharing import access, actions
from ostara.care.sharing.forms import ReviewForm
from ostara.care.sharing.models import OpeningReview
from ostara.knowledge.parameters import parameter

PAGE = 50


@demands(Verb.GIVE_COPY, reads="sharing.read_access")
@of_the_whole_person
def person_access(request: Asked, person: UUID) -> HttpResponse:
    """Everything done to a person's record, line by line, newest first."""
    page = Paginator(access.history_of(request.person), PAGE).get_page(request.GET.get("page"))
    header = header_of(request.person, on=request.today)
    return render(request, "sharing/access.html", {"page": page, "lines": access.seen_of(list(page)), "header": header})


@demands(Verb.GIVE_COPY, reads="sharing.print_access")
@of_the_whole_person
def print_access(request: Asked, person: UUID) -> HttpResponse:
    """The same for the person, on paper: day by day, in plain words."""
    header = header_of(request.person, on=request.today)
    return render(request, "sharing/access_print.html", {"days": access.days_of(request.person), "header": header})


@demands(Verb.REVIEW_ACCESS)
def openings(request: Asked) -> HttpResponse:
    """Records opened in an emergency, those to be reviewed first."""
    within = timedelta(days=parameter("sharing.review_within_days").whole)
    page = Paginator(access.openings_for(request.standing), PAGE).get_page(request.GET.get("page"))
    return render(request, "sharing/openings.html", {"page": page, "late_before": request.at - within})


@demands(Verb.REVIEW_ACCESS)
def opening(request: Asked, opening: UUID) -> HttpResponse:
    """One of them: who, when, why, what they did with it; and what the reviewer makes of it."""
    found = get_object_or_404(access.openings_for(request.standing), pk=opening)
    form = ReviewForm(request.POST or None)
    said = lambda: actions.review(  # noqa: E731 - too long to stand in the call
        opening=found,
        outcome=OpeningReview.Outcome(form.cleaned_data["outcome"]),
        words=form.cleaned_data["words"],
        at=request.at,
        by=request.by,
    )
    if done(request, form, said):
        messages.success(request, "Reviewed.")
        return redirect("openings")
    note("sharing.read_opening", by=request.by, person=found.person_id, record=found)
    during = access.activity_of(found.user).filter(person=found.person_id, at__range=(found.from_at, found.until_at))
    return render(
        request,
        "sharing/opening.html",
        {
            "form": form,
            "opening": found,
            "reviews": list(found.reviews.standing().select_related("recorded_by")),
            "lines": access.seen_of(list(during[:PAGE])),
        },
    )


@demands(Verb.REVIEW_ACCESS)
def activity(request: Asked, account: UUID) -> HttpResponse:
    """What a member of staff did and opened: numbers of records, no names."""
    found = get_object_or_404(access.reviewed_accounts(request.standing), pk=account)
    page = Paginator(access.activity_of(found), PAGE).get_page(request.GET.get("page"))
    note("sharing.read_activity", by=request.by, record=found)
    return render(
        request, "sharing/activity.html", {"account": found, "page": page, "lines": access.seen_of(list(page))}
    )
