"""Every way in which a store can be broken is refused in one line that names the place."""

import json
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.tables.rows import row, write_rows
from ostara.tables.store import open_store
from tests.people import a_person, a_service


@pytest.fixture
def store(tmp_path):
    return a_service(tmp_path / "store", a_person().on_methadone(60, days=3), a_person().on_buprenorphine(8, days=2))


def rewritten(store, table, change):
    """Put a changed Parquet file in the place of a good one, as a stranger's program might."""
    file = store.file(table)
    pq.write_table(change(pq.read_table(file)), file)


def with_column(name, values):
    return lambda table: table.set_column(table.schema.get_field_index(name), table.schema.field(name), [values(table)])


def test_a_good_store_opens(store):
    assert open_store(store.folder).manifest.parts["supplies"].rows == 5


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(RefusalError, match="there is no such folder"):
        open_store(tmp_path / "nowhere")


def test_a_folder_without_a_manifest(tmp_path):
    with pytest.raises(RefusalError, match="is not a store: it has no manifest.json"):
        open_store(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"schema_version": "two"}'])
def test_a_manifest_that_is_none(store, text):
    (store.folder / "manifest.json").write_text(text)
    with pytest.raises(RefusalError, match="is not the manifest of a store"):
        open_store(store.folder)


def test_a_store_of_another_schema_version(store):
    manifest = json.loads((store.folder / "manifest.json").read_text())
    (store.folder / "manifest.json").write_text(json.dumps(manifest | {"schema_version": 99}))
    with pytest.raises(RefusalError, match="was written for schema version 99"):
        open_store(store.folder)


def test_a_missing_table(store):
    store.file("findings").unlink()
    with pytest.raises(RefusalError, match="the table findings is missing"):
        open_store(store.folder)


def test_a_truncated_file(store):
    file = store.file("supplies")
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(RefusalError, match=r"supplies.parquet: is not a whole Parquet file"):
        open_store(store.folder)


def test_a_missing_column(store):
    rewritten(store, "supplies", lambda table: table.drop_columns(["dose_mg"]))
    with pytest.raises(RefusalError, match=r"supplies.parquet column dose_mg: is missing"):
        open_store(store.folder)


def test_a_column_too_many(store):
    rewritten(store, "supplies", lambda table: table.append_column("name", [["x"] * table.num_rows]))
    with pytest.raises(RefusalError, match=r"supplies.parquet column name: is not a column of supplies"):
        open_store(store.folder)


def test_a_column_of_the_wrong_type(store):
    rewritten(
        store,
        "supplies",
        lambda t: t.set_column(t.schema.get_field_index("dose_mg"), "dose_mg", t["dose_mg"].cast("double")),
    )
    with pytest.raises(RefusalError, match=r"supplies.parquet column dose_mg: is double, should be decimal128\(9, 3\)"):
        open_store(store.folder)


CHANGES = [
    # column, what a stranger puts there, what is said
    ("dose_mg", lambda t: pc.negate(t["dose_mg"]), r"dose_mg row 1: -60.000 is below 0 mg \(5 rows like it\)"),
    (
        "dose_mg",
        lambda t: pa.nulls(t.num_rows, t["dose_mg"].type),
        "dose_mg row 1: breaks the rule that a dose that was",
    ),
    ("outcome", lambda t: pa.array(["eaten"] * t.num_rows), "outcome row 1: eaten is not one of the code list"),
    ("for_day", lambda t: pa.array([0, 1, 99_999, 0, 1], "int32"), "for_day row 3: is above 36525"),
    ("supply", lambda t: pa.array([1, 2, 2, 4, 5]), "supply row 3: has the same key as row 2"),
    ("for_day", lambda t: pa.array([1, 0, 2, 0, 1], "int32"), "row 2: is not sorted by person, for_day, supply"),
    ("service", lambda t: pa.array([" "] * t.num_rows), "service row 1: .*is blank"),
]


@pytest.mark.parametrize(("column", "values", "says"), CHANGES, ids=[case[2][:40] for case in CHANGES])
def test_a_changed_value_is_found_with_its_row(store, column, values, says):
    rewritten(store, "supplies", with_column(column, values))
    with pytest.raises(RefusalError, match=says):
        open_store(store.folder)


def test_a_day_is_never_shown(store):
    """Days could help to recognise somebody, so the place is named and the value is not."""
    rewritten(store, "supplies", with_column("for_day", lambda t: pa.array([0, 1, 99_999, 0, 1], "int32")))
    with pytest.raises(RefusalError) as refused:
        open_store(store.folder)
    assert "99999" not in str(refused.value)


def test_good_values_that_are_not_the_ones_the_manifest_describes(store):
    rewritten(store, "supplies", lambda table: table.slice(0, 4))
    with pytest.raises(RefusalError, match=r"is not the file that the manifest describes \(4 rows here, 5 there\)"):
        open_store(store.folder)


def test_a_row_about_nobody(tmp_path):
    orphan = row("supplies", supply=1, person=7, outcome="observed", dose_mg=Decimal(5))
    with pytest.raises(
        RefusalError, match=r"supplies.parquet column person row 1: names a row that people does not hold"
    ):
        write_rows(tmp_path / "store", {"people": [row("people", person=1)], "supplies": [orphan]})


def test_an_episode_that_ends_before_it_starts(tmp_path):
    backwards = row("episodes", episode=1, person=1, started=10, ended=9)
    with pytest.raises(RefusalError, match="ended row 1: breaks the rule that ended is not before started"):
        write_rows(tmp_path / "store", {"people": [row("people", person=1)], "episodes": [backwards]})
