"""Data sets: which versions are known, and the fields of those that can be loaded, in the order of the file."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ostara.knowledge.entries import as_entry, read_entries, words
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source
from ostara.ndtms.field import Field, Kind, Standing
from ostara.ndtms.lists import national_list

# What would have to be at hand before a data set can be added or called verified (ndtms-s21 says where it was kept).
DOCUMENTS = "its CSV file format specification, technical definition and reference data (published on ndtms.net)"
NOT_IN_FORCE = (
    "Data set K (2013/14) is a worked example, not the set in force: its fields were read from one supplier's program, "
    "never from the national documents, and a file that passes here may still be turned away. "
    f"To add the set in force, {DOCUMENTS} are needed."
)


@dataclass(frozen=True)
class DataSet:
    """The fields of one version. `verified` is whether they were proved against the national documents."""

    name: str
    in_force_from: str
    standing: Standing
    fields: tuple[Field, ...]
    verified: bool
    why_not: str

    @property
    def headers(self) -> tuple[str, ...]:
        """Headers in the order of the file."""
        return tuple(field.header for field in self.fields)

    def field(self, header: str) -> Field:
        """The field with this header. Raises RefusalError for a header that the set does not have."""
        for field in self.fields:
            if field.header == header:
                return field
        raise RefusalError(f"data set {self.name}", f"has no field {header}")


@cache
def known_data_sets() -> Mapping[str, Mapping[str, object]]:
    """Every version that is known by name, the loadable ones with `fields`."""
    entries = read_entries(files(__package__) / "data_sets.toml", place="data_sets.toml")
    required, optional = frozenset({"in_force_from", "status", "source"}), frozenset({"fields"})
    return MappingProxyType(
        {
            name: as_entry(entry, place=f"data_sets.toml {name}", required=required, optional=optional)
            for name, entry in entries.items()
        }
    )


@cache
def data_set(name: str) -> DataSet:
    """The data set of this letter. Raises RefusalError for one that nobody knows, or whose fields are not here."""
    known = known_data_sets()
    loadable = ", ".join(one for one, entry in known.items() if "fields" in entry)
    if name not in known:
        raise RefusalError(f"data set {name}", f"there is no such data set; {loadable} can be loaded")
    entry, place = known[name], f"data_sets.toml {name}"
    since = words(entry, "in_force_from", place=place)
    if "fields" not in entry:
        raise RefusalError(
            f"data set {name}",
            f"is known (from {since}), but its fields are not here: to add it, {DOCUMENTS} are needed; "
            f"{loadable} can be loaded",
        )
    source(words(entry, "source", place=place))
    return DataSet(
        name=name,
        in_force_from=since,
        standing=Standing(words(entry, "status", place=place)),
        fields=tuple(_fields(words(entry, "fields", place=place))),
        verified=False,
        why_not=NOT_IN_FORCE,
    )


def _fields(name: str) -> list[Field]:
    with (files(__package__) / "fields" / name).open(encoding="utf-8") as lines:
        fields = [_field(row) for row in csv.DictReader(lines)]
    headers = [field.header for field in fields]
    if len(set(headers)) != len(headers):
        raise RefusalError(f"fields/{name}", "a header is listed twice")
    for field in fields:
        source(field.source)
        if field.codes is not None:
            national_list(field.codes)
    return fields


def _field(row: Mapping[str, str]) -> Field:
    return Field(
        header=row["header"],
        meaning=row["meaning"],
        section=row["section"],
        kind=Kind(row["type"]),
        codes=row["codes"] or None,
        low=int(row["low"]) if row["low"] else None,
        high=int(row["high"]) if row["high"] else None,
        pattern=row["pattern"] or None,
        not_answered=row["not_answered"] or None,
        required=row["required"] or None,
        required_standing=Standing(row["required_status"]) if row["required_status"] else None,
        first_known=row["first_known"],
        standing=Standing(row["status"]),
        values_standing=Standing(row["values_status"]),
        source=row["source"],
    )
