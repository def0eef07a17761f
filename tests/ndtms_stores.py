"""National files as stores and back, for tests: taking in, giving out, and what tables and files say."""

import csv
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from ostara.exchange.ndtms_files import export_ndtms, import_ndtms
from ostara.exchange.ndtms_files.places import PARTS, places
from ostara.tables import TABLES
from ostara.tables.column import Kind
from ostara.tables.store import open_store
from tests.ndtms_rows import ON, K, write_csv

HELD = ("people", "episodes", "presentations", *PARTS, "deaths")


def taken_in(folder: Path, rows, **how):
    """The account and the store of a file of these rows."""
    folder.mkdir(parents=True, exist_ok=True)
    imported = import_ndtms(write_csv(folder / "file.csv", rows), folder / "store", K, on=ON, replace=True, **how)
    return imported, open_store(folder / "store")


def given_out(store, folder: Path, **how):
    """The account and the path of the file of a store."""
    exported = export_ndtms(store, folder / "out.csv", K, on=ON, **how)
    return exported, folder / "out.csv"


def rows_of(path: Path):
    """The rows of a file, as Python reads them."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def table(store, name):
    """The rows of a table as dictionaries."""
    return pq.read_table(store.file(name)).to_pylist()


def said(store):
    """What each table says: every row as often as it is there, with people and episodes named by what they are.

    A part without a reference has its number for one, as it would in a file.
    """
    people = {one["person"]: one["attributor"] for one in table(store, "people")}
    episodes = {
        one["episode"]: (one["service"], one["client_reference"], one["episode_reference"])
        for one in table(store, "episodes")
    }
    names = {"person": people, "episode": episodes}
    return {name: Counter(_named(name, one, names) for one in table(store, name)) for name in HELD}


def _named(name, one, names):
    numbers = [column.name for column in TABLES[name].columns if column.kind is Kind.KEY]
    if name in PARTS:
        one = {**one, "reference": one["reference"] or str(one[PARTS[name][0]])}
    known = [names[number][one[number]] for number in numbers if number in names]
    return (*known, *((key, value) for key, value in one.items() if key not in numbers))


PART_HEADERS = {part: [place.header for place in places(K) if place.table == part] for part in PARTS}
EPISODE_HEADERS = [
    place.header for place in places(K) if (place.table and place.table not in PARTS) or place.header == "CONSENT"
]


def content(rows):
    """What accepted rows say of the fields that a store holds: once for each episode and each of its parts."""
    found = set()
    for row in rows:
        key = (row["AGNCY"], row["CLIENTID"], row["EPISODID"])
        found.add((key, "episode", tuple(row[header] for header in EPISODE_HEADERS)))
        for part, headers in PART_HEADERS.items():
            texts = tuple("" if row[header] == "NA" else row[header] for header in headers)
            if any(texts):
                found.add((key, part, texts))
    return found
