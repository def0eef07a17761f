"""What the peers share: the numbers of the house, Wilson's interval and the shape of the JSON that all three must give.

Runs in the peers' own environment, so nothing here imports Ostara.
"""

import json
import math
import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from statistics import NormalDist
from typing import Any

PARAMETERS = Path(__file__).resolve().parents[2] / "ostara" / "knowledge" / "parameters"
NOT_RECORDED = "not recorded"
GIVEN = ("observed", "collected", "recorded")
OST = ("methadone", "buprenorphine")
ON_TOP = ("heroin", "opioid", "other_opioid")
COVERS = {
    "depot_weekly": "depot.weekly_covers_days",
    "depot_monthly": "depot.monthly_covers_days",
    "implant": "depot.implant_covers_days",
}

Json = dict[str, Any]
# One group of a measure: its name, how many count, of how many known, and how many are not known.
Group = tuple[str | None, int, int, int]


@cache
def _numbers() -> dict[str, float]:
    found = {}
    for file in PARAMETERS.glob("*.toml"):
        for subject, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found.update({f"{subject}.{name}": entry.get("value") for name, entry in entries.items()})
    return found


def number(name: str) -> int:
    """A whole number from knowledge/parameters."""
    return int(_numbers()[name])


def z() -> float:
    """Half-width of the house's confidence interval, in standard deviations."""
    return NormalDist().inv_cdf(0.5 + _numbers()["measures.confidence_level"] / 2)


def day_number(text: str | None) -> int | None:
    """Days since 1970 of a date of the manifest, as Parquet stores it."""
    return None if text is None else (date.fromisoformat(text) - date(1970, 1, 1)).days


def manifest(store: Path) -> Json:
    return json.loads((store / "manifest.json").read_text(encoding="utf-8"))


def share(hits: int, of: int) -> Json:
    """A share with the ends of Wilson's interval: the roots of (p - x)^2 = z^2 x (1 - x) / n."""
    if of == 0:
        return _five(hits, 0, None, None, None)
    p, n, width = hits / of, of, z()
    a, b, c = 1 + width**2 / n, -(2 * p + width**2 / n), p * p
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return _five(hits, of, p, max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a)))


def count(hits: int) -> Json:
    return _five(hits, None, float(hits), None, None)


def _five(numerator: int, denominator: int | None, value: float | None, low: float | None, high: float | None) -> Json:
    return {"numerator": numerator, "denominator": denominator, "value": value, "low": low, "high": high}


def shares(groups: Callable[[str | None], Iterable[Group]]) -> Json:
    """The answer to a measure, from a function that gives its groups by a column (None: all in one)."""
    _, hits, known, unknown = next(iter(groups(None)), (None, 0, 0, 0))
    by = {
        column: {name or NOT_RECORDED: share(hit, of) for name, hit, of, _ in groups(column)}
        for column in ("medicine", "service")
    }
    return {**share(hits, known), "unknown": unknown, "by": by}


def counts(groups: Callable[[str | None], Iterable[tuple[str | None, int]]]) -> Json:
    """The answer to a plain count."""
    _, hits = next(iter(groups(None)), (None, 0))
    by = {
        column: {name or NOT_RECORDED: count(hit) for name, hit in groups(column)} for column in ("medicine", "service")
    }
    return {**count(hits), "unknown": 0, "by": by}


def curve(days: Iterable[tuple[int, int, int]]) -> list[Json]:
    """Kaplan and Meier's curve of one medicine, from (day, people leaving sight, of them gone) in order of days."""
    steps = list(days)
    at_risk, kept, greenwood, out = sum(leaving for _, leaving, _ in steps), 1.0, 0.0, []
    for day, leaving, gone in steps:
        kept *= (at_risk - gone) / at_risk
        greenwood += gone / (at_risk * (at_risk - gone)) if at_risk > gone else 0.0
        low = high = kept
        if 0 < kept < 1:
            spread = math.exp(z() * math.sqrt(greenwood) / abs(math.log(kept)))
            low, high = kept**spread, kept ** (1 / spread)
        out.append({"day": day, "at_risk": at_risk, "gone": gone, "kept": kept, "low": low, "high": high})
        at_risk -= leaving
    return out


def write(path: Path, answers: Json) -> None:
    path.write_text(json.dumps(answers, indent=2), encoding="utf-8")
