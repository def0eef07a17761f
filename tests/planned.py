"""Builders for tests of the model: an area, compiled arrays, and a model of two places that arithmetic can follow."""

from dataclasses import replace

import numpy as np

from ostara.planning.areas import area
from ostara.planning.compiling import compile_area
from ostara.planning.levers import NOTHING
from ostara.planning.parameters import midpoints
from ostara.planning.specification import MODEL, Model
from ostara.planning.specification.effects import Move, Weight, at
from ostara.planning.specification.places import ALIVE, DEAD, FREE, OUT, Place

YEAR = 52


def a_town(people=1000, **changes):
    """The made-up area, of a size, with nobody coming in unless said."""
    return replace(area("made-up").of_size(people), **changes)


def compiled(people=1000, *, weeks=YEAR, plan=NOTHING, values=None, of=None, **more):
    """The shipped model of a town."""
    return compile_area(of or a_town(people), values or midpoints(), plan, weeks=weeks, **more)


UNTOLD = (
    "qalys",
    "recovery_abstinent",
    "recovery_stable",
    "working",
    "offences_gisev",
    "offences_nta",
    "offences_pierce",
)
UNPAID = ("cost_grant", "cost_nhs", "cost_prisons", "cost_social")


def two_places(*ways, weights=(), places=(), overdose="never", otherwise="never"):
    """A model of people who use and of those who died, or of what else is said: few enough to work out by hand.

    `overdose` and `otherwise` are the rates of dying in every place.
    """
    return Model(
        places=(
            Place("untreated", "uses", frozenset({"untreated", ALIVE, FREE, OUT}), 0),
            *places,
            Place("died_overdose", "died", frozenset({"died_overdose", DEAD})),
            Place("died_otherwise", "died", frozenset({"died_otherwise", DEAD})),
        ),
        ages=MODEL.ages,
        sexes=MODEL.sexes,
        flags=MODEL.flags,
        moves=(Move(at(ALIVE), "died_overdose", overdose), Move(at(ALIVE), "died_otherwise", otherwise), *ways),
        flips=(),
        weights=(
            Weight("life_years", at(ALIVE), "one"),
            *(Weight(name, at("nowhere"), "one") for name in (*UNTOLD, *UNPAID)),
            *weights,
        ),
    )


def by_hand(model, *, weeks, people=1000.0, numbers=None, of=None, **more):
    """A small model with everybody untreated at the start and nobody coming in."""
    closed = of or a_town(people, entries_per_1000=0.0)
    values = midpoints().changed(moving_away=0.0, **(numbers or {}))
    first = compile_area(closed, values, weeks=weeks, model=model, initial=np.zeros((1, 1)), **more)
    start = np.zeros((first.layout.blocks, first.groups.count))
    start[first.layout.first_block[0], first.groups.number(3, 0, 0)] = people
    return replace(first, initial=start)


def town_start(people=1000):
    """People of a town where the model has settled, from a short warm-up that a test can afford."""
    from ostara.planning.start import settled  # noqa: PLC0415 compiles the loops, which not every test needs

    return settled(a_town(people), midpoints(), years=3)
