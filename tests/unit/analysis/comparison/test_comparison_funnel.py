"""Funnels: where areas lie, how many would by chance, and when limits are widened."""

import numpy as np
import pytest

from ostara.analysis.comparison.funnel import (
    AreaCount,
    dispersion_of,
    funnel_of_ratios,
    funnel_of_shares,
    limits_along,
    ratio_limits,
    share_limits,
)
from ostara.drawing.funnel import Place
from ostara.knowledge.parameters import parameter


def test_limits_narrow_as_areas_grow_and_stay_within_nought_and_one():
    assert share_limits(0.5, 4, 0.998) == (0, 1)
    low, high = share_limits(0.5, 400, 0.998)
    assert (low, high) == pytest.approx((0.42274, 0.57726), abs=0.0015)
    assert share_limits(0.5, 400, 0.95)[0] > low


def test_limits_of_ratios_hold_for_few_expected_events():
    low, high = ratio_limits(2.0, 0.95)
    assert low == 0
    # With 2 expected, 6 or more have a chance of 1.7%, and 5 or more of 5.3%.
    assert 5 < high * 2 < 6


def test_widening_moves_each_limit_away_from_the_centre():
    low, high = share_limits(0.4, 500, 0.95)
    wide_low, wide_high = share_limits(0.4, 500, 0.95, 2.0)
    assert (0.4 - wide_low, wide_high - 0.4) == pytest.approx((2 * (0.4 - low), 2 * (high - 0.4)))


def test_areas_lie_where_their_counts_put_them():
    areas = [AreaCount(f"usual {number}", 300, 1000) for number in range(30)]
    areas += [
        AreaCount("high", 350, 1000),
        AreaCount("low", 268, 1000),
        AreaCount("tiny", 0, 2),
        AreaCount("none", 0, 0),
    ]
    funnel = funnel_of_shares(areas, centre=0.3)
    places = {one.name: one.place for one in funnel.areas}
    assert [places[name] for name in ("high", "low", "tiny", "none", "usual 3")] == [
        Place.BEYOND_998,
        Place.BEYOND_95,
        Place.WITHIN,
        Place.UNKNOWN,
        Place.WITHIN,
    ]
    first, *others = funnel.says
    assert first.startswith("Of 33 areas, 2 lie outside the 95% limits and 1 outside the 99.8% limits.")
    assert others == ["Outside the 99.8% limits: high (35%)."]


def test_without_a_centre_it_is_the_share_of_all_together():
    assert funnel_of_shares([AreaCount("a", 1, 10), AreaCount("b", 5, 20)]).centre == 0.2
    nobody = funnel_of_shares([AreaCount("a", 0, 0)])
    assert (nobody.centre, nobody.areas[0].place, nobody.inner.of) == (None, Place.UNKNOWN, ())


@pytest.mark.parametrize("ratio", [False, True])
def test_as_many_lie_outside_by_chance_as_is_said(ratio):
    random = np.random.default_rng(11)
    sizes = random.integers(5, 400, 150)
    outside, said = [], []
    for _ in range(30):
        if ratio:
            areas = [AreaCount(str(n), int(random.poisson(of / 10)), of / 10) for n, of in enumerate(sizes.tolist())]
            funnel = funnel_of_ratios(areas)
        else:
            areas = [AreaCount(str(n), int(random.binomial(of, 0.3)), of) for n, of in enumerate(sizes.tolist())]
            funnel = funnel_of_shares(areas, centre=0.3)
        outside.append(sum(one.place is not Place.WITHIN for one in funnel.areas))
        said.append(funnel.by_chance[0])
    # Exact limits of small groups leave less than 5% outside; about 4,500 areas give a standard error of about 0.4.
    assert np.mean(outside) == pytest.approx(np.mean(said), abs=1.6)
    assert np.mean(said) < 150 * 0.05


def test_areas_that_only_chance_sets_apart_are_not_dispersed_and_limits_stay():
    random = np.random.default_rng(5)
    areas = [AreaCount(str(n), int(random.binomial(300, 0.3)), 300) for n in range(150)]
    funnel = funnel_of_shares(areas, widen=True)
    assert funnel.widened_by == 1
    # Winsorised at 10%, squares of normal scores have a mean of 0.66.
    assert funnel.dispersion == pytest.approx(0.66, abs=0.15)


def test_areas_that_differ_by_themselves_widen_the_limits_where_that_is_wanted_and_are_told_of_where_not():
    random = np.random.default_rng(6)
    areas = [AreaCount(str(n), int(random.binomial(600, random.beta(30, 70))), 600) for n in range(150)]
    plain, widened = funnel_of_shares(areas), funnel_of_shares(areas, widen=True)
    assert plain.widened_by == 1
    assert widened.widened_by == pytest.approx(np.sqrt(plain.dispersion))
    assert len(widened.outside(Place.BEYOND_998)) < len(plain.outside(Place.BEYOND_998)) / 3
    assert any("were not widened" in said for said in plain.says)
    assert any("times as wide" in said for said in widened.says)


def test_dispersion_is_that_of_winsorised_scores():
    areas = [AreaCount(str(n), count, 100) for n, count in enumerate((50, 50, 50, 50, 50, 50, 50, 50, 50, 90))]
    # Ten scores, of which one is 8: the quantile of 0.9 lies a tenth of the way from 0 to 8.
    assert float(parameter("comparison.winsorised_share").value) == 0.1
    assert dispersion_of(areas, 0.5, ratio=False) == pytest.approx(0.8**2 / 10)
    assert dispersion_of(areas[:1], 0.5, ratio=False) is None


def test_limits_run_along_the_whole_axis_through_every_size():
    limits = limits_along(lambda of: share_limits(0.2, of, 0.95), [3.0, 777.0])
    assert {3.0, 777.0} <= set(limits.of)
    assert limits.at(777.0) == share_limits(0.2, 777, 0.95)
    assert limits_along(lambda of: (0.0, 1.0), []).of == ()
