"""Which numbers can matter to who is where: only those can drive an answer, and any other that seems to is chance."""

from collections.abc import Collection, Iterator

from ostara.planning.levers.declared import POLICIES
from ostara.planning.specification.effects import Factor, Move
from ostara.planning.specification.model import Model


def can_matter(model: Model, touched: Collection[str]) -> frozenset[str]:
    """Names in moves and changes of flags, less those of levers that are not `touched` and do nothing by themselves."""
    idle = {name for name in POLICIES if name not in touched}
    found = {name for move in model.moves for name in _of_move(move, idle)}
    for flip in model.flips:
        found |= {flip.up, flip.down, *_of_factors((*flip.up_times, *flip.down_times), idle)}
    return frozenset(found)


def _of_move(move: Move, idle: Collection[str]) -> Iterator[str]:
    off = {name for name in idle if POLICIES[name].base == 0}
    names = {move.rate, *(share.name for share in move.shares)}
    needed = {move.rate, *(share.name for share in move.shares if not share.rest), move.origin.limit}
    if not needed & off:
        yield from names
        yield from _of_factors(move.times, idle)


def _of_factors(factors: Collection[Factor], idle: Collection[str]) -> Iterator[str]:
    for factor in factors:
        if not {*factor.coverage, factor.power_of} & set(idle):
            yield factor.parameter
            yield from factor.coverage
