"""Adding up and comparing published figures, where that is right; everything else is refused with its reason.

No place is counted twice: areas of one sum may not lie within each other. No sum and no difference mixes sources,
indicators, groups, units or methods. What was withheld or not given is not zero: then there is no total.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

from ostara.knowledge.refusal import RefusalError
from ostara.tables.published import PublishedFigure

UPPER = frozenset({"county", "unitary", "met_district", "london_borough", "authority"})
LOWER = frozenset({"district", "unitary", "met_district", "london_borough"})
LOCAL = UPPER | LOWER | {"met_county", "london_part"}

LEVELS: Mapping[str, frozenset[str]] = MappingProxyType(
    {"country": frozenset({"country"}), "region": frozenset({"region"}), "upper": UPPER, "lower": LOWER}
)
# What may lie within an area of a kind. An authority without a code may be a county.
WITHIN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "nations": LOCAL | {"country", "region"},
        "country": LOCAL | {"region"},
        "region": LOCAL,
        "county": frozenset({"district"}),
        "authority": frozenset({"district"}),
        "met_county": frozenset({"met_district", "authority"}),
        "london_part": frozenset({"london_borough", "authority"}),
    }
)
NOT_SAID = "not said"  # a method that begins so is known to be one and the same only within one year of one file
ADD_UP = frozenset({"people", "deaths"})
CUT_ACROSS = frozenset({"health", "other"})  # their borders are their own


@dataclass(frozen=True)
class Total:
    """A sum over areas; it has no interval, since those of areas do not add up.

    `value` is empty where a part was withheld or not given; `at_least` is the sum of the rest.
    """

    value: float | None
    at_least: float
    areas: int
    withheld: int
    not_given: int


def at_level(figures: Iterable[PublishedFigure], level: str) -> list[PublishedFigure]:
    """The figures of one level: `country`, `region`, `upper` (counties) or `lower` (districts). Raises KeyError."""
    kinds = LEVELS[level]
    return [figure for figure in figures if figure.area_kind in kinds]


def total(figures: Iterable[PublishedFigure]) -> Total:
    """The sum of counts over areas of one period, group and method. Raises RefusalError for what cannot be added."""
    parts = list(figures)
    if not parts:
        raise RefusalError("published figures", "there are none to add up")
    for name in ("source", "indicator", "period", "group", "unit", "method"):
        _refuse_mixture(parts, name)
    first = parts[0]
    if first.unit not in ADD_UP:
        raise RefusalError(_place(first), f"is in {first.unit}: shares and rates of areas do not add up")
    _refuse_double_count(parts)
    known = [part.value for part in parts if part.value is not None]
    withheld = sum(part.suppressed for part in parts)
    return Total(
        value=sum(known) if len(known) == len(parts) else None,
        at_least=sum(known),
        areas=len(parts),
        withheld=withheld,
        not_given=len(parts) - len(known) - withheld,
    )


def difference(later: PublishedFigure, earlier: PublishedFigure) -> float | None:
    """The change of one figure between two periods; None where one is not known. Raises RefusalError otherwise."""
    for name in ("source", "indicator", "group", "unit", "method", "area_code", "area_kind"):
        _refuse_mixture([later, earlier], name)
    if later.area_code is None:
        _refuse_mixture([later, earlier], "area_name")
    if (later.method or "").startswith(NOT_SAID):
        raise RefusalError(_place(later), "nobody says by which method: the two years may have been made by two")
    if later.value is None or earlier.value is None:
        return None
    return later.value - earlier.value


def _place(figure: PublishedFigure) -> str:
    return f"{figure.source}: {figure.indicator}"


def _refuse_mixture(parts: list[PublishedFigure], name: str) -> None:
    found = {getattr(part, name) for part in parts}
    if len(found) > 1:
        named = " and ".join(sorted(str(one) if one is not None else "none said" for one in found)[:3])
        raise RefusalError(_place(parts[0]), f"figures differ in {name} ({named}) and do not go together")


def _refuse_double_count(parts: list[PublishedFigure]) -> None:
    places = Counter((part.area_code or part.area_name, part.area_kind) for part in parts)
    again = next((place for place, times in places.items() if times > 1), None)
    if again:
        raise RefusalError(_place(parts[0]), f"{again[0]} would be counted twice")
    kinds = {(part.area_kind, _nation(part)): part for part in parts}
    across = {kind for kind, _ in kinds} & CUT_ACROSS
    if len(parts) > 1 and across and (len(kinds) > 1 or "other" in across):
        raise RefusalError(_place(parts[0]), "holds areas whose borders may cut across each other")
    for one, other in combinations(kinds, 2):
        for (outer, nation), (inner, its) in ((one, other), (other, one)):
            if inner in WITHIN.get(outer, ()) and (outer == "nations" or not nation or not its or nation == its):
                raise RefusalError(
                    _place(parts[0]),
                    f"{kinds[inner, its].area_name} ({inner}) may lie within {kinds[outer, nation].area_name} "
                    f"({outer}): choose one level",
                )


def _nation(figure: PublishedFigure) -> str:
    return figure.area_code[0] if figure.area_code else ""
