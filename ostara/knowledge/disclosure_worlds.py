"""Other worlds near this one: somebody more or fewer, somebody who differs in one thing, two who exchange one.

Used by `disclosure_tables` to show that a small count might be another one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

ANY = "*any*"  # in a key: whatever the value
ANSWERED = "*answered*"  # in place of an answer: every answer that is known
UNANSWERED = "*unanswered*"

# A value for each dimension and then the answer: a kind of people, or with ANY and ANSWERED in it a count of several.
Key = tuple[str | None, ...]

NEIGHBOURS = 12


@dataclass(frozen=True)
class World:
    """How many more or fewer there are of some kinds of people, who differ from this world's in `things` only."""

    change: Mapping[Key, int]
    things: frozenset[int]


class Worlds:
    """The worlds near that of these people."""

    def __init__(self, people: Mapping[Key, int]) -> None:
        self._people = people
        self._alike: dict[tuple[int, int], Mapping[Key, list[Key]]] = {}

    def near(self, key: Key, within: list[Key]) -> Iterator[World]:
        """Worlds in which the count of a key might differ; those that change few other counts come first."""
        people = within or [self._somebody(key)]
        fixed = [at for at, value in enumerate(key) if value not in (ANY, ANSWERED)]
        for person in people:
            for at in fixed:
                for other in range(len(key)):
                    if other != at:
                        yield from self._exchanges(person, at, other)
        for at in fixed:
            for person in people:
                yield from self._differing(person, at)
            yield from self._arriving(key, at)
        for person in people:
            yield World({person: 1}, frozenset())
            if self._people.get(person):
                yield World({person: -1}, frozenset())

    def _exchanges(self, person: Key, at: int, other: int) -> Iterator[World]:
        """Two people who differ in two things exchange one of them."""
        things = frozenset({at, other})
        for partner in self._partners(person, at, other):
            one, two = _with(person, at, partner[at]), _with(partner, at, person[at])
            yield World({person: -1, partner: -1, one: 1, two: 1}, things)
            if self._people.get(one) and self._people.get(two):
                yield World({person: 1, partner: 1, one: -1, two: -1}, things)

    def _differing(self, person: Key, at: int) -> Iterator[World]:
        """Somebody differs in one thing, or somebody who differs comes to be like this."""
        for value in self._values[at]:
            other = _with(person, at, value)
            if value != person[at]:
                if self._people.get(person):
                    yield World({person: -1, other: 1}, frozenset({at}))
                if self._people.get(other):
                    yield World({person: 1, other: -1}, frozenset({at}))

    def _arriving(self, key: Key, at: int) -> Iterator[World]:
        """Somebody from elsewhere in a row or column comes to stand in the count."""
        for beside, value in enumerate(key):
            if beside != at and value not in (ANY, ANSWERED):
                for person in self._some[beside, value]:
                    if person[at] != key[at]:
                        yield World({person: -1, _with(person, at, key[at]): 1}, frozenset({at}))

    def _partners(self, person: Key, at: int, other: int) -> Iterator[Key]:
        """A few people who differ from somebody in exactly two things."""
        pair = (min(at, other), max(at, other))
        if pair not in self._alike:
            made: defaultdict[Key, list[Key]] = defaultdict(list)
            for each in self._people:
                made[_without(each, pair)].append(each)
            self._alike[pair] = made
        found = 0
        for partner in self._alike[pair].get(_without(person, pair), ()):
            if partner[at] != person[at] and partner[other] != person[other]:
                yield partner
                found += 1
                if found == NEIGHBOURS:
                    return

    def _somebody(self, key: Key) -> Key:
        """A kind of people that might stand in a count in which nobody does."""
        return tuple(self._values[at][0] if value in (ANY, ANSWERED) else value for at, value in enumerate(key))

    @cached_property
    def _values(self) -> list[list[str | None]]:
        """The values of each dimension, and the answers, as they occur."""
        return [sorted(set(each), key=str) for each in zip(*self._people, strict=True)]

    @cached_property
    def _some(self) -> Mapping[tuple[int, str | None], list[Key]]:
        """Some people of each value."""
        found: defaultdict[tuple[int, str | None], list[Key]] = defaultdict(list)
        for person in self._people:
            for at, value in enumerate(person):
                if len(found[at, value]) < NEIGHBOURS:
                    found[at, value].append(person)
        return found


def _with(person: Key, at: int, value: str | None) -> Key:
    return (*person[:at], value, *person[at + 1 :])


def _without(person: Key, pair: tuple[int, int]) -> Key:
    one, two = pair
    return (*person[:one], *person[one + 1 : two], *person[two + 1 :])
