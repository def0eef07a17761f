"""A folder that is not what it claims to be: one line that names the place, and nothing left at the target."""

import pandas as pd
import pyarrow.parquet as pq
import pytest

from ostara.exchange.ctn0094 import import_ctn0094
from ostara.knowledge.refusal import RefusalError
from tests.ctn0094 import COLUMNS, FORMATS, nobody_else, write_folder

CELLS = {
    "amount is a word": ("treatment", "27,abc,5", "treatment.csv column amount row 2: is not a number"),
    "negative dose": ("treatment", "27,-5,5", "treatment.csv column amount row 2: is below 0 mg"),
    "impossible dose": ("treatment", "27,50000,5", "treatment.csv column amount row 2: is above 10,000 mg"),
    "too exact": ("treatment", "27,1.00001,5", "treatment.csv column amount row 2: has more than three decimals"),
    "half a day": ("treatment", "27,60,5.5", "treatment.csv column when row 2: is not a whole number"),
    "a day far away": ("treatment", "27,60,36526", "treatment.csv column when row 2: is above 36,525"),
    "a date": ("treatment", "27,60,2001-01-01", "treatment.csv column when row 2: is not a number"),
    "infinity": ("treatment", "27,1e999,5", "treatment.csv column amount row 2: is not a number"),
    "too few cells": ("treatment", "27,60", "treatment.csv line 3: has 2 cells, should have 3"),
    "too many cells": ("treatment", "27,60,5,6", "treatment.csv line 3: has 4 cells, should have 3"),
    "half a person": ("treatment", "2.5,60,5", "treatment.csv column who row 2: is not a whole number"),
    "a person beyond counting": ("uds", "1e300,Thc,5", "uds.csv column who row 1: is above 2,147,483,647"),
    "another trial": ("everybody", "99,95", "everybody.csv column project row 4: is not one of: 27, 30, 51"),
    "no trial": ("everybody", "99,NA", "everybody.csv column project row 4: is empty"),
    "no person": ("everybody", ",27", "everybody.csv column who row 4: is empty"),
    "the same person": ("everybody", "30,30", "everybody.csv column who row 4: is the person of row 2 again"),
    "a site twice": ("site_masked", "30,4", "site_masked.csv column who row 4: is the person of row 2 again"),
    "an unknown arm": (
        "randomization",
        "30,Placebo,2,9",
        "randomization.csv column treatment row 4: is not one of: Inpatient BUP, Inpatient NR-NTX, Methadone, "
        "Outpatient BUP, Outpatient BUP + EMM, Outpatient BUP + SMM",
    ),
    "too old": ("demographics", "99,130,,,,,,,", "demographics.csv column age row 4: is above 120"),
    "neither yes nor no": ("uds_temp", "27,2,5", "uds_temp.csv column was_temp_ok row 1: is not one of: 0, 1, 99"),
    "a mark of 2": ("visit", "27,WK1,visit,2,,,5", "visit.csv column is_dead row 1: is above 1"),
}


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "source", {**nobody_else(), "treatment": [(27, 60, 1)]})


def refused(folder, target=None):
    """The line of the refusal, once nothing is left behind."""
    target = target or folder.parent / "store"
    with pytest.raises(RefusalError) as refusal:
        import_ctn0094(folder, target)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["source"]
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


@pytest.mark.parametrize("case", CELLS)
def test_a_bad_row_names_file_column_and_row(folder, case):
    name, line, message = CELLS[case]
    with (folder / f"{name}.csv").open("a") as file:
        file.write(line + "\n")
    assert refused(folder) == message


@pytest.mark.parametrize("name", ["everybody", "demographics", "site_masked", "randomization", "treatment", "uds"])
def test_a_missing_table(folder, name):
    (folder / f"{name}.csv").unlink()
    assert refused(folder) == f"{folder}: holds no {name} (.parquet, .csv, .csv.gz, .rda)"


@pytest.mark.parametrize(
    ("name", "column"), [("everybody", "project"), ("treatment", "when"), ("visit", "is_dead"), ("uds", "what")]
)
@pytest.mark.parametrize("form", FORMATS)
def test_a_missing_column(tmp_path, name, column, form):
    folder = write_folder(tmp_path / "source", nobody_else(), form)
    file = folder / f"{name}.{form}"
    spoil = {"csv": _rename_csv, "csv.gz": _rename_gz, "parquet": _rename_parquet, "rda": _rename_rda}[form]
    spoil(file, column)
    assert refused(folder) == f"{file.name} column {column}: is missing"


def _rename_csv(file, column):
    file.write_text(file.read_text().replace(column, "other", 1))


def _rename_gz(file, column):
    pd.read_csv(file).rename(columns={column: "other"}).to_csv(file, index=False)


def _rename_parquet(file, column):
    pd.read_parquet(file).rename(columns={column: "other"}).to_parquet(file)


def _rename_rda(file, column):
    import rdata  # noqa: PLC0415  slow to load, and only this test needs it

    name = file.name.removesuffix(".rda")
    frame = pd.DataFrame({key: pd.array([], "Int32") for key in COLUMNS[name] if key != column})
    rdata.write_rda(file, {name: frame})


def test_a_column_twice(folder):
    (folder / "uds.csv").write_text("who,what,when,when\n")
    assert refused(folder) == "uds.csv column when: is there twice"


@pytest.mark.parametrize("form", ["csv.gz", "parquet", "rda"])
def test_a_file_cut_short(tmp_path, form):
    many = [(27, dose, day) for day in range(200) for dose in range(20)]
    folder = write_folder(tmp_path / "source", {**nobody_else(), "treatment": many}, form)
    file = folder / f"treatment.{form}"
    file.write_bytes(file.read_bytes()[:-200])
    assert refused(folder).startswith(f"treatment.{form}: is not a whole ")


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_of_something_else(tmp_path, form):
    folder = write_folder(tmp_path / "source", nobody_else(), form)
    (folder / f"uds.{form}").write_bytes(b"\x00\xff\xfe nothing of the kind")
    assert refused(folder).startswith(f"uds.{form}")


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_file(tmp_path, form):
    folder = write_folder(tmp_path / "source", nobody_else(), form)
    (folder / f"uds.{form}").write_bytes(b"")
    assert refused(folder).startswith(f"uds.{form}: is not a whole ")


def test_an_r_file_with_another_table(tmp_path):
    folder = write_folder(tmp_path / "source", nobody_else(), "rda")
    (folder / "uds.rda").write_bytes((folder / "uds_temp.rda").read_bytes())
    assert refused(folder) == "uds.rda: holds no data frame named uds"


def test_text_that_is_not_utf_8(folder):
    (folder / "tlfb.csv").write_bytes("who,what,when\n27,Thé,5\n".encode("latin-1"))
    assert refused(folder) == "tlfb.csv line 2: is not in UTF-8"


def test_a_parquet_column_of_lists(folder):
    (folder / "uds.csv").unlink()
    pd.DataFrame({"who": [[27]], "what": ["Thc"], "when": [1]}).to_parquet(folder / "uds.parquet")
    assert refused(folder).startswith("uds.parquet column who: holds list")


def test_a_word_that_is_a_number_beyond_counting(folder):
    (folder / "site_masked.csv").unlink()
    pd.DataFrame({"who": [27], "site_masked": [1e300]}).to_parquet(folder / "site_masked.parquet")
    assert refused(folder) == "site_masked.parquet column site_masked row 1: is neither a word nor a whole number"


def test_a_table_in_two_formats_is_read_once_and_that_is_said(folder, tmp_path):
    write_folder(folder, {"uds": [(27, "Opioid", 5)]}, "parquet")
    result = import_ctn0094(folder, tmp_path / "store")
    assert result.accounts["uds"].read == 1
    assert result.not_read["uds.csv"] == "uds.parquet holds the same table and was read"


def test_a_sex_in_another_word_is_not_known(folder, tmp_path):
    tables = nobody_else()
    tables["demographics"][0] = (*tables["demographics"][0][:-1], "Refused")
    write_folder(folder, {"demographics": tables["demographics"]})
    result = import_ctn0094(folder, tmp_path / "store")
    sexes = pq.read_table(result.store / "people.parquet", columns=["person", "sex"]).to_pylist()
    assert {row["person"]: row["sex"] for row in sexes} == {27: "unknown", 30: "female", 51: "unknown"}
    assert any("word other than Yes or No" in remark.says and remark.rows == 1 for remark in result.remarks)


def test_no_folder(tmp_path):
    with pytest.raises(RefusalError, match="there is no such folder"):
        import_ctn0094(tmp_path / "nowhere", tmp_path / "store")
    assert not list(tmp_path.iterdir())


def test_the_cell_itself_is_never_shown(folder):
    with (folder / "treatment.csv").open("a") as file:
        file.write("Ada Lovelace,60,5\n")
    assert "Lovelace" not in refused(folder)


def test_a_line_of_a_person_is_never_shown(folder):
    with (folder / "treatment.csv").open("a") as file:
        file.write("Ada Lovelace\n")
    assert "Lovelace" not in refused(folder)


def test_a_fault_while_writing_leaves_nothing(folder):
    def stop(words):
        if words == "writing findings":
            raise RefusalError("here", "stop")

    with pytest.raises(RefusalError, match="here: stop"):
        import_ctn0094(folder, folder.parent / "store", step=stop)
    assert [path.name for path in folder.parent.iterdir()] == ["source"]


def test_an_older_store_stays_unless_replaced(folder):
    target = folder.parent / "store"
    import_ctn0094(folder, target)
    before = (target / "manifest.json").read_bytes()
    with pytest.raises(RefusalError, match="already exists"):
        import_ctn0094(folder, target)
    (folder / "everybody.csv").write_text("who,project\n27,x\n")
    with pytest.raises(RefusalError, match="row 1"):
        import_ctn0094(folder, target, replace=True)
    assert (target / "manifest.json").read_bytes() == before
