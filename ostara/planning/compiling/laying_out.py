"""Where things are: which weeks of a place differ from each other, and which ways lead out of it."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from ostara.planning.compiled import Layout
from ostara.planning.specification.clock import Clock
from ostara.planning.specification.effects import Move, When
from ostara.planning.specification.model import MOST_WAYS, Model
from ostara.planning.specification.places import ALIVE, Place


def fits(place: Place, when: When) -> bool:
    """Whether a condition can hold in a place."""
    return when.tags <= place.tags and not when.without & place.tags


def destination(place: Place, move: Move) -> str:
    """The name of the place a move leads to from here, each choice in braces taken as it is here."""

    def chosen(choice: re.Match[str]) -> str:
        return next(tag for tag in choice[1].split("|") if tag in place.tags)

    return re.sub(r"\{([^}]*)\}", chosen, move.to)


@lru_cache(maxsize=64)
def layout(model: Model, clock: Clock, limits: frozenset[int]) -> Layout:
    """The layout of a model, with weeks told apart where a limit is set on treatment."""
    rows = [_weeks_that_differ(model, place, limits) for place in model.places]
    longest = [clock.steps(place.longest) for place in model.places]
    first_block = np.cumsum([0] + [last + 1 for last in longest])
    first_row = np.cumsum([0] + [len(each) for each in rows])
    row_of = np.concatenate(
        [
            first + np.searchsorted([clock.steps(week) for week in each], range(last + 1), side="right") - 1
            for first, each, last in zip(first_row, rows, longest, strict=False)
        ]
    )
    ways = [_ways(model, place) for place in model.places]
    names = tuple(place.name for place in model.places)
    beds = tuple(dict.fromkeys(place.beds for place in model.places if place.beds))
    return Layout(
        places=names,
        tags=tuple(place.tags for place in model.places),
        longest=_ints(longest),
        first_block=_ints(first_block[:-1]),
        row_of=_ints(row_of),
        place_of_block=_ints(np.repeat(range(len(names)), [last + 1 for last in longest])),
        place_of_row=_ints(np.repeat(range(len(names)), [len(each) for each in rows])),
        first_week_of_row=_ints([clock.steps(week) for each in rows for week in each]),
        ways=_ints([len(each) for each in ways]),
        to=_ints([_padded((names.index(to) for to, _ in each), -1) for each in ways]),
        keeps=np.array([_padded((int(keeps) for _, keeps in each), 0) for each in ways], dtype=np.bool_),
        alive=np.array([ALIVE in place.tags for place in model.places]),
        beds=_ints([beds.index(place.beds) if place.beds else -1 for place in model.places]),
        bed_names=beds,
    )


def _ints(of: object) -> np.ndarray:
    return np.asarray(of, dtype=np.int32)


def _padded(ways: Iterable[int], filler: int) -> list[int]:
    listed = list(ways)
    return listed + [filler] * (MOST_WAYS - len(listed))


def _ways(model: Model, place: Place) -> list[tuple[str, bool]]:
    """Where people can go from a place, in the order of the moves, each way once."""
    moves = (move for move in model.moves if fits(place, move.origin))
    ways = list(dict.fromkeys((destination(place, move), move.keeps) for move in moves))
    if len(ways) > MOST_WAYS:
        raise ValueError(f"{place.name} has {len(ways)} ways out; {MOST_WAYS} is the most")
    return ways


def _weeks_that_differ(model: Model, place: Place, limits: frozenset[int]) -> list[int]:
    """The first weeks of each stretch of weeks in which nothing in the model changes here."""
    weeks = {0}
    for when in conditions(model, place):
        weeks |= {when.first} | ({when.until} if when.until is not None else set())
        weeks |= limits if when.limit else set()
    return sorted(week for week in weeks if week <= place.longest)


def conditions(model: Model, place: Place) -> Iterator[When]:
    """Every condition of a move, a flip or a weight that can hold in a place."""
    for move in model.moves:
        if fits(place, move.origin):
            yield move.origin
            yield from (factor.when for factor in move.times if fits(place, factor.when))
    for flip in model.flips:
        if fits(place, flip.where):
            yield flip.where
            yield from (factor.when for factor in (*flip.up_times, *flip.down_times) if fits(place, factor.when))
    for weight in model.weights:
        if fits(place, weight.where):
            yield weight.where
            yield from (factor.when for factor in weight.times if fits(place, factor.when))
