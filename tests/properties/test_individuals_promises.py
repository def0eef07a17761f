"""What common random numbers promise (decision 9), and that people one by one are the expected values, drawn."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostara.planning import expectation
from ostara.planning.areas import area
from ostara.planning.compiled import as_thresholds
from ostara.planning.compiling import compile_area
from ostara.planning.individuals import How, histories, run
from ostara.planning.individuals.arriving import everybody
from ostara.planning.individuals.histories import NOT_THERE
from ostara.planning.individuals.loops import _way
from ostara.planning.levers import NOTHING, plan
from ostara.planning.parameters import draw, midpoints
from ostara.planning.start import settled

PEOPLE = 200
AREA = area("made-up").of_size(PEOPLE)


def made(sets=None, *, weeks=60, from_week=0, values=None, where=AREA, initial=None):
    changes = plan(sets, from_week=from_week) if sets else NOTHING
    return compile_area(where, values or midpoints(), changes, weeks=weeks, initial=initial)


def lives(compiled, seed=0):
    """Where everybody was, week by week, by key."""
    told = histories(compiled, range(len(everybody(compiled, seed).key)), seed=seed)
    return dict(zip(told.key.tolist(), zip(told.place, told.week, told.group, strict=True), strict=True))


def same_life(one, other, until=None):
    return all(np.array_equal(here[:until], there[:until]) for here, there in zip(one, other, strict=True))


LEVERS = st.sampled_from(
    [{"doses_optimised": 1.0}, {"limit_weeks": 26.0}, {"continuity": 0.75}, {"naloxone": 0.5}, {"funding": 0.75}]
)


@settings(max_examples=8)
@given(sets=LEVERS, from_week=st.integers(1, 59), seed=st.integers(0, 2**32))
def test_what_has_not_changed_yet_makes_no_difference(sets, from_week, seed):
    before, after = lives(made(), seed), lives(made(sets, from_week=from_week), seed)
    assert before.keys() == after.keys()
    assert all(same_life(life, after[key], from_week) for key, life in before.items())


@settings(max_examples=8)
@given(times=st.floats(1.1, 4), seed=st.integers(0, 2**32))
def test_more_newcomers_alter_nobody_who_comes_anyway(times, seed):
    few = made()
    many = replace(few, entries=few.entries * times)
    before, after = lives(few, seed), lives(many, seed)
    assert before.keys() <= after.keys()
    assert all(same_life(life, after[key]) for key, life in before.items())


@settings(max_examples=8)
@given(seed=st.integers(0, 2**32), factor=st.floats(1.5, 6))
def test_a_greater_danger_saves_nobody(seed, factor):
    """Deaths come first in every row: in the first week those who die at the smaller risk die at the greater."""
    calm = made(weeks=1)
    calm = replace(
        calm, leave=np.where(np.arange(calm.leave.shape[-1]) == 0, np.minimum(calm.leave * 60, 0.01), calm.leave)
    )
    worse = calm.leave.copy()
    worse[..., 0] *= factor
    dead = calm.layout.place("died_overdose")
    before, after = lives(calm, seed), lives(replace(calm, leave=worse), seed)
    fell = {key for key, life in before.items() if life[0][-1] == dead}
    assert fell <= {key for key, life in after.items() if life[0][-1] == dead}


@settings(max_examples=100)
@given(
    chances=st.lists(st.floats(0, 0.05), min_size=16, max_size=16),
    way=st.integers(0, 15),
    more=st.floats(0, 0.1),
    drawn=st.lists(st.integers(0, 2**32 - 1), min_size=20, max_size=20),
)
def test_redraws_on_a_changed_row_are_monotone(chances, way, more, drawn):
    """A greater chance of one way takes from those after it, each by its margin, and never from those before."""
    before = as_thresholds(np.cumsum(chances))
    chances[way] += more
    after = as_thresholds(np.cumsum(chances))
    for number in drawn:
        one, other = (int(_way(np.uint32(0), np.uint32(number), reach)) for reach in (before, after))
        assert other <= one
        assert other == one or one > way or one == 16
        if one < way:
            assert other == one


@settings(max_examples=6)
@given(blocks=st.integers(1, 9), threads=st.integers(1, 3), seed=st.integers(0, 2**32), which=st.integers(1, 40))
def test_blocks_and_threads_change_no_bit(blocks, threads, seed, which):
    compiled = made({"beds_rehab": 1.0, "retendering": 1.0}, values=draw(1, which))
    one, other = run(compiled, seed=seed), run(compiled, seed=seed, how=How(blocks=blocks, threads=threads))
    assert all(np.array_equal(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))


@pytest.mark.parametrize("sets", [None, {"limit_weeks": 40.0}, {"doses_optimised": 1.0, "continuity": 0.9}], ids=str)
def test_on_average_they_are_the_expected_values(sets):
    """Without limited places: people by place, moves and deaths, within what chance allows over many runs."""
    runs, where = 30, AREA.of_size(1_500)
    compiled = made(sets, where=where, initial=settled(where, midpoints()), weeks=80)
    wanted = expectation.run(compiled)
    drawn = [run(compiled, seed=seed) for seed in range(1, runs + 1)]
    for of in (
        lambda tally: np.bincount(compiled.layout.place_of_row, tally.snapshots[-1].sum(axis=1)),
        lambda tally: tally.moves.sum(axis=0).ravel(),
        lambda tally: tally.died.sum(axis=2).ravel(),
        lambda tally: tally.start.sum(axis=0).reshape(-1, 8).sum(axis=0),
    ):
        each = np.array([of(tally) for tally in drawn])
        expected = of(wanted)
        chance = np.maximum(each.std(axis=0, ddof=1), np.sqrt(expected)) / np.sqrt(runs)
        assert (np.abs(each.mean(axis=0) - expected) <= 5 * chance + 0.3).all()


def test_with_few_places_the_engines_meet_as_people_grow():
    """The expected value of a minimum is not the minimum of expected values (decision 10): the gap closes with size."""
    gaps = []
    for people, runs in ((200, 100), (20_000, 3)):
        where = AREA.of_size(people)
        beds = {"beds_rehab": people * 0.0005, "beds_detox": people * 0.0002}
        compiled = made(beds, where=where, initial=settled(where, midpoints()))
        turned_away = np.mean([run(compiled, seed=seed).blocked.sum() for seed in range(1, runs + 1)])
        expected = expectation.run(compiled).blocked.sum()
        gaps.append(abs(turned_away - expected) / expected)
    assert gaps[1] < gaps[0] / 2
    assert gaps[1] < 0.15


def test_nobody_is_anywhere_before_they_come():
    compiled = made()
    told = histories(compiled, range(PEOPLE, len(everybody(compiled).key)))
    begins = everybody(compiled).begins[PEOPLE:]
    for places, step in zip(told.place, begins, strict=True):
        assert (places[:step] == NOT_THERE).all()
        assert (places[step:] != NOT_THERE).all()
