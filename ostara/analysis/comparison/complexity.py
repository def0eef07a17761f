"""How hard it is for the people of an area to do well: our own score, and fifths of people from A (least) to E (most).

The complexity of people alike is the share of them, in the whole country, for whom it did not go well. It is our own
method. National figures letter areas from A to E as well; how they do it was not read, so the letters need not agree.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from ostara.analysis.comparison.alike import Alike, Stratum, people_alike
from ostara.analysis.comparison.people import NO_AREAS
from ostara.drawing.words import number, percent
from ostara.knowledge.parameters import parameter

OWN_METHOD = "Complexity is a method of our own, not the national one; the letters need not agree with national ones."


@dataclass(frozen=True)
class Complexity:
    """An area. `score` is the share of its people for whom things are expected not to go well, from 0 to 1.

    `shares` are those of its people in each fifth of all people; `fifth` is that of the area among areas.
    """

    area: str
    people: int
    score: float
    fifth: str
    shares: Mapping[str, float]

    @property
    def says(self) -> tuple[str, ...]:
        """What a reader should take from it."""
        most = max(self.shares)
        return (
            f"{self.area}: complexity {number(self.score * 100)} of 100, group {self.fifth} of A to {most} (A least); "
            f"{percent(self.shares[most])} of its people are in the most complex group of all.",
            OWN_METHOD,
        )


def complexities(strata: Sequence[Stratum], *, lower_is_better: bool = False) -> tuple[Complexity, ...]:
    """The complexity of every area by name, from the strata of an outcome that is good unless `lower_is_better`."""
    alike = people_alike(strata)
    worst = {group: group.share if lower_is_better else 1 - group.share for group in set(alike.values())}
    letters = _lettered([(worst[group], group.traits, group) for group in worst])
    people: defaultdict[str, defaultdict[Alike, int]] = defaultdict(lambda: defaultdict(int))
    for one in (stratum for stratum in strata if stratum.known and stratum.area not in NO_AREAS):
        people[one.area][alike[one.traits]] += one.known
    totals = {area: sum(counts.values()) for area, counts in people.items()}
    scores = {
        area: sum(worst[group] * of for group, of in counts.items()) / totals[area] for area, counts in people.items()
    }
    order = sorted(scores, key=lambda area: (scores[area], area))
    return tuple(
        Complexity(
            area,
            totals[area],
            scores[area],
            ascii_uppercase[order.index(area) * _fifths() // len(order)],
            _shares(people[area], letters, totals[area]),
        )
        for area in sorted(scores)
    )


def _fifths() -> int:
    return parameter("comparison.complexity_fifths").whole


def _lettered(groups: Sequence[tuple[float, tuple[str | None, ...], Alike]]) -> Mapping[Alike, str]:
    """The letter of each group of people alike, so that each letter has about as many people; ties by their traits."""
    everybody, before = sum(group.people for *_, group in groups), 0
    found: dict[Alike, str] = {}
    for *_, group in sorted(groups, key=lambda one: (one[0], [said or "" for said in one[1]])):
        found[group] = ascii_uppercase[int((before + group.people / 2) * _fifths() / everybody)]
        before += group.people
    return found


def _shares(counts: Mapping[Alike, int], letters: Mapping[Alike, str], people: int) -> Mapping[str, float]:
    within = dict.fromkeys(ascii_uppercase[: _fifths()], 0)
    for group, of in counts.items():
        within[letters[group]] += of
    return {letter: of / people for letter, of in within.items()}
