"""Stock comes in, a bottle is opened, and some is lost. Counting and putting right live in `counting`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.db import models, transaction

from ostara.care.accounts.models import User
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.dispensing.actions.booking import spill
from ostara.care.medication.models import Bottle, Place, RegisterLine, Stock
from ostara.care.medication.writing.register import stock_at, write_line
from ostara.care.rows.acts import Refused, once
from ostara.knowledge.medicines import products

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, kw_only=True)
class Received:
    """What came in: `amount` in all, in mL of a liquid or pieces; so many bottles or boxes of it are alike."""

    product: str
    strength: Decimal
    amount: Decimal
    batch: str
    expires_on: date
    supplier: str
    bottles: int = 1


def receive(
    *, place: Place, received: Received, on: date, by: Actor, at: datetime, key: UUID | None = None
) -> RegisterLine:
    """Writes what came in, a line for each bottle; the first is opened where none stands open.

    Returns:
        The last line.

    Raises:
        Refused: the product, its strength, the amount or the day of expiry cannot be.
    """
    _refuse_unlikely(received, on)

    def do() -> UUID:
        stock = stock_at(place, received.product, received.strength)
        line = None
        for _ in range(received.bottles):
            bottle = Bottle.objects.create(
                place=place,
                product=received.product,
                strength=received.strength,
                batch=received.batch.strip(),
                expires_on=received.expires_on,
                recorded_by_id=by.user,
                recorded_at=at,
            )
            line = write_line(
                stock=stock,
                kind=RegisterLine.Kind.RECEIVED,
                change=received.amount / received.bottles,
                on=on,
                by=by,
                at=at,
                bottle=bottle,
                from_or_to=received.supplier.strip(),
            )
            if stock.in_use_id is None:
                _stands_open(stock, bottle)
        assert line is not None  # noqa: S101 - there is at least one bottle: refused above otherwise
        note("dispensing.receive", by=by, record=line, product=received.product, bottles=received.bottles)
        return line.pk

    return done(RegisterLine, key, "dispensing.receive", by, do)


def open_bottle(*, stock: Stock, bottle: Bottle, on: date, by: Actor, key: UUID | None = None) -> Bottle:
    """Takes another bottle into use: doses are written off from it from now on.

    Raises:
        Refused: it is no bottle of this stock, or has expired.
    """
    if (bottle.place_id, bottle.product, bottle.strength) != (stock.place_id, stock.product, stock.strength):
        raise Refused("This bottle belongs to another stock.", field="bottle")
    if bottle.expires_on < on:
        raise Refused("This bottle has expired.", field="bottle")

    def do() -> UUID:
        _stands_open(Stock.objects.select_for_update().get(pk=stock.pk), bottle)
        note("dispensing.open_bottle", by=by, record=bottle, product=stock.product)
        return bottle.pk

    return done(Bottle, key, "dispensing.open_bottle", by, do)


def lose_stock(
    *,
    stock: Stock,
    amount: Decimal,
    words: str,
    witness: User | None,
    on: date,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> RegisterLine:
    """Writes that some of a stock was spilled or broken.

    Raises:
        Refused: no amount above nought, or nobody says how it happened.
    """
    _refuse_without(amount, words)

    def do() -> UUID:
        bottle = stock.in_use_id
        line = spill(stock, amount, on=on, words=words.strip(), by=by, at=at, witness=witness, bottle_id=bottle)
        note("dispensing.lose_stock", by=by, record=line, product=stock.product)
        return line.pk

    return done(RegisterLine, key, "dispensing.lose_stock", by, do)


def _stands_open(stock: Stock, bottle: Bottle) -> None:
    stock.in_use = bottle
    stock.save(update_fields=["in_use"])


def _refuse_unlikely(received: Received, on: date) -> None:
    product = products().get(received.product)
    if product is None:
        raise Refused("Choose a product.", field="product")
    if product.strengths and received.strength not in product.strengths:
        known = ", ".join(f"{one.normalize():f}" for one in product.strengths)
        raise Refused(f"This product is made as {known} {product.strength_unit}.", field="strength")
    if received.amount <= 0 or received.bottles < 1:
        raise Refused("Say how much came in.", field="amount")
    if received.expires_on < on:
        raise Refused("It has expired: send it back.", field="expires_on")
    if product.strength_unit == "mg" and (received.amount / received.bottles) % 1:
        raise Refused("Pieces are whole, and the same number in each box.", field="amount")


def _refuse_without(amount: Decimal, words: str) -> None:
    if amount <= 0:
        raise Refused("Say how much.", field="amount")
    if not words.strip():
        raise Refused("Say how it happened.", field="words")


def done(model: type[M], key: UUID | None, name: str, by: Actor, do: Callable[[], UUID]) -> M:
    """Does something once per key, and returns the row it made."""
    with transaction.atomic():
        made, _ = once(key, name, by.user, do)
    found: M = model._default_manager.get(pk=made)
    return found
