"""Studies of staying in treatment: who is still there after years without a break, who completed and did not return."""

from collections.abc import Mapping

from ostara.planning.compiled import Compiled, Floats
from ostara.planning.expectation import run_on
from ostara.planning.specification.clock import WEEKS_PER_YEAR
from ostara.planning.specification.places import OST
from ostara.planning.validation.world import GAP_WEEKS, World, cohort, in_places, starters, stopped


def eastwood(world: World) -> Mapping[str, float]:
    """Of people who start treatment, the per cent on substitution treatment five years without a break (Eastwood 2018).

    A break of up to 21 days is none, as in the national record. `seven`: of those, the per cent still there at the end
    of the seventh year. Prison is a break: the record has none of its treatment.
    """
    base = unbroken(world.year, OST)
    start = starters(world.year, world.people)
    five = _there(base, start, 5 * WEEKS_PER_YEAR)
    seven = _there(base, five, 2 * WEEKS_PER_YEAR)
    return {"five": float(100 * five.sum() / start.sum()), "seven": float(100 * seven.sum() / five.sum())}


def unbroken(compiled: Compiled, treatment: str) -> Compiled:
    """The same where nobody comes back who was away from a kind of treatment for longer than a gap may be."""
    layout = compiled.layout
    away = [
        at
        for at in range(len(layout.places))
        if treatment not in layout.tags[at] and layout.places[at] not in ("left", "abstinent", "waiting")
    ]
    found = stopped(compiled, away)
    return stopped(found, [layout.place("left"), layout.place("abstinent")], from_week=GAP_WEEKS)


def _there(compiled: Compiled, people: Floats, weeks: int) -> Floats:
    _, later = run_on(cohort(compiled, people, weeks))
    return in_places(compiled, later, compiled.layout.tagged(OST, "free"))


def entrants(world: World) -> Mapping[str, float]:
    """Of people who start, the per cent abstinent and out of treatment 3.3 years on (NTA 2011).

    The cohort is of those who started since April 2005, seen in 2011: 3.3 years on average.
    """
    base = world.year
    start = starters(base, world.people)
    _, later = run_on(cohort(base, start, round(3.3 * WEEKS_PER_YEAR)))
    abstinent = in_places(base, later, [base.layout.place("abstinent")])
    return {"completed": float(100 * abstinent.sum() / start.sum())}
