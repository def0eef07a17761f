"""Stock and its register: receiving, opening a bottle, counting by two, losing, putting right, destroying."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from ostara.care.accounts.models import User
from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.dispensing.actions.booking import spill
from ostara.care.medication.models import Bottle, BroughtBack, Destroyed, Place, RegisterLine, Stock, StockCount
from ostara.care.medication.writing.register import stock_at, write_line
from ostara.care.rows.acts import Changed, Refused, once
from ostara.care.tasks.actions import end_marked, raise_task
from ostara.knowledge.medicines import products
from ostara.knowledge.parameters import parameter

M = TypeVar("M", bound=models.Model)
HOURS = 24


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

    return _done(RegisterLine, key, "dispensing.receive", by, do)


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

    return _done(Bottle, key, "dispensing.open_bottle", by, do)


def count_stock(
    *,
    stock: Stock,
    counted: Decimal,
    witness: User,
    words: str = "",
    on: date,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> StockCount:
    """Writes what two people counted beside what the register says. The balance stays: a difference is looked into.

    Raises:
        Refused: the second person is the first one.
    """
    if witness.pk == by.user:
        raise Refused("Two people count: the second is somebody else.", field="witness")

    def do() -> UUID:
        held = Stock.objects.select_for_update().get(pk=stock.pk)
        kind = RegisterLine.Kind.COUNTED
        line = write_line(
            stock=held, kind=kind, change=Decimal(0), on=on, by=by, at=at, witness=witness, words=words.strip()
        )
        row = StockCount.objects.create(
            line=line, counted=counted, expected=line.balance, recorded_by_id=by.user, recorded_at=at
        )
        agrees = counted == line.balance
        if agrees:
            end_marked(marker=difference_marker(held), by=by, at=at)
        else:
            _look_into(held, row, on, by, at)
        note("dispensing.count_stock", by=by, record=row, agrees=agrees, witness=str(witness.pk))
        return row.pk

    return _done(StockCount, key, "dispensing.count_stock", by, do)


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

    return _done(RegisterLine, key, "dispensing.lose_stock", by, do)


def put_right(
    *, line: RegisterLine, change: Decimal, words: str, on: date, by: Actor, at: datetime, key: UUID | None = None
) -> RegisterLine:
    """Puts an earlier line right by another one that points back at it: `change` is the difference it makes.

    Raises:
        Refused: nobody says why.
        Changed: it was put right already.
    """
    if not words.strip():
        raise Refused("Say what was wrong with it.", field="words")

    def do() -> UUID:
        stock = Stock.objects.select_for_update().get(pk=line.stock_id)
        there = RegisterLine.objects.filter(puts_right=line).first()
        if there:
            raise Changed("This line was put right already.", latest=there)
        kind = RegisterLine.Kind.PUT_RIGHT
        made = write_line(
            stock=stock,
            kind=kind,
            change=change,
            on=on,
            by=by,
            at=at,
            puts_right=line,
            bottle_id=line.bottle_id,
            words=words.strip(),
        )
        note("dispensing.put_right", by=by, record=made, product=stock.product)
        return made.pk

    return _done(RegisterLine, key, "dispensing.put_right", by, do)


def destroy_brought_back(
    *, brought: BroughtBack, witness: User, on: date, by: Actor, at: datetime, key: UUID | None = None
) -> Destroyed:
    """Writes that what was brought back was destroyed before a witness.

    Raises:
        Refused: the witness is who destroys it.
        Changed: it was destroyed already.
    """
    if witness.pk == by.user:
        raise Refused("The witness is somebody else.", field="witness")

    def do() -> UUID:
        try:
            with transaction.atomic():
                row = Destroyed.objects.create(
                    brought_back=brought, on=on, witness=witness, recorded_by_id=by.user, recorded_at=at
                )
        except IntegrityError:
            there = Destroyed.objects.get(brought_back=brought)
            raise Changed("This was destroyed already.", latest=there) from None
        note("dispensing.destroy", by=by, record=row, product=brought.product, witness=str(witness.pk))
        return row.pk

    return _done(Destroyed, key, "dispensing.destroy", by, do)


def difference_marker(stock: Stock) -> str:
    """Returns what the task about a count that does not agree goes by."""
    return f"stock {stock.pk}"


def _done(model: type[M], key: UUID | None, name: str, by: Actor, do: Callable[[], UUID]) -> M:
    with transaction.atomic():
        made, _ = once(key, name, by.user, do)
    found: M = model._default_manager.get(pk=made)
    return found


def _stands_open(stock: Stock, bottle: Bottle) -> None:
    stock.in_use = bottle
    stock.save(update_fields=["in_use"])


def _look_into(stock: Stock, count: StockCount, on: date, by: Actor, at: datetime) -> None:
    if stock.place.service is None:
        return
    difference = count.counted - count.expected
    hours = parameter("register.difference_hours").whole
    raise_task(
        service=stock.place.service,
        words=(
            f"Counted at {stock.place.name}: {products()[stock.product].meaning} differs by "
            f"{difference.normalize():+f} from the register (line {count.line.number}). Find out why."
        ),
        due_on=on + timedelta(days=hours // HOURS),
        for_role=Role.SERVICE_MANAGER,
        because="CD-13",
        marker=difference_marker(stock),
        by=by,
        at=at,
    )


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
