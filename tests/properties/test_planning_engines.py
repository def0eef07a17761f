"""What must hold whatever is asked of the model: people are conserved, luck is shared, engines agree."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostara.planning import expectation, reference
from ostara.planning.individuals import running
from ostara.planning.levers import LEVERS, NOTHING, plan
from ostara.planning.outputs import outputs
from ostara.planning.parameters import draw, midpoints
from ostara.planning.specification.model import model
from tests.planned import YEAR, a_town, compiled, town_start

enough = settings(max_examples=10)

SETTABLE = [lever for lever in LEVERS if lever.sets not in ("retendering", "funding")]


@st.composite
def plans(draw_):
    """Up to three levers anywhere within their bounds, from some week on."""
    chosen = draw_(st.lists(st.sampled_from(SETTABLE), max_size=3, unique_by=lambda lever: lever.sets))
    sets = {
        lever.sets: float(draw_(st.integers(4, 156)))
        if lever.unit == "weeks"
        else draw_(st.floats(lever.low, min(lever.high, 1000.0)))
        for lever in chosen
    }
    return plan(sets, from_week=draw_(st.integers(0, 60)))


def everybody(of, tally):
    """Who came, who is there, who died and who moved away."""
    moved_away = of.layout.to == of.layout.place("moved_away")
    there_at_the_end = tally.snapshots[-1].sum()
    return tally.entered.sum(), there_at_the_end, tally.died.sum(), (tally.moves * moved_away).sum()


@given(plan=plans(), which=st.integers(1, 1000))
@enough
def test_people_are_conserved(plan, which):
    of = compiled(1000, weeks=YEAR + 10, plan=plan, values=draw(7, which))
    came, there, died, gone = everybody(of, expectation.run(of))
    assert of.initial.sum() + came == pytest.approx(there + died + gone, rel=1e-9)


@given(plan=plans(), which=st.integers(1, 1000))
@enough
def test_chances_are_chances(plan, which):
    of = compiled(1000, weeks=YEAR, plan=plan, values=draw(8, which))
    assert of.leave.min() >= 0
    assert of.leave.sum(axis=-1).max() <= 1 + 1e-12
    assert of.flip.min() >= 0 and of.flip.max() <= 1
    assert np.all(np.diff(of.thresholds.astype(np.int64), axis=-1) >= 0)


@given(places=st.integers(0, 60), which=st.integers(1, 1000))
@enough
def test_nobody_is_where_there_is_no_place(places, which):
    done = plan({"beds_heroin": float(places), "heroin_offered": 1.0, "offered_heroin": 6.0})
    of = compiled(1000, weeks=YEAR, plan=done, values=draw(9, which))
    told = outputs(of, expectation.run(of))
    assert told.at_turn[:, of.layout.place("heroin_assisted")].max() <= places + 1e-9


def test_no_change_is_no_difference():
    """A lever set to what holds anyway changes not a single number."""
    base = compiled(weeks=YEAR)
    same = compiled(weeks=YEAR, plan=plan({"continuity": midpoints().of["continuity"], "contingency": 0.0}))
    assert_same(expectation.run(base), expectation.run(same))
    assert_same(reference.run(base), reference.run(same))


def test_a_lever_in_one_area_leaves_another_to_the_bit():
    here = compiled(300, weeks=30)
    before = reference.run(here), expectation.run(here)
    elsewhere = compiled(of=replace(a_town(300), name="elsewhere"), weeks=30, plan=plan({"limit_weeks": 10.0}))
    reference.run(elsewhere)
    after = reference.run(here), expectation.run(here)
    for one, other in zip(before, after, strict=True):
        assert_same(one, other)


def test_areas_do_not_share_their_luck():
    one, other = (compiled(of=replace(a_town(300), name=name), weeks=10) for name in ("one", "other"))
    assert not np.array_equal(reference.run(one).moves, reference.run(other).moves)


def test_more_people_coming_in_alter_nobody_else():
    start = town_start(300)
    few = compiled(of=a_town(300, entries_per_1000=20.0), weeks=40, initial=start)
    many = compiled(of=a_town(300, entries_per_1000=400.0), weeks=40, initial=start)
    (_, in_few), (_, in_many) = reference.run_on(few), reference.run_on(many)
    lives = {person.key: person for person in in_many}
    first = [person for person in in_few if person.key in lives]
    assert len(in_many) > len(in_few) + 50
    assert len(first) > 0.99 * len(in_few)
    initial = {reference.person_key(few.area, 0, ordinal) for ordinal in range(300)}
    assert all(lives[person.key] == person for person in first if person.key in initial)


def test_a_stronger_supply_spares_nobody():
    """Redraws are monotone: whoever dies in a week dies when the chance of an overdose is larger, and more do."""
    stay_here = midpoints().changed(moving_away=0.0)
    start = town_start(3000) * 8
    weak = compiled(24_000, weeks=1, initial=start, values=stay_here)
    strong = compiled(24_000, weeks=1, initial=start, values=stay_here, plan=plan({"potency": 3.0}))
    spared_by_weak, spared_by_strong = ({person.key for person in reference.run_on(of)[1]} for of in (weak, strong))
    assert spared_by_strong < spared_by_weak
    assert reference.run(weak).died[:, 0].sum() < reference.run(strong).died[:, 0].sum()


AGREED = ("people", "in_treatment", "out_of_treatment", "abstinent", "in_prison", "qalys", "recovery", "working")


@pytest.mark.parametrize("way", ["duration", "frailty"])
def test_engines_agree_in_expectation(way):
    """The mean of many people is the expected value: within four standard errors of their spread over seeds."""
    town = compiled(20_000, weeks=40, model=model(way))
    expected = outputs(town, expectation.run(town))
    seen = [outputs(town, running.run(town, seed=seed)) for seed in range(1, 13)]
    for name in AGREED:
        found = np.array([each.total(name) for each in seen])
        error = found.std(ddof=1) / np.sqrt(len(found))
        assert abs(found.mean() - expected.total(name)) < 4 * error, name


def test_the_plain_engine_agrees_with_expectation():
    town = compiled(1500, weeks=40)
    expected, seen = (outputs(town, engine.run(town)) for engine in (expectation, reference))
    for name in ("people", "in_treatment", "out_of_treatment", "qalys"):
        assert seen.total(name) == pytest.approx(expected.total(name), rel=0.06), name


def test_events_agree_in_expectation():
    """Counts of moves by place and way: nearly all within what a Poisson number of them may do."""
    of = compiled(1500, weeks=40, plan=plan({"limit_weeks": 26.0}))
    expected, seen = expectation.run(of).moves.sum(axis=0), reference.run(of).moves.sum(axis=0)
    often = expected > 20
    off = (seen[often] - expected[often]) / np.sqrt(expected[often])
    assert often.sum() > 15
    assert np.abs(off).max() < 4.5


def test_queues_come_closer_as_people_grow():
    """With limited places the engines differ in a small area, and less in a large one."""
    gap = []
    for people in (200, 2000):
        done = plan({"beds_rehab": people / 500, "rehab_referral": 20.0})
        of = compiled(people, weeks=40, plan=done)
        name = "kept_out"
        expected = outputs(of, expectation.run(of)).total(name)
        seen = np.mean([outputs(of, reference.run(of, seed=seed)).total(name) for seed in (1, 2)])
        gap.append(abs(seen - expected) / expected)
    assert gap[1] < max(gap[0], 0.1)


def test_shared_luck_cuts_the_noise_of_a_difference_tenfold():
    """Deaths averted by a fifth more uptake: the variance over seeds, with one luck for both arms and with two."""
    start, base = town_start(2000), midpoints()
    more = base.changed(seeking=1.2 * base.of["seeking"], coming_back=1.2 * base.of["coming_back"])
    arms = [compiled(2000, weeks=2 * YEAR, initial=start, values=values) for values in (base, more)]
    deaths = [[running.run(arm, seed=seed).died.sum() for seed in range(1, 41)] for arm in arms]
    shared = np.var(np.subtract(deaths[1], deaths[0]))
    apart = np.var(np.subtract(deaths[1][20:] + deaths[1][:20], deaths[0]))
    assert apart > 10 * shared


def test_a_tally_of_the_same_run_is_the_same():
    of = compiled(200, weeks=20)
    assert_same(reference.run(of, seed=3), reference.run(of, seed=3))
    assert not np.array_equal(reference.run(of, seed=3).moves, reference.run(of, seed=4).moves)


def test_nothing_is_what_no_plan_does():
    assert NOTHING.turns(520) == [0]


def assert_same(one, other):
    """To the last bit."""
    for field in fields(one):
        assert np.array_equal(getattr(one, field.name), getattr(other, field.name)), field.name


def test_nobody_stays_in_prison_for_want_of_a_place():
    """With no place to be had, people on treatment in prison still come out of it, and into the place kept for them."""
    start = town_start(2000)
    full = compiled(2000, weeks=YEAR, initial=start, plan=plan({"beds_ost": 0.0}))
    free = compiled(2000, weeks=YEAR, initial=start)
    inside = full.layout.place("prison_ost")
    blocked, told = expectation.run(full), expectation.run(free)
    assert blocked.blocked[:, inside].sum() == 0
    first_week = [each.moves[:, inside].sum() for each in (blocked, told)]
    assert first_week[0] > 0.5 * first_week[1]
