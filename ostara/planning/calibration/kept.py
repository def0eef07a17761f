"""A fit as a file: its draws, what they say of the targets, and the law from which a small area begins."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import gcd
from pathlib import Path
from typing import Any

import numpy as np

from ostara.knowledge.refusal import RefusalError
from ostara.planning.calibration.checks import Predicted, predicted
from ostara.planning.calibration.fit import Fit
from ostara.planning.calibration.matching import Law
from ostara.planning.calibration.space import FREE, Floats, free_numbers, values_at, without_start
from ostara.planning.parameters import Estimate, Values, estimates

KIND = "ostara calibration 1"
SHIPPED = "england-2011"


@dataclass(frozen=True)
class Kept:
    """A fit read back. `stale` says that the numbers of the model have changed since it was made.

    `effective` is how many equal draws its weighed ones are worth, `power` below 1 says that weights were flattened to
    have as many, `left` is the share of the prior that its targets did not rule out.
    """

    name: str
    area: str
    title: str
    seed: int
    runs: int
    effective: float
    power: float
    left: float
    targets: tuple[Predicted, ...]
    z: Floats  # [draws, free]
    which: tuple[int, ...]
    law: Law
    studies: frozenset[str]
    stale: bool
    hash: str  # SHA-256 of the file

    def __len__(self) -> int:
        return len(self.which)

    def values(self, draw: int) -> Values:
        """Every number in draw `draw` (from 1), those of the start of the area among them; draws come round again."""
        at = (draw - 1) % len(self)
        return values_at(self.z[at], self.seed, self.which[at])

    @property
    def origin(self) -> str:
        """Which fit it is, for what is made from it."""
        return f"{self.name}, of {self.area} (SHA-256 {self.hash[:16]})"

    def of_model(self, draw: int) -> Values:
        """The same without the start of the area: what `simulate --fit` runs, for people as their file has them.

        In another order: the file has copies of a draw side by side, and a few draws shall be of all of it.
        """
        return without_start(self.values(1 + (draw - 1) * self._stride))

    @property
    def _stride(self) -> int:
        """About the golden section of the draws, without a factor in common with them: it comes to each once."""
        return next(
            step for step in range(round(len(self) * 0.618) or 1, 2 * len(self) + 2) if gcd(step, len(self)) == 1
        )


def as_json(fit: Fit) -> str:
    """The whole fit. `draws` hold z: how many standard deviations of its prior each number is from its middle."""
    return json.dumps(
        {
            "kind": KIND,
            "area": fit.area.name,
            "title": fit.area.title,
            "first_year": fit.targets.first_year,
            "seed": fit.plan.seed,
            "runs": fit.plan.runs,
            "effective_draws": round(fit.effective, 1),
            "power_of_weights": round(fit.power, 3),
            "prior_not_ruled_out": round(fit.left, 4),
            "numbers": numbers_hash(),
            "studies": sorted(fit.targets.studies),
            "targets": [asdict(one) for one in predicted(fit)],
            "free": list(FREE),
            "mean": np.round(fit.law.mean, 4).tolist(),
            "covariance": np.round(fit.law.covariance, 5).tolist(),
            "draws": [
                {"which": which, "z": np.round(z, 4).tolist()} for which, z in zip(fit.which, fit.draws, strict=True)
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).replace('{"which"', '\n{"which"')


@cache
def shipped() -> Kept:
    """England fitted to 2011/12, as it comes with Ostara."""
    return read(files(__package__) / f"{SHIPPED}.json")


def read_fit(said: str) -> Kept:
    """A fit from a file, or England's by its name."""
    if said == SHIPPED:
        return shipped()
    file = Path(said)
    if not file.is_file():
        raise RefusalError(f"fit {said}", f"is no file; {SHIPPED} comes with Ostara")
    return read(file)


def read(file: Traversable) -> Kept:
    """A fit from a file. Raises RefusalError for one that is not whole or moves numbers that the model has not."""
    try:
        written = file.read_bytes()
        told = json.loads(written)
    except ValueError:
        raise RefusalError(file.name, "is not readable as JSON") from None
    if not isinstance(told, dict) or told.get("kind") != KIND:
        raise RefusalError(f"{file.name} kind", f"is not {KIND}")
    if told.get("free") != list(FREE):
        raise RefusalError(f"{file.name} free", "are not the numbers that this Ostara moves; calibrate again")
    return _kept(told, file.name, sha256(written).hexdigest())


def _kept(told: Mapping[str, Any], name: str, hash: str) -> Kept:
    try:
        draws = told["draws"]
        z = np.array([one["z"] for one in draws], dtype=np.float64)
        law = Law(np.array(told["mean"], np.float64), np.array(told["covariance"], np.float64))
        if z.shape != (len(z), len(FREE)) or not len(z) or law.covariance.shape != (len(FREE), len(FREE)):
            raise ValueError("shape")
        return Kept(
            name=name.removesuffix(".json"),
            area=str(told["area"]),
            title=str(told["title"]),
            seed=int(told["seed"]),
            runs=int(told["runs"]),
            effective=float(told["effective_draws"]),
            power=float(told["power_of_weights"]),
            left=float(told["prior_not_ruled_out"]),
            targets=tuple(Predicted(**one) for one in told["targets"]),
            z=z,
            which=tuple(int(one["which"]) for one in draws),
            law=law,
            studies=frozenset(map(str, told["studies"])),
            stale=told["numbers"] != numbers_hash(),
            hash=hash,
        )
    except (KeyError, TypeError, ValueError):
        raise RefusalError(name, "is not a whole fit: draws, mean and covariance do not fit together") from None


def numbers_hash() -> str:
    """SHA-256 of the numbers that the model's draws are made from."""

    def told(one: Estimate) -> str:
        return f"{one.id}={one.value!r},{one.low!r},{one.high!r},{one.distribution}"

    return sha256(";".join(map(told, {**estimates(), **free_numbers()}.values())).encode()).hexdigest()
