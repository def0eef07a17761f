"""Which numbers calibration may move, each on the scale on which it is normal (z), and what an area is under them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr
from scipy.stats import norm, qmc

from ostara.planning.areas import Area, read_area
from ostara.planning.parameters import Estimate, Values, draw, estimates
from ostara.planning.parameters.drawing_values import quantile

Floats = npt.NDArray[np.float64]

START = ("start_people", "start_entries", "start_pace")
# What caseloads, exits and deaths depend on; all other numbers are drawn as they are, whatever the targets say.
FREE = (
    *START,
    "seeking",
    "coming_back",
    "coming_after_release",
    "stopping_alone",
    "start_psychosocial",
    "psychosocial_ending",
    "psychosocial_completed",
    "leaving",
    "leaving_first_quarter",
    "leaving_second_year",
    "leaving_later_years",
    "leaving_use_on_top",
    "leaving_buprenorphine",
    "completing",
    "completing_first_half_year",
    "relapsing",
    "relapsing_second_half_year",
    "relapsing_later",
    "quitting_use_low",
    "returning_to_use",
    "titrating",
    "sliding_down",
    "sent_to_prison_using",
    "released",
    "poisoning_on_treatment",
    "poisoning_first_weeks_off",
    "poisoning_later_off",
    "poisoning_abstinent",
    "poisoning_age_slope",
    "disease_at_35",
    "disease_age_slope",
    "other_deaths",
    "not_poisoning_off",
)
_FARTHEST = 4.0  # no number is taken beyond four standard deviations of its prior


@cache
def free_numbers() -> Mapping[str, Estimate]:
    """The numbers that may move, in the order of z."""
    # estimates() keeps what it has read by its folder: one of a package can be a key, but its type does not say so.
    start = estimates(files(__package__) / "start")  # type: ignore[arg-type]  # as above
    known = {**estimates(), **start}
    return {name: known[name] for name in FREE}


@cache
def england_2008() -> Area:
    """England in April 2008, where its calibration and the back-test start."""
    return read_area(files(__package__) / "england-2008.toml", "england-2008")


def spread(points: int, seed: int) -> Floats:
    """[points, free] z that fill the prior evenly (Sobol, scrambled)."""
    whole = max(points - 1, 1).bit_length()  # Sobol's points are even in powers of two
    at = qmc.Sobol(len(FREE), seed=np.random.default_rng(seed)).random_base2(whole)[:points]
    return np.asarray(norm.ppf(np.clip(at, ndtr(-_FARTHEST), ndtr(_FARTHEST))))


def values_at(z: Floats, seed: int, which: int) -> Values:
    """Draw `which` of all numbers, with those that may move where `z` says; numbers of the start are among them."""
    at = np.clip(z, -_FARTHEST, _FARTHEST)
    moved = {
        name: quantile(one, float(ndtr(each))) for (name, one), each in zip(free_numbers().items(), at, strict=True)
    }
    return Values({**draw(seed, which).of, **moved}, seed, which)


def without_start(values: Values) -> Values:
    """The numbers of the model alone."""
    return Values({name: each for name, each in values.of.items() if name not in START}, values.seed, values.draw)


def started(area: Area, values: Values) -> Area:
    """An area under the numbers of its start; as its file has it where there are none."""
    people, entries, pace = (values.of.get(name, 1.0) for name in START)
    return replace(
        area,
        people=area.people * people,
        entries_per_1000=area.entries_per_1000 * entries / people,
        entries_change=(1 + area.entries_change) * pace - 1,
    )
