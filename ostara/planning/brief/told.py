"""A comparison gathered for a reader: outcomes with intervals, payers, years, ages, drivers, and where it came from."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np

from ostara import __version__
from ostara.planning.brief.mattering import can_matter
from ostara.planning.brief.spread import Driver, Spread, drivers, spread, spreads, unverified_share
from ostara.planning.comparing import Comparison
from ostara.planning.parameters import estimates
from ostara.planning.parameters.drawing_values import Z
from ostara.planning.specification.model import model
from ostara.planning.specification.outcomes import OFFENDING, PAYERS


@dataclass(frozen=True)
class Kind:
    """An outcome people ask about; `good` is -1 where fewer is better, 1 where more is, 0 where it depends."""

    name: str
    title: str
    good: int


OUTCOMES = (
    Kind("died_overdose", "deaths by drug poisoning", -1),
    Kind("died", "deaths of all causes", -1),
    Kind("life_years", "years of life", 1),
    Kind("qalys", "years of full health (QALYs)", 1),
    Kind("recovery", "years in recovery", 1),
    Kind("offences", "acquisitive offences", -1),
    Kind("in_treatment", "years in treatment", 0),
    Kind("waiting", "years of waiting for a start", -1),
    Kind("out_of_treatment", "years of use out of treatment (unmet need)", -1),
    Kind("in_prison", "years in prison", -1),
    Kind("completions", "planned completions", 0),
    Kind("relapses", "relapses after abstinence", -1),
    Kind("using_in_treatment", "years of use on top of treatment", -1),
    Kind("housing_problem", "years with an urgent housing problem", -1),
    Kind("working", "years in work", 1),
    Kind("hepatitis_caught", "new infections with hepatitis C", -1),
)


@dataclass(frozen=True)
class Outcome:
    """One outcome over the horizon. `helps` is the share of draws in which it moves the good way; None: it depends."""

    kind: Kind
    base: Spread
    difference: Spread
    per_1000: Spread
    helps: float | None


@dataclass(frozen=True)
class Payer:
    """What somebody pays more (or, below nought, less) over the horizon: cash, and discounted."""

    name: str
    cash: Spread
    discounted: Spread


@dataclass(frozen=True)
class Brief:
    """Everything a page or a file says."""

    comparison: Comparison
    outcomes: tuple[Outcome, ...]
    payers: tuple[Payer, ...]
    net_benefit: Spread  # QALYs at what the NHS pays less public money, discounted
    net_benefit_helps: float | None
    offending: tuple[tuple[str, Spread], ...]  # each reading's difference, of the same runs
    noticed: float  # a change in a year's offences that chance alone would hardly give
    officers: Spread  # police officers whom the extra public health grant would pay, all years
    counted: Spread | None  # the difference in deaths as counted one by one; None where nobody was drawn
    drivers: tuple[Driver, ...] | None
    unverified: float | None
    numbers: int
    numbers_unverified: int
    origin: tuple[tuple[str, str], ...]

    def outcome(self, name: str) -> Outcome:
        """One outcome by its name."""
        return next(one for one in self.outcomes if one.kind.name == name)

    @property
    def draws(self) -> int:
        """How many different draws it rests on: those of a fit may come several times."""
        return len({one.values.hash for one in self.comparison.arms})

    @property
    def changes(self) -> bool:
        """Whether the scenario does anything at all."""
        return bool(self.comparison.scenario.settings)


def brief(comparison: Comparison) -> Brief:
    """What a comparison says."""
    found = _drivers(comparison)
    used = estimates()
    return Brief(
        comparison=comparison,
        outcomes=tuple(_outcome(comparison, kind) for kind in OUTCOMES),
        payers=tuple(_payer(comparison, f"cost_{name}", title) for name, title in _payers()),
        net_benefit=spread(_benefit(comparison)),
        net_benefit_helps=_helps(_benefit(comparison), 1),
        offending=tuple((name, spread(comparison.difference(f"offences_{name}").sum(axis=1))) for name in OFFENDING),
        noticed=_noticed(comparison),
        officers=spread(comparison.difference("cost_grant").mean(axis=1) / used["cost_officer"].value),
        counted=_counted(comparison),
        drivers=found,
        unverified=None if found is None else unverified_share(found),
        numbers=len(used),
        numbers_unverified=sum(one.unverified for one in used.values()),
        origin=_origin(comparison),
    )


def yearly(comparison: Comparison, name: str, *, changed: bool) -> tuple[Spread, ...]:
    """An outcome year by year in one arm."""
    return spreads(comparison.by_year(name, changed=changed))


def _payers() -> tuple[tuple[str, str], ...]:
    return (*PAYERS.items(), ("public", "all public money together"))


def _outcome(comparison: Comparison, kind: Kind) -> Outcome:
    difference = comparison.difference(kind.name).sum(axis=1)
    base = comparison.by_year(kind.name, changed=False).sum(axis=1)
    told = spread(difference)
    return Outcome(
        kind, spread(base), told, told.times(1000 / comparison.scenario.area.people), _helps(difference, kind.good)
    )


def _helps(difference: np.ndarray, good: int) -> float | None:
    return float((difference * good > 0).mean()) if good and len(difference) > 1 else None


def _payer(comparison: Comparison, name: str, title: str) -> Payer:
    return Payer(title, spread(comparison.difference(name).sum(axis=1)), spread(comparison.discounted(name)))


def _benefit(comparison: Comparison) -> np.ndarray:
    worth = estimates()["worth_of_qaly"].value
    return np.asarray(comparison.discounted("qalys") * worth - comparison.discounted("cost_public"))


def _noticed(comparison: Comparison) -> float:
    """The smallest difference between two years' counts that 19 of 20 pairs of Poisson counts stay below."""
    a_year = float(comparison.by_year("offences", changed=False).mean())
    return Z * float(np.sqrt(2 * a_year))


def _counted(comparison: Comparison) -> Spread | None:
    if comparison.engine == "expectation":
        return None
    return spread(comparison.difference("died_counted").sum(axis=1))


def _drivers(comparison: Comparison) -> tuple[Driver, ...] | None:
    """Of the difference in deaths; where nothing is changed, of how many are in treatment."""
    touched = {name for change in comparison.scenario.plan.changes for name in change.sets}
    possible = can_matter(model(comparison.leaving), touched)
    drawn = {name: values for name, values in comparison.drawn.items() if name in possible}
    if comparison.scenario.settings:
        return drivers(comparison.difference("died").sum(axis=1), drawn)
    return drivers(comparison.by_year("in_treatment", changed=False).sum(axis=1), drawn)


def _origin(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    scenario = comparison.scenario
    told = f"{scenario!r}/{comparison.engine}/{comparison.leaving}/{comparison.seed}/{len(comparison.arms)}"
    drawn = sha256("".join(one.values.hash for one in comparison.arms).encode()).hexdigest()
    whole = sha256(f"{told}/{drawn}/{model_hash()}".encode()).hexdigest()
    return (
        ("Origin", whole[:16]),
        ("Ostara", __version__),
        ("Model and numbers (SHA-256)", model_hash()[:16]),
        ("Numbers drawn (SHA-256)", drawn[:16]),
        ("Engine", comparison.engine),
        ("Leaving treatment eases by", comparison.leaving),
        ("Draws", str(len(comparison.arms))),
        ("Drawn from", comparison.fitted.origin if comparison.fitted else "the evidence, fitted to no area"),
        ("Seed", str(comparison.seed)),
    )


@cache
def model_hash() -> str:
    """SHA-256 of the code and the data of the model, file by file."""
    found = sha256()
    for name, file in sorted(_files(files("ostara.planning"), "")):
        found.update(name.encode())
        found.update(file.read_bytes())
    return found.hexdigest()


def _files(folder: Traversable, within: str) -> list[tuple[str, Traversable]]:
    listed: list[tuple[str, Traversable]] = []
    for each in folder.iterdir():
        name = f"{within}/{each.name}"
        if each.is_dir() and each.name != "__pycache__":
            listed += _files(each, name)
        elif each.name.endswith((".py", ".toml", ".csv")):
            listed.append((name, each))
    return listed
