"""Which sources feed the model: computed from the numbers, the start of England and what it was fitted to."""

from collections.abc import Mapping

from ostara.planning.calibration.space import england_2008, free_numbers
from ostara.planning.calibration.targets import targets_named
from ostara.planning.outputs import DEFAULT_READING
from ostara.planning.parameters import estimates
from ostara.planning.specification.outcomes import OFFENDING

FITTED_TO = "england-2011"


def feeds() -> Mapping[str, tuple[str, ...]]:
    """By source id, what it feeds.

    The readings of offending are rivals of which a run has one, so a study behind another reading feeds nothing here.
    """
    rivals = {f"offences_treated_{reading}" for reading in OFFENDING if reading != DEFAULT_READING}
    found: dict[str, list[str]] = {}
    for name, one in {**estimates(), **free_numbers()}.items():
        if name not in rivals:
            for study in one.studies:
                found.setdefault(study, []).append(name)
    for study in england_2008().studies:
        found.setdefault(study, []).append("England in 2008")
    for target in targets_named(FITTED_TO).of:
        found.setdefault(target.source, []).append(f"fit to {target.id}")
    return {study: tuple(names) for study, names in found.items()}


def shared(source: str) -> tuple[str, ...]:
    """What a source feeds; nothing where a target of it may be scored."""
    return feeds().get(source, ())
