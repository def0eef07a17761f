"""Who walks in, and what a service does: an area's difference from the country in two parts.

Expected is what would have come of the area's people if each had fared as people alike do in the whole country
(indirect standardisation). The difference of expected from national is *who walks in*; that of observed from expected
is the *local service effect*, and whatever else about the place and its people nobody recorded.

The area itself is part of the country. This draws its effect towards none by its own weight, which is told where it is
large; as it does so to chance as well, no area is called different more often than the limits say.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import sqrt

from ostara.analysis.comparison.alike import Alike, Stratum, Traits, people_alike
from ostara.analysis.comparison.expected import expected_count, plausible_counts
from ostara.analysis.comparison.funnel import level
from ostara.analysis.comparison.people import NO_AREAS
from ostara.analysis.comparison.wording import about, between, points
from ostara.analysis.measures.interval import confidence_level, z_of
from ostara.drawing.funnel import Place
from ostara.drawing.words import listed, number, percent, plural, share
from ostara.knowledge.parameters import parameter


@dataclass(frozen=True)
class Estimate:
    """A number with its interval at the house's confidence level."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Adjusted:
    """An area. Differences are of shares; `ratio` is observed against expected, None where none are expected.

    Of `unknown` more people nobody can tell; they are in no other number. `own_weight` is how much of what the area is
    compared with is the area itself, from 0 to 1.
    """

    area: str
    people: int
    observed: int
    expected: float
    national: float
    ratio: Estimate | None
    who_walks_in: Estimate
    service_effect: Estimate
    place: Place
    own_weight: float
    unknown: int = 0

    @property
    def says(self) -> tuple[str, ...]:
        """What a reader should take from it."""
        mix, here = self.who_walks_in, self.service_effect
        said = [
            f"{self.area}: {share(self.observed, self.people)}; in the whole country {percent(self.national)}.",
            f"Who walks in: of people like those here, {percent(self.expected / self.people)} would be expected, "
            f"{points(mix.value)} than in the whole country ({between(mix.low, mix.high)}).",
            f"What is left for local services to explain: {points(here.value)} than expected "
            f"({between(here.low, here.high)}); {_JUDGED[self.place]}.",
        ]
        if self.unknown:
            said.append(f"Of {plural(self.unknown, 'more person', 'more people')} it is not known.")
        if self.own_weight >= float(parameter("comparison.own_weight_said").value):
            said.append(
                f"This area is {percent(self.own_weight)} of what it is compared with, so it looks less different than "
                "it is."
            )
        return tuple(said)


_JUDGED = {
    Place.WITHIN: "no more than chance brings",
    Place.BEYOND_95: "outside what chance brings to 19 in 20 areas",
    Place.BEYOND_998: "outside what chance brings to 499 in 500 areas",
}


@dataclass(frozen=True)
class CaseMix:
    """Every area with people, by name. `groups` is how many groups of people alike they were compared in."""

    areas: tuple[Adjusted, ...]
    national: float | None
    people: int
    groups: int
    unknown: int = 0

    @property
    def by_chance(self) -> tuple[float, float]:
        """How many areas would lie outside the 95% and the 99.8% limits if no service made a difference; at most."""
        return len(self.areas) * (1 - level("inner")), len(self.areas) * (1 - level("outer"))

    @property
    def says(self) -> tuple[str, ...]:
        """What a reader should take from it."""
        if self.national is None:
            return ("There is nobody to compare.",)
        far = [one.area for one in self.areas if one.place is Place.BEYOND_998]
        near = [one.area for one in self.areas if one.place is Place.BEYOND_95]
        left_out = f" Of {plural(self.unknown, 'more person', 'more people')} it is not known." if self.unknown else ""
        return (
            f"{number(self.people)} people were compared within {plural(self.groups, 'group', 'groups')} of people "
            f"alike; in the whole country {percent(self.national)}.{left_out}",
            f"Beyond what their people and chance explain: {listed(far) or 'no area'} (99.8% limits), and "
            f"{plural(len(near), 'other', 'others')} outside the 95% limits. Chance alone would put about "
            f"{about(self.by_chance[1])} and {about(self.by_chance[0])} there.",
            "People differ in ways that nobody recorded, and places record differently: ask before you judge.",
        )


def case_mix(strata: Sequence[Stratum], *, judged: Sequence[str] | None = None) -> CaseMix:
    """Every area (or those `judged`) against what would be expected of its people."""
    unknown = sum(one.unknown for one in strata)
    alike = people_alike(strata)
    groups = set(alike.values())
    people, hits = sum(one.people for one in groups), sum(one.hits for one in groups)
    by_area: defaultdict[str, list[Stratum]] = defaultdict(list)
    for one in strata:
        by_area[one.area].append(one)
    known = {area for area, parts in by_area.items() if any(one.known for one in parts)}
    names = sorted(known - NO_AREAS) if judged is None else [name for name in judged if name in known]
    national = hits / people if people else None
    areas = () if national is None else tuple(_adjusted(name, by_area[name], alike, groups, national) for name in names)
    return CaseMix(areas, national, people, len(groups), unknown)


def _adjusted(
    area: str, strata: Sequence[Stratum], alike: Mapping[Traits, Alike], groups: Set[Alike], national: float
) -> Adjusted:
    counts: defaultdict[Alike, int] = defaultdict(int)
    for one in (stratum for stratum in strata if stratum.known):
        counts[alike[one.traits]] += one.known
    expectations = [(of, group.share) for group, of in counts.items()]
    people, observed = sum(counts.values()), sum(one.hits for one in strata)
    expected = expected_count(expectations)
    confidence, inner, outer = plausible_counts(
        expectations, observed, (confidence_level(), level("inner"), level("outer"))
    )
    mix = expected / people - national
    unsure = z_of(confidence_level()) * _unsure_mix(counts, groups, people)
    return Adjusted(
        area=area,
        people=people,
        observed=observed,
        expected=expected,
        national=national,
        ratio=Estimate(observed / expected, confidence[0] / expected, confidence[1] / expected) if expected else None,
        who_walks_in=Estimate(mix, mix - unsure, mix + unsure),
        service_effect=Estimate(
            (observed - expected) / people,
            (confidence[0] - expected) / people,
            (confidence[1] - expected) / people,
        ),
        place=_place(expected, inner, outer),
        own_weight=sum(of * of / group.people for group, of in counts.items()) / people,
        unknown=sum(one.unknown for one in strata),
    )


def _place(expected: float, inner: tuple[float, float], outer: tuple[float, float]) -> Place:
    """Outside where the expected count is none that the observed one agrees with."""
    hair = 1e-9 * max(expected, 1)
    if not outer[0] - hair <= expected <= outer[1] + hair:
        return Place.BEYOND_998
    return Place.WITHIN if inner[0] - hair <= expected <= inner[1] + hair else Place.BEYOND_95


def _unsure_mix(counts: Mapping[Alike, int], groups: Set[Alike], people: int) -> float:
    """Standard error of who walks in: the mix of people is known, the national share of each group is estimated."""
    everybody = sum(group.people for group in groups)
    return sqrt(
        sum(
            (counts.get(group, 0) / people - group.people / everybody) ** 2
            * group.share
            * (1 - group.share)
            / group.people
            for group in groups
        )
    )
