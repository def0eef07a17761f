"""The manifest of a store: what is in it, on which clock, where it came from, and whether it is whole."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ostara.knowledge.refusal import RefusalError
from ostara.tables.column import Clock

FILE = "manifest.json"


@dataclass(frozen=True)
class Part:
    """One table's file: how many rows, and the SHA-256 of its bytes."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Origin:
    """Where a store came from.

    `door` is the verb that made it, `words` a line for people, `inputs` the SHA-256 of each file read (or the settings
    and seed of a generator), `version` the version of Ostara that wrote it.
    """

    door: str
    words: str
    version: str
    made_up: bool = False
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Account:
    """What happened to the rows of one source table: `read` is always `kept` plus `set_aside`."""

    read: int
    kept: int
    set_aside: int


@dataclass(frozen=True)
class Manifest:
    """What a store says of itself.

    `observed_until` is the last complete day of a calendar store (YYYY-MM-DD). `start_cohort` is the cohort of people
    whose starts of treatment may be compared with each other; None means everybody's.
    """

    schema_version: int
    clock: Clock
    origin: Origin
    parts: Mapping[str, Part]
    accounts: Mapping[str, Account] = field(default_factory=dict)
    observed_until: str | None = None
    start_cohort: str | None = None

    def as_json(self) -> str:
        """The text of manifest.json."""
        return json.dumps({**asdict(self), "clock": self.clock.value}, indent=2) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """Read a store's manifest. Raises RefusalError when it is missing, unreadable or lacks a field."""
    file = folder / FILE
    try:
        raw: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return Manifest(
            schema_version=int(raw["schema_version"]),
            clock=Clock(raw["clock"]),
            origin=Origin(**raw["origin"]),
            parts={name: Part(**part) for name, part in raw["parts"].items()},
            accounts={name: Account(**account) for name, account in raw["accounts"].items()},
            observed_until=raw["observed_until"],
            start_cohort=raw["start_cohort"],
        )
    except FileNotFoundError:
        raise RefusalError(str(folder), "is not a store: it has no manifest.json") from None
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise RefusalError(str(file), f"is not the manifest of a store ({type(error).__name__}: {error})") from None
