"""Reading a scenario: anything that cannot be run is refused with the file and the key, and nothing runs half."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ostara.knowledge.entries import read_entries, words
from ostara.knowledge.refusal import RefusalError
from ostara.planning.areas import Area, area, areas_shipped, read_area
from ostara.planning.levers import LEVERS, Change, Lever, Plan
from ostara.planning.levers.plan import shocks
from ostara.planning.specification.clock import WEEKS_PER_YEAR
from ostara.planning.specification.outcomes import OFFENDING

MOST_YEARS = 40
_KEYS = frozenset({"title", "question", "area", "years", "offending", "levers"})
_WHEN = frozenset({"from_week", "until_week"})
_FOLLOWS = {  # what a lever brings with it unless the scenario says otherwise
    "beds_heroin": ("heroin_offered", 1.0),
    "continuity": ("gate_team", 1.0),
}


@dataclass(frozen=True)
class Setting:
    """One lever at one value, from a week on and perhaps until another."""

    lever: Lever
    value: float
    from_week: int = 0
    until_week: int | None = None


@dataclass(frozen=True)
class Scenario:
    """A question that can be run."""

    name: str
    title: str
    question: str
    area: Area
    years: int
    offending: str
    settings: tuple[Setting, ...]

    @property
    def weeks(self) -> int:
        """Its length."""
        return self.years * WEEKS_PER_YEAR

    @property
    def plan(self) -> Plan:
        """What its levers set, and when."""
        changes: list[Change] = []
        for one in self.settings:
            if one.lever.sets == "retendering":
                changes += shocks(one.value, one.from_week, one.until_week or self.weeks)
                continue
            value = 1 + one.value if one.lever.sets == "funding" else one.value
            changes.append(Change(one.from_week, {one.lever.sets: value}, one.until_week))
            follows = _FOLLOWS.get(one.lever.sets)
            if follows and follows[0] not in {other.lever.sets for other in self.settings}:
                changes.append(Change(one.from_week, dict([follows]), one.until_week))
        return Plan(tuple(changes))

    def asked(self, *, people: float | None, years: int | None, area: Area | None) -> "Scenario":
        """The same for other people, another length, another area."""
        of = area or self.area
        of = of.of_size(people) if people is not None else of
        length = self.years if years is None else _years(years, "--years")
        return replace(self, area=of, years=length)


def scenarios_shipped() -> tuple[str, ...]:
    """The names of the scenarios that come with Ostara."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in _folder().iterdir() if file.name.endswith(".toml")))


def scenario_named(said: str) -> Scenario:
    """A scenario by its file, or by its name among those that come with Ostara."""
    if said in scenarios_shipped():
        return read_scenario(_folder() / f"{said}.toml", said)
    file = Path(said)
    if not file.is_file():
        near = get_close_matches(said, scenarios_shipped(), n=2)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(scenarios_shipped())}"
        raise RefusalError(f"scenario {said}", f"is neither a file nor a scenario that comes with Ostara; {hint}")
    return read_scenario(file, file.stem)


def area_named(said: str, place: str) -> Area:
    """An area by its file, or by its name among those that come with Ostara."""
    if said in areas_shipped():
        return area(said)
    file = Path(said)
    if not file.is_file():
        raise RefusalError(f"{place} {said}", f"is neither a file nor one of {', '.join(areas_shipped())}")
    return read_area(file, file.stem)


def read_scenario(file: Traversable, name: str) -> Scenario:
    """A scenario from a file."""
    entries = read_entries(file, place=file.name)
    for key in sorted(entries.keys() - _KEYS):
        raise RefusalError(f"{file.name} {key}", f"is a key nobody knows; there are {', '.join(sorted(_KEYS))}")
    for key in ("title", "question", "years"):
        if key not in entries:
            raise RefusalError(f"{file.name} {key}", "is missing")
    offending = entries.get("offending", OFFENDING[0])
    if offending not in OFFENDING:
        raise RefusalError(f"{file.name} offending", f"is none of {', '.join(OFFENDING)}")
    return Scenario(
        name=name,
        title=words(entries, "title", place=file.name),
        question=words(entries, "question", place=file.name),
        area=area_named(str(entries.get("area", "made-up")), f"{file.name} area"),
        years=_years(entries["years"], f"{file.name} years"),
        offending=str(offending),
        settings=_settings(entries.get("levers", {}), file.name),
    )


def _folder() -> Traversable:
    return files(__package__)


def _years(value: object, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_YEARS:
        raise RefusalError(place, f"is not a whole number of years from 1 to {MOST_YEARS}")
    return value


def _settings(said: object, file: str) -> tuple[Setting, ...]:
    if not isinstance(said, dict):
        raise RefusalError(f"{file} levers", "is not a table of levers")
    return tuple(setting for name, keys in said.items() for setting in _of_one_lever(name, keys, file))


def _of_one_lever(name: str, keys: object, file: str) -> list[Setting]:
    known = {lever.key: lever for lever in LEVERS if lever.name == name}
    place = f"{file} levers.{name}"
    if not known:
        names = sorted({lever.name for lever in LEVERS})
        near = get_close_matches(name, names, n=2)
        hint = f"did you mean {' or '.join(near)}?" if near else "ostara simulate --list names them"
        raise RefusalError(place, f"is no lever; {hint}")
    if not isinstance(keys, dict) or not keys.keys() - _WHEN:
        raise RefusalError(place, f"sets nothing; its keys are {', '.join(known)}")
    for key in sorted(keys.keys() - known.keys() - _WHEN):
        raise RefusalError(f"{place}.{key}", f"is a key nobody knows; there are {', '.join([*known, *sorted(_WHEN)])}")
    first, until = _weeks(keys, place)
    return [
        Setting(known[key], _value(value, known[key], f"{place}.{key}"), first, until)
        for key, value in keys.items()
        if key in known
    ]


def _weeks(keys: Mapping[str, object], place: str) -> tuple[int, int | None]:
    first, until = keys.get("from_week", 0), keys.get("until_week")
    if not isinstance(first, int) or isinstance(first, bool) or first < 0:
        raise RefusalError(f"{place}.from_week", "is not a whole number of weeks from the start")
    if until is not None and (not isinstance(until, int) or isinstance(until, bool) or until <= first):
        raise RefusalError(f"{place}.until_week", "is not a week after from_week")
    return first, until


def _value(value: object, lever: Lever, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise RefusalError(place, "is not a number")
    if not lever.low <= value <= lever.high:
        raise RefusalError(place, f"{value} is not between {lever.low:g} and {lever.high:g} ({lever.unit})")
    if lever.unit == "weeks" and value != int(value):
        raise RefusalError(place, "is not a whole number of weeks")
    return float(value)
