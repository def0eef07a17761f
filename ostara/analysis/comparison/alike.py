"""People alike: cells of people with the same traits, and what share of each counts in the whole country.

A cell with too few people is joined with other such cells that differ from it only in the last trait, then in the last
two, and so on. Everybody belongs to exactly one group of people alike, so that what is expected adds up to what was
observed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from ostara.analysis.comparison.people import NOT_RECORDED, WHO_WALKS_IN, Trait
from ostara.analysis.journeys.step import Scope
from ostara.analysis.national.ask import ask
from ostara.analysis.national.measure import NationalMeasure
from ostara.knowledge.parameters import parameter

Traits = tuple[str | None, ...]


@dataclass(frozen=True)
class Stratum:
    """People of one area with the same traits: `hits` of `known` count; of `unknown` more nobody can tell."""

    area: str
    traits: Traits
    hits: int
    known: int
    unknown: int = 0


@dataclass(frozen=True)
class Alike:
    """A group of people alike in the whole country. `traits` are those they share; fewer where cells were joined."""

    traits: Traits
    hits: int
    people: int

    @property
    def share(self) -> float:
        """The share of them that counts."""
        return self.hits / self.people


def strata(
    connection: duckdb.DuckDBPyConnection,
    measure: NationalMeasure,
    period: str,
    traits: Sequence[Trait] = WHO_WALKS_IN,
) -> list[Stratum]:
    """The strata of every area in one of the periods that were set."""
    cut = {"area": "area", **{trait.name: trait.sql for trait in traits}}
    return [
        Stratum(cell.cut[0] or NOT_RECORDED, cell.cut[1:], cell.hits, cell.known, cell.unknown)
        for cell in ask(connection, measure, Scope.LOCAL, cut)
        if cell.period == period
    ]


def people_alike(strata: Iterable[Stratum], *, at_least: int | None = None) -> Mapping[Traits, Alike]:
    """For each combination of traits, the group of people alike that it belongs to."""
    least = parameter("comparison.cell_people").whole if at_least is None else at_least
    counts: defaultdict[Traits, list[int]] = defaultdict(lambda: [0, 0])
    for one in (stratum for stratum in strata if stratum.known):
        counts[one.traits][0] += one.hits
        counts[one.traits][1] += one.known
    found: dict[Traits, Alike] = {}
    waiting = list(counts)
    for kept in range(max(map(len, counts), default=0), -1, -1):
        groups: defaultdict[Traits, list[Traits]] = defaultdict(list)
        for traits in waiting:
            groups[traits[:kept]].append(traits)
        waiting = []
        for shared, members in groups.items():
            hits, people = (sum(counts[one][which] for one in members) for which in (0, 1))
            if people >= least or kept == 0:
                found |= dict.fromkeys(members, Alike(shared, hits, people))
            else:
                waiting += members
    return found
