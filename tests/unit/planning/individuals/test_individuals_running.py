"""People one by one live exactly the lives that the plain reference tells, whoever runs them beside whom."""

from dataclasses import fields, replace

import numpy as np
import pytest

from ostara.planning import reference
from ostara.planning.areas import area
from ostara.planning.compiling import compile_area
from ostara.planning.expected import expected_deaths, expected_moves
from ostara.planning.individuals import Generator, How, histories, run
from ostara.planning.individuals.histories import NOT_THERE
from ostara.planning.levers import plan
from ostara.planning.parameters import midpoints
from ostara.planning.specification.model import model

WEEKS = 110  # two turns of the year
FEW_PLACES = plan({"beds_detox": 1.0, "beds_rehab": 2.0, "beds_ost": 90.0, "beds_heroin": 2.0, "heroin_offered": 1.0})
LATER = plan({"limit_weeks": 30.0}, from_week=60)


def small(plan_=None, people=260, **changed):
    of_size = area("made-up").of_size(people)
    return compile_area(of_size, midpoints(), *([plan_] if plan_ else []), weeks=WEEKS, **changed)


CASES = {
    "as things are": small(),
    "few places": small(FEW_PLACES),
    "a limit from week 60": small(LATER),
    "frailty": small(model=model("frailty")),
}


def same(one, other):
    """Whole numbers to the last bit; discounted sums but for the order in which they were added."""
    for field in fields(one):
        here, there = getattr(one, field.name), getattr(other, field.name)
        if "discounted" in field.name:
            np.testing.assert_allclose(here, there, rtol=1e-12)
        else:
            np.testing.assert_array_equal(here, there, err_msg=field.name)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("seed", [0, 3])
def test_the_reference_tells_the_same(name, seed):
    same(run(CASES[name], seed=seed), reference.run(CASES[name], seed=seed))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("how", [How(blocks=3), How(threads=2), How(blocks=7, threads=3)], ids=str)
def test_blocks_and_threads_change_nothing(name, how):
    alone, shared = run(CASES[name]), run(CASES[name], how=how)
    for field in fields(alone):
        assert np.array_equal(getattr(alone, field.name), getattr(shared, field.name)), field.name


def test_limited_places_are_never_over_full_and_somebody_waits():
    compiled = CASES["few places"]
    told = run(compiled)
    for bed in ("detox", "rehab", "heroin"):
        at = compiled.layout.bed_names.index(bed)
        of_group = compiled.layout.beds[compiled.layout.place_of_row] == at
        assert told.snapshots[:, of_group].sum(axis=(1, 2)).max() <= compiled.places_limit[0, at]
    assert told.blocked.sum() > 20


def test_nobody_is_lost():
    compiled = CASES["as things are"]
    told = run(compiled)
    finished = ~compiled.layout.alive
    left = sum(told.moves[:, compiled.layout.to == place].sum() for place in np.flatnonzero(finished))
    assert told.snapshots[0].sum() + told.entered.sum() - left == told.snapshots[-1].sum()


def test_philox_tells_another_life_of_the_same_kind():
    compiled = small(people=3_000)
    one, other = (run(compiled, how=How(generator=each)) for each in Generator)
    assert not np.array_equal(one.moves, other.moves)
    moved = one.moves.sum(), other.moves.sum()
    assert abs(moved[0] - moved[1]) < 6 * np.sqrt(sum(moved))


def test_what_is_expected_from_where_people_were_is_close_to_what_was_counted():
    compiled = small(people=3_000)
    told = run(compiled)
    for counted, carried in (
        (told.died.sum(axis=2), expected_deaths(compiled, told).sum(axis=2)),
        (told.moves.sum(axis=0), expected_moves(compiled, told).sum(axis=0)),
    ):
        assert (np.abs(counted - carried) <= 6 * np.sqrt(carried) + 6).all()
        assert carried[counted > 0].all()


def test_a_history_is_the_life_that_was_counted():
    compiled = CASES["few places"]
    told, whole = histories(compiled, range(260)), run(compiled)
    alive = compiled.layout.alive[told.place]
    at_start = np.round(compiled.initial.sum())
    assert len(told.key) == at_start
    for step in (51, WEEKS - 1):
        year = compiled.calendar.year_of[step] + 1
        of_place = np.bincount(told.place[alive[:, step], step], minlength=len(compiled.layout.places))
        counted = np.bincount(compiled.layout.place_of_row, whole.snapshots[year].sum(axis=1))
        new = counted - of_place
        assert new.min() >= 0
        assert new.sum() <= whole.entered[: year + 1].sum()


def test_a_history_begins_when_the_person_comes():
    compiled = CASES["as things are"]
    newcomer = histories(compiled, [262])
    there = newcomer.place[0] != NOT_THERE
    assert 0 < there.sum() < WEEKS
    assert (np.diff(there.astype(int)) >= 0).all()


def test_a_number_that_nobody_has_is_refused():
    with pytest.raises(ValueError, match="people are numbered from 0 to"):
        histories(CASES["as things are"], [10_000])


def test_an_area_without_anybody_stays_empty():
    compiled = CASES["as things are"]
    empty = replace(compiled, initial=compiled.initial * 0, entries=compiled.entries * 0)
    assert run(empty).start.sum() == 0
