"""What the compiled loop looks up is what the model says."""

import numpy as np
import pytest

from ostara.planning.areas import area
from ostara.planning.compiling import compile_area
from ostara.planning.individuals.chances import DESTINATIONS, NEVER
from ostara.planning.individuals.tables import Draws, Shape, padded, shape_of, tables, tables_of
from ostara.planning.levers import plan
from ostara.planning.parameters import midpoints


@pytest.fixture(scope="module")
def compiled():
    return compile_area(area("made-up"), midpoints(), plan({"beds_detox": 3.0}), weeks=10)


@pytest.fixture(scope="module")
def shape(compiled):
    return shape_of(compiled)


def a_shape(**changed):
    """One place with rows from weeks 0, 2 and 5, and one where people stay for good."""
    said = {"place": np.array([0, 0, 0, 1]), "begins": np.array([0, 2, 5, 0]), "longest": np.array([7, 0])}
    return Shape(
        **said, finished=np.array([False, True]), age_bits=1, sex_bits=0, flag_bits=1, steps_per_year=52, **changed
    )


def test_a_row_ends_where_the_next_of_its_place_begins():
    assert a_shape().ends().tolist() == [2, 5, NEVER, NEVER]


def test_a_row_is_found_by_place_and_clock():
    assert a_shape().by_clock()[0].tolist() == [0, 0, 1, 1, 1, 2, 2, 2]
    assert a_shape().by_clock()[1, 0] == 3


def test_every_block_of_the_model_reads_the_row_it_says(compiled, shape):
    layout = compiled.layout
    for place, first in enumerate(layout.first_block):
        weeks = np.arange(layout.longest[place] + 1)
        assert (shape.by_clock()[place, weeks] == layout.row_of[first + weeks]).all()


def test_groups_of_a_row_stand_in_the_low_bits_of_a_cell(compiled, shape):
    numbers = np.arange(compiled.layout.rows * compiled.groups.count).reshape(compiled.layout.rows, -1)
    by_cell = padded(numbers, shape, 1)
    for row, group in ((0, 0), (3, 79), (83, 41)):
        assert by_cell[(row << shape.low_bits) | group] == numbers[row, group]


def test_nobody_leaves_but_those_whom_the_model_lets(compiled, shape):
    of = tables_of(compiled, shape, 0)
    leave = of.leave.reshape(compiled.layout.rows, -1)
    finished = ~compiled.layout.alive[compiled.layout.place_of_row]
    assert not leave[finished].any()
    assert (leave[~finished, : compiled.groups.count] > 0).all()


def test_only_ways_into_a_limited_place_from_outside_it_are_asked_for(compiled, shape):
    layout = compiled.layout
    asks = tables_of(compiled, shape, 0).asks.reshape(len(layout.places), DESTINATIONS)
    asked = {(layout.places[left], layout.places[layout.to[left, way]]) for left, way in np.argwhere(asks)}
    assert {to for _, to in asked} == {"detox"}  # nobody is offered heroin-assisted treatment, so nobody asks
    assert ("methadone_low_supervised", "detox") in asked
    assert not asks[layout.place("detox")].any()


def test_ways_of_the_wrong_shape_are_refused():
    with pytest.raises(ValueError, match=r"ways out are \(16, 3\), \(16, 16\) were expected"):
        tables(
            a_shape(),
            to=np.zeros((2, 16)),
            reach=np.zeros((16, 3), np.uint32),
            keeps=np.zeros((2, 16)),
            flip=np.zeros((1, 16), np.uint32),
            older=np.zeros(2, np.uint32),
            draws=Draws.of(1),
        )
