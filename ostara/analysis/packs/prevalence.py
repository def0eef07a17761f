"""Estimates of how many people use a substance, from a file, and the unmet need they leave beside who is in treatment.

The file is a small CSV, or published figures as `ostara import england` writes them. Estimates of different methods
are shown one under the other and never compared or added.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from ostara.analysis.national.need import Estimate, UnmetNeed, unmet_need
from ostara.knowledge.refusal import RefusalError
from ostara.tables.published import NAMES, PublishedFigure, read_published

COLUMNS = ("area", "group", "method", "period", "people", "low", "high")
HOW = f"a CSV with the columns {','.join(COLUMNS)} (one line for each estimate)"
NATION = frozenset({"england", "nation", "national", "all areas"})

# Which people in treatment an estimate is about, in the words of estimates: SQL over the dimensions of a journey.
GROUPS: Mapping[str, str] = {
    "opiate and/or crack": "opiates_or_crack",
    "opiate": "substance_group = 'opiate'",
    "alcohol dependence": "substance_group IN ('alcohol only', 'non-opiate and alcohol')",
}
# The same in words. No public text that we know says who is set beside an estimate of alcohol dependence.
SET_BESIDE: Mapping[str, str] = {
    "opiate and/or crack": "people who use opiates or crack",
    "opiate": "people of the group opiate",
    "alcohol dependence": "people of the groups alcohol only, and non-opiate and alcohol (our own reading)",
}
_ALSO = {
    "opiates": "opiate",
    "opiates or crack": "opiate and/or crack",
    "opiates and/or crack": "opiate and/or crack",
    "opiate or crack": "opiate and/or crack",
    "ocu": "opiate and/or crack",
    "alcohol": "alcohol dependence",
}
_PUBLISHED = {f"people using {name}": name for name in ("opiate and/or crack", "opiate", "crack")}
_PUBLISHED |= {"people with alcohol dependence": "alcohol dependence"}


@dataclass(frozen=True)
class Need:
    """An estimate for the area, or for the nation, beside the people in treatment. `need` is None where the group of
    the estimate is none that the store can count, or the count is withheld."""

    estimate: Estimate
    in_treatment: int | None
    need: UnmetNeed | None

    def as_json(self) -> dict[str, object]:
        """The estimate, and what it leaves."""
        need = self.need
        return {
            **vars(self.estimate),
            "in_treatment": self.in_treatment,
            "unmet": None if need is None else {"share": need.share, "low": need.low, "high": need.high},
        }


def group_of(words: str) -> str:
    """The group that an estimate is about, in one spelling."""
    said = " ".join(words.split()).casefold()
    return _ALSO.get(said, said)


def read_estimates(path: Path) -> list[Estimate]:
    """The estimates of a file. Raises RefusalError naming file, column and row."""
    if path.suffix == ".parquet" or _header(path) == list(NAMES):
        return list(_from_published(read_published(path)))
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            if sorted(reader.fieldnames or ()) != sorted(COLUMNS):
                raise RefusalError(str(path), f"is not {HOW}")
            return list(_unlike(path, (_estimate(path, number, row) for number, row in enumerate(reader, start=2))))
    except (UnicodeDecodeError, csv.Error):
        raise RefusalError(str(path), f"cannot be read as text; it should be {HOW}") from None


def _header(path: Path) -> list[str]:
    if not path.is_file():
        raise RefusalError(str(path), "there is no such file")
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return next(csv.reader(lines), [])
    except (UnicodeDecodeError, csv.Error):
        raise RefusalError(str(path), f"cannot be read as text; it should be {HOW}") from None


def _estimate(path: Path, line: int, row: Mapping[str, str | None]) -> Estimate:
    said = {name: (row.get(name) or "").strip() for name in COLUMNS}
    missing = next((name for name in COLUMNS[:4] if not said[name]), None)
    if missing or None in row:
        raise RefusalError(f"{path} line {line}", f"has no {missing}" if missing else "has more cells than columns")
    numbers = [_number(path, line, name, said[name]) for name in COLUMNS[4:]]
    try:
        return Estimate(said["area"], group_of(said["group"]), said["method"], said["period"], *numbers)
    except RefusalError as refusal:
        raise RefusalError(f"{path} line {line}", f"{refusal.place} {refusal.reason}") from None


def _number(path: Path, line: int, column: str, said: str) -> float:
    try:
        number = float(said.replace(",", ""))
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise RefusalError(f"{path} line {line} column {column}", f"is {said!r}, should be a number")
    return number


def _unlike(path: Path, estimates: Iterable[Estimate]) -> Iterator[Estimate]:
    """The estimates, each of one thing only once."""
    seen: set[tuple[str, str, str, str]] = set()
    for one in estimates:
        key = (one.area.casefold(), one.group, one.method, one.period)
        if key in seen:
            raise RefusalError(str(path), f"has two estimates of {one.area}, {one.group}, {one.method}, {one.period}")
        seen.add(key)
        yield one


def _from_published(figures: Iterable[PublishedFigure]) -> Iterator[Estimate]:
    """Estimates of numbers of people; rates and withheld figures have none."""
    for one in figures:
        group = _PUBLISHED.get(one.indicator)
        if group is None or one.unit != "people" or one.value is None or one.low is None or one.high is None:
            continue
        if not 0 < one.low <= one.value <= one.high:
            continue
        names = (one.area_code, one.area_name) if one.area_code else (one.area_name,)
        for name in names:
            yield Estimate(name, group, one.method or "method not said", one.period, one.value, one.low, one.high)


def needs_of(area: str, estimates: Iterable[Estimate], in_treatment: Mapping[str, int | None]) -> tuple[Need, ...]:
    """Every estimate for the area, set beside the people in treatment of its group."""
    return tuple(
        _need(one, in_treatment.get(one.group))
        for one in sorted(estimates, key=lambda each: (each.group, each.period, each.method))
        if one.area.casefold() == area.casefold()
    )


def nation_of(estimates: Iterable[Estimate], in_treatment: Mapping[str, int | None]) -> tuple[Need, ...]:
    """Every estimate for the whole country that the file holds."""
    named = sorted(estimates, key=lambda each: (each.group, each.period, each.method))
    return tuple(_need(one, in_treatment.get(one.group)) for one in named if one.area.casefold() in NATION)


def _need(estimate: Estimate, in_treatment: int | None) -> Need:
    return Need(estimate, in_treatment, None if in_treatment is None else unmet_need(in_treatment, estimate))
