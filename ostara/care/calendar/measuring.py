"""How doses are measured out: by volume, by whole units of each strength, or by weight where nobody knows how.

A prescription of a controlled drug says its strength and the quantity in all, in words and in figures (CD-04).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from ostara.care.calendar.schedule import Dose, added
from ostara.drawing.prescription_form import Quantity
from ostara.knowledge.amount_words import said
from ostara.knowledge.amounts import fewest_tablets, plain
from ostara.knowledge.medicines import Product

KEPT = "\u00a0"  # a blank at which no line is broken: a number stays with its unit
UNITS = {
    "sublingual": "tablets",
    "tablet": "tablets",
    "lyophilisate": "lyophilisates",
    "depot_weekly": "injections",
    "depot_monthly": "injections",
    "implant": "implants",
}


class Measure(Protocol):
    """One way of measuring out."""

    def amount(self, doses: Iterable[Dose]) -> str:
        """Returns some doses together, in figures: 180 mL, or 3 × 8 mg and 6 × 2 mg."""

    def total(self, doses: Iterable[Dose]) -> tuple[Quantity, ...]:
        """Returns all doses together, in figures and in words."""


def measure(doses: Sequence[Dose], product: Product) -> tuple[Measure, tuple[str, ...]]:
    """Returns how these doses are measured out, and what is lacking where nobody knows."""
    if product.strength_unit == "mg/mL":
        known = added(dose.ml for dose in doses) is not None
        return (ByVolume(), ()) if known else (ByWeight(), ("its volume is not known",))
    unit = UNITS.get(product.form)
    if unit is None or not product.strengths:
        return ByWeight(), ("what it is made up of is not known",)
    odd = sorted({dose.mg for dose in doses if fewest_tablets(dose.mg, product.strengths) is None})
    if odd:
        strengths = " ".join(str(plain(one)) for one in product.strengths)
        return ByWeight(), (f"{plain(odd[0])} mg is not made up by whole {unit} ({strengths} mg)",)
    return ByUnits(product.strengths, unit), ()


class ByVolume:
    """A liquid of which the volume is known."""

    def amount(self, doses: Iterable[Dose]) -> str:
        """As of every measure."""
        return said(_sum(dose.ml for dose in doses), "mL").figures.replace(" ", KEPT)

    def total(self, doses: Iterable[Dose]) -> tuple[Quantity, ...]:
        """As of every measure."""
        volume = said(_sum(dose.ml for dose in doses), "mL")
        return (Quantity("", volume.figures, volume.words),)


@dataclass(frozen=True)
class ByUnits:
    """Whole units of each strength, strongest first; each day's dose is made up by itself."""

    strengths: tuple[Decimal, ...]
    unit: str

    def amount(self, doses: Iterable[Dose]) -> str:
        """As of every measure."""
        counted = self._counted(doses).items()
        return " and ".join(f"{count}{KEPT}×{KEPT}{plain(size)}{KEPT}mg" for size, count in counted)

    def total(self, doses: Iterable[Dose]) -> tuple[Quantity, ...]:
        """As of every measure."""
        counted = {size: said(Decimal(count), self.unit) for size, count in self._counted(doses).items()}
        return tuple(Quantity(f"{plain(size)} mg", one.figures, one.words) for size, one in counted.items())

    def _counted(self, doses: Iterable[Dose]) -> Mapping[Decimal, int]:
        found: Counter[Decimal] = Counter()
        for dose in doses:
            found.update(fewest_tablets(dose.mg, self.strengths) or {})
        return dict(sorted(found.items(), reverse=True))


class ByWeight:
    """Milligrams alone."""

    def amount(self, doses: Iterable[Dose]) -> str:
        """As of every measure."""
        return said(_sum(dose.mg for dose in doses), "mg").figures.replace(" ", KEPT)

    def total(self, doses: Iterable[Dose]) -> tuple[Quantity, ...]:
        """As of every measure."""
        weight = said(_sum(dose.mg for dose in doses), "mg")
        return (Quantity("", weight.figures, weight.words),)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in amounts if one is not None), Decimal())
