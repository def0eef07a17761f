"""The script run: a batch prepared, looked through line by line, signed, sent; and pick-ups on closed days."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done
from ostara.care.audit.actions import note
from ostara.care.facts.replies import Reason, Reply
from ostara.care.medication.models import Place, Prescription, PrescriptionEvent
from ostara.care.medication.words import held_since, product_name, who_decides
from ostara.care.people.questions import records_of
from ostara.care.prescribing.actions import running as actions
from ostara.care.prescribing.forms.running import ENDS, BecameForm, RunForm
from ostara.care.prescribing.papers import printed
from ostara.care.prescribing.questions import batches, runs
from ostara.care.prescribing.questions.batches import Line
from ostara.care.prescribing.questions.pharmacies import places_of
from ostara.care.prescribing.views.acting import ask, medicines_page
from ostara.care.rows.acts import Refused
from ostara.knowledge.refusal import RefusalError

Kind = PrescriptionEvent.Kind
IN_WORDS = {"held_since": held_since, "who_decides": who_decides, "product_name": product_name}


@demands(Verb.PREPARE)
def script_run(request: Asked) -> HttpResponse:
    """Prepares prescriptions for everyone who needs one in some days; and the batches made before."""
    services = request.standing.services(Verb.PREPARE)
    places = places_of(request.standing).filter(kind=Place.Kind.PHARMACY)
    first = RunForm.next_form(request.today)
    form = RunForm(request.POST or None, on=request.today, places=places, initial=first)

    def prepare() -> UUID:
        chosen = form.cleaned_data["place"]
        keys = frozenset([chosen.pk] if chosen else places.values_list("pk", flat=True))
        days = {"first": form.cleaned_data["first"], "last": form.cleaned_data["last"]}
        run = actions.Run(services=services, places=keys, **days)
        return actions.prepare(run=run, by=request.by, at=request.at, on=request.today)

    made = done(request, form, prepare)
    if made:
        return redirect("script_batch", batch=made)
    shown = {
        "form": form,
        "batches": batches.batches(services),
        "may_sign": request.standing.may(Verb.PRESCRIBE),
        "held": runs.held_out(services, list(places.values_list("pk", flat=True)), on=request.today),
        **IN_WORDS,
    }
    return render(request, "prescribing/run.html", shown)


@demands(Verb.PREPARE)
def script_batch(request: Asked, batch: UUID) -> HttpResponse:
    """One batch: every line visible, those ticked are signed, and all that are signed can be marked as sent."""
    may_sign = request.standing.may(Verb.PRESCRIBE)
    if request.method == "POST" and request.POST.get("do") == "send":
        return _send(request, batch)
    lines = _lines(request, batch, judging=may_sign, signing=request.POST.getlist("sign"))
    said: dict[UUID, str] = {}
    if request.method == "POST" and may_sign:
        said = _sign(request, [line for line in lines if str(line.prescription.pk) in request.POST.getlist("sign")])
        if not said:
            return redirect("script_batch", batch=batch)
        lines = _lines(request, batch, judging=True)
    note("prescribing.read_batch", by=request.by, batch=str(batch), prescriptions=len(lines))
    shown = {
        "lines": lines,
        "batch": batch,
        "said": said,
        "reasons": Reason.choices,
        "may_sign": may_sign,
        "waiting": sum(line.open for line in lines),
        "signed": sum(Kind.SIGNED in line.kinds for line in lines),
        "own_words": any(line.open and line.wordings_approved is not True for line in lines),
        **IN_WORDS,
    }
    return render(request, "prescribing/batch.html", shown)


@demands(Verb.PREPARE)
def print_batch(request: Asked, batch: UUID) -> HttpResponse:
    """The prescriptions of a batch on paper: marked as not to be used while something is not loaded or not known."""
    lines = [line for line in _lines(request, batch, judging=False) if not line.kinds & set(ENDS)]
    if not lines:
        raise Http404
    try:
        paper = printed(lines, on=request.today)
    except RefusalError as refused:
        messages.error(request, f"Nothing was printed. {refused}.")
        return redirect("script_batch", batch=batch)
    note("prescribing.print_batch", by=request.by, batch=str(batch), prescriptions=len(lines))
    answer = HttpResponse(paper, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="prescriptions.pdf"'
    return answer


@demands(Verb.PREPARE)
def closed_days(request: Asked) -> HttpResponse:
    """Pick-ups written for days on which their pharmacy is closed, or nobody knows; written again in one click."""
    services = request.standing.services(Verb.PREPARE)
    found = runs.closed_pickups_ahead(services, on=request.today)
    if request.method == "POST":
        one = next((row for row, _ in found if str(row.pk) == request.POST.get("again", "")), None)
        if one is None or one.prescription is None:
            raise Http404
        try:
            made = actions.reissue(prescription=one.prescription, by=request.by, at=request.at, on=request.today)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("closed_days")
        messages.success(request, "Written again; it waits for a signature.")
        return redirect("script_batch", batch=made)
    return render(request, "prescribing/closed_days.html", {"found": found, "notice": runs.notice_days()})


@demands(Verb.PREPARE)
def prescription(request: Asked, person: UUID, prescription: UUID) -> HttpResponse:
    """What became of a prescription: sent, arrived, lost, cancelled, void; and that the pharmacy confirmed its end."""
    mine = Prescription.objects.filter(
        course__person__in=records_of(request.person), course__service__in=request.standing.services(Verb.PREPARE)
    )
    found = get_object_or_404(mine.select_related("course__service", "course__person", "place"), pk=prescription)
    form = BecameForm(request.POST or None)
    events = found.events.select_related("recorded_by").order_by("recorded_at", "id")
    return ask(
        request,
        form,
        lambda: _became(request, found, form),
        title=f"Prescription {found.number}",
        button="Save",
        back=reverse("script_batch", args=[found.batch]) if found.batch else medicines_page(request),
        said="Saved.",
        template="prescribing/prescription.html",
        prescription=found,
        events=list(events),
    )


def _became(request: Asked, found: Prescription, form: BecameForm) -> Any:
    said = form.cleaned_data
    about: dict[str, Any] = {"prescription": found, "by": request.by, "at": request.at, "on": request.today}
    if said["kind"] in ENDS:
        return actions.end(kind=said["kind"], words=said["words"], **about)
    return actions.happened(kind=said["kind"], said_by=said["said_by"], words=said["words"], **about)


def _lines(request: Asked, batch: UUID, *, judging: bool, signing: Collection[str] = ()) -> list[Line]:
    found = list(batches.batch(batch, request.standing.services(Verb.PREPARE)))
    if not found:
        raise Http404
    return batches.lines(found, key=batch, on=request.today, judging=judging, signing=signing if judging else ())


def _sign(request: Asked, ticked: list[Line]) -> dict[UUID, str]:
    """Signs what is ticked, each by itself; returns what stood in the way, by prescription."""
    try:
        by = request.standing.actor(Verb.PRESCRIBE, address=request.by.address)
    except PermissionError:
        return {}
    wrong: dict[UUID, str] = {}
    number = request.POST.get("serial", "").strip()
    done_ = 0
    for line in ticked:
        key = line.prescription.pk
        reply = Reply(request.POST.get(f"reason-{key}", ""), request.POST.get(f"words-{key}", ""))
        asks = line.judged.asks if line.judged else ()
        try:
            if line.judged is None:
                raise Refused("Open the page again: the rules have not been asked.")
            actions.sign(
                prescription=line.prescription,
                judged=line.judged,
                replies={one.rule: reply for one in asks if reply.reason},
                serial=_serial(number, done_),
                by=by,
                at=request.at,
                on=request.today,
            )
            done_ += 1
        except Refused as refused:
            wrong[key] = refused.message
    if done_:
        messages.success(request, f"{done_} {'prescription is' if done_ == 1 else 'prescriptions are'} signed.")
    if not ticked:
        messages.warning(request, "Nothing was ticked.")
    return wrong


def _serial(first: str, place: int) -> str:
    """The serial number of a form: each form of a pad has the next number."""
    digits = first[len(first.rstrip("0123456789")) :]
    if not digits:
        return first
    return first[: -len(digits)] + str(int(digits) + place).zfill(len(digits))


def _send(request: Asked, batch: UUID) -> HttpResponse:
    sent = 0
    for line in _lines(request, batch, judging=False):
        if Kind.SIGNED in line.kinds and not line.kinds & {Kind.SENT, *ENDS}:
            actions.happened(
                prescription=line.prescription,
                kind=Kind.SENT,
                said_by="",
                by=request.by,
                at=request.at,
                on=request.today,
            )
            sent += 1
    messages.success(request, f"{sent} marked as sent.")
    return redirect("script_batch", batch=batch)
