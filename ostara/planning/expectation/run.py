"""A whole run of expected values: step after step, with limited places, new people, and the turn of each year."""

from dataclasses import dataclass

import numpy as np

from ostara.planning.compiled import Compiled, Floats
from ostara.planning.expectation.push import flipped, push, row_sums, ways_out
from ostara.planning.tally import Tally


@dataclass
class _Epoch:
    """Rows of one epoch with flags first: `leave` [R, D, G], `stay` [R, G], `flip` [R, N, G], `limit` [beds]."""

    leave: Floats
    stay: Floats
    flip: Floats
    limit: Floats
    limited: bool  # whether anybody could be kept out


def run(compiled: Compiled) -> Tally:
    """Expected numbers. People wanting a limited place beyond what is free wait: the share let in is free / wanting."""
    return _Run(compiled).whole()


def run_on(compiled: Compiled) -> tuple[Tally, Floats]:
    """The same with who is where at the end, [B, G], from which another run can go on."""
    running = _Run(compiled)
    tally = running.whole()
    return tally, flags_last(running.people, compiled)


def flags_first(of: Floats, compiled: Compiled) -> Floats:
    """A last axis of groups [A x S x F] as [F x A x S]."""
    states = compiled.groups.states
    return np.ascontiguousarray(np.moveaxis(of.reshape(*of.shape[:-1], -1, states), -1, -2)).reshape(of.shape)


def flags_last(of: Floats, compiled: Compiled) -> Floats:
    """The way back."""
    states = compiled.groups.states
    return np.ascontiguousarray(np.moveaxis(of.reshape(*of.shape[:-1], states, -1), -1, -2)).reshape(of.shape)


class _Run:
    def __init__(self, compiled: Compiled) -> None:
        self.compiled, self.layout = compiled, compiled.layout
        self.epochs = [self._epoch(which) for which in range(compiled.leave.shape[0])]
        self.people = flags_first(compiled.initial, compiled).copy()
        self.after = np.empty_like(self.people)
        self.entries = flags_first(compiled.entries, compiled)
        self.sums = np.empty((self.layout.rows, compiled.groups.count))
        self.tally = Tally.blank(compiled)
        self.alive = self.layout.alive[self.layout.place_of_row][:, None]

    def _epoch(self, which: int) -> _Epoch:
        compiled = self.compiled
        leave = np.moveaxis(compiled.leave[which], -1, 1)
        limit = compiled.places_limit[which]
        wants = (leave > 0).any(axis=-1) & self._enters_beds()[self.layout.place_of_row]
        return _Epoch(
            leave=flags_first(leave, compiled),
            stay=flags_first(1 - compiled.leave[which].sum(axis=-1), compiled),
            flip=flags_first(np.moveaxis(compiled.flip[which], -1, 1), compiled),
            limit=limit,
            limited=bool(wants.any() and np.isfinite(limit[self._bed_of_way()[self.layout.place_of_row]][wants]).any()),
        )

    def _bed_of_way(self) -> np.ndarray:
        """[P, D] the limited group into which a way leads from outside it, -1 for none."""
        layout = self.layout
        into = np.where(layout.to >= 0, layout.beds[layout.to], -1)
        return np.where(into == layout.beds[:, None], -1, into)

    def _enters_beds(self) -> np.ndarray:
        return self._bed_of_way() >= 0

    def whole(self) -> Tally:
        """Every step."""
        calendar = self.compiled.calendar
        row_sums(self.people, self.layout.row_of, self.sums)
        self.tally.snapshots[0] = self.sums
        for step in range(calendar.steps):
            self._step(step)
        return self._told()

    def _step(self, step: int) -> None:
        compiled, calendar, layout = self.compiled, self.compiled.calendar, self.layout
        period, year = calendar.period_of[step], calendar.year_of[step]
        if step and step % calendar.steps_per_year == 0:
            self.people = self._aged(self.people)
            self.sums = self._aged(self.sums)
        epoch = self.epochs[calendar.epoch_of[step]]
        coming = self.entries[year]
        entry = layout.first_block[compiled.entry_place]
        self.people[entry] += coming
        self.sums[layout.row_of[entry]] += coming
        self.tally.entered[period] += coming
        for row in range(layout.rows):
            flipped(self.sums[row], epoch.flip[row])
        leave, stay = self._let_in(epoch, period) if epoch.limited else (epoch.leave, epoch.stay)
        weight = (1 + compiled.discount) ** -((step + 0.5) / calendar.steps_per_year)
        self.tally.start[period] += self.sums
        self.tally.start_discounted[period] += weight * self.sums
        self._move(period, epoch, leave, stay)
        ended = self.sums * self.alive
        self.tally.end[period] += ended
        self.tally.end_discounted[period] += weight * ended
        if step + 1 == calendar.steps or (step + 1) % calendar.steps_per_year == 0:
            self.tally.snapshots[year + 1] = ended

    def _move(self, period: int, epoch: _Epoch, leave: Floats, stay: Floats) -> None:
        layout = self.layout
        arriving = np.zeros((len(layout.places), self.compiled.groups.count))
        moves, died = self.tally.moves[period], self.tally.died[period]
        ways_out(self.sums, leave, layout.place_of_row, layout.to, layout.ways, layout.keeps, arriving, moves, died)
        push(
            self.people,
            self.after,
            layout.row_of,
            layout.first_block,
            layout.longest,
            layout.ways,
            layout.to,
            layout.keeps,
            epoch.flip,
            stay,
            leave,
        )
        self.after[layout.first_block[layout.alive]] += arriving[layout.alive]
        self.people, self.after = self.after, self.people
        row_sums(self.people, layout.row_of, self.sums)

    def _let_in(self, epoch: _Epoch, period: int) -> tuple[Floats, Floats]:
        """The chances of each way when only as many come into limited places as are free; the others stay."""
        layout = self.layout
        bed_of_way = self._bed_of_way()
        wanting = np.zeros((len(layout.places), layout.to.shape[1]))
        np.add.at(wanting, layout.place_of_row, np.einsum("rg,rdg->rd", self.sums, epoch.leave))
        share = np.ones_like(wanting)
        for bed, limit in enumerate(epoch.limit):
            asked = wanting[bed_of_way == bed].sum()
            there = self.sums[layout.beds[layout.place_of_row] == bed].sum()
            free = max(limit - there, 0.0)
            if asked > free:
                share[bed_of_way == bed] = free / asked
        self.tally.blocked[period] += wanting * (1 - share)
        leave = epoch.leave * share[layout.place_of_row][:, :, None]
        return leave, epoch.stay + (epoch.leave - leave).sum(axis=1)

    def _aged(self, of: Floats) -> Floats:
        """A part of each age band in the next."""
        groups = self.compiled.groups
        cube = of.reshape(len(of), groups.states, len(groups.ages), len(groups.sexes)).copy()
        up = cube * self.compiled.age_up[None, None, :, None]
        cube -= up
        cube[:, :, 1:] += up[:, :, :-1]
        return cube.reshape(of.shape)

    def _told(self) -> Tally:
        """The sheet with groups in the order of the contract."""
        told, compiled = self.tally, self.compiled
        back = {
            name: flags_last(getattr(told, name), compiled)
            for name in ("start", "end", "start_discounted", "end_discounted", "died", "entered")
        }
        return Tally(**back, moves=told.moves, blocked=told.blocked, snapshots=flags_last(told.snapshots, compiled))
