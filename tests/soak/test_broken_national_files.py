"""A million rows of a national file with faults of every kind: none crashes the import, and none is lost."""

import csv
import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ostara.exchange.ndtms_files import export_ndtms, import_ndtms
from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.lists import national_list
from ostara.tables.store import open_store
from tests.ndtms_rows import DISCHARGED, ON, K, a_row, as_csv, told_apart, without_consent

ROWS = 1_000_000
CELLS = ("", " ", "NA", "Y", "N", "0", "1", "28", "29", "999", "1000000000", "-1", "1.5", "x", "é", "ß", "\u00a0", "\t")
CELLS += (
    "1899-12-31",
    "1980-02-29",
    "2013-02-29",
    "2013-06-15",
    "2999-01-01",
    "31/12/2013",
    "2101-01-01",
    "\x00",
    "=1",
)
CELLS += ('a "b"', "two\nlines", "a,b", "N0001", "LS1 4AB", "10111", "3998")


def a_fuzzed_row(draw: random.Random, number: int):
    if draw.random() < 0.02:
        return without_consent(CLIENTID=f"c{number // 3}")
    client = number // 3
    own = {"CLIENTID": f"c{client}", "SINITIAL": chr(65 + client % 26), "DOB": f"19{50 + client // 26 % 40}-01-11"}
    row = a_row(**own, MODID=f"m{number % 3}", TOPID=f"t{number % 4}")
    row |= DISCHARGED if draw.random() < 0.3 else {}
    for header in draw.choices(K.headers, k=draw.choice((0, 0, 0, 1, 2, 5))):
        codes = K.field(header).codes
        row[header] = draw.choice(list(national_list(codes))) if codes and draw.random() < 0.5 else draw.choice(CELLS)
    return row


def write_fuzzed(path: Path, draw: random.Random, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, K.headers, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        for number in range(rows):
            if draw.random() < 0.001:
                file.write("words," * draw.choice((1, 143, 200)) + "\n")
            else:
                writer.writerow(a_fuzzed_row(draw, number))


def accounted(folder: Path, file: Path):
    """The account of an import, which the tables bear out."""
    imported = import_ndtms(file, folder / "store", K, on=ON, replace=True)
    aside = pq.read_table(folder / "store/set_aside.parquet", columns=["source", "row"]).to_pydict()
    for source, account in imported.accounts.items():
        assert account.read == account.kept + account.set_aside
        assert aside["source"].count(source) == account.set_aside
    assert len(set(zip(*aside.values(), strict=True))) == len(aside["row"])
    return imported


@pytest.mark.soak
def test_a_million_fuzzed_rows(tmp_path):
    draw = random.Random(11)  # noqa: S311  nothing here is secret
    write_fuzzed(tmp_path / "file.csv", draw, ROWS)
    imported = accounted(tmp_path, tmp_path / "file.csv")
    account = imported.accounts["file.csv"]
    assert account.read == ROWS
    assert ROWS / 4 < account.kept < ROWS
    exported = export_ndtms(open_store(tmp_path / "store"), tmp_path / "out.csv", K, on=ON)
    assert (
        exported.episodes + sum(len(one.numbers) for one in exported.left_out if one.what == "episodes")
        == (imported.written["episodes"])
    )
    again = accounted(tmp_path, tmp_path / "out.csv")
    assert (again.accounts["out.csv"].read, again.accounts["out.csv"].set_aside) == (exported.rows, 0)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4))
def test_files_with_broken_bytes(tmp_path, seed):
    draw = random.Random(seed)  # noqa: S311  nothing here is secret
    taken, refused = 0, []
    for _ in range(100):
        data = bytearray(as_csv(told_apart(a_fuzzed_row(draw, number) for number in range(40))).encode())
        for _ in range(draw.randrange(1, 9)):
            place = draw.randrange(len(data))
            data[place : place + draw.randrange(3)] = draw.choice(
                (b'"', b",", b"\n", b"\0", b"\xff", b'""', b"\r\n", b"")
            )
        (tmp_path / "file.csv").write_bytes(data[: draw.choice((len(data), draw.randrange(len(data))))])
        try:
            accounted(tmp_path, tmp_path / "file.csv")
            taken += 1
        except RefusalError as refusal:
            refused.append(str(refusal))
    assert taken > 20
    assert all(len(said.splitlines()) == 1 for said in refused)
