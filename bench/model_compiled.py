"""The bench model in the arrays that Ostara's engines run."""

from types import MappingProxyType

import numpy as np

from bench.model_given import (
    AGES,
    FLAGS,
    MONTHS_A_YEAR,
    ONE_MONTH,
    OVERDOSE,
    PLACES,
    SHAPE,
    STRETCHES,
    Array,
    Given,
    started,
)
from ostara.planning.compiled import Calendar, Compiled, Groups, Layout, as_thresholds
from ostara.planning.individuals.columns import Tables
from ostara.planning.individuals.tables import Draws, Shape, shape_of, tables_of

PAIRED = Draws(counters=(0, 1), flags=(1, 2), kinds=(3,))  # two numbers of 32 bits from each of 64
OUTCOMES = ("cost", "qaly", "offences")


def compiled(given: Given, people: float, steps: int) -> Compiled:
    """One epoch, nobody new, no limits; `people` at the start in their first month in each place."""
    where = _layout(given)
    groups = Groups(tuple(f"band {band}" for band in range(AGES)), ("all",), ("use_on_top", "hepatitis_c"))
    weight = np.stack([given.cost, given.qaly, given.count.sum(axis=0)], axis=-1)
    years = -(-steps // MONTHS_A_YEAR)
    initial = np.zeros((where.blocks, groups.count))
    initial[where.first_block] = people * started().reshape(len(PLACES), -1)
    return Compiled(
        layout=where,
        groups=groups,
        calendar=_calendar(steps),
        leave=_by_row(given.chance)[None],
        flip=_by_row(given.flip.T)[None],
        outcomes=OUTCOMES,
        weight=_by_row(weight)[None],
        entries=np.zeros((years, groups.count)),
        entry_place=0,
        initial=initial,
        places_limit=np.zeros((1, 0)),
        age_up=given.older,
        fixed_flags=0,
        area=12,
        discount=0.0,
        named=(MappingProxyType({}),),
        origin=MappingProxyType({}),
    )


def tables(given: Given, whole: Compiled) -> tuple[Shape, Tables]:
    """Its tables for people, who draw offences too."""
    shape = shape_of(whole)
    count = np.moveaxis(_by_row(given.count.T), -1, 0)[None]
    return shape, tables_of(whole, shape, 0, draws=PAIRED, events=as_thresholds(count))


def _rows() -> list[tuple[int, int]]:
    """Place and stretch of each row; people are in some places for a month only, or for ever."""
    short = (*ONE_MONTH, *range(OVERDOSE, len(PLACES)))
    return [(place, at) for place in range(len(PLACES)) for at in range(1 if place in short else len(STRETCHES))]


def _by_row(of: Array) -> Array:
    """[cells, ...] as [rows, groups, ...]."""
    by_place = of.reshape(*SHAPE[:2], AGES * 2**FLAGS, *of.shape[1:])
    return np.stack([by_place[place, stretch] for place, stretch in _rows()])


def _layout(given: Given) -> Layout:
    place, stretch = np.array(_rows()).T
    begins = np.array(STRETCHES)[stretch]
    longest = np.zeros(len(PLACES), np.int64)
    np.maximum.at(longest, place, begins)
    first_block = np.cumsum(longest + 1) - (longest + 1)
    place_of_block = np.repeat(np.arange(len(PLACES)), longest + 1)
    month = np.arange(len(place_of_block)) - first_block[place_of_block]
    first_row = np.searchsorted(place, np.arange(len(PLACES)))
    ways = (given.chance.reshape(len(PLACES), -1, given.chance.shape[1]) > 0).any(axis=1)
    return Layout(
        places=PLACES,
        tags=tuple(frozenset({name}) for name in PLACES),
        longest=longest.astype(np.int32),
        first_block=first_block.astype(np.int32),
        row_of=(first_row[place_of_block] + np.searchsorted(STRETCHES, month, side="right") - 1).astype(np.int32),
        place_of_block=place_of_block.astype(np.int32),
        place_of_row=place.astype(np.int32),
        first_week_of_row=begins.astype(np.int32),
        ways=ways.sum(axis=1).astype(np.int32),
        to=np.where(ways, given.to, -1).astype(np.int32),
        keeps=np.zeros_like(ways),
        alive=np.arange(len(PLACES)) < OVERDOSE,
        beds=np.full(len(PLACES), -1, np.int32),
        bed_names=(),
    )


def _calendar(steps: int) -> Calendar:
    year = (np.arange(steps) // MONTHS_A_YEAR).astype(np.int32)
    years = np.arange(year[-1] + 1, dtype=np.int32)
    return Calendar(steps, MONTHS_A_YEAR, np.zeros_like(year), year, year, years, np.zeros_like(years), 2000)
