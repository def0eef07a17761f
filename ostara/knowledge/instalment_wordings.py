"""Approved wordings for prescriptions in instalments: what each means, and its exact text once a service has loaded it.

The text is not held here. Until it is loaded and checked, a form prints our own words, marked as such.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from ostara.knowledge.entries import as_entry, read_entries, words
from ostara.knowledge.parameters import Status
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source

NOT_APPROVED = "(our words, not the approved text)"
_OURS = frozenset({"letter", "meaning", "our_words", "source", "status"})
_LOADED = frozenset({"text", "source", "place", "checked_by", "checked_on"})


@dataclass(frozen=True)
class Wording:
    """One wording. `text` is empty until loaded; then `source`, `place` and the check are those of the text."""

    id: str
    letter: str
    meaning: str
    our_words: str
    source: str
    status: Status
    text: str = ""
    place: str = ""
    checked_by: str = ""
    checked_on: date | None = None

    @property
    def loaded(self) -> bool:
        """Whether the exact text is here, with its source and check."""
        return bool(self.text)

    @property
    def printed(self) -> str:
        """What a form prints: the exact text, or our own words, marked."""
        return self.text or f"{self.our_words} {NOT_APPROVED}"


def instalment_wordings(own: Path | None = None) -> Mapping[str, Wording]:
    """Returns every wording by its id: closed_day, missed_collection, missed_days, supervise, containers.

    `own` is a service's TOML file: an entry for each wording that it loads, with `text`, `source` (what it was copied
    from), `place` (where in it), `checked_by` and `checked_on` (who compared it, and when). Raises RefusalError naming
    the entry for a file in which any of these is missing or blank.
    """
    known = _ours()
    if own is None:
        return known
    entries = read_entries(own, place=own.name)
    for id in entries:
        if id not in known:
            raise RefusalError(f"{own.name} {id}", f"is none of the wordings {', '.join(known)}")
    if not entries:
        raise RefusalError(own.name, "holds no wording")
    loaded = {id: _loaded(known[id], entry, f"{own.name} {id}") for id, entry in entries.items()}
    return MappingProxyType({**known, **loaded})


def approved(letters: str, wordings: Mapping[str, Wording]) -> bool | None:
    """Returns whether every wording of a prescription is one of those approved, by their letters.

    No for a letter that is none of theirs. While a text is not loaded nobody can tell: ours stands on the form instead,
    marked, and whoever signs sees to the approved one.
    """
    by_letter = {one.letter: one for one in wordings.values()}
    if not set(letters) <= set(by_letter):
        return False
    return all(by_letter[letter].loaded for letter in letters) or None


@cache
def _ours() -> Mapping[str, Wording]:
    file = files(__package__) / "instalment_wordings.toml"
    entries = read_entries(file, place=file.name)
    return MappingProxyType({id: _our(id, entry, f"{file.name} {id}") for id, entry in entries.items()})


def _our(id: str, value: object, place: str) -> Wording:
    entry = as_entry(value, place=place, required=_OURS, optional=frozenset())
    said = {field: words(entry, field, place=place) for field in _OURS}
    return Wording(
        id=id,
        letter=said["letter"],
        meaning=said["meaning"],
        our_words=said["our_words"],
        source=source(said["source"]).id,
        status=Status(said["status"]),
    )


def _loaded(known: Wording, value: object, place: str) -> Wording:
    entry = as_entry(value, place=place, required=_LOADED, optional=frozenset())
    text = words(entry, "text", place=place).strip()
    if text == known.our_words:
        raise RefusalError(place, "text is our own words; copy the approved text from its source")
    return replace(
        known,
        text=text,
        source=words(entry, "source", place=place),
        status=Status.QUOTED,
        place=words(entry, "place", place=place),
        checked_by=words(entry, "checked_by", place=place),
        checked_on=day_checked(entry, place),
    )


def day_checked(entry: Mapping[str, object], place: str) -> date:
    """Returns the day on which somebody checked an entry. Raises RefusalError for anything that is no date."""
    on = entry["checked_on"]
    if type(on) is not date:
        raise RefusalError(place, "checked_on is not a date, written 2026-11-22 without quotation marks")
    return on
