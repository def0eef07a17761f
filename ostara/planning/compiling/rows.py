"""Rates to chances: exact competing risks in a step, changes of flags, and what a step counts for."""

import numpy as np

from ostara.planning.compiled import Floats, Groups, Layout
from ostara.planning.compiling.arithmetic import Here, Named
from ostara.planning.compiling.laying_out import destination, fits
from ostara.planning.specification.clock import Clock
from ostara.planning.specification.model import MOST_WAYS, Model
from ostara.planning.specification.outcomes import RECOVERY_WEEKS

Everywhere = list[tuple[Here, slice]]


def leaving_chances(model: Model, layout: Layout, places: Everywhere, named: Named, clock: Clock) -> Floats:
    """[R, G, D] the chance of each way out in a step.

    With rates r summing to s over a step of length t, somebody leaves with chance 1 - exp(-s t), by way d with share
    r_d / s of it: exact while rates hold through the step. Who moves has on average half a step left, and dies in it
    at the rates of the place moved to; without that, a person on the move could not die.
    """
    count = len(places[0][0].ages)
    rates = np.zeros((layout.rows, count, MOST_WAYS))
    for at, (here, rows) in enumerate(places):
        for move in model.moves:
            if fits(here.place, move.origin):
                rate = here.amount(move.rate, move.origin, move.shares, move.times, named)
                if rate is not None:
                    rates[rows, :, _way(layout, at, destination(here.place, move), move.keeps)] += rate
    total = rates.sum(axis=-1, keepdims=True)
    gone = -np.expm1(-total / clock.steps_per_year)
    chance = np.divide(rates * gone, total, out=np.zeros_like(rates), where=total > 0)
    return _deaths_on_the_move(chance, rates[..., :2] / clock.steps_per_year / 2, layout)


def _deaths_on_the_move(chance: Floats, dying: Floats, layout: Layout) -> Floats:
    """`chance` [R, G, D] with those who move and die in what is left of the step among the dead; `dying` [R, G, 2]."""
    found = chance.copy()
    for row, place in enumerate(layout.place_of_row):
        for way in range(2, layout.ways[place]):
            there = layout.to[place, way]
            if layout.alive[there]:
                week = min(layout.first_week_of_row[row], layout.longest[there]) if layout.keeps[place, way] else 0
                die = chance[row, :, way, None] * dying[layout.row_of[layout.first_block[there] + week]]
                found[row, :, :2] += die
                found[row, :, way] -= die.sum(axis=-1)
    return found


def _way(layout: Layout, place: int, to: str, keeps: bool) -> int:
    goes = (layout.to[place] == layout.place(to)) & (layout.keeps[place] == keeps)
    return int(np.flatnonzero(goes)[0])


def flip_chances(
    model: Model, layout: Layout, groups: Groups, places: Everywhere, named: Named, clock: Clock
) -> Floats:
    """[R, G, N] the chance that a flag changes in a step: that it goes up where it is down, and down where it is up."""
    rates = np.zeros((layout.rows, groups.count, len(groups.flags)))
    for here, rows in places:
        for flip in model.flips:
            up = here.amount(flip.up, flip.where, (), flip.up_times, named)
            down = here.amount(flip.down, flip.where, (), flip.down_times, named)
            is_up = here.flag_up[flip.flag]
            of = rates[rows, :, groups.flags.index(flip.flag)]
            of += np.where(is_up, 0.0 if down is None else down, 0.0 if up is None else up)
    return np.asarray(-np.expm1(-rates / clock.steps_per_year))


def week_weights(
    model: Model, layout: Layout, groups: Groups, places: Everywhere, named: Named, clock: Clock, flips: Floats
) -> tuple[tuple[str, ...], Floats]:
    """Outcomes and [R, G, K] what a person-step counts for in each."""
    names = tuple(dict.fromkeys(weight.outcome for weight in model.weights))
    found = np.zeros((layout.rows, groups.count, len(names)))
    for here, rows in places:
        for weight in model.weights:
            amount = here.amount(weight.value, weight.where, weight.shares, weight.times, named)
            if amount is not None:
                for flag in weight.sustained:
                    goes_up = flips[rows, :, groups.flags.index(flag)]
                    amount *= (1 - goes_up) ** clock.steps(RECOVERY_WEEKS)
                found[rows, :, names.index(weight.outcome)] += amount
    return names, found / clock.steps_per_year
