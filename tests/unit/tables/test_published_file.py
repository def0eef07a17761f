"""The file of published figures: written whole or not at all, checked on the way in and out."""

from dataclasses import fields, replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.tables.published import NAMES, PUBLISHED, SCHEMA, PublishedFigure, read_published, write_published

FIGURE = PublishedFigure(
    **{"source": "viewit", "indicator": "people", "area_code": "E92000001", "area_name": "England"},
    **{"area_kind": "country", "period": "2021/22", "group": "all", "value": 289215.0, "low": None, "high": None},
    **{"numerator": None, "denominator": None, "unit": "people", "method": None, "suppressed": False},
    **{"note": 'said "so", and more', "file": "a.csv", "line": 7},
)
HIDDEN = replace(FIGURE, period="2020/21", value=None, suppressed=True, area_code=None, note=None)
RATE = replace(FIGURE, period="2019/20", value=0.1, low=0.0, high=1e-5 + 1, numerator=3.0, denominator=30.0)


def test_the_class_and_the_table_have_the_same_columns():
    assert tuple(field.name for field in fields(PublishedFigure)) == PUBLISHED.names == NAMES


@pytest.mark.parametrize("name", ["figures.parquet", "figures.csv"])
def test_what_is_written_is_read_in_order(tmp_path, name):
    assert write_published(tmp_path / name, [FIGURE, HIDDEN, RATE]) == 3
    assert read_published(tmp_path / name) == [RATE, HIDDEN, FIGURE]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_no_figures_are_a_file_too(tmp_path):
    write_published(tmp_path / "figures.csv", [])
    assert read_published(tmp_path / "figures.csv") == []


WRONG = {
    "a withheld figure with a value": (replace(FIGURE, suppressed=True), "column value row 2"),
    "an unknown source": (replace(FIGURE, source="rumour"), "column source row 1"),
    "an unknown kind of area": (replace(FIGURE, area_kind="village"), "column area_kind row 2"),
    "not finite": (replace(FIGURE, value=float("nan")), "column value row 2"),
    "an interval upside down": (replace(FIGURE, low=2.0, high=1.0), "column high row 2"),
    "a blank name": (replace(FIGURE, area_name=" "), "column area_name row 2"),
    "line 0": (replace(FIGURE, line=0), "column line row 2"),
    "a figure twice": (replace(HIDDEN, line=9), f"column {', '.join(PUBLISHED.key)} row 2"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_breaks_the_description_is_not_written(tmp_path, case):
    figure, place = WRONG[case]
    with pytest.raises(RefusalError) as refusal:
        write_published(tmp_path / "figures.csv", [HIDDEN, figure])
    assert refusal.value.place == f"figures.csv {place}"
    assert list(tmp_path.iterdir()) == []


def test_a_file_changed_by_hand_is_refused_by_column_and_row(tmp_path):
    write_published(tmp_path / "figures.csv", [FIGURE, HIDDEN])
    text = (tmp_path / "figures.csv").read_text()
    (tmp_path / "figures.csv").write_text(text.replace(',,,,,,"people",,true', ',0,,,,,"people",,true'))
    with pytest.raises(
        RefusalError, match=r"figures\.csv column value row 1: .*breaks the rule that a withheld figure"
    ):
        read_published(tmp_path / "figures.csv")


OTHER_FILES = {
    "no file": (None, "there is no such file"),
    "no table": (b"", "is not a whole file of published figures"),
    "other columns": (b"a,b\n1,2\n", "has other columns"),
    "a word for a number": (",".join(NAMES).encode() + b"\n" + b"x," * 17 + b"x\n", "is not a whole file"),
}


@pytest.mark.parametrize("case", OTHER_FILES)
def test_other_files_are_refused(tmp_path, case):
    data, says = OTHER_FILES[case]
    if data is not None:
        (tmp_path / "figures.csv").write_bytes(data)
    with pytest.raises(RefusalError, match=says):
        read_published(tmp_path / "figures.csv")


def test_a_required_column_without_a_value_is_refused(tmp_path):
    plain = pa.schema([pa.field(field.name, field.type) for field in SCHEMA])
    row = {name: [getattr(FIGURE, name)] for name in NAMES} | {"unit": [None]}
    pq.write_table(pa.table(row, plain), tmp_path / "figures.parquet")
    with pytest.raises(RefusalError, match="unit"):
        read_published(tmp_path / "figures.parquet")


@pytest.mark.parametrize("name", ["figures.txt", "figures", "none/figures.csv"])
def test_places_where_nothing_can_be_written(tmp_path, name):
    with pytest.raises(RefusalError):
        write_published(tmp_path / name, [FIGURE])


def test_an_older_file_gives_way_only_when_told(tmp_path):
    write_published(tmp_path / "figures.csv", [FIGURE])
    with pytest.raises(RefusalError, match="already exists"):
        write_published(tmp_path / "figures.csv", [HIDDEN])
    write_published(tmp_path / "figures.csv", [HIDDEN], replace=True)
    assert read_published(tmp_path / "figures.csv") == [HIDDEN]
