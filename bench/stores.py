"""The stores that are measured: a large made-up one, kept outside the checkout between times, and small awkward ones.

Stores are made in processes of their own, so that this one stays small: a child's peak memory counts what its parent
held when it began.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

YEARS, NATIONAL_YEARS, SEED = 4, 10, 1
OSTARA = (str(Path(sys.executable).with_name("ostara")),)
# What a store and the check of it need on disk at most, for each supply row, with room to spare.
BYTES_PER_ROW = 100
BYTES_PER_NATIONAL_ROW = 1_600  # two files
BYTES_PER_JOURNEY = 1_000  # with its prepared tables, and what spills while they are made
MAKERS = ("made_national.py", "planted.py")  # what is in them says which made-up files are meant


class StopError(Exception):
    """Why a benchmark cannot go on, in one line."""


def cache() -> Path:
    """Where large stores are kept."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "ostara" / "bench"


def large_store(rows: int, people: int, schema_version: int) -> Path:
    """A made-up store of at least this many supply rows, made if it is not there or was made otherwise."""
    folder = cache() / f"quality-{rows}"
    if not _as_wanted(folder, schema_version, people=people, years=YEARS, seed=SEED):
        _room_for(rows * BYTES_PER_ROW, folder.parent)
        print(f"making up {people:,} people over {YEARS} years, once; kept in the cache for the next time", flush=True)
        what = ["--people", str(people), "--years", str(YEARS), "--seed", str(SEED), "--replace"]
        subprocess.run([*OSTARA, "synth", "--to", str(folder), *what], check=True)
    found = supply_rows(folder)
    if found < rows:
        more = people * rows * 51 // (found * 50) + 1
        raise StopError(f"{people:,} people have {found:,} supply rows, fewer than {rows:,}; give --people {more}")
    return folder


def _as_wanted(folder: Path, schema_version: int, **wanted: int) -> bool:
    try:
        told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    inputs = {name: str(value) for name, value in wanted.items()}
    return told["schema_version"] == schema_version and inputs.items() <= told["origin"]["inputs"].items()


def national_store(journeys: int, schema_version: int) -> Path:
    """A made-up nation of so many journeys, made if it is not there or was made otherwise."""
    folder = cache() / f"view-{journeys}"
    if not _as_wanted(folder, schema_version, journeys=journeys, years=NATIONAL_YEARS, seed=SEED):
        _room_for(journeys * BYTES_PER_JOURNEY, folder.parent)
        print(f"making up a nation of {journeys:,} journeys, once; kept in the cache for the next time", flush=True)
        what = ["--journeys", str(journeys), "--years", str(NATIONAL_YEARS), "--seed", str(SEED), "--replace"]
        subprocess.run([*OSTARA, "synth", "national", "--to", str(folder), *what], check=True)
    return folder


def _room_for(needed: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    print(f"needs up to {needed / 1e9:.1f} GB of disk while it is made; {free / 1e9:.1f} GB are free")
    if free < needed:
        raise StopError(
            f"too little disk: needs {needed / 1e9:.1f} GB, {free / 1e9:.1f} GB are free. "
            "Give a smaller number, or another disk in XDG_CACHE_HOME"
        )


def supply_rows(store: Path) -> int:
    told = json.loads((store / "manifest.json").read_text(encoding="utf-8"))
    return int(told["parts"]["supplies"]["rows"])


def national_files(rows: int) -> Path:
    """A folder with made-up national files of so many rows, made if they are not there or were made otherwise."""
    folder = cache() / f"check-{rows}"
    made, wanted = folder / "made.json", {"seed": SEED, "makers": _told_by_makers()}
    if not made.is_file() or json.loads(made.read_text(encoding="utf-8")) != wanted:
        made.unlink(missing_ok=True)
        _room_for(rows * BYTES_PER_NATIONAL_ROW, folder)
        print(f"making up national files of {rows:,} rows, once; kept in the cache for the next time", flush=True)
        subprocess.run([sys.executable, "-m", "bench.planted", str(rows), str(SEED), str(folder)], check=True)
        made.write_text(json.dumps(wanted), encoding="utf-8")
    return folder


def _told_by_makers() -> str:
    texts = b"".join(Path(__file__).with_name(name).read_bytes() for name in MAKERS)
    return hashlib.sha256(texts).hexdigest()


def awkward_store(seed: int, folder: Path) -> Path:
    """A small store of the awkward kind."""
    subprocess.run([sys.executable, "-m", "bench.awkward", str(seed), str(folder)], check=True)
    return folder
