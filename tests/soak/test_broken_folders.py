"""Thousands of broken folders of trial tables: each is taken whole or refused in words, and nothing is lost or left."""

import os
import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ostara.analysis.reports.quality import quality
from ostara.analysis.reports.quality_data import as_json
from ostara.exchange.ctn0094 import import_ctn0094
from ostara.exchange.made_up import make_up_store
from ostara.knowledge.refusal import RefusalError
from ostara.tables.store import open_store
from tests.ctn0094 import nobody_else, write_folder

CELLS = (
    "",
    "NA",
    "-1",
    "0",
    "1.5",
    "1e9",
    "99999",
    "abc",
    "Methadone",
    "2",
    "51",
    '"',
    "\x00",
    "é",
    "=1+1",
    " 7 ",
    "NaN",
    "inf",
)
EACH = 250


def folder_of(draw, place):
    tables = nobody_else()
    days = range(-5, 40)
    tables["treatment"] = [
        (draw.choice((27, 30, 51)), draw.choice((0, 1, 8, 30, 60)), draw.choice(days)) for _ in range(60)
    ]
    tables["uds"] = [
        (draw.choice((27, 30, 51)), draw.choice(("Opioid", "Cocaine")), draw.choice(days)) for _ in range(9)
    ]
    return write_folder(place, tables, "csv")


def break_something(draw, folder):
    file = draw.choice(sorted(folder.iterdir()))
    data = file.read_bytes()
    how = draw.randrange(5)
    if how == 0:
        data = data[: draw.randrange(len(data) + 1)]
    elif how == 1:
        lines = data.decode("latin-1").split("\n")
        line = draw.randrange(len(lines))
        cells = lines[line].split(",")
        cells[draw.randrange(len(cells))] = draw.choice(CELLS)
        lines[line] = ",".join(cells)
        data = "\n".join(lines).encode("latin-1")
    elif how == 2:
        where = draw.randrange(len(data))
        data = data[:where] + bytes([draw.randrange(256)]) + data[where + 1 :]
    elif how == 3:
        lines = data.split(b"\n")
        draw.shuffle(lines)
        data = b"\n".join(lines)
    else:
        lines = data.split(b"\n")
        data = b"\n".join([*lines, draw.choice(lines)])
    file.write_bytes(data)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(8))
def test_broken_folders(seed):
    draw = random.Random(seed)  # noqa: S311  nothing here is secret
    taken = refused = 0
    for _ in range(EACH):
        with TemporaryDirectory() as place:
            folder = folder_of(draw, Path(place) / "tables")
            for _ in range(draw.randrange(1, 4)):
                break_something(draw, folder)
            try:
                result = import_ctn0094(folder, Path(place) / "store")
            except RefusalError as refusal:
                said, result = str(refusal), None
            if result is None:
                refused += 1
                assert len(said.splitlines()) == 1
                assert os.listdir(place) == ["tables"]
                continue
            taken += 1
            for source, account in result.accounts.items():
                assert account.read == account.kept + account.set_aside, source
            as_json(quality(open_store(result.store)))
    assert taken > EACH / 20
    assert refused > EACH / 20


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_reports_over_many_made_up_services(tmp_path, seed):
    make_up_store(tmp_path / "store", people=300 + 50 * seed, years=1 + seed % 6, seed=seed)
    report = quality(open_store(tmp_path / "store"))
    for name, answer in report.answers.items():
        for part in (answer.overall, *(part for groups in answer.by.values() for part in groups.values())):
            if part.denominator:
                assert 0 <= part.low <= part.value <= part.high <= 1, name
