"""The model told person by person in plain Python, for a reader to follow and for the fast engines to be held against.

It takes the same arrays and the same random numbers as `individuals`, so each person must do exactly the same there.
Slow: a thousand people through five years in some seconds.
"""

from dataclasses import dataclass
from itertools import groupby

import numpy as np

from ostara.planning.compiled import Compiled, as_thresholds
from ostara.planning.randomness import Purpose, mixed, number, person_key, poisson, share
from ostara.planning.tally import Tally

DIED_OVERDOSE, DIED_OTHERWISE = 0, 1  # the first two ways out of every place of the living


@dataclass
class Person:
    """One person: who they are for the dice, where they are, for how many steps, and of which group."""

    key: int
    place: int
    week: int
    group: int


def run(compiled: Compiled, *, seed: int = 0) -> Tally:
    """Counts of people, one at a time. `initial` is rounded to whole people."""
    return _Run(compiled, seed).whole()


def run_on(compiled: Compiled, *, seed: int = 0) -> tuple[Tally, list[Person]]:
    """The same with who is there at the end."""
    running = _Run(compiled, seed)
    tally = running.whole()
    return tally, running.people


class _Run:
    def __init__(self, compiled: Compiled, seed: int) -> None:
        self.compiled, self.layout = compiled, compiled.layout
        self.area = mixed(compiled.area ^ seed) if seed else compiled.area
        self.tally = Tally.blank(compiled)
        self.age_thresholds = as_thresholds(compiled.age_up)
        self.people = self._initial()

    def whole(self) -> Tally:
        """Every step."""
        for person in self.people:
            self.tally.snapshots[0, self._row(person), person.group] += 1
        for step in range(self.compiled.calendar.steps):
            self._step(step)
        return self.tally

    def _step(self, step: int) -> None:
        calendar, tally = self.compiled.calendar, self.tally
        epoch, year, period = calendar.epoch_of[step], calendar.year_of[step], calendar.period_of[step]
        weight = (1 + self.compiled.discount) ** -((step + 0.5) / calendar.steps_per_year)
        if step and step % calendar.steps_per_year == 0:
            for person in self.people:
                self._grow_older(person, step)
        for person in self._new_people(step, year):
            tally.entered[period, person.group] += 1
            self.people.append(person)
        for person in self.people:
            self._change_flags(person, step, epoch)
            tally.start[period, self._row(person), person.group] += 1
            tally.start_discounted[period, self._row(person), person.group] += weight
        wanted = [self._way(person, step, epoch) for person in self.people]
        ways = self._let_in(wanted, step, epoch, period)
        for person, way in zip(self.people, ways, strict=True):
            self._go(person, way, period)
        self.people = [person for person in self.people if self.layout.alive[person.place]]
        for person in self.people:
            tally.end[period, self._row(person), person.group] += 1
            tally.end_discounted[period, self._row(person), person.group] += weight
        if step + 1 == calendar.steps or (step + 1) % calendar.steps_per_year == 0:
            for person in self.people:
                tally.snapshots[year + 1, self._row(person), person.group] += 1

    def _initial(self) -> list[Person]:
        """People spread evenly over the cells of the start, so that each cell has as many as expected, give or take."""
        compiled = self.compiled
        below = np.cumsum(compiled.initial.ravel())
        count = round(float(below[-1]))
        people = []
        for ordinal in range(count):
            key = person_key(self.area, 0, ordinal)
            at = (ordinal + share(number(key, 0, Purpose.START))) / count * below[-1]
            cell = min(int(np.searchsorted(below, at, side="right")), len(below) - 1)
            block, group = divmod(cell, compiled.groups.count)
            place = int(self.layout.place_of_block[block])
            people.append(Person(key, place, block - int(self.layout.first_block[place]), group))
        return people

    def _new_people(self, step: int, year: int) -> list[Person]:
        """A Poisson number, each with a key of their own that does not depend on who else is there."""
        compiled = self.compiled
        below = np.cumsum(compiled.entries[year])
        count = poisson(float(below[-1]), number(self.area, step, Purpose.ENTRIES))
        people = []
        for ordinal in range(count):
            key = person_key(self.area, step + 1, ordinal)
            at = share(number(key, step, Purpose.START)) * below[-1]
            group = min(int(np.searchsorted(below, at, side="right")), len(below) - 1)
            people.append(Person(key, compiled.entry_place, 0, group))
        return people

    def _grow_older(self, person: Person, step: int) -> None:
        groups = self.compiled.groups
        of_one_age = len(groups.sexes) * groups.states
        if number(person.key, step, Purpose.AGE) < self.age_thresholds[person.group // of_one_age]:
            person.group += of_one_age

    def _change_flags(self, person: Person, step: int, epoch: int) -> None:
        row = self._row(person)
        for flag in range(len(self.compiled.groups.flags)):
            changes = self.compiled.flip_thresholds[epoch, row, person.group, flag]
            if number(person.key, step, Purpose.FLIP + flag) < changes:
                person.group ^= 1 << flag

    def _way(self, person: Person, step: int, epoch: int) -> int | None:
        """The way a person would take, or None to stay."""
        drawn = number(person.key, step, Purpose.MOVE)
        thresholds = self.compiled.thresholds[epoch, self._row(person), person.group]
        for way in range(self.layout.ways[person.place]):
            if drawn < thresholds[way]:
                return way
        return None

    def _let_in(self, wanted: list[int | None], step: int, epoch: int, period: int) -> list[int | None]:
        """The ways people take, given how many places are free: longest waits first, then by lot."""
        layout, limits = self.layout, self.compiled.places_limit[epoch]
        queue = []
        for at, (person, way) in enumerate(zip(self.people, wanted, strict=True)):
            bed = layout.beds[layout.to[person.place, way]] if way is not None else -1
            if bed >= 0 and bed != layout.beds[person.place]:
                queue.append((int(bed), -person.week, number(person.key, step, Purpose.QUEUE), person.key, at))
        for bed, asking in groupby(sorted(queue), key=lambda each: each[0]):
            there = sum(layout.beds[person.place] == bed for person in self.people)
            free = max(limits[bed] - there, 0)
            for _, _, _, _, at in list(asking)[int(min(free, len(queue))) :]:
                self.tally.blocked[period, self.people[at].place, wanted[at]] += 1
                wanted[at] = None
        return wanted

    def _go(self, person: Person, way: int | None, period: int) -> None:
        layout, tally = self.layout, self.tally
        if way is None:
            person.week = min(person.week + 1, int(layout.longest[person.place]))
            return
        tally.moves[period, person.place, way] += 1
        if way in (DIED_OVERDOSE, DIED_OTHERWISE):
            tally.died[period, way, person.group] += 1
        to, goes_on = int(layout.to[person.place, way]), layout.keeps[person.place, way]
        person.week = min(person.week + 1, int(layout.longest[to])) if goes_on else 0
        person.place = to

    def _row(self, person: Person) -> int:
        return int(self.layout.row_of[self.layout.first_block[person.place] + person.week])
