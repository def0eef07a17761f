"""Which areas are most like an area, by the people in treatment there: to be set beside, not to be ranked against.

Each trait counts once, however many classes it has: the difference of two areas' shares in a class, in standard
deviations between areas, squared and averaged over the classes of a trait, then over the traits both areas know.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import pstdev

import duckdb

from ostara.analysis.comparison.people import NO_AREAS, PROFILE, Trait
from ostara.analysis.journeys.step import Scope
from ostara.analysis.national.ask import ask
from ostara.analysis.national.treated import IN_TREATMENT, treated_sql
from ostara.drawing.words import listed, number, plural
from ostara.knowledge.parameters import parameter

LONG_KNOWN = "long_known"
_TITLES = {trait.name: trait.title for trait in PROFILE} | {LONG_KNOWN: "years since the first journey known"}

# When somebody came to treatment first, anywhere; a store does not see what was before it.
_LONG_KNOWN = """
SELECT area, long_known, count(*)
FROM (
    SELECT treated.area, CASE WHEN first_started <= treated.last_day - INTERVAL '{years}' YEAR
                              THEN 'long known' ELSE 'known for a shorter time' END AS long_known
    FROM ({treated}) AS treated
    JOIN (SELECT person, min(started) AS first_started FROM journeys GROUP BY person) AS since
      ON since.person = treated.person
    WHERE treated.period = $period
) AS every
GROUP BY ALL
"""


@dataclass(frozen=True)
class Profile:
    """The people in treatment in an area. `shares` are by trait and class, of those known; a trait may be missing."""

    area: str
    people: int
    shares: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Neighbour:
    """A similar area; a distance of 1 is what two areas differ by that are one standard deviation apart throughout."""

    area: str
    distance: float


@dataclass(frozen=True)
class SimilarAreas:
    """The areas most like one, the most similar first; none where it has too few people to say."""

    area: str
    nearest: tuple[Neighbour, ...]
    of: int
    traits: tuple[str, ...]

    @property
    def says(self) -> tuple[str, ...]:
        """What a reader should take from it."""
        wanted = parameter("comparison.similar_areas").whole
        if not self.nearest:
            return (f"{self.area} has too few people in treatment, or stands alone: no area can be called similar.",)
        fewer = "" if len(self.nearest) == wanted else f" There are too few areas for {number(wanted)}."
        return (
            f"The {plural(len(self.nearest), 'area', 'areas')} most like {self.area}, of {number(self.of)} others, by "
            f"{listed([_TITLES.get(name, name) for name in self.traits])} of the people in treatment.{fewer} "
            f"Areas with fewer than {parameter('comparison.area_people').whole} of them are not compared: there chance "
            "alone shapes who comes.",
            f"That {number(wanted)} areas are taken follows national practice as it is told (unverified); how they "
            "are found is our own method, not the national one.",
        )


def profiles(
    connection: duckdb.DuckDBPyConnection, period: str, traits: Sequence[Trait] = PROFILE
) -> tuple[Profile, ...]:
    """The profile of every area in one of the periods that were set, by name."""
    counts: defaultdict[str, dict[str, dict[str | None, int]]] = defaultdict(dict)
    for trait in traits:
        for cell in ask(connection, IN_TREATMENT, Scope.LOCAL, {"area": "area", trait.name: trait.sql}):
            if cell.period == period and cell.cut[0]:
                counts[cell.cut[0]].setdefault(trait.name, {})[cell.cut[1]] = cell.hits
    years = parameter("comparison.long_known_years").whole
    sql = _LONG_KNOWN.format(years=years, treated=treated_sql(Scope.LOCAL))
    for area, said, people in connection.execute(sql, {"period": period}).fetchall():
        counts[area].setdefault(LONG_KNOWN, {})[said] = people
    return tuple(profile(area, counts[area]) for area in sorted(counts.keys() - NO_AREAS))


def profile(area: str, counts: Mapping[str, Mapping[str | None, int]]) -> Profile:
    """A profile from counts by trait and class, where None counts those not known."""
    shares: dict[str, dict[str, float]] = {}
    for trait, classes in counts.items():
        everybody = sum(classes.values())
        known = everybody - classes.get(None, 0)
        if known and known / everybody >= float(parameter("comparison.known_share").value):
            shares[trait] = {said: of / known for said, of in classes.items() if said is not None}
    return Profile(area, max((sum(classes.values()) for classes in counts.values()), default=0), shares)


def similar_areas(profiles: Sequence[Profile]) -> Mapping[str, SimilarAreas]:
    """For each area its most similar ones. Areas with few people are like nobody, as chance alone shapes them."""
    least = parameter("comparison.area_people").whole
    wanted = parameter("comparison.similar_areas").whole
    compared = [one for one in profiles if one.people >= least]
    scores = _scores(compared)
    found: dict[str, SimilarAreas] = {}
    for one in profiles:
        if one.area not in scores:
            found[one.area] = SimilarAreas(one.area, (), len(compared), ())
            continue
        mine = scores[one.area]
        far = [
            (distance, other)
            for other, theirs in scores.items()
            if other != one.area and (distance := _distance(mine, theirs)) is not None
        ]
        nearest = tuple(Neighbour(other, distance) for distance, other in sorted(far)[:wanted])
        found[one.area] = SimilarAreas(one.area, nearest, len(compared) - 1, tuple(mine))
    return found


Scores = Mapping[str, Mapping[str, float]]


def _scores(profiles: Sequence[Profile]) -> Mapping[str, Scores]:
    """Each area's shares by trait and class, in standard deviations between the areas that know the trait."""
    spread: dict[tuple[str, str], float] = {}
    for trait in {trait for one in profiles for trait in one.shares}:
        known = [one.shares[trait] for one in profiles if trait in one.shares]
        for said in {said for shares in known for said in shares}:
            spread[trait, said] = pstdev(shares.get(said, 0.0) for shares in known)
    classes = sorted(key for key, deviation in spread.items() if deviation > 0)
    return {
        one.area: {
            trait: {said: one.shares[trait].get(said, 0.0) / spread[trait, said] for of, said in classes if of == trait}
            for trait in one.shares
            if any(of == trait for of, _ in classes)
        }
        for one in profiles
    }


def _distance(one: Scores, other: Scores) -> float | None:
    """How far two areas are apart; None where they know no trait in common."""
    shared = [trait for trait in one if trait in other]
    if not shared:
        return None
    by_trait = [
        sum((one[trait][said] - other[trait][said]) ** 2 for said in one[trait]) / len(one[trait]) for trait in shared
    ]
    return sqrt(sum(by_trait) / len(by_trait))
