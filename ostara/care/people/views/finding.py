"""Looking for people, and registering somebody new. What was looked for is posted: it stands in no address or log."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.models import Service
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.drafts import draft_of
from ostara.care.asking.forms import done
from ostara.care.audit.actions import note
from ostara.care.people import actions
from ostara.care.people.forms.finding import FindForm, RegisterForm
from ostara.care.people.looking import read_search
from ostara.care.people.models import Person
from ostara.care.people.questions import age
from ostara.care.people.questions.alike import Alike
from ostara.care.people.questions.search import find


@demands(Verb.FIND_PEOPLE)
def people(request: Asked) -> HttpResponse:
    """The search box, and whom it found."""
    form = FindForm(request.POST or None)
    looked = hits = None
    if request.method == "POST" and form.is_valid():
        looked = read_search(form.cleaned_data["look_for"], today=request.today)
        hits = find(looked, request.standing, at=request.at)
        note("people.find", by=request.by, found=len(hits))
    found = {"form": form, "looked": looked, "hits": hits, "today": request.today, "age": age}
    return render(request, "people/find.html", {**found, "may_register": request.standing.may(Verb.REGISTER)})


@demands(Verb.REGISTER)
def register_person(request: Asked) -> HttpResponse:
    """A new person; whoever looks like them is shown first."""
    services = Service.objects.filter(pk__in=request.standing.services(Verb.REGISTER)).order_by("name")
    draft = draft_of(request, "Registration of a person")
    form = RegisterForm(request.POST or None, on=request.today, services=services, draft=draft)
    looks_alike = Alike()

    def act() -> Person:
        nonlocal looks_alike
        try:
            return actions.register(
                particulars=form.particulars(),
                contact=form.contact(),
                at_service=form.cleaned_data["at_service"],
                standing=request.standing,
                by=request.by,
                at=request.at,
                another_person=form.cleaned_data["another_person"],
                key=form.once,
            )
        except actions.LooksAlike as alike:
            looks_alike = alike.found
            raise

    made = done(request, form, act)
    if made is None:
        return render(
            request, "people/register.html", {"form": form, "alike": looks_alike, "several": len(services) > 1}
        )
    messages.success(request, "Registered. Nothing was asked about consent yet.")
    return redirect("person", person=made.pk)
