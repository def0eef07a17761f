"""Amounts of medicine, exact: millilitres from milligrams, and whole tablets that make up a dose.

Nothing here rounds. What cannot be measured or made of whole tablets is said, and a person decides.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from ostara.knowledge.parameters import parameter
from ostara.knowledge.refusal import RefusalError

PLACES = 28  # more digits than any amount has; a fraction that needs more never ends


def millilitres(mg: Decimal, strength_mg_per_ml: Decimal) -> Decimal:
    """Returns the volume of a dose, exactly. Raises RefusalError for a volume without an end, or no real amount."""
    _check(mg, "dose")
    _check(strength_mg_per_ml, "strength")
    exact = Fraction(mg) / Fraction(strength_mg_per_ml)
    denominator, digits = exact.denominator, 0
    while denominator != 1:
        digits += 1
        denominator = (exact * 10**digits).denominator
        if digits > PLACES:
            raise RefusalError(f"{mg} mg at {strength_mg_per_ml} mg/mL", "is a volume that cannot be written exactly")
    return plain(Decimal(int(exact * 10**digits)).scaleb(-digits))


def measurable(ml: Decimal) -> bool:
    """Returns whether a volume is a whole number of the smallest that can be measured."""
    return ml % Decimal(parameter("prescriptions.smallest_volume_ml").value) == 0


def fewest_tablets(mg: Decimal, strengths: Iterable[Decimal]) -> dict[Decimal, int] | None:
    """Returns how many tablets of each strength make up the dose, the fewest, strongest first; None where none do.

    Tablets are never divided.
    """
    _check(mg, "dose")
    sizes = sorted({_check(strength, "strength") for strength in strengths}, reverse=True)
    scale = max(_places(amount) for amount in (mg, *sizes))
    target = int(mg.scaleb(scale))
    whole = {int(size.scaleb(scale)): size for size in sizes}
    last: list[int | None] = [None] * (target + 1)  # the tablet with which the fewest end, for each amount
    count: list[int | None] = [0, *[None] * target]
    for amount in range(1, target + 1):
        for size in whole:
            before = count[amount - size] if size <= amount else None
            so_far = count[amount]
            if before is not None and (so_far is None or before + 1 < so_far):
                count[amount], last[amount] = before + 1, size
    if count[target] is None:
        return None
    return _gathered(target, last, whole)


def plain(amount: Decimal) -> Decimal:
    """Returns the same amount without zeros that say nothing: 10 for 10.00, and 100 for 1E+2."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()


def _gathered(target: int, last: list[int | None], whole: dict[int, Decimal]) -> dict[Decimal, int]:
    found: dict[Decimal, int] = {}
    while target and (size := last[target]) is not None:
        found[whole[size]] = found.get(whole[size], 0) + 1
        target -= size
    return dict(sorted(found.items(), reverse=True))


def _places(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _check(amount: Decimal, what: str) -> Decimal:
    if not amount.is_finite() or amount <= 0:
        raise RefusalError(what, "is not an amount above zero")
    return amount
