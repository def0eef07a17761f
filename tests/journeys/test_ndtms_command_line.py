"""An analyst at a terminal takes a national file in, gives one out, and hears in one line what cannot be done."""

import csv
import json
import os
import subprocess
import sys
import time

import pytest

from tests.ndtms_rows import ON, a_row, told_apart, without_consent, write_csv
from tests.terminal import typed

RUN = "from ostara.cli import main; raise SystemExit(main())"
ON_THAT_DAY = ("--on", ON.isoformat())


def ostara(*arguments, before=""):
    command = [sys.executable, "-c", before + RUN, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_in_and_out_again(tmp_path):
    secret = {"FINITIAL": "Q", "SINITIAL": "X", "DOB": "1977-11-13", "PC": "ZE1 9", "LA": "00ZZ"}
    rows = told_apart([a_row(**secret), a_row(OPIUSE="31"), a_row(TITREAT="1")])
    file = write_csv(tmp_path / "file.csv", [*rows, without_consent(CLIENTID="secret")])
    done = ostara("import", "ndtms", file, "--to", tmp_path / "store", *ON_THAT_DAY)
    assert (done.returncode, done.stderr) == (0, "")
    told = " ".join(done.stdout.split())
    assert "Rows read = rows kept + rows set aside" in told
    assert "file.csv 4 2 2" in told
    assert "Set aside: 1 row: no consent to share." in told
    assert "Set aside: 1 row: K-RANGE-OPIUSE: OPIUSE is not between 0 and 28" in told
    assert "Not held: CLIENT, filled in 2 rows: a second reference of the person" in told
    assert "not the set in force" in told
    assert "Observed until 2013-04-16" in told
    for value in (*secret.values(), "secret"):
        assert len(value) < 3 or value not in done.stdout

    out = tmp_path / "out.csv"
    done = ostara("export", "ndtms", tmp_path / "store", "--out", out, *ON_THAT_DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 rows of 2 people and 2 episodes; the checks reject none of them." in done.stdout
    assert "not the set in force" in done.stdout
    assert ostara("check", "ndtms", out, "--dataset", "K", *ON_THAT_DAY).returncode == 0
    with out.open(encoding="utf-8", newline="") as lines:
        assert [row["FINITIAL"] for row in csv.DictReader(lines)] == ["Q", "J"]


def test_accounts_for_programs(tmp_path):
    file = write_csv(tmp_path / "file.csv", told_apart([a_row(), a_row(SEX="Q")]))
    done = ostara("import", "ndtms", file, "--to", tmp_path / "store", "--format", "json", *ON_THAT_DAY)
    told = json.loads(done.stdout)
    assert told["accounts"] == {"file.csv": {"read": 2, "kept": 1, "set_aside": 1}}
    assert told["data_set"] == "K"
    assert "not the set in force" in told["not_in_force"]
    done = ostara("export", "ndtms", tmp_path / "store", "--out", tmp_path / "out.csv", "--format", "json")
    told = json.loads(done.stdout)
    assert (told["rows"], told["left_out"], told["left_empty"]) == (1, [], [])
    assert "SEXUAL" in told["not_in_a_store"]
    assert "not the set in force" in told["not_in_force"]


def test_mistakes_are_one_line_and_exit_code_2(tmp_path):
    file = write_csv(tmp_path / "file.csv", [a_row()])
    (tmp_path / "words.csv").write_text("words\n")
    assert typed("import", "ndtms", file, "--to", tmp_path / "store", *ON_THAT_DAY).returncode == 0
    asked = {
        ("import", "ndtms", tmp_path / "no.csv", "--to", tmp_path / "new"): "No such file or directory",
        ("import", "ndtms", tmp_path / "words.csv", "--to", tmp_path / "new"): "is not the header of data set K",
        ("import", "ndtms", file, "--to", tmp_path / "store"): "already exists (give --replace",
        ("import", "ndtms", file, "--to", tmp_path / "new", "--dataset", "P"): "its fields are not here",
        ("import", "ndtms", file, "--to", file / "new"): "cannot be written here",
        ("export", "ndtms", tmp_path / "nothing", "--out", tmp_path / "out.csv"): "there is no such folder",
        ("export", "ndtms", tmp_path / "store", "--out", tmp_path / "no/out.csv"): "No such file or directory",
        ("export", "ndtms", tmp_path / "store", "--out", tmp_path / "out.csv", "--dataset", "R"): "are not here",
    }
    for words, says in asked.items():
        done = typed(*words)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert says in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert sorted(os.listdir(tmp_path)) == ["file.csv", "store", "words.csv"]


ON_A_SMALL_DISK = """
import resource, signal
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
"""


@pytest.mark.parametrize("verb", ["import", "export"])
def test_a_disk_that_is_full_leaves_nothing_half_written(tmp_path, verb):
    file = write_csv(tmp_path / "file.csv", told_apart(a_row(CLIENT=os.urandom(40).hex()) for _ in range(600)))
    asked = ("import", "ndtms", file, "--to", tmp_path / "store", *ON_THAT_DAY)
    if verb == "export":
        assert ostara(*asked).returncode == 0
        asked = ("export", "ndtms", tmp_path / "store", "--out", tmp_path / "out.csv", *ON_THAT_DAY)
    before = sorted(os.listdir(tmp_path))
    done = ostara(*asked, before=ON_A_SMALL_DISK)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert f"{asked[-3]}: could not be written" in done.stderr
    assert sorted(os.listdir(tmp_path)) == before


def test_a_kill_leaves_no_store_and_the_next_import_clears_up(tmp_path):
    file = write_csv(tmp_path / "file.csv", told_apart(a_row() for _ in range(3_000)))
    asked = ("import", "ndtms", str(file), "--to", str(tmp_path / "store"), *ON_THAT_DAY)
    command = [sys.executable, "-c", RUN, *asked]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, "TMPDIR": str(tmp_path)})
    while not list(tmp_path.glob(".store.*.writing")) and running.poll() is None:
        time.sleep(0.01)
    running.kill()
    running.wait()
    assert not (tmp_path / "store").exists()
    assert ostara(*asked).returncode == 0
    assert not list(tmp_path.glob(".store.*"))
