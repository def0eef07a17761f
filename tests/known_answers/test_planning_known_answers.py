"""The model against sums that paper can do: competing risks, annuities, half-cycles, waits and balances."""

import math
from dataclasses import replace

import numpy as np
import pytest

from ostara.planning.expectation import run
from ostara.planning.outputs import outputs
from ostara.planning.specification.clock import Clock
from ostara.planning.specification.effects import Factor, Flip, Move, Weight, at
from ostara.planning.specification.places import ALIVE, FREE, TREATED, Place
from tests.planned import YEAR, by_hand, two_places

COST = Weight("cost_grant", at(ALIVE), "cost_treatment")


def answers(model, **more):
    compiled = by_hand(model, **more)
    return outputs(compiled, run(compiled))


@pytest.fixture
def still():
    """Nobody moves or dies; each costs a constant sum."""
    return two_places(weights=(COST,))


@pytest.mark.parametrize("years", [1, 5, 20])
def test_a_constant_cost_discounts_to_an_annuity(still, years):
    """c a year at 3.5 %: paid in the middle of each of 52 steps a year, a geometric series."""
    told = answers(still, weeks=years * YEAR, people=1.0, numbers={"cost_treatment": 1000.0})
    step = 1.035 ** (-1 / YEAR)
    series = 1000 / YEAR * math.sqrt(step) * (1 - step ** (YEAR * years)) / (1 - step)
    assert told.discounted["cost_grant"] == pytest.approx(series, rel=1e-12)
    continuous = 1000 * (1 - 1.035**-years) / math.log(1.035)
    assert told.discounted["cost_grant"] == pytest.approx(continuous, rel=1e-4)


def test_budgets_are_cash_and_not_discounted(still):
    told = answers(still, weeks=3 * YEAR, people=10.0, numbers={"cost_treatment": 1000.0})
    assert told.by_year["cost_grant"] == pytest.approx([10_000.0] * 3)


def test_without_discounting_both_are_the_same(still):
    told = answers(still, weeks=3 * YEAR, people=10.0, numbers={"cost_treatment": 1000.0, "discount": 0.0})
    assert told.discounted["cost_grant"] == pytest.approx(told.total("cost_grant"))


@pytest.mark.parametrize("rate", [0.002, 0.2, 3.0])
def test_deaths_follow_an_exponential(rate):
    model = two_places(overdose="poisoning_on_treatment")
    told = answers(model, weeks=2 * YEAR, people=1000.0, numbers={"poisoning_on_treatment": rate})
    assert told.total("died_overdose") == pytest.approx(1000 * (1 - math.exp(-2 * rate)), rel=1e-9)


@pytest.mark.parametrize("rate", [0.002, 0.2, 1.0])
def test_half_cycles_come_close_to_the_whole_curve(rate):
    """Life to the end is the area under the curve; the trapezium is out by (rate x step)**2 / 12."""
    model = two_places(overdose="poisoning_on_treatment")
    told = answers(model, weeks=2 * YEAR, people=1000.0, numbers={"poisoning_on_treatment": rate})
    area_under = 1000 * (1 - math.exp(-2 * rate)) / rate
    assert told.total("life_years") == pytest.approx(area_under, rel=(rate / YEAR) ** 2 / 11 + 1e-12)


def test_a_fifth_of_a_band_of_five_years_is_in_the_next_a_year_later(still):
    of = by_hand(still, weeks=2 * YEAR + 1)
    ages = of.groups.cube(run(of).snapshots.sum(axis=1)).sum(axis=(-1, -2))
    assert ages[1, 3:6] == pytest.approx([1000, 0, 0])
    assert ages[2, 3:6] == pytest.approx([800, 200, 0])
    assert ages[3, 3:6] == pytest.approx([640, 320, 40])


def test_risks_that_compete_share_deaths_as_their_rates():
    model = two_places(overdose="poisoning_on_treatment", otherwise="other_deaths")
    told = answers(model, weeks=5 * YEAR, numbers={"poisoning_on_treatment": 0.3, "other_deaths": 0.1})
    assert told.total("died_overdose") == pytest.approx(3 * told.total("died_otherwise"), rel=1e-9)
    assert told.total("died") == pytest.approx(1000 * (1 - math.exp(-5 * 0.4)), rel=1e-9)


def test_a_ratio_for_the_first_weeks_holds_for_these_weeks_alone():
    """Eight times the rate for four weeks, then once: survival is the exponential of the sum of both."""
    waiting = Place("waiting", "waits", frozenset({"waiting", ALIVE, FREE}), 8)
    first_weeks = Factor("poisoning_first_weeks_off", at(weeks=(0, 4)))
    early = Move(at("waiting"), "died_overdose", "poisoning_on_treatment", times=(first_weeks,))
    alone = two_places(early)
    model = replace(alone, places=(waiting, *alone.places))
    numbers = {"poisoning_on_treatment": 0.5, "poisoning_first_weeks_off": 8.0}
    told = answers(model, weeks=10, numbers=numbers)
    assert told.total("died_overdose") == pytest.approx(1000 * (1 - math.exp(-0.5 / YEAR * (8 * 4 + 6))), rel=1e-9)


def test_who_moves_can_die_in_what_is_left_of_the_step():
    """Half a step on average, at the rates of the place moved to: two steps here, of which the first ends half-way."""
    left = Place("left", "has left", frozenset({"left", ALIVE, FREE}), 0)
    model = two_places(
        Move(at("left"), "died_overdose", "poisoning_on_treatment"),
        Move(at("untreated"), "left", "prompt"),
        places=(left,),
    )
    told = answers(model, weeks=1, numbers={"poisoning_on_treatment": 0.1})
    assert told.total("died_overdose") == pytest.approx(1000 * 0.1 / YEAR / 2, rel=1e-6)


def test_a_flag_settles_where_ups_and_downs_balance():
    """Up at 2 and down at 3 a year: two in five are up, to within what a weekly step does to rates."""
    model = two_places()
    flips = (Flip("use_on_top", at(ALIVE), up="titrating", down="released"),)
    compiled = by_hand(replace(model, flips=flips), weeks=10 * YEAR, numbers={"titrating": 2.0, "released": 3.0})
    up = compiled.groups.cube(run(compiled).snapshots[-1].sum(axis=0))[..., 1::2].sum()
    gain, loss = (1 - math.exp(-rate / YEAR) for rate in (2, 3))
    assert up / 1000 == pytest.approx(gain / (gain + loss), rel=1e-9)
    assert up / 1000 == pytest.approx(0.4, rel=0.01)


def test_people_wait_as_long_as_the_rate_of_starting_says():
    """Little's law: people waiting over starts is the mean wait, in whole weeks, when nothing else takes them."""
    waiting = Place("waiting", "waits", frozenset({"waiting", ALIVE, FREE}), 26)
    treated = Place("psychosocial", "is treated", frozenset({"psychosocial", ALIVE, FREE, TREATED}), 0)
    ways = (
        Move(at("untreated"), "waiting", "seeking"),
        Move(at("waiting"), "psychosocial", "starting"),
        Move(at("psychosocial"), "untreated", "psychosocial_ending"),
    )
    model = two_places(*ways, places=(waiting, treated))
    told = answers(model, weeks=10 * YEAR, numbers={"starting": 20.0})
    assert told.by_year["weeks_waited"][-1] == pytest.approx(1 / (1 - math.exp(-20 / YEAR)), rel=0.001)


def test_halving_the_step_changes_little():
    """Decision 1: no headline by more than 1 %."""
    from ostara.planning.levers import plan  # noqa: PLC0415 only here
    from tests.planned import compiled, town_start  # noqa: PLC0415 only here

    coarse_start = town_start()

    def difference(clock):
        start = coarse_start if clock.steps_per_week == 1 else finer(coarse_start, clock)
        arms = [
            outputs(each, run(each))
            for each in (
                compiled(weeks=2 * YEAR, plan=done, clock=clock, initial=start)
                for done in (plan({}), plan({"doses_optimised": 1.0}))
            )
        ]
        return {
            name: (arms[0].total(name), arms[1].total(name)) for name in ("died", "qalys", "offences", "cost_public")
        }

    weekly, half_weekly = difference(Clock(1)), difference(Clock(2))
    for name, arms in weekly.items():
        assert arms == pytest.approx(half_weekly[name], rel=0.01), name


def finer(start, clock):
    """The same people with clocks that tick twice a week: week w is step 2 w."""
    from tests.planned import compiled  # noqa: PLC0415 only here

    one, two = compiled(weeks=1).layout, compiled(weeks=1, clock=clock).layout
    found = np.zeros((two.blocks, start.shape[1]))
    for block, people in enumerate(start):
        place = one.place_of_block[block]
        week = block - one.first_block[place]
        found[two.first_block[place] + min(week * clock.steps_per_week, two.longest[place])] += people
    return found
