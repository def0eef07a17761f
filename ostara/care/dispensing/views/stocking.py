"""Stock and register: what is kept, a register to print, receiving, counting by two, losing, putting right."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.dispensing import actions
from ostara.care.dispensing.actions import Received
from ostara.care.dispensing.forms.stocking import (
    CountForm,
    DestroyForm,
    LoseForm,
    OpenForm,
    PutRightForm,
    ReceiveForm,
    WitnessForm,
)
from ostara.care.dispensing.questions.stock import Kept, bottles_of, brought_back_at, kept_at, register_lines
from ostara.care.dispensing.reach import places_of
from ostara.care.dispensing.views.finding import ask
from ostara.care.medication.models import Bottle, BroughtBack, RegisterLine, Stock
from ostara.care.rows.acts import Refused

LINES = 200  # on a page of the register, as it is printed


@demands(Verb.STOCK)
def stock(request: Asked) -> HttpResponse:
    """What is kept at somebody's places, what should be counted, and what was brought back."""
    places = list(_places(request))
    keys = [place.pk for place in places]
    page = {"mine": places, "kept": kept_at(keys), "brought": brought_back_at(keys), "today": request.today}
    return render(request, "dispensing/stock.html", page)


@demands(Verb.STOCK)
def register_page(request: Asked, stock: UUID) -> HttpResponse:
    """The register of one product at one place, by number."""
    found = _stock(request, stock)
    page = Paginator(register_lines(found), LINES).get_page(request.GET.get("page"))
    bottles = bottles_of(found, on=request.today)
    shown = {"stock": found, "kept": Kept(found, None, None), "page": page, "bottles": bottles, "today": request.today}
    return render(request, "dispensing/register.html", shown)


@demands(Verb.STOCK)
def receive_stock(request: Asked) -> HttpResponse:
    """Writes what came in."""
    places = _places(request)
    form = ReceiveForm(request.POST or None, on=request.today, places=places)

    def receive() -> RegisterLine:
        said = form.cleaned_data
        came = {name: said[name] for name in ("product", "strength", "batch", "expires_on", "supplier", "bottles")}
        received = Received(**came, amount=said["each"] * said["bottles"])
        return actions.receive(
            place=said["place"], received=received, on=request.today, by=request.by, at=request.at, key=form.once
        )

    title = "Receive stock"
    return ask(request, form, receive, title=title, button="Receive", back=reverse("stock"), said="Written down.")


@demands(Verb.STOCK)
def count_stock(request: Asked, stock: UUID) -> HttpResponse:
    """A count by two people. What the register says is told only afterwards."""
    found = _stock(request, stock)
    form = CountForm(request.POST or None, request=request, place=found.place)
    back = reverse("register_page", args=(found.pk,))
    return ask(
        request,
        form,
        lambda: actions.count_stock(
            stock=found,
            counted=form.cleaned_data["counted"],
            witness=_witness(form),
            words=form.cleaned_data["words"],
            on=request.today,
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Count",
        button="Save the count of us two",
        back=back,
        said="The count is written down. The last line of the register says whether it agrees.",
        about=Kept(found, None, None).name,
        intro="Both count before either looks at the register.",
    )


@demands(Verb.STOCK)
def lose_stock(request: Asked, stock: UUID) -> HttpResponse:
    """Spilled or broken, seen by a second person."""
    found = _stock(request, stock)
    form = LoseForm(request.POST or None, request=request, place=found.place)
    return ask(
        request,
        form,
        lambda: actions.lose_stock(
            stock=found,
            amount=form.cleaned_data["amount"],
            words=form.cleaned_data["words"],
            witness=_witness(form),
            on=request.today,
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title="Spilled or broken",
        button="Write it off",
        back=reverse("register_page", args=(found.pk,)),
        said="Written off.",
        about=Kept(found, None, None).name,
    )


@demands(Verb.STOCK)
def open_bottle(request: Asked, stock: UUID) -> HttpResponse:
    """Takes another bottle into use."""
    found = _stock(request, stock)
    left = [one.bottle.pk for one in bottles_of(found, on=request.today) if one.left > 0 and not one.in_use]
    bottles = Bottle.objects.filter(pk__in=left).order_by("expires_on", "id")
    form = OpenForm(request.POST or None, bottles=bottles)
    return ask(
        request,
        form,
        lambda: actions.open_bottle(
            stock=found, bottle=form.cleaned_data["bottle"], on=request.today, by=request.by, key=form.once
        ),
        title="Open another bottle",
        button="Open it: doses are taken from it now",
        back=reverse("register_page", args=(found.pk,)),
        said="Doses are taken from this bottle now.",
        about=Kept(found, None, None).name,
    )


@demands(Verb.STOCK)
def put_line_right(request: Asked, stock: UUID, register_line: UUID) -> HttpResponse:
    """Puts a line right by another that points back at it."""
    found = _stock(request, stock)
    line = get_object_or_404(RegisterLine, pk=register_line, stock=found)
    form = PutRightForm(request.POST or None)
    return ask(
        request,
        form,
        lambda: actions.put_right(
            line=line,
            change=form.cleaned_data["change"],
            words=form.cleaned_data["words"],
            on=request.today,
            by=request.by,
            at=request.at,
            key=form.once,
        ),
        title=f"Put line {line.number} right",
        button="Write another line that puts it right",
        back=reverse("register_page", args=(found.pk,)),
        said="Written down. The line itself stays as it was.",
        about=Kept(found, None, None).name,
    )


@demands(Verb.STOCK)
def destroy_brought_back(request: Asked, brought_back: UUID) -> HttpResponse:
    """Destroys what was brought back, before a witness."""
    rows = BroughtBack.objects.filter(place__in=_places(request)).select_related("place")
    row = get_object_or_404(rows, pk=brought_back)
    form = DestroyForm(request.POST or None, request=request, place=row.place)
    return ask(
        request,
        form,
        lambda: actions.destroy_brought_back(
            brought=row, witness=_witness(form), on=request.today, by=request.by, at=request.at, key=form.once
        ),
        title="Destroy what was brought back",
        button="Destroyed before the second person",
        back=reverse("stock"),
        said="Written down.",
    )


def _places(request: Asked) -> Any:
    return places_of(request.standing, Verb.STOCK, on=request.today)


def _stock(request: Asked, key: UUID) -> Stock:
    rows = Stock.objects.filter(place__in=_places(request)).select_related("place__service", "in_use")
    return get_object_or_404(rows, pk=key)


def _witness(form: WitnessForm) -> Any:
    if form.witness is None:
        raise Refused("A second person confirms this.", field="witness_email")
    return form.witness
