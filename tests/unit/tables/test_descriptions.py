"""The descriptions of the tables, and what is made from them."""

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.tables import TABLES
from ostara.tables.column import Clock, Column, Kind, code
from ostara.tables.dictionary import dictionary_page
from ostara.tables.rows import row
from ostara.tables.table import Table


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_table_and_column_says_what_it_means(table):
    assert table.meaning.endswith(".")
    assert all(column.meaning for column in table.columns)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_numbers_have_a_unit_and_limits(table):
    for column in table.columns:
        if column.kind in {Kind.MG, Kind.COUNT}:
            assert column.unit, column.name
            assert column.low is not None and column.high is not None, column.name


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_a_plain_row_of_every_table_can_be_made(table):
    assert list(row(table.name)) == list(table.names)


def test_days_are_dates_or_numbers_by_the_clock():
    assert TABLES["supplies"].schema(Clock.CALENDAR).field("for_day").type == pa.date32()
    assert TABLES["supplies"].schema(Clock.RELATIVE).field("for_day").type == pa.int32()


def test_the_dictionary_names_every_column():
    page = dictionary_page()
    assert all(f"| {column.name} |" in page for table in TABLES.values() for column in table.columns)


def test_a_code_list_that_does_not_exist_cannot_be_named():
    with pytest.raises(RefusalError, match="no such list"):
        code("colour", "colours", "a colour")


def test_a_table_whose_key_is_no_column_cannot_be_described():
    with pytest.raises(ValueError, match="not at all"):
        replace(TABLES["deaths"], key=("name",))
    with pytest.raises(ValueError, match="named twice"):
        Table("twice", "Twice.", ("a",), ("a",), (Column("a", Kind.KEY, "a"), Column("a", Kind.KEY, "a")))


@pytest.mark.parametrize(
    ("given", "says"),
    [({"colour": 1}, "no column colour"), ({"person": "Ann"}, "cannot hold"), ({"on": 1.5}, "cannot hold")],
)
def test_rows_for_tests_are_typed(given, says):
    with pytest.raises(TypeError, match=says):
        row("deaths", **given)


def test_rows_take_dates_and_day_numbers():
    assert row("deaths", on=date(2024, 2, 29))["on"] == date(2024, 2, 29)
    assert row("deaths", on=3)["on"] == 3
