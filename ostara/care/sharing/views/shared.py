"""Sharing a person's care with another service, and ending it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.people.models import Involvement
from ostara.care.people.questions import header_of, records_of
from ostara.care.people.views.whole import of_the_whole_person
from ostara.care.sharing import actions
from ostara.care.sharing.forms import ShareForm, StopForm, other_services


@demands(Verb.SHARE, reads="people.read")
@of_the_whole_person
def share(request: Asked, person: UUID) -> HttpResponse:
    """Shares with another service."""
    services = other_services(request.standing.services(Verb.SHARE))
    form = ShareForm(request.POST or None, services=services, on=request.today)
    made = done(
        request,
        form,
        lambda: actions.share(person=request.person, at=request.at, by=request.by, key=form.once, **form.facts()),
    )
    if made:
        messages.success(request, "Shared. The other service can open the record from now on.")
        return redirect("person", person=person)
    header = header_of(request.person, on=request.today)
    return render(request, "sharing/share.html", {"form": form, "header": header})


@demands(Verb.SHARE, reads="people.read")
@of_the_whole_person
def stop_sharing(request: Asked, person: UUID, involvement: UUID) -> HttpResponse:
    """Stops it."""
    shared = Involvement.objects.standing().filter(because=actions.SHARED, person__in=records_of(request.person))
    found = get_object_or_404(shared.select_related("service"), pk=involvement)
    form = StopForm(request.POST or None)
    act = lambda: actions.stop_sharing(  # noqa: E731 - too long to stand in the call
        involvement=found, at=request.at, by=request.by, why=form.cleaned_data["why"]
    )
    if done(request, form, act):
        messages.success(request, "Stopped. The other service can no longer open the record.")
        return redirect("person", person=person)
    header = header_of(request.person, on=request.today)
    return render(request, "sharing/stop.html", {"form": form, "header": header, "involvement": found})
