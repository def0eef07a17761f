"""What must hold of comparisons whatever is compared."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ostara.analysis.comparison.alike import Stratum, people_alike
from ostara.analysis.comparison.case_mix import case_mix
from ostara.analysis.comparison.control import PeriodCount
from ostara.analysis.comparison.funnel import AreaCount, funnel_of_shares, share_limits
from ostara.analysis.comparison.gaps import Group, difference, ratio
from ostara.analysis.comparison.rolling import rolling_series

traits = st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from(["x", "y", None]), st.sampled_from(["m", None]))
shares = st.integers(0, 80).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
rows = st.lists(
    st.builds(
        lambda area, kind, share, unknown: Stratum(area, kind, *share, unknown),
        st.sampled_from(["one", "two", "three"]),
        traits,
        shares,
        st.integers(0, 5),
    ),
    max_size=25,
)
groups = st.integers(1, 60).flatmap(lambda of: st.builds(Group, st.just("g"), st.integers(0, of), st.just(of)))


@given(rows)
def test_everybody_belongs_to_one_group_of_people_alike(rows):
    alike = people_alike(rows, at_least=30)
    together = set(alike.values())
    assert sum(one.people for one in together) == sum(row.known for row in rows)
    assert sum(one.hits for one in together) == sum(row.hits for row in rows)
    assert all(kind[: len(one.traits)] == one.traits for kind, one in alike.items())
    assert all(one.people >= 30 or one.traits == () for one in together)


@settings(max_examples=60)
@given(rows)
def test_expected_adds_up_and_every_interval_holds_what_was_observed(rows):
    found = case_mix(rows)
    assert sum(one.expected for one in found.areas) == pytest.approx(sum(one.observed for one in found.areas))
    for one in found.areas:
        effect, mix = one.service_effect, one.who_walks_in
        assert effect.low - 1e-9 <= effect.value <= effect.high + 1e-9
        assert -1e-9 <= one.expected / one.people + effect.low <= one.expected / one.people + effect.high <= 1 + 1e-9
        assert effect.value + mix.value == pytest.approx(one.observed / one.people - found.national)
        assert 0 < one.own_weight <= 1 + 1e-9
        assert all(said[0].isalnum() for said in one.says)


@given(st.floats(0.001, 0.999), st.integers(1, 5000))
def test_wider_limits_hold_narrower_ones_and_both_the_centre(centre, of):
    inner, outer = share_limits(centre, of, 0.95), share_limits(centre, of, 0.998)
    assert 0 <= outer[0] <= inner[0] <= centre <= inner[1] <= outer[1] <= 1


@given(st.lists(shares, min_size=1, max_size=12))
def test_every_area_has_its_place_and_no_more_lie_outside_by_chance_than_the_level_says(counts):
    funnel = funnel_of_shares([AreaCount(str(n), *one) for n, one in enumerate(counts)])
    assert [one.name for one in funnel.areas] == [str(n) for n in range(len(counts))]
    assert funnel.by_chance[1] <= funnel.by_chance[0] <= 0.05 * len(counts) + 1e-9
    assert funnel.says


@given(groups, groups)
def test_gaps_turned_round_are_the_same_gaps(one, other):
    found, turned = difference(one, other), difference(other, one)
    assert -1 <= found.low <= found.value <= found.high <= 1
    assert (found.low, found.high) == pytest.approx((-turned.high, -turned.low))
    times, back = ratio(one, other), ratio(other, one)
    assume(times.value and times.low and back.high)
    assert times.low <= times.value <= (times.high or float("inf"))
    assert times.low == pytest.approx(1 / back.high)


@settings(max_examples=40)
@given(st.lists(st.one_of(st.none(), st.integers(0, 50)), min_size=4, max_size=20))
def test_a_rolling_year_is_marked_only_where_a_quarter_is(counts):
    parts = [PeriodCount(str(n), count, 50) for n, count in enumerate(counts)]
    rolling = [PeriodCount(str(n), 80, 200) for n in range(len(counts) - 3)]
    found = rolling_series(rolling, parts, width=4)
    assert [one.alarms for one in found.points] == [one.alarms for one in found.judged_by.points[3:]]
    assert 0 <= found.judged_by.by_chance < 1
    assert found.says
