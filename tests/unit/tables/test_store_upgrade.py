"""A store of an older schema is upgraded whole, or not at all."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.tables import SCHEMA_VERSION
from ostara.tables.manifest import read_manifest
from ostara.tables.rows import row, write_rows
from ostara.tables.store import open_store, sha256
from ostara.tables.upgrade import upgrade

NEW_IN_2 = {"people": ["nationality", "attributor"], "reviews": ["paid_work_days", "education_days", "reference"]}


@pytest.fixture
def old(tmp_path):
    """A store as version 1 wrote it: some columns and a whole table are not there yet."""
    people = [row("people", person=1, sex="female", birth_year=1980), row("people", person=2)]
    reviews = [row("reviews", review=1, person=2, reviewed_on=3, stage="start", heroin_days=28)]
    folder = write_rows(tmp_path / "store", {"people": people, "reviews": reviews}).folder
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["schema_version"] = 1
    for name, columns in NEW_IN_2.items():
        file = folder / f"{name}.parquet"
        pq.write_table(pq.read_table(file).drop_columns(columns), file)
        manifest["parts"][name]["sha256"] = sha256(file)
    (folder / "presentations.parquet").unlink()
    del manifest["parts"]["presentations"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def test_opening_an_old_store_says_how_to_upgrade_it(old):
    with pytest.raises(RefusalError, match="ostara upgrade"):
        open_store(old)


def test_an_upgraded_store_holds_what_it_held(old):
    upgrade(old)
    store = open_store(old)
    assert store.manifest.schema_version == SCHEMA_VERSION
    assert store.manifest.origin.inputs["upgraded from schema version"] == "1"
    assert pq.read_table(store.file("people")).column("birth_year").to_pylist() == [1980, None]
    reviews = pq.read_table(store.file("reviews")).to_pylist()
    assert reviews[0]["heroin_days"] == 28 and reviews[0]["paid_work_days"] is None
    assert pq.read_table(store.file("presentations")).num_rows == 0


def test_upgrading_to_another_place_leaves_the_old_one_alone(old, tmp_path):
    before = read_manifest(old)
    upgrade(old, tmp_path / "new")
    assert read_manifest(old) == before
    assert open_store(tmp_path / "new")


def test_a_store_of_today_is_not_upgraded(tmp_path):
    store = write_rows(tmp_path / "store", {})
    with pytest.raises(RefusalError, match="already"):
        upgrade(store.folder)


def test_a_newer_store_is_not_guessed_at(old):
    manifest = json.loads((old / "manifest.json").read_text()) | {"schema_version": SCHEMA_VERSION + 1}
    (old / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(RefusalError, match="does not know"):
        upgrade(old)


def test_a_changed_file_is_not_upgraded_and_stays(old):
    file = old / "reviews.parquet"
    pq.write_table(pa.table({"review": pa.array([9], pa.int64())}), file)
    with pytest.raises(RefusalError, match=r"reviews\.parquet"):
        upgrade(old)
    assert read_manifest(old).schema_version == 1
