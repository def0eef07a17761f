"""From declarations to arrays: small enough, exact, of the right kind, and told apart where something changes."""

from dataclasses import replace

import numpy as np
import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.planning.compiling.checking import check
from ostara.planning.levers import LEVERS, POLICIES, Change, Plan, plan
from ostara.planning.parameters import estimates, midpoints
from ostara.planning.specification import MODEL
from ostara.planning.specification.effects import Factor, Move, Share, Weight, at
from ostara.planning.specification.model import MOST_CELLS, MOST_WAYS, model
from tests.planned import YEAR, compiled


@pytest.mark.parametrize("way", ["duration", "frailty"])
def test_the_shipped_model_is_small_enough(way):
    of = compiled(model=model(way))
    assert of.cells <= MOST_CELLS
    assert of.layout.ways.max() <= MOST_WAYS


def test_deaths_are_the_first_two_ways_of_all_who_live():
    layout = compiled().layout
    dead = [layout.place("died_overdose"), layout.place("died_otherwise")]
    for place in np.flatnonzero(layout.alive):
        assert layout.to[place, :2].tolist() == dead


def test_nobody_leaves_the_dead():
    of = compiled()
    finished = np.flatnonzero(~of.layout.alive[of.layout.place_of_row])
    assert of.leave[:, finished].sum() == 0


def test_every_place_can_be_reached():
    layout = compiled().layout
    reached = set(layout.to[layout.to >= 0].tolist()) | {layout.place("untreated")}
    assert reached == set(range(len(layout.places)))


def test_a_change_of_dose_keeps_the_journey_and_a_return_does_not():
    layout = compiled().layout
    low, optimal = layout.place("methadone_low_supervised"), layout.place("methadone_optimal_supervised")
    (way,) = np.flatnonzero(layout.to[low] == optimal)
    assert layout.keeps[low, way]
    waiting = layout.place("waiting")
    (start,) = np.flatnonzero(layout.to[waiting] == low)
    assert not layout.keeps[waiting, start]


def test_the_first_four_weeks_after_leaving_are_the_worst():
    of = compiled()
    rows = np.flatnonzero(of.layout.place_of_row == of.layout.place("left"))
    overdose = of.leave[0, rows, of.groups.number(3, 0, 1), 0]
    first, later = overdose[0], overdose[1]
    assert of.layout.first_week_of_row[rows].tolist() == [0, 4, 52]
    assert first / later == pytest.approx(8.15 / 2.13, rel=0.02)


def test_weeks_are_told_apart_where_a_limit_is_set():
    of = compiled(plan=plan({"limit_weeks": 37.0}))
    rows = of.layout.place_of_row == of.layout.place("depot")
    assert 37 in of.layout.first_week_of_row[rows]
    stay = 1 - of.leave.sum(axis=-1)
    after = np.flatnonzero(rows & (of.layout.first_week_of_row >= 37))
    assert stay[:, after].max() < 1e-6


def test_levers_hold_from_their_week_until_their_week():
    done = Plan((Change(10, {"potency": 2.0}, 20),))
    of = compiled(weeks=30, plan=done)
    assert of.calendar.epoch_of.tolist() == [0] * 10 + [1] * 10 + [0] * 10
    assert of.calendar.periods == 3
    untreated = np.flatnonzero(of.layout.place_of_row == of.layout.place("untreated"))
    assert (of.leave[1, untreated, :, 0] / of.leave[0, untreated, :, 0]).max() == pytest.approx(2, rel=0.01)


def test_where_two_changes_hold_the_later_one_wins():
    done = Plan((Change(0, {"potency": 2.0}), Change(5, {"potency": 3.0})))
    assert (done.at(4)["potency"], done.at(5)["potency"]) == (2.0, 3.0)


def test_every_lever_sets_something_that_the_model_knows():
    known = POLICIES.keys() | estimates().keys()
    assert {lever.sets for lever in LEVERS} <= known
    assert set(POLICIES) - {"gate_team"} <= {lever.sets for lever in LEVERS} | {"gate_team"}


def test_every_lever_changes_something():
    """Compiled at one end of its bounds or the other, something is not as it was."""
    base = compiled(weeks=YEAR)
    for lever in LEVERS:
        if lever.sets in ("hepatitis_treated",):  # worked out after the run
            continue
        sets = {lever.sets: 1.0 if lever.sets == "retendering" else 0.5 if lever.sets == "funding" else lever.low}
        arms = [sets, {**sets, lever.sets: min(lever.high, 150.0)}]
        changed = [compiled(weeks=YEAR, plan=plan(each)) for each in arms]
        assert any(differ(base, each) for each in changed), lever


def differ(one, other):
    if one.leave.shape != other.leave.shape:
        return True
    pairs = ((one.leave, other.leave), (one.flip, other.flip), (one.weight, other.weight))
    return not all(np.array_equal(*pair) for pair in (*pairs, (one.places_limit, other.places_limit)))


def test_an_area_of_twice_the_people_is_twice_everywhere():
    one, two = compiled(1000), compiled(2000)
    assert two.initial == pytest.approx(2 * one.initial)
    assert two.entries == pytest.approx(2 * one.entries)


MISTAKES = [
    (Move(at("waiting"), "left", "continuity"), "prison.toml continuity: is a number of the kind probability"),
    (Move(at("waiting"), "left", "starting", (Share("leaving"),)), "treatment.toml leaving: is a number of the kind"),
    (Move(at("waiting"), "left", "starting", times=(Factor("starting"),)), "treatment.toml starting: is a number"),
    (Move(at("waiting"), "left", "strolling"), "parameters strolling: is missing"),
    (Move(at("waiting"), "left", "starting", times=(Factor("leaving", power_of="funding"),)), "needs elasticity"),
]


@pytest.mark.parametrize(("move", "says"), MISTAKES)
def test_a_rate_is_not_a_probability(move, says):
    with pytest.raises(RefusalError) as refused:
        check(replace(MODEL, moves=(*MODEL.moves, move)))
    assert says in str(refused.value)


def test_money_is_not_a_utility():
    wrong = Weight("qalys", at("waiting"), "cost_treatment")
    with pytest.raises(RefusalError, match=r"costs.toml cost_treatment: .* needs utility"):
        check(replace(MODEL, weights=(wrong,)))


def test_more_ways_than_tables_hold_are_refused():
    ways = tuple(Move(at("waiting"), place.name, "starting", keeps=True) for place in MODEL.places)
    with pytest.raises(ValueError, match="ways out; 16 is the most"):
        compiled(model=replace(MODEL, moves=(*MODEL.moves, *ways)))


def test_numbers_that_a_plan_sets_stand_in_place_of_those_drawn():
    of = compiled(plan=plan({"continuity": 0.75}), values=midpoints().changed(continuity=0.2))
    assert of.named[0]["continuity"] == 0.75


def test_a_limit_beyond_the_weeks_told_apart_is_refused_and_never_forgotten():
    with pytest.raises(RefusalError, match=r"levers.time_limit.weeks: is more than the 60 weeks"):
        compiled(plan=plan({"limit_weeks": 80.0}), model=model("frailty"))
