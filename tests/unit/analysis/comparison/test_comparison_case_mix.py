"""People alike, expected counts, their intervals, and how complex an area's people are."""

import pytest
from scipy import stats

from ostara.analysis.comparison.alike import Stratum, people_alike
from ostara.analysis.comparison.case_mix import case_mix
from ostara.analysis.comparison.complexity import complexities
from ostara.analysis.comparison.expected import plausible_counts
from ostara.drawing.funnel import Place


def test_small_cells_are_joined_with_other_small_ones_that_share_the_first_traits():
    cells = [
        Stratum("x", ("opiate", "home"), 10, 100),
        Stratum("x", ("opiate", "none"), 4, 20),
        Stratum("y", ("opiate", None), 5, 40),
        Stratum("y", ("alcohol", "home"), 6, 10),
        Stratum("y", ("cannabis", "home"), 3, 10),
    ]
    alike = people_alike(cells, at_least=50)
    assert alike["opiate", "home"].share == 0.1
    assert alike["opiate", "none"] == alike["opiate", None]
    assert (alike["opiate", None].traits, alike["opiate", None].share) == (("opiate",), 9 / 60)
    assert (alike["alcohol", "home"].traits, alike["cannabis", "home"].share) == ((), 9 / 20)


def test_what_is_expected_adds_up_to_what_was_observed():
    cells = [Stratum(area, (group,), hits, 30 + len(area)) for area in ("a", "bb", "ccc") for group, hits in GROUPS]
    found = case_mix(cells)
    assert sum(one.expected for one in found.areas) == pytest.approx(sum(one.observed for one in found.areas))
    assert found.people == sum(one.people for one in found.areas) == sum(one.known for one in cells)


GROUPS = (("opiate", 3), ("alcohol", 15), ("cannabis", 11), ("not named", 7))


def test_the_difference_of_an_area_is_who_walks_in_and_what_is_done_there():
    cells = [
        Stratum("easy", ("alcohol",), 80, 100),
        Stratum("hard", ("opiate",), 26, 100),
        Stratum("rest", ("alcohol",), 420, 900),
        Stratum("rest", ("opiate",), 174, 900),
    ]
    easy, hard, _ = case_mix(cells).areas
    # Of alcohol 500 of 1,000, of opiates 200 of 1,000, of all 700 of 2,000.
    assert (easy.expected, hard.expected, easy.national) == pytest.approx((50, 20, 0.35))
    assert (easy.who_walks_in.value, hard.who_walks_in.value) == pytest.approx((0.15, -0.15))
    assert (easy.service_effect.value, hard.service_effect.value) == pytest.approx((0.30, 0.06))
    assert (easy.place, hard.place) == (Place.BEYOND_998, Place.WITHIN)
    assert easy.ratio.value == pytest.approx(1.6)
    assert easy.own_weight == pytest.approx(0.1)
    assert easy.who_walks_in.low < 0.15 < easy.who_walks_in.high
    assert any("15.0 percentage points lower than in the whole country" in said for said in hard.says)


def test_people_of_whom_it_is_not_known_are_in_no_share_and_are_told_of():
    cells = [Stratum("a", ("x",), 10, 40, 7), Stratum("a", ("y",), 0, 0, 5), Stratum("b", ("x",), 20, 40, 0)]
    found = case_mix(cells)
    first = found.areas[0]
    assert (found.people, found.unknown, first.people, first.unknown) == (80, 12, 40, 12)
    assert "Of 12 more people it is not known." in first.says


def test_people_without_an_area_belong_to_the_country_and_are_not_an_area():
    cells = [Stratum("a", ("x",), 10, 40), Stratum("not recorded", ("x",), 30, 40), Stratum("Z00B", ("x",), 0, 20)]
    found = case_mix(cells)
    assert [(one.area, one.expected) for one in found.areas] == [("a", 16)]
    assert case_mix(cells, judged=["nowhere"]).areas == ()
    assert case_mix([]).says == ("There is nobody to compare.",)


@pytest.mark.parametrize(("observed", "of"), [(0, 12), (3, 12), (12, 12), (180, 400)])
def test_of_one_group_the_interval_is_clopper_and_pearsons(observed, of):
    """Whatever share was expected: with one group, nothing is left of it."""
    exact = stats.binomtest(observed, of).proportion_ci(0.95, method="exact")
    for share in (0.2, 0.6):
        ((low, high),) = plausible_counts([(of, share)], observed, [0.95])
        assert (low / of, high / of) == pytest.approx((exact.low, exact.high), abs=1e-6)


def test_where_everybody_is_certain_there_is_nothing_to_be_unsure_of():
    assert plausible_counts([(5, 1.0), (4, 0.0)], 5, [0.95]) == [(5.0, 5.0)]
    ((low, high),) = plausible_counts([(5, 1.0), (10, 0.5)], 9, [0.95])
    ((without_low, without_high),) = plausible_counts([(10, 0.5)], 4, [0.95])
    assert (low, high) == pytest.approx((without_low + 5, without_high + 5))


def test_people_of_different_chances_are_a_little_surer_than_people_of_one():
    ((low, high),) = plausible_counts([(100, 0.1), (100, 0.9)], 100, [0.95])
    ((plain_low, plain_high),) = plausible_counts([(200, 0.5)], 100, [0.95])
    assert plain_low < low < 100 < high < plain_high


def test_an_area_far_beyond_what_could_be_is_still_told_exactly():
    ((low, high),) = plausible_counts([(900, 0.02), (900, 0.05)], 1_700, [0.998])
    assert 1_600 < low < 1_700 < high < 1_800


def test_complexity_is_the_share_expected_not_to_do_well_and_its_letters_have_equal_people():
    cells = [Stratum(f"area {n}", (str(kind),), 10 * kind, 100) for n in range(5) for kind in range(1, 6)]
    cells += [Stratum("hard", ("1",), 5, 50), Stratum("easy", ("5",), 25, 50), Stratum("not recorded", ("5",), 0, 10)]
    found = {one.area: one for one in complexities(cells)}
    assert "not recorded" not in found
    assert found["hard"].score == pytest.approx(0.9)
    assert found["hard"].shares == {"A": 0, "B": 0, "C": 0, "D": 0, "E": 1}
    assert (found["easy"].fifth, found["hard"].fifth) == ("A", "E")
    assert found["area 0"].shares == dict.fromkeys("ABCDE", pytest.approx(0.2))
    assert "not the national one" in found["hard"].says[1]
    turned = {one.area: one for one in complexities(cells, lower_is_better=True)}
    assert (turned["easy"].fifth, turned["hard"].fifth) == ("E", "A")
