"""Do some groups of people fare differently: by deprivation, sex, ethnicity or age, in an area or in the country.

Each group is set beside all the others together, so that no group is made the norm. Groups with few people are shown
and not judged; people whose group is not recorded are told of, and belong to no group.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from ostara.analysis.comparison.funnel import level
from ostara.analysis.comparison.gaps import Between, Group, difference, ratio
from ostara.analysis.comparison.people import Trait
from ostara.analysis.comparison.wording import about, between, points
from ostara.analysis.journeys.step import Scope
from ostara.analysis.measures.interval import wilson
from ostara.analysis.national.ask import EVERYBODY, Condition, ask
from ostara.analysis.national.measure import NationalMeasure
from ostara.drawing.funnel import Place
from ostara.drawing.words import listed, number, percent, plural
from ostara.knowledge.parameters import parameter


@dataclass(frozen=True)
class Gap:
    """A group beside all others. `low` and `high` are the interval of its own share."""

    name: str
    hits: int
    known: int
    low: float
    high: float
    others: float
    difference: Between
    ratio: Between
    place: Place

    @property
    def share(self) -> float:
        """The share of the group that counts."""
        return self.hits / self.known


@dataclass(frozen=True)
class Equity:
    """What was found for one trait. `too_few` are shown without judgement; `not_recorded` belong to no group.

    `unknown` counts people of any group of whom it cannot be told whether they count; they are in no share.
    """

    trait: str
    gaps: tuple[Gap, ...]
    too_few: tuple[Group, ...]
    not_recorded: Group | None
    unknown: int = 0

    @property
    def by_chance(self) -> tuple[float, float]:
        """How many groups would differ at the inner and the outer level if none did."""
        return len(self.gaps) * (1 - level("inner")), len(self.gaps) * (1 - level("outer"))

    @property
    def says(self) -> tuple[str, ...]:
        """What a reader should take from it."""
        said = [self._judged()]
        if self.too_few:
            names = listed([one.name or "" for one in self.too_few])
            least = parameter("comparison.group_people").whole
            said.append(f"Not judged, with fewer than {number(least)} people: {names}.")
        if self.not_recorded:
            people = plural(self.not_recorded.known + self.not_recorded.unknown, "person", "people")
            said.append(f"Of {people} the {self.trait} is not recorded.")
        if self.unknown:
            said.append(f"Of {plural(self.unknown, 'more person', 'more people')} the outcome is not known.")
        return tuple(said)

    def _judged(self) -> str:
        if not self.gaps:
            return f"By {self.trait} there are no two groups with enough people to compare."
        apart = [one for one in self.gaps if one.place is not Place.WITHIN]
        if not apart:
            return f"By {self.trait}, no group differs from the others by more than chance brings."
        told = [
            f"{one.name}: {percent(one.share)}, {points(one.difference.value or 0)} than the others "
            f"({between(one.difference.low or 0, one.difference.high or 0)})"
            for one in apart
        ]
        return (
            f"By {self.trait}, {'; '.join(told)}. Of {number(len(self.gaps))} groups, "
            f"{about(self.by_chance[0])} would differ so by chance."
        )


def groups_of(
    connection: duckdb.DuckDBPyConnection,
    measure: NationalMeasure,
    period: str,
    trait: Trait,
    *,
    area: str | None = None,
    where: Condition = EVERYBODY,
) -> tuple[Group, ...]:
    """The groups of a trait in one of the periods that were set, in an area or, without one, in the whole country."""
    scope = Scope.NATIONAL if area is None else Scope.LOCAL
    if area is not None:
        where = Condition(f"({where.sql}) AND area = $area", {**(where.values or {}), "area": area})
    return tuple(
        Group(cell.cut[0], cell.hits, cell.known, cell.unknown)
        for cell in ask(connection, measure, scope, {trait.name: trait.sql}, where)
        if cell.period == period
    )


def equity(trait: str, groups: Sequence[Group]) -> Equity:
    """Each group beside all others together; the others of too few people count among them."""
    named = [one for one in groups if one.name is not None and one.known]
    least = parameter("comparison.group_people").whole
    hits, known = sum(one.hits for one in named), sum(one.known for one in named)
    gaps = tuple(
        _gap(one, Group("others", hits - one.hits, known - one.known))
        for one in named
        if min(one.known, known - one.known) >= least
    )
    judged = {one.name for one in gaps}
    return Equity(
        trait,
        gaps,
        tuple(one for one in groups if one.name is not None and one.name not in judged),
        next((one for one in groups if one.name is None), None),
        sum(one.unknown for one in groups),
    )


def _gap(one: Group, others: Group) -> Gap:
    low, high = wilson(one.hits, one.known)
    return Gap(
        one.name or "",
        one.hits,
        one.known,
        low,
        high,
        others.hits / others.known,
        difference(one, others),
        ratio(one, others),
        _place(one, others),
    )


def _place(one: Group, others: Group) -> Place:
    for which, place in (("outer", Place.BEYOND_998), ("inner", Place.BEYOND_95)):
        gap = difference(one, others, level(which))
        if (gap.low or 0) > 0 or (gap.high or 0) < 0:
            return place
    return Place.WITHIN
