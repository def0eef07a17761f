"""A fit as a page: what it meets and misses, what moved, how far to trust it; a missed figure is never hidden."""

from dataclasses import replace

import pytest

from ostara.planning.calibration.kept import shipped
from ostara.planning.calibration.page import TITLES, as_page, sentence, told
from ostara.planning.calibration.yearly import MEASURES


def with_a_miss():
    first, *rest = shipped().targets
    return replace(shipped(), targets=(replace(first, met=False), *rest))


def test_every_measure_has_words():
    assert set(TITLES) == set(MEASURES)


def test_the_answer_comes_first():
    assert sentence(shipped()) == (
        "Fitted to England, 2008/09: 9 of 9 figures lie inside 90% of what the fitted model says of them."
    )
    one = replace(shipped(), targets=shipped().targets[:1])
    assert "1 of 1 figure lies inside" in sentence(one)


def test_every_figure_stands_beside_what_was_measured():
    page = as_page(shipped()).render()
    assert "People treated in the year, 2010/11" in page
    assert "168,268 (161,000 to 175,500)" in page
    assert "Nuffield QualityWatch" in page


def test_a_missed_figure_is_said_above_everything():
    fit = with_a_miss()
    assert as_page(fit).notice == "The model cannot say what was measured of people who use opiates, 2009/10."
    assert ">outside<" in as_page(fit).render()
    assert as_page(fit).notice in told(fit)


def test_a_fit_of_other_numbers_asks_for_a_new_one():
    assert "fit it again" in str(as_page(replace(shipped(), stale=True)).notice)


@pytest.mark.parametrize(
    ("power", "said"), [(0.81, "flattened (to the power 0.81)"), (1.0, "weights stand as they are")]
)
def test_flattened_weights_are_owned_up_to(power, said):
    assert said in as_page(replace(shipped(), power=power)).render()


def test_numbers_that_moved_stand_beside_their_own_evidence():
    moved = as_page(shipped()).sections[1].blocks[0]
    assert 3 <= len(moved.rows) <= 12
    assert moved.rows[0][0].startswith("Asking for treatment")
    assert all("(" in cell for row in moved.rows for cell in row[1:3])
