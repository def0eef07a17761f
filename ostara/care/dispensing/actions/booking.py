"""What leaves the stock of a place for a dose, and what comes back: lines of its register."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ostara.care.audit.actor import Actor
from ostara.care.medication.models import Course, Place, RegisterLine, Stock, Supply
from ostara.care.medication.questions.supplies import DEPOTS
from ostara.care.medication.writing.register import write_line
from ostara.care.rows.acts import Refused
from ostara.knowledge.amounts import fewest_tablets

THOUSANDTH = Decimal("0.001")  # of a millilitre, or of a piece: as fine as the register writes
Leaves = list[tuple[Stock, Decimal]]  # from which stock, and how much: mL of a liquid, else pieces


def leaves(course: Course, place: Place, mg: Decimal) -> Leaves:
    """Returns what leaves the stock of a place for so many milligrams; nothing where it keeps none of the product.

    Raises:
        Refused: the strengths that are kept do not make up the dose.
    """
    kept = {stock.strength: stock for stock in Stock.objects.filter(place=place, product=course.product)}
    if not kept:
        return []
    if course.strength:
        stock = kept.get(course.strength)
        return [(stock, (mg / course.strength).quantize(THOUSANDTH))] if stock else []
    if course.form in DEPOTS:
        if mg not in kept:
            raise Refused(f"No injection of {mg.normalize():f} mg is kept here.")
        return [(kept[mg], Decimal(1))]
    pieces = fewest_tablets(mg, kept)
    if pieces is None:
        raise Refused("No whole tablets of the strengths kept here make up this dose. Ask the prescriber.")
    return [(kept[strength], Decimal(number)) for strength, number in pieces.items()]


def take(
    course: Course, place: Place, mg: Decimal, *, kind: str, on: date, by: Actor, at: datetime, **fields: Any
) -> list[RegisterLine]:
    """Writes what leaves the stock, from the bottle in use."""
    return [
        write_line(stock=stock, kind=kind, change=-amount, on=on, by=by, at=at, bottle_id=stock.in_use_id, **fields)
        for stock, amount in leaves(course, place, mg)
    ]


def put_back(supply: Supply, *, medicine_back: bool, on: date, words: str, by: Actor, at: datetime) -> None:
    """Writes that a supply was voided; where the medicine is not in the bottle again, that it was lost as well."""
    lines = list(RegisterLine.objects.filter(supply=supply, put_right_by__isnull=True).select_related("stock"))
    for line in lines:
        write_line(
            stock=line.stock,
            kind=RegisterLine.Kind.VOIDED,
            change=-line.change,
            on=on,
            by=by,
            at=at,
            supply=supply,
            bottle_id=line.bottle_id,
            puts_right=line,
            words=words,
        )
        if not medicine_back:
            spill(line.stock, -line.change, on=on, words=words, by=by, at=at, supply=supply, bottle_id=line.bottle_id)


def spill(
    stock: Stock, amount: Decimal, *, on: date, words: str, by: Actor, at: datetime, **fields: Any
) -> RegisterLine:
    """Writes that some of a stock was lost."""
    kind = RegisterLine.Kind.SPILLED
    return write_line(stock=stock, kind=kind, change=-amount, on=on, by=by, at=at, words=words, **fields)
