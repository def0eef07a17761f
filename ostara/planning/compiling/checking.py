"""A rate is not a probability: every name in the specification is held against the kind of number it must be."""

from functools import lru_cache

from ostara.knowledge.refusal import RefusalError
from ostara.planning.compiling.arithmetic import CONSTANTS
from ostara.planning.levers import LEVERS, POLICIES
from ostara.planning.parameters import Unit, estimates
from ostara.planning.specification.effects import Factor, Share
from ostara.planning.specification.model import Model

_RATE, _SHARE, _RATIO = frozenset({Unit.RATE}), frozenset({Unit.PROBABILITY}), frozenset({Unit.RATIO, Unit.ODDS})
_KIND_OF = {
    "cost": frozenset({Unit.MONEY_A_YEAR}),
    "qalys": frozenset({Unit.UTILITY}),
    "offences": frozenset({Unit.OFFENCES}),
    "working": _SHARE,
}
_POLICY_UNITS = {"share": _SHARE, "per year": _RATE, "times": _RATIO}


@lru_cache(maxsize=8)
def check(model: Model) -> None:
    """Raises RefusalError, naming file and number, for one that is missing or of the wrong kind."""
    for move in model.moves:
        _must_be(move.rate, _RATE)
        _parts(move.shares, move.times)
    for flip in model.flips:
        _must_be(flip.up, _RATE)
        _must_be(flip.down, _RATE)
        _parts((), (*flip.up_times, *flip.down_times))
    for weight in model.weights:
        _must_be(weight.value, _KIND_OF.get(weight.outcome.split("_")[0], frozenset()))
        _parts(weight.shares, weight.times)


def _parts(shares: tuple[Share, ...], times: tuple[Factor, ...]) -> None:
    for share in shares:
        _must_be(share.name, _SHARE)
    for factor in times:
        _must_be(factor.parameter, frozenset({Unit.ELASTICITY}) if factor.power_of else _RATIO)
        for name in factor.coverage:
            _must_be(name, _SHARE)


def _must_be(name: str, kinds: frozenset[Unit]) -> None:
    if name in CONSTANTS or (name in POLICIES and _policy_is(name, kinds)):
        return
    one = estimates().get(name)
    if one is None:
        raise RefusalError(f"parameters {name}", "is missing, and the model needs it")
    if one.unit not in kinds:
        wanted = " or ".join(sorted(kinds))
        raise RefusalError(f"{one.file} {name}", f"is a number of the kind {one.unit}, and the model needs {wanted}")


def _policy_is(name: str, kinds: frozenset[Unit]) -> bool:
    units = {lever.unit for lever in LEVERS if lever.sets == name}
    return any(_POLICY_UNITS.get(unit, kinds) & kinds for unit in units)
