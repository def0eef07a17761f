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
from ostara.knowledge.amount_words import Said, said
from ostara.knowledge.amounts import fewest_tablets, plain
from ostara.knowledge.medicines import Product

VOLUME, WEIGHT = "mL", "mg"
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
        return (InAll(VOLUME), ()) if known else (InAll(WEIGHT), ("its volume is not known",))
    unit = UNITS.get(product.form)
    if unit is None or not product.strengths:
        return InAll(WEIGHT), ("what it is made up of is not known",)
    odd = sorted({dose.mg for dose in doses if fewest_tablets(dose.mg, product.strengths) is None})
    if odd:
        strengths = " ".join(str(plain(one)) for one in product.strengths)
        return InAll(WEIGHT), (f"{plain(odd[0])} mg is not made up by whole {unit} ({strengths} mg)",)
    return ByUnits(product.strengths, unit), ()


@dataclass(frozen=True)
class InAll:
    """One amount of all doses together: the millilitres of a liquid, or milligrams alone."""

    unit: str

    def amount(self, doses: Iterable[Dose]) -> str:
        """As of every measure."""
        return self._said(doses).figures.replace(" ", KEPT)

    def total(self, doses: Iterable[Dose]) -> tuple[Quantity, ...]:
        """As of every measure."""
        all_ = self._said(doses)
        return (Quantity("", all_.figures, all_.words),)

    def _said(self, doses: Iterable[Dose]) -> Said:
        amounts = (dose.ml if self.unit == VOLUME else dose.mg for dose in doses)
        return said(sum((one for one in amounts if one is not None), Decimal()), self.unit)


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
