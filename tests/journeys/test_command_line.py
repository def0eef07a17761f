"""An analyst at a terminal: real people's tables come in, a report goes out, and mistakes are told in one line."""

import json
import subprocess
import sys

import pytest

from tests.ctn0094 import nobody_else, write_folder
from tests.people import a_person, a_service
from tests.terminal import typed


def ostara(*arguments, **how):
    command = [sys.executable, "-c", "from ostara.cli import main; raise SystemExit(main())", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **how)


def a_trial():
    """Four people: two on methadone, one who stays; one on buprenorphine; one of another trial."""
    tables = nobody_else()
    tables["everybody"] += [(1, "27"), (2, "27"), (3, "27")]
    tables["site_masked"] += [(1, "3"), (2, "3"), (3, "5")]
    person = (None, None, None, None, None, None, None, None)
    tables["demographics"] += [(who, *person) for who in (1, 2, 3)]
    tables["randomization"] += [(1, "Methadone", "1", 7), (2, "Methadone", "1", 7), (3, "Outpatient BUP", "1", 7)]
    tables["treatment"] += [(1, 30, day) for day in range(7, 20)]
    tables["treatment"] += [
        (1, 40, 7),
        (1, 60, 25),
        (1, 70, 161),
    ]  # 70 mg on the first day; 5 days without; day 154 from 7
    tables["treatment"] += [(2, 40, day) for day in range(7, 60)]
    tables["treatment"] += [(3, 16, day) for day in range(7, 161)]
    return tables


@pytest.mark.parametrize("form", ["csv", "parquet", "rda"])
def test_import_then_report(tmp_path, form):
    write_folder(tmp_path / "tables", a_trial(), form)
    took = ostara("import", "ctn0094", tmp_path / "tables", "--to", tmp_path / "store")
    assert took.returncode == 0, took.stderr
    asked = ostara("report", "quality", tmp_path / "store", "--format", "json")
    assert asked.returncode == 0, asked.stderr
    figures = json.loads(asked.stdout)

    def of(name, *inside):
        part = figures[name]
        for key in inside:
            part = part[key]
        return part["numerator"], part["denominator"]

    assert of("people") == (6, None)
    assert of("dose_rows") == (13 + 3 + 53 + 154, None)
    assert of("retained_24_weeks", "by", "medicine", "methadone") == (1, 3)  # one of the three never had a dose
    assert of("retained_24_weeks", "by", "medicine", "buprenorphine") == (0, 1)
    assert of("maximum_dose_60_plus") == (1, 2)
    assert of("first_dose_above_30") == (2, 2)
    assert of("gaps_5_plus") == (2, 14 + 52)
    assert of("restart_above_30_after_5") == (2, 2)


def test_a_page_is_written_where_asked(tmp_path):
    store = a_service(tmp_path / "store", a_person().on_methadone(60, days=9))
    done = ostara("report", "quality", store.folder, "--out", tmp_path / "page.html")
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "page.html").read_text().startswith("<!DOCTYPE html>")


FAULTS = [
    # what is asked, what is said
    (("report", "quality", "{tmp}/nowhere"), "ostara: {tmp}/nowhere: there is no such folder"),
    (("report", "quality", "{tmp}"), "ostara: {tmp}: is not a store: it has no manifest.json"),
    (("import", "ctn0094", "{tmp}/nowhere", "--to", "{tmp}/s"), "{tmp}/nowhere"),
    (("import", "ctn0094", "{tmp}", "--to", "{tmp}/s"), "everybody"),
    (("parameters", "methadone.frist_dose_high_mg"), "did you mean methadone.first_dose_high_mg"),
    (("tables", "colours"), "ostara: table colours: there is no such table"),
    (("report", "quality", "{tmp}/good", "--out", "{tmp}/nowhere/page.html"), "could not be written (No such file"),
    (("synth", "--people", "10", "--years", "1", "--seed", "1", "--to", "{tmp}/good"), "already exists"),
]


@pytest.mark.parametrize(("asked", "said"), FAULTS, ids=[" ".join(case[0][:3]) for case in FAULTS])
def test_a_mistake_is_one_line_and_exit_code_2(tmp_path, asked, said):
    a_service(tmp_path / "good", a_person().on_methadone(60))
    done = typed(*(word.format(tmp=tmp_path) for word in asked))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert said.format(tmp=tmp_path) in done.stderr
