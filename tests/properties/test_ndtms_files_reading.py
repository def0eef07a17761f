"""However a table is written as CSV, its cells and line numbers come back; and no file, however broken, is a crash."""

import csv
import io
import json

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ostara.exchange.ndtms_files import checked_file
from ostara.exchange.ndtms_files.columns import columns_of
from ostara.exchange.ndtms_files.header import Header
from ostara.exchange.ndtms_files.records import blocks
from ostara.knowledge.refusal import RefusalError
from tests.ndtms_rows import ON, K, a_row, as_csv, told_apart

WANTED = ("b", "a", "d")
HEADER = Header(("a", "b", "column 3", "d"), ("x",))
CELLS = st.text(st.sampled_from(list('ab ,"\n\réß٣;\t')), max_size=5)


class Bytes:
    """A stream of bytes, as the door opens it."""

    path = "made up"

    def __init__(self, data):
        self._data = io.BytesIO(data)

    def read(self, count):
        return self._data.read(count)


@settings(max_examples=200)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=8),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    size=st.sampled_from([1, 7, 50, 10_000]),
    ended=st.booleans(),
)
def test_cells_and_lines_come_back(rows, quoting, line_end, size, ended):
    if quoting == csv.QUOTE_MINIMAL:  # the writer leaves a bare return unquoted, and then nobody can tell its meaning
        rows = [tuple(cell.replace("\r", "") for cell in row) for row in rows]
    text = io.StringIO(newline="")
    lines = []
    for row in rows:
        lines.append(1 + text.getvalue().count("\n"))
        csv.writer(text, quoting=quoting, lineterminator=line_end).writerow(row)
    data = text.getvalue() if ended else text.getvalue().removesuffix(line_end)
    heard, found, seen = [], [], []
    for block in blocks(Bytes(data.encode()), size):
        columns = columns_of(block, HEADER, WANTED, lambda name, line: heard.append((name, line)))
        found += zip(*(columns.written.column(name).to_pylist() for name in WANTED), strict=True)
        seen += columns.lines.tolist()
    assert heard == []
    assert found == [(b or None, a or None, d or None) for a, b, _, d in rows]
    assert seen == lines


@st.composite
def broken_files(draw):
    """A good file with a few bytes put in, taken out or cut off."""
    data = bytearray(as_csv(told_apart([a_row(PC="a,\n b"), a_row(CLIENT="Zoë"), a_row()])).encode())
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(data)))
        piece = draw(st.sampled_from([b'"', b",", b"\n", b"\r", b"\0", b"\xff", b'""', b'"\n"', b" ", b"x"]))
        data[place : place + draw(st.integers(0, 3))] = piece
    return bytes(data[: draw(st.integers(len(data) // 2, len(data)))])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=broken_files() | st.binary(max_size=200), size=st.sampled_from([500, 100_000]))
@example(data=as_csv([a_row()]).encode() + b'"' * 300_000, size=100_000)
def test_a_broken_file_is_told_or_refused(tmp_path, data, size):
    path = tmp_path / "file.csv"
    path.write_bytes(data)
    try:
        rows, accepted, found = check(path, size)
    except RefusalError:
        return
    assert 0 <= accepted <= rows <= data.count(b"\n") + 1
    assert all(1 <= one["line"] <= data.count(b"\n") + 1 for one in found)
    assert rows - accepted == len({one["line"] for one in found if one["severity"] == "reject"})


def check(path, size):
    with checked_file(path, K, on=ON, block_size=size) as checked:
        return checked.rows, checked.accepted, [json.loads(text) for text in checked.findings.as_json()]
