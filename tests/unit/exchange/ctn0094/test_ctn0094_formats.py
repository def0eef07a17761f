"""The same people in CSV, gzipped CSV, Parquet and R give the same store, and no row is lost on the way."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostara.exchange.ctn0094 import import_ctn0094
from ostara.tables.store import open_store, sha256
from tests.ctn0094 import FORMATS, Tables, frame, nobody_else, write_folder

who = st.sampled_from([27, 30, 51, 99, None])
day = st.one_of(st.none(), st.integers(-5, 20))
substance = st.sampled_from(["Opioid", "opioid", "THC", "Methadone", "Sherbet", "", None])
arm = st.sampled_from(["Methadone", "Outpatient BUP", "outpatient bup + emm", "Inpatient NR-NTX", None])
mark = st.sampled_from(["1", None])

ROWS = st.fixed_dictionaries(
    {
        "randomization": st.lists(st.tuples(who, arm, st.sampled_from(["1", "2", None]), day), max_size=6),
        "treatment": st.lists(st.tuples(who, st.sampled_from([0, 1, 8, 60.5, None]), day), max_size=20),
        "uds": st.lists(st.tuples(who, substance, day), max_size=20),
        "uds_temp": st.lists(st.tuples(who, st.sampled_from(["0", "1", "99", None]), day), max_size=10),
        "tlfb": st.lists(st.tuples(who, substance, day), max_size=20),
        "visit": st.lists(
            st.tuples(who, st.just("WK1"), st.sampled_from(["visit", "no visit", "", None]), mark, mark, mark, day),
            max_size=10,
        ),
    }
)


def everything() -> Tables:
    return {
        **nobody_else(),
        "treatment": [(27, 60, 1), (27, 60, 1), (27, None, 2), (30, 0.4, 3), (51, 1, 4), (99, 5, 5)],
        "uds": [(27, "Opioid", 3), (27, "Methadone", 3)],
        "uds_temp": [(27, "1", 3), (30, "99", 3), (30, None, 4)],
        "tlfb": [(27, "THC", -3), (27, "Heroin", None)],
        "visit": [(27, "WK1", "", None, "1", None, 7), (30, "P1Wk2", "no visit", "1", None, None, None)],
    }


def parts(result):
    return open_store(result.store).manifest.parts


def test_four_formats_one_store(tmp_path):
    stores = [
        parts(import_ctn0094(write_folder(tmp_path / form, everything(), form), tmp_path / f"{form} store"))
        for form in FORMATS
    ]
    assert stores[0]["supplies"].rows == 5
    assert stores == [stores[0]] * len(FORMATS)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_any_rows_add_up_and_are_the_same_in_csv_and_parquet(tmp_path_factory, rows):
    here = tmp_path_factory.mktemp("any")
    results = [
        import_ctn0094(write_folder(here / form, {**nobody_else(), **rows}, form), here / f"{form} store")
        for form in ("csv", "parquet")
    ]
    assert parts(results[0]) == parts(results[1])
    result = results[0]
    for source, given_rows in rows.items():
        account = result.accounts[source]
        assert account.read == len(given_rows) == account.kept + account.set_aside
        assert account.set_aside == sum(result.reasons[source].values())
    assert result.written["supplies"] == result.accounts["treatment"].kept
    assert result.written["contacts"] == result.accounts["visit"].kept
    assert result.written["use_days"] == result.accounts["tlfb"].kept
    assert result.written["interventions"] == result.accounts["randomization"].kept
    findings = pq.read_table(result.store / "findings.parquet").to_pylist()
    assert sum(row["result"] == "positive" for row in findings) == result.accounts["uds"].kept
    assert result.written["set_aside"] == sum(account.set_aside for account in result.accounts.values())


def test_column_order_and_case_do_not_matter(tmp_path):
    plain = import_ctn0094(write_folder(tmp_path / "plain", everything()), tmp_path / "plain store")
    turned = write_folder(tmp_path / "turned", everything())
    for file in turned.iterdir():
        made = pd.read_csv(file, dtype=str, keep_default_na=False)
        made[made.columns[::-1]].to_csv(file, index=False)
    uds = (turned / "uds.csv").read_text()
    (turned / "uds.csv").write_text(uds.replace("Opioid", "OPIOID").replace("Methadone", "METHADONE"))
    assert parts(import_ctn0094(turned, tmp_path / "turned store")) == parts(plain)


@pytest.mark.parametrize(
    "kind", [pa.int8(), pa.int32(), pa.uint16(), pa.float32(), pa.decimal128(25, 2), pa.large_string()]
)
def test_numbers_arrive_in_many_types(tmp_path, kind):
    plain = import_ctn0094(write_folder(tmp_path / "plain", everything()), tmp_path / "plain store")
    typed = write_folder(tmp_path / "typed", everything())
    (typed / "everybody.csv").unlink()
    text = pa.array(["27", "30", "51"])
    who_column = text.cast(kind) if kind == pa.large_string() else pa.array([27, 30, 51]).cast(kind)
    pq.write_table(pa.table({"who": who_column, "project": pa.array([27.0, 30.0, 51.0])}), typed / "everybody.parquet")
    assert parts(import_ctn0094(typed, tmp_path / "typed store")) == parts(plain)


def test_r_writes_100000_with_an_exponent(tmp_path):
    folder = write_folder(tmp_path / "source", {**nobody_else(), "everybody": [(100_000, "27")]})
    (folder / "everybody.csv").write_text('"","who","project"\n"1",1e+05,"27"\n')
    result = import_ctn0094(folder, tmp_path / "store")
    assert pq.read_table(result.store / "people.parquet").column("person").to_pylist() == [100_000]
    assert not [name for name in result.not_read if name.startswith("everybody")]


def test_the_fixture_writes_what_r_would(tmp_path):
    """A missing factor value must come back missing: rdata's own writer does not keep it, so ours does."""
    import rdata  # noqa: PLC0415  slow to load, and only this test needs it

    folder = write_folder(tmp_path, {"uds": [(27, "Opioid", 1), (None, None, None)]}, "rda")
    with pytest.warns(UserWarning, match="tbl_df"):
        back = rdata.read_rda(folder / "uds.rda")["uds"]
    assert back.isna().to_numpy().tolist() == [[False] * 3, [True] * 3]
    assert list(back.columns) == list(frame("uds", []).columns)


def test_the_origin_names_each_file_read(tmp_path):
    folder = write_folder(tmp_path / "source", everything())
    (folder / "README.md").write_text("not a table")
    origin = open_store(import_ctn0094(folder, tmp_path / "store").store).manifest.origin
    assert origin.door == "ctn0094"
    assert not origin.made_up
    assert origin.inputs == {file.name: sha256(file) for file in folder.glob("*.csv")}
