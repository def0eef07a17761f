"""What a register says is held against what is there: counts by two people, lines put right, what is destroyed.

The balance is never made to fit: a difference is looked into, and put right by a line that points back.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.accounts.models import User
from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.dispensing.actions.stocking import done
from ostara.care.medication.models import BroughtBack, Destroyed, RegisterLine, Stock, StockCount
from ostara.care.medication.writing.register import write_line
from ostara.care.rows.acts import Changed, Refused
from ostara.care.tasks.actions import end_marked, raise_task
from ostara.knowledge.medicines import products
from ostara.knowledge.parameters import parameter

HOURS = 24


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

    return done(StockCount, key, "dispensing.count_stock", by, do)


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

    return done(RegisterLine, key, "dispensing.put_right", by, do)


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

    return done(Destroyed, key, "dispensing.destroy", by, do)


def difference_marker(stock: Stock) -> str:
    """Returns what the task about a count that does not agree goes by."""
    return f"stock {stock.pk}"


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
