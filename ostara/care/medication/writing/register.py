"""Writing a line of the register: numbered without a gap, its balance following from the line before."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from ostara.care.audit.actor import Actor
from ostara.care.medication.models import Course, Place, RegisterLine, Stock


def stock_at(place: Place, product: str, strength: Decimal) -> Stock:
    """Returns what a place holds of a product, held until the transaction ends; it begins with nothing."""
    Stock.objects.get_or_create(place=place, product=product, strength=strength)
    return Stock.objects.select_for_update().get(place=place, product=product, strength=strength)


def write_line(
    *, stock: Stock, kind: str, change: Decimal, on: date, by: Actor, at: datetime, **fields: Any
) -> RegisterLine:
    """Writes the next line of a stock's register.

    Args:
        stock: whose.
        kind: of `RegisterLine.Kind`.
        change: mL or pieces; above nought for what comes in. The balance may go below nought: it is shown, not hidden.
        on: the day.
        by: who.
        at: when.
        **fields: supply, bottle, witness, words and so on.
    """
    with transaction.atomic():
        held = Stock.objects.select_for_update().get(pk=stock.pk)
        line = RegisterLine.objects.create(
            stock=held,
            number=held.lines + 1,
            kind=kind,
            on=on,
            change=change,
            balance=held.balance + change,
            recorded_by_id=by.user,
            recorded_at=at,
            **fields,
        )
        held.balance, held.lines = line.balance, line.number
        held.save(update_fields=["balance", "lines"])
        stock.balance, stock.lines = held.balance, held.lines
        return line


def taken_from_stock(course: Course, mg: Decimal, strength: Decimal) -> Decimal:
    """Returns how much leaves the stock for a dose: mL of a liquid, else pieces, exactly. Below nought."""
    return -(mg / (course.strength or strength)).quantize(Decimal("0.001"))
