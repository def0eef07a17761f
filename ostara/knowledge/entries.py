"""Entries of a TOML file: what cannot be read, or holds a field too many or too few, is refused in one way."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from importlib.resources.abc import Traversable

from ostara.knowledge.refusal import RefusalError

_HEADER = re.compile(r"^\s*\[([^\[\]]+)\]", re.MULTILINE)


def read_entries(file: Traversable, *, place: str) -> dict[str, object]:
    """Everything in one TOML file, decimals kept exact. Refuses a file that is not TOML or heads two entries alike."""
    text = file.read_text(encoding="utf-8")
    for header, times in Counter(_HEADER.findall(text)).items():
        if times > 1:  # tomllib would refuse it too, but without naming the entry as a person looks for it
            raise RefusalError(f"{place} {header}", "is written twice")
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RefusalError(place, f"is not readable as TOML: {error}") from error


def as_entry(value: object, *, place: str, required: frozenset[str], optional: frozenset[str]) -> Mapping[str, object]:
    """One entry, with every required field and no field nobody knows."""
    if not isinstance(value, dict):
        raise RefusalError(place, "is not an entry with fields")
    for field in sorted(required - value.keys()):
        raise RefusalError(place, f"has no {field}")
    for field in sorted(value.keys() - required - optional):
        raise RefusalError(place, f"has a field nobody knows: {field}")
    return value


def words(entry: Mapping[str, object], field: str, *, place: str) -> str:
    """A field of words, which must not be blank."""
    value = entry[field]
    if not isinstance(value, str) or not value.strip():
        raise RefusalError(place, f"{field} is not words, or is blank")
    return value
