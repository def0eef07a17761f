"""Transfers: offered from an episode, and answered by the service they are offered to."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.audit.actions import note
from ostara.care.treatment import actions, questions
from ostara.care.treatment.forms.moving import AnswerForm, OfferForm, WhyForm
from ostara.care.treatment.models import Transfer
from ostara.care.treatment.views.acting import address, ask, ours


@demands(Verb.TREAT)
def offer_transfer(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Offers a person's care to another service."""
    found = ours(request, episode, Verb.TREAT)
    services = questions.other_services(found.service, on=request.today)
    form = OfferForm(request.POST or None, on=request.today, services=services, initial={"on": request.today})
    return ask(
        request,
        form,
        lambda: actions.offer_transfer(
            episode=found,
            to=form.cleaned_data["to"],
            on=form.cleaned_data["on"],
            person_agrees=form.cleaned_data["person_agrees"],
            handover=form.cleaned_data["handover"],
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Offer a transfer",
        button="Offer the transfer",
        back=address("episode", found),
        said="The transfer is on offer. Care goes on here until they accept.",
        about=found,
        intro="Care goes on here until they accept. Assessment, plan and help go with the person: nobody begins again.",
    )


@demands(Verb.TREAT)
def take_back_offer(request: Asked, person: UUID, episode: UUID) -> HttpResponse:
    """Takes an offer back."""
    found = ours(request, episode, Verb.TREAT)
    offer = questions.open_offer(found)
    if offer is None:  # answered meanwhile: the episode says how
        return redirect(address("episode", found))
    form = WhyForm(request.POST or None, on=request.today, initial={"on": request.today})
    return ask(
        request,
        form,
        lambda: actions.take_back_offer(
            transfer=offer,
            on=form.cleaned_data["on"],
            words=form.cleaned_data["words"],
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Take the offer back",
        button="Take it back",
        back=address("episode", found),
        said="The offer is taken back. Care goes on here.",
        about=found,
    )


@demands(Verb.TREAT)
def transfers(request: Asked) -> HttpResponse:
    """Transfers that wait for an answer of somebody's services."""
    offers = questions.offers_to(request.standing.services(Verb.TREAT))
    return render(request, "treatment/transfers.html", {"offers": offers, "today": request.today})


@demands(Verb.TREAT)
def answer_transfer(request: Asked, transfer: UUID) -> HttpResponse:
    """What is handed over, and the answer. The record opens once the transfer is accepted, not before."""
    offer = get_object_or_404(questions.offers_to(request.standing.services(Verb.TREAT)), pk=transfer)
    if request.method == "GET":
        note("treatment.read_offer", by=request.by, person=offer.episode.person_id, record=offer)
    staff = questions.might_work_with(offer.to_service, on=request.today)
    first = {"on": request.today, "keyworker": request.standing.user.pk}
    form = AnswerForm(request.POST or None, on=request.today, staff=staff, initial=first)
    return ask(
        request,
        form,
        lambda: _answered(request, offer, form),
        title="A transfer to us",
        button="Send the answer",
        back=reverse("transfers"),
        said="The answer is saved.",
        template="treatment/answer_transfer.html",
        offer=offer,
    )


def _answered(request: Asked, offer: Transfer, form: AnswerForm) -> object:
    said = {
        "transfer": offer,
        "on": form.cleaned_data["on"],
        "words": form.cleaned_data["words"],
        "by": request.by,
        "at": request.at,
        "key": form.once,
    }
    if form.cleaned_data["answer"] == "accept":
        return actions.accept_transfer(keyworker=form.cleaned_data["keyworker"], **said)
    return actions.decline_transfer(**said)
