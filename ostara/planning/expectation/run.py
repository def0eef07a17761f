"""A whole run of expected values: stretch after stretch, with the turn of each year between them."""

import numpy as np
import numpy.typing as npt

from ostara.planning.compiled import Compiled, Floats
from ostara.planning.expectation.arrays import Rates, Sheet, Where
from ostara.planning.expectation.push import row_sums, stretch
from ostara.planning.tally import Tally


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
        self.compiled = compiled
        self.where = _where(compiled)
        self.rates = [self._rates(epoch) for epoch in range(compiled.leave.shape[0])]
        self.people = flags_first(compiled.initial, compiled).copy()
        self.people[~compiled.layout.alive[compiled.layout.place_of_block]] = 0.0
        self.sums = np.zeros((compiled.layout.rows, compiled.groups.count))
        self.entries = flags_first(compiled.entries, compiled)
        self.tally = Tally.blank(compiled)

    def whole(self) -> Tally:
        """Every period; a period ends with its year, if not before."""
        calendar, after = self.compiled.calendar, np.empty_like(self.people)
        row_sums(self.people, self.where.row_of, self.sums)
        self.tally.snapshots[0] = self.sums
        for period in range(calendar.periods):
            steps = np.flatnonzero(calendar.period_of == period)
            year = calendar.period_year[period]
            if steps[0] and steps[0] % calendar.steps_per_year == 0:
                self.people, self.sums = self._aged(self.people), self._aged(self.sums)
            weights = (1 + self.compiled.discount) ** -((steps + 0.5) / calendar.steps_per_year)
            coming = self.entries[year]
            sheet = self._sheet(period)
            rates = self.rates[calendar.period_epoch[period]]
            stretch(self.people, after, self.sums, coming, weights, self.where, rates, sheet)
            self.tally.entered[period] += len(steps) * coming
            self.tally.snapshots[year + 1] = self.sums
        return self._told()

    def _rates(self, epoch: int) -> Rates:
        compiled = self.compiled
        leave = np.moveaxis(compiled.leave[epoch], -1, 1)
        limit = compiled.places_limit[epoch]
        bed = self.where.bed_of_way[compiled.layout.place_of_row]
        wanted = (leave > 0).any(axis=-1) & (bed >= 0)
        return Rates(
            leave=flags_first(leave, compiled),
            stay=flags_first(1 - compiled.leave[epoch].sum(axis=-1), compiled),
            flip=flags_first(np.moveaxis(compiled.flip[epoch], -1, 1), compiled),
            limit=limit,
            limited=bool(np.isfinite(limit[bed[wanted]]).any()),
        )

    def _sheet(self, period: int) -> Sheet:
        return Sheet(*(getattr(self.tally, name)[period] for name in Sheet._fields))

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
        told = self.tally
        by_group = ("start", "end", "start_discounted", "end_discounted", "died", "entered", "snapshots")
        back = {name: flags_last(getattr(told, name), self.compiled) for name in by_group}
        return Tally(**back, moves=told.moves, blocked=told.blocked)


def _where(compiled: Compiled) -> Where:
    layout = compiled.layout
    into: npt.NDArray[np.int32] = np.where(layout.to >= 0, layout.beds[layout.to], -1)
    return Where(
        row_of=layout.row_of,
        place_of_row=layout.place_of_row,
        first_block=layout.first_block,
        longest=layout.longest,
        ways=layout.ways,
        to=layout.to,
        keeps=layout.keeps,
        beds=layout.beds,
        alive=layout.alive,
        bed_of_way=np.where(into == layout.beds[:, None], -1, into).astype(np.int32),
        entry=int(layout.first_block[compiled.entry_place]),
    )
