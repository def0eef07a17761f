"""The bench of the model: every way of drawing it draws the same model, and the page says what was met."""

import numpy as np
import pytest

from bench.__main__ import parser
from bench.model_agree import differences_from, expected_sums, sums_of_cells, sums_of_starsim
from bench.model_differences import Difference, difference
from bench.model_england import England, england_of, section, with_england
from bench.model_given import EXITS, ONE_MONTH, OVERDOSE, PLACES, SHAPE, given, started
from bench.model_ours import POINTERS, SOURCE, WHOLE, Bench, individuals
from bench.model_page import EXPECTED, NUMPY, OURS, PHILOX, TABLES, USERS, C, Shipped, goals, model_page
from bench.peers.model_in_numpy import run as run_in_numpy
from ostara.planning.individuals import Generator

BENCH = Bench(people=20_000, steps=30)
SECONDS = {OURS: 0.1, PHILOX: 0.2, C: 0.08, NUMPY: 1.5, TABLES: 1.6, USERS: 12.0, EXPECTED: 0.012}
LESS = Difference("gate", -3.0, 0.2, 0.5, 2.0, 0.0, 24)
SHIPPED = Shipped(1040, 159_200, 0.6, 0.3, 0.01, 100_000, 0.8, 1e8, ((LESS, LESS),))


def test_chances_of_a_row_leave_room_to_stay_and_in_one_month_places_none():
    chance = given().chance.reshape(*SHAPE, -1).sum(axis=-1)
    for place in range(OVERDOSE):
        here = chance[place, :1] if place in ONE_MONTH else chance[place]
        assert here.max() <= 1 + 1e-12
        assert (place not in ONE_MONTH) or np.allclose(here, 1)
    assert not chance[OVERDOSE:].any()
    assert started().sum() == pytest.approx(1)


def test_more_uptake_changes_only_who_starts():
    base, more = given(), given(1.2)
    changed = np.argwhere(base.chance != more.chance)
    first = 2 + list(EXITS[0]).index(1)
    assert set(changed[:, 1]) == {first}
    assert set(changed[:, 0] // (SHAPE[1] * SHAPE[2] * SHAPE[3])) == {PLACES.index("untreated")}


@pytest.mark.parametrize("generator", list(Generator), ids=lambda it: it.name)
def test_people_one_by_one_are_the_expected_values(generator):
    run, _, counts = individuals(BENCH, generator)
    run()
    told = sums_of_cells(BENCH, counts.start, counts.happened[:, 0])
    assert list(differences_from(expected_sums(BENCH), told)) == []


def test_plain_numpy_draws_the_same_model():
    stood, moved, happened, weighed = run_in_numpy({**vars(BENCH.given), "cell": BENCH.cells_of_peers()}, BENCH.steps)
    assert list(differences_from(expected_sums(BENCH), sums_of_cells(BENCH, stood, happened))) == []
    run, _, _ = individuals(BENCH)
    _, ours, deaths = run()
    assert weighed.sum(axis=0) == pytest.approx(ours.sum(axis=0), rel=0.02)
    assert abs(moved[..., OVERDOSE:].sum() - deaths.sum()) < 6 * np.sqrt(2 * deaths.sum())


def test_answers_are_what_was_counted():
    run, _, counts = individuals(BENCH)
    by_place, weighed, _ = run()
    assert by_place[0].sum() == BENCH.people
    assert by_place.sum() == counts.start.sum()
    assert weighed[0, 0] == pytest.approx(counts.start[0] @ BENCH.compiled.weight[0, :, :, 0].ravel())


def test_another_model_is_found_out():
    other = Bench(BENCH.people, BENCH.steps, uptake=2.0)
    run, _, counts = individuals(other)
    run()
    told = sums_of_cells(other, counts.start, counts.happened[:, 0])
    found = list(differences_from(expected_sums(BENCH), told))
    assert any(words.startswith("untreated") for words in found)


def test_what_starsim_tells_is_read_by_place():
    told = sums_of_starsim({"standing": range(10), "offences_now": 5.0})
    assert (told["untreated"], told["abstinent"], told["offences"]) == (0.0, 7.0, 5.0)


def test_c_reads_its_tables_in_the_order_in_which_they_are_given():
    text = SOURCE.read_text(encoding="utf-8")
    struct = text[text.index("typedef struct") : text.index("} tables")]
    at = [struct.index(f"*{name}") for name in POINTERS] + [struct.index(f" {name}") for name in WHOLE]
    assert at == sorted(at)


def test_a_difference_wants_as_many_pairs_as_its_spread_says():
    base, changed = [100.0, 110.0, 90.0, 104.0], [88.0, 100.0, 82.0, 90.0]
    found = difference("uptake", base, changed, seconds=0.2, truth=-10.0)
    assert found.mean == pytest.approx(-11)
    assert found.less_variance == pytest.approx(
        (np.var(base, ddof=1) + np.var(changed, ddof=1)) / np.var([12, 10, 8, 14], ddof=1)
    )
    assert found.pairs_wanted == pytest.approx((1.96 * found.spread / 0.5) ** 2)
    assert found.seconds_wanted == pytest.approx(0.2 * found.pairs_wanted)


def test_the_page_says_what_was_met_and_what_was_not():
    page = "\n".join(goals(SECONDS, SHIPPED))
    assert "at least 15 times Starsim, driven by tables: **met** (16.0)" in page
    assert "at least 100 times Starsim, as its users write: **met** (120.0)" in page
    assert "at least half of the same loop in C: **met** (80%)" in page
    assert "at most 15 ms: **met** (12.0 ms)" in page
    assert "cut the variance of a difference tenfold: **met** (1 of 1 scenarios)" in page
    slower = "\n".join(goals({**SECONDS, OURS: 0.2, EXPECTED: 0.02}, SHIPPED))
    assert slower.count("**missed**") == 5


def test_the_page_names_the_model_of_each_speed():
    page = model_page(SECONDS, [LESS], SHIPPED, people=100_000, steps=240, machine="one machine")
    assert "## The 12-state bench model: 100,000 people, 240 months" in page
    assert "## The shipped model: 1040 weeks, 159,200 live cells" in page
    assert "| Ostara, individuals | 100 | 240.0 |  |" in page
    assert "| plain NumPy | 1,500 | 16.0 | 15.00 |" in page


def test_its_name_is_known():
    asked = parser().parse_args(["model", "--people", "50", "--steps", "2"])
    assert (asked.name, asked.people, asked.steps, asked.rounds) == ("model", 50, 2, 7)


def test_england_is_asked_for_by_itself_and_stands_in_the_page_before_the_goals():
    assert parser().parse_args(["model", "--england"]).england == 1000
    assert parser().parse_args(["model", "--england", "20"]).england == 20
    assert parser().parse_args(["model"]).england is None
    page = "# The model\n\n## The shipped model\n\ntold\n\n## Goals\n\n- one\n"
    slow, fast = (section(England(1000, 2, minutes, 30.0), "2 cores") for minutes in (20.5, 12.0))
    assert "**missed** (20.5 minutes)" in slow
    assert "**met** (12.0 minutes)" in fast
    once = with_england(page, slow)
    assert once.index("told") < once.index("## England: 1,000 draws") < once.index("## Goals")
    assert with_england(once, fast) == with_england(page, fast)
    assert england_of(once) == slow
    assert england_of(page) == ""


def test_fewer_draws_of_england_meet_no_goal():
    told = section(England(20, 2, 0.3, 0.5), "2 cores")
    assert "1.50 s a draw" in told
    assert "**" not in told
