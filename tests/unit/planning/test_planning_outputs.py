"""What is made of a tally: people by place, payers that add up, hepatitis C, and the start of a run."""

import numpy as np
import pytest

from ostara.planning import expectation
from ostara.planning.levers import plan
from ostara.planning.outputs import outputs
from ostara.planning.parameters import midpoints
from ostara.planning.start import put_back, settled
from ostara.planning.tally import Tally
from tests.planned import YEAR, a_town, compiled, town_start


@pytest.fixture(scope="module")
def town():
    return compiled(1000, weeks=3 * YEAR + 10, initial=town_start(1000))


@pytest.fixture(scope="module")
def told(town):
    return outputs(town, expectation.run(town))


def test_years_have_names_and_the_last_may_be_part_of_one(told):
    assert told.years == ("2024/25", "2025/26", "2026/27", "2027/28")
    assert told.by_year["people"][3] < 0.25 * told.by_year["people"][2]


def test_people_in_places_add_up(town, told):
    for year in range(3):
        parts = ("out_of_treatment", "in_treatment", "abstinent", "in_prison")
        assert sum(told.by_year[name][year] for name in parts) == pytest.approx(told.by_year["people"][year])
    alive = town.layout.alive
    assert told.at_turn[:, ~alive].sum() == 0
    assert told.at_turn[0].sum() == pytest.approx(town.initial.sum())


def test_life_is_people_times_years(told):
    assert told.by_year["life_years"] == pytest.approx(told.by_year["people"])
    assert np.all(told.by_year["qalys"] < told.by_year["life_years"])


def test_ages_add_up(told):
    for name in ("people", "in_treatment"):
        assert told.by_age[name].sum(axis=1) == pytest.approx(told.by_year[name])
    assert told.by_age["died_overdose"].sum(axis=1) == pytest.approx(told.by_year["died_overdose"])


def test_offences_by_type_add_up_and_cost_what_they_cost(town, told):
    kinds = [name for name in told.by_year if name.startswith("offences_of_")]
    assert len(kinds) == 5
    assert sum(told.by_year[name] for name in kinds) == pytest.approx(told.by_year["offences"])
    prices = midpoints().of
    unit = {name: prices[f"cost_{name.removeprefix('offences_of_')}"] for name in kinds}
    whole = sum(told.total(name) * unit[name] for name in kinds) * (1 - prices["crime_already_counted"])
    assert told.total("cost_victims") + told.total("cost_justice") == pytest.approx(whole)


def test_another_reading_of_offending_changes_offences_and_what_they_cost_alone(town):
    tally = expectation.run(town)
    one, other = (outputs(town, tally, reading=name) for name in ("gisev", "pierce"))
    assert one.total("offences") < other.total("offences")
    assert one.total("died") == other.total("died")
    assert one.total("cost_grant") == other.total("cost_grant")
    with pytest.raises(ValueError, match="guess is none of"):
        outputs(town, tally, reading="guess")


def test_discounted_is_less_than_cash(told):
    assert 0 < told.discounted["cost_grant"] < told.total("cost_grant")


def test_recovery_is_both_its_parts_and_none_of_it_in_prison(town, told):
    parts = told.by_year["recovery_abstinent"] + told.by_year["recovery_stable"]
    assert told.by_year["recovery"] == pytest.approx(parts)
    held = np.isin(town.layout.place_of_row, town.layout.tagged("held"))
    recovery = [town.outcomes.index(name) for name in ("recovery_abstinent", "recovery_stable")]
    assert town.weight[:, held][..., recovery].sum() == 0


def test_recovery_starts_on_day_91(town):
    layout = town.layout
    rows = np.flatnonzero(layout.place_of_row == layout.place("abstinent"))
    counts = town.weight[0, rows, 0, town.outcomes.index("recovery_abstinent")] > 0
    assert dict(zip(layout.first_week_of_row[rows].tolist(), counts.tolist(), strict=True))[0] is False
    assert min(layout.first_week_of_row[rows][counts]) == 13


def test_treating_hepatitis_lowers_it_and_costs():
    base, more = (
        outputs(each, expectation.run(each))
        for each in (compiled(weeks=3 * YEAR, plan=done) for done in (plan({}), plan({"hepatitis_treated": 2.0})))
    )
    assert more.by_year["hepatitis"][-1] < base.by_year["hepatitis"][-1]
    assert more.total("cost_hepatitis") > base.total("cost_hepatitis")
    assert more.total("died") == base.total("died")


def test_the_start_has_the_people_of_the_area_at_their_ages(town):
    start, of = town.groups.cube(town.initial), a_town(1000)
    counted = town.layout.alive.copy()
    counted[town.layout.place("abstinent")] = False
    people = start[counted[town.layout.place_of_block]].sum(axis=0)
    assert people.sum() == pytest.approx(1000)
    assert people.sum(axis=(1, 2)) / 1000 == pytest.approx(of.ages)
    assert people.sum(axis=(0, 2))[1] / 1000 == pytest.approx(of.women)


def test_the_start_scales_with_the_area():
    small, large = (settled(a_town(people), midpoints(), years=1) for people in (100, 5000))
    assert large == pytest.approx(50 * small)


def test_putting_back_twice_is_putting_back_once(town):
    once = put_back(town.initial * 3, town, a_town(1000))
    assert put_back(once, town, a_town(1000)) == pytest.approx(once)


def test_tallies_of_two_areas_add_up(town):
    tally = expectation.run(town)
    both = tally + tally
    assert both.start.sum() == pytest.approx(2 * tally.start.sum())
    assert both.times(0.5).moves == pytest.approx(tally.moves)
    assert Tally.blank(town).start.sum() == 0


def test_a_run_goes_on_from_where_another_ended(town):
    """Two years at once are one year and then another, but for the turn of the year between them."""
    whole = compiled(1000, weeks=20, initial=town.initial)
    first = compiled(1000, weeks=12, initial=town.initial)
    _, between = expectation.run_on(first)
    second = compiled(1000, weeks=8, initial=between)
    apart = expectation.run(first).died.sum() + expectation.run(second).died.sum()
    assert expectation.run(whole).died.sum() == pytest.approx(apart)
