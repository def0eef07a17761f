"""What is written to a store is what is read from it, whatever it is."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostara.knowledge.codes import code_list
from ostara.tables import TABLES
from ostara.tables.column import Clock, Column, Kind
from ostara.tables.rows import write_rows

FIRST = date(1900, 1, 1)


def values(column: Column, clock: Clock) -> st.SearchStrategy:
    low, high = column.low or 0, 10**9 if column.high is None else column.high
    relative = st.integers(-36_525, 36_525)
    found = {
        Kind.KEY: st.integers(low, high),
        Kind.DAY: relative if clock is Clock.RELATIVE else st.integers(0, 70_000).map(lambda n: FIRST + timedelta(n)),
        Kind.CODE: st.sampled_from(list(code_list(column.codes or "clock"))),
        Kind.TEXT: st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1).filter(
            str.strip
        ),
        Kind.MG: st.integers(0, high * 1000).map(lambda n: Decimal(n) / 1000),
        Kind.COUNT: st.integers(low, high),
        Kind.FLAG: st.booleans(),
    }[column.kind]
    return found if column.required else st.none() | found


def rows(table, clock):
    fields = {column.name: values(column, clock) for column in table.columns}
    return st.lists(
        st.fixed_dictionaries(fields), max_size=5, unique_by=lambda one: tuple(one[name] for name in table.key)
    )


# Tables whose rows obey no rule but those of their columns and name no other row: the rules have cases of their own.
FREE = [name for name, table in TABLES.items() if not table.rules and not any(c.refers_to for c in table.columns)]


@pytest.mark.parametrize("clock", Clock)
@pytest.mark.parametrize("name", FREE)
@given(data=st.data())
@settings(max_examples=15)
def test_write_then_read(name, clock, data):
    table = TABLES[name]
    given_rows = data.draw(rows(table, clock))
    with TemporaryDirectory() as folder:
        store = write_rows(Path(folder) / "store", {name: given_rows}, clock=clock)
        read = pq.read_table(store.file(name)).to_pylist()
    assert read == sorted(given_rows, key=lambda one: tuple(one[column] for column in table.order))
