"""Protecting people in tables: every count of a family of tables that share their margins, decided at once.

Counts under five are withheld, and everything below such a count with them, noughts too. All others are rounded. Then
each small count needs a doubt: another world, one or two people away from this one, in which all that is published is
the same and that count is not. Where there is none, the counts that rule the nearest one out are withheld as well
(secondary suppression). So no arithmetic with published counts, of this table or of another, gives a small count.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, islice

from ostara.knowledge.disclosure import protect
from ostara.knowledge.disclosure_worlds import ANSWERED, ANY, UNANSWERED, Key, World, Worlds
from ostara.knowledge.parameters import parameter

TRIES = 600
NOWHERE = -1

Effect = list[tuple[int, int]]  # counts by number, and how many more or fewer each would be


class Tables:
    """The counts of every table of at most `most` dimensions, and which of them may be seen.

    `people` counts people by all dimensions and the answer. `counts` are the published counts by key, with those that
    are none left out; without them they follow from `people`.
    """

    def __init__(self, people: Mapping[Key, int], *, most: int = 2, counts: Mapping[Key, int] | None = None) -> None:
        width = len(next(iter(people), (None,))) - 1
        self._least = parameter("disclosure.suppress_below").whole
        self._masks = _masks(width, most)
        self._numbers: dict[Key, int] = {}
        self._names: list[Key] = []
        self._counts: list[int] = []
        self._of: dict[Key, tuple[int, ...]] = {}
        self._places: dict[frozenset[int], list[int]] = {}
        for key, count in (summed(people, most) if counts is None else counts).items():
            self._counts[self._number(key)] = count
        self._small = {number for number, count in enumerate(self._counts) if 0 < count < self._least}
        self._withheld: set[int] = set()
        self._closed: set[int] = set()  # withheld with everything below them
        self._wholes: dict[int, tuple[int, ...]] = {}
        self._below: dict[int, bool] = {}
        self._looks: dict[tuple[int, int], bool] = {}
        self._doubt(people)

    def shown(self, key: Key) -> int | None:
        """A count as the public may see it: rounded, or None where it is withheld."""
        number = self._number(key)
        if number in self._small or number in self._withheld or number in self._closed or self._is_below(number):
            return None
        return protect(self._counts[number])

    def _number(self, key: Key) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self._names)
            self._names.append(key)
            self._counts.append(0)
        return self._numbers[key]

    def _standing(self, person: Key) -> tuple[int, ...]:
        """The counts in which a kind of people stands: two for each mask, that of their answer and of all answers."""
        if person not in self._of:
            answer, found = person[-1], []
            for mask in self._masks:
                cut = [value if at in mask else ANY for at, value in enumerate(person[:-1])]
                found.append(self._number((*cut, answer)))
                alone = answer in (ANSWERED, UNANSWERED)
                found.append(NOWHERE if alone else self._number((*cut, ANSWERED)))
            self._of[person] = tuple(found)
        return self._of[person]

    def _changed(self, world: World, answer: int) -> Effect:
        """The counts that tell the things by which a world differs."""
        if world.things not in self._places:
            cuts = world.things - {answer}
            told = [2 * at for at, mask in enumerate(self._masks) if cuts <= mask]
            both = told + [at + 1 for at in told]
            self._places[world.things] = told if answer in world.things else both
        return [
            (number, more)
            for person, more in world.change.items()
            for of in (self._standing(person),)
            for at in self._places[world.things]
            if (number := of[at]) != NOWHERE
        ]

    def _above(self, number: int) -> tuple[int, ...]:
        """Every count of which this one is a part, the smallest first."""
        if number not in self._wholes:
            key = self._names[number]
            fixed = [at for at, value in enumerate(key[:-1]) if value != ANY]
            answers = {key[-1]} if key[-1] == UNANSWERED else {key[-1], ANSWERED}
            cuts = [
                tuple(value if at in kept else ANY for at, value in enumerate(key[:-1]))
                for size in range(len(fixed) + 1)
                for kept in combinations(fixed, size)
            ]
            wholes = sorted({(*cut, said) for cut in cuts for said in answers} - {key}, key=self._size)
            self._wholes[number] = tuple(map(self._number, wholes))
        return self._wholes[number]

    def _size(self, key: Key) -> tuple[int, str]:
        return self._counts[self._number(key)], repr(key)

    def _is_below(self, number: int) -> bool:
        """Whether a count of which this is a part is small or closed."""
        if number not in self._below:
            self._below[number] = any(one in self._small or one in self._closed for one in self._above(number))
        return self._below[number]

    def _doubt(self, people: Mapping[Key, int]) -> None:
        """See to it that every small count might be another one."""
        worlds, within, doubted = Worlds(people), self._within(people), set[int]()
        for number in sorted(self._small, key=lambda number: tuple(map(repr, self._names[number]))):
            if number not in doubted:
                near = worlds.near(self._names[number], within[number])
                doubted.update(one for one, _ in self._unseen(number, islice(near, TRIES)))

    def _unseen(self, number: int, worlds: Iterator[World]) -> Effect:
        """How counts differ in a world that looks the same while this count differs; made so where there was none."""
        answer = len(self._names[number]) - 1
        near: list[Effect] = []
        for world in worlds:
            effect = self._changed(world, answer)
            if any(one == number for one, _ in effect):
                if all(map(self._same, effect)):
                    return effect
                near.append(effect)
        return self._hide(number, near)

    def _hide(self, number: int, near: Sequence[Effect]) -> Effect:
        """Choose the world that costs least, and withhold what rules it out."""
        costs = [(self._cost(*told), at) for at, effect in enumerate(near) if (told := self._told(effect))]
        if not costs:
            self._closed.add((*self._above(number), number)[0])
            self._below.clear()
            self._looks.clear()
            return []
        effect = near[min(costs)[1]]
        alone, whole = self._told(effect) or (set(), set())
        self._withheld |= alone
        self._closed |= whole
        self._looks.clear()
        if whole:
            self._below.clear()
        return effect

    def _cost(self, alone: set[int], whole: set[int]) -> tuple[int, int]:
        return sum(max(1, self._counts[each]) for each in alone | whole), len(alone | whole)

    def _same(self, change: tuple[int, int]) -> bool:
        """Whether a count would look as it does now. Below another that is withheld nothing is seen.

        A small count that is not below another stays small, so that even whoever knew which are small learns nothing.
        """
        if change not in self._looks:
            number, more = change
            now = self._counts[number]
            if now + more < 0 or self._is_below(number):
                same = now + more >= 0
            elif number in self._small:
                same = 0 < now + more < self._least
            elif number in self._withheld or number in self._closed:
                same = now + more >= min(now, 1)
            else:
                same = protect(now + more) == protect(now) and now > 0
            self._looks[change] = same
        return self._looks[change]

    def _told(self, effect: Effect) -> tuple[set[int], set[int]] | None:
        """What would have to be withheld, alone or with all below it, for a world to look the same, if it can."""
        if any(self._counts[number] + more < 0 for number, more in effect):
            return None
        seen = [number for number, more in effect if not self._same((number, more))]
        alone = {one for one in seen if one not in self._small and one not in self._withheld | self._closed}
        return alone, {(*self._above(number), number)[0] for number in seen if number not in alone}

    def _within(self, people: Mapping[Key, int]) -> Mapping[int, list[Key]]:
        """The kinds of people in each small count."""
        found: defaultdict[int, list[Key]] = defaultdict(list)
        for person in people:
            for number in self._standing(person):
                if number in self._small:
                    found[number].append(person)
        return found


def summed(people: Mapping[Key, int], most: int) -> Mapping[Key, int]:
    """The counts of every table of at most `most` dimensions, of kinds of people."""
    counts: Counter[Key] = Counter()
    for person, number in people.items():
        *values, answer = person
        for mask in _masks(len(values), most):
            cut = tuple(value if at in mask else ANY for at, value in enumerate(values))
            counts[*cut, answer] += number
            if answer not in (ANSWERED, UNANSWERED):
                counts[*cut, ANSWERED] += number
    return counts


@cache
def _masks(width: int, most: int) -> Sequence[frozenset[int]]:
    """Every choice of at most so many dimensions."""
    return [frozenset(each) for size in range(most + 1) for each in combinations(range(width), size)]
