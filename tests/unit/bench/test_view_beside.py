"""The bench of national figures: programs agree on an awkward nation, a planted difference is found, goals are told.

The programs in pandas and Polars need the peers' own environment; here the one in DuckDB stands for them.
"""

import json
import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench import view
from bench.__main__ import parser
from bench.awkward_nation import damaged, tidy_nation, write_awkward_nation
from bench.timing import Run
from bench.view import PLAIN, PREPARED, PROGRAMS, DifferError, differences
from bench.view_given import view_given
from bench.view_page import OURS, WORDS, Asked, goals
from ostara.tables.store import open_store

SAID = {"treated": [["2022/23", "A12B", 3], ["2022/23", None, 4]], "completed": [["2022/23", 1]]}


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    return write_awkward_nation(1, tmp_path_factory.mktemp("awkward") / "nation", journeys=1_000).folder


@pytest.fixture
def only_duckdb(monkeypatch):
    monkeypatch.setattr(view, "PROGRAMS", {tool: PROGRAMS[tool] for tool in (OURS, "DuckDB")})


@pytest.mark.parametrize("mode", [PLAIN, PREPARED])
def test_programs_agree_on_an_awkward_nation(nation, only_duckdb, tmp_path, mode):
    found = view._agreed(nation, tmp_path, mode, 1, "here")
    assert all(found["DuckDB"].answers.values())
    assert (found[OURS].preparing is not None) == (mode == PLAIN)
    assert set(found[OURS].seconds) == (set(WORDS) if mode == PREPARED else set())


def test_a_program_that_is_given_another_gap_is_found_out(nation, only_duckdb, tmp_path):
    given = view_given(open_store(nation))
    (tmp_path / "given.json").write_text(json.dumps({**given, "gap_days": given["gap_days"] - 1}))
    told = [view._told(tool, PLAIN, nation, tmp_path / "given.json", tmp_path / "out", 1) for tool in view.PROGRAMS]
    assert any(differences(*(one.answers for one in told)))


def test_rows_agree_in_any_order():
    assert list(differences(SAID, {"completed": SAID["completed"], "treated": SAID["treated"][::-1]})) == []


@pytest.mark.parametrize(
    ("theirs", "says"),
    [
        ({**SAID, "completed": [["2022/23", 2]]}, 'completed: ["2022/23", 1] only here'),
        ({**SAID, "completed": []}, 'completed: ["2022/23", 1] only here'),
        ({**SAID, "completed": [["2022/23", 1.0]]}, 'completed: ["2022/23", 1.0] only there'),
        ({**SAID, "completed": SAID["completed"] * 2}, "completed: 1 rows here, 2 there"),
        ({**SAID, "more": [[1]]}, "more: [1] only there"),
    ],
)
def test_a_planted_difference_is_found(theirs, says):
    assert says in list(differences(SAID, theirs))


def test_where_rows_differ_nothing_is_timed(monkeypatch, capsys):
    def differing(*_given):
        raise DifferError("treated: 1 here, 2 there")

    monkeypatch.setattr(view, "_compared_and_timed", differing)
    assert view.bench_view(journeys=1, runs=1, rounds=1) == 1
    assert "1 here, 2 there" in capsys.readouterr().out


def test_an_awkward_nation_has_what_a_tidy_one_has_not(nation, tmp_path):
    tidy = tidy_nation(100, 1, tmp_path / "tidy").folder
    settings = [
        set(pq.read_table(folder / "interventions.parquet", columns=["setting"])["setting"].to_pylist())
        for folder in (nation, tidy)
    ]
    assert ["prison" in found for found in settings] == [True, False]


def test_damage_keeps_the_order_of_the_table():
    rows = pa.table({"person": [2, 1], "area": ["A", "B"], "birth_year": pa.array([1960, 1970], pa.int32())})
    chance = random.Random(1)  # noqa: S311  repeatable on purpose
    assert damaged("people", rows, chance)["person"].to_pylist() == [1, 2]


def test_what_is_given_holds_lists_and_no_answer(nation):
    given = view_given(open_store(nation))
    assert ["0", 500, False, False] in given["discharges"]
    assert ["1011", "opiate"] in given["substances"]
    assert given["ad_hoc"] == ["2021-10-01", "2022-09-30"]
    assert given["until"] == "2023-03-31"
    assert json.loads(json.dumps(given)) == given


def asked(preparing=1.0, ours=0.01, peak=9e8, theirs=2.0):
    seconds = {name: [ours] for name in WORDS}
    run = Run(theirs, 1, 1)
    return Asked(
        {OURS: [Run(1, 1, int(peak))], "pandas": [run], "DuckDB": [Run(9, 1, 1)]},
        [preparing],
        {},
        {OURS: seconds, "pandas": seconds},
        dict.fromkeys(WORDS, 1),
    )


@pytest.mark.parametrize(
    ("measured", "words"),
    [
        (asked(), ["met"] * 5),
        (asked(preparing=2.1), ["missed", *["met"] * 4]),
        (asked(ours=0.06), ["met", "met", "missed", "met", "met"]),
        (asked(ours=1.0, peak=1.1e9), ["met", *["missed"] * 4]),
    ],
)
def test_goals(measured, words):
    assert [line.split("**")[1] for line in goals(measured)] == words


def test_preparing_pays_after_so_many_questions():
    assert asked(preparing=4.9).pays_after("pandas") == pytest.approx(10)
    assert asked(ours=0.6).pays_after("pandas") is None


def test_arguments():
    given = parser().parse_args(["view", "--journeys", "5_000", "--runs", "1"])
    assert (given.journeys, given.runs, given.rounds) == (5_000, 1, 7)
