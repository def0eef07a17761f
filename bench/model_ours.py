"""The bench model run by Ostara's two engines, and by the same loop in C; all is made ready before it is timed."""

import ctypes
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from bench.model_compiled import compiled, tables
from bench.model_given import WAYS, Array, Given, given
from bench.stores import StopError
from ostara.planning import expectation
from ostara.planning.compiled import Compiled
from ostara.planning.individuals.arriving import everybody
from ostara.planning.individuals.blocks import columns, counts
from ostara.planning.individuals.columns import Counts, People, Tables
from ostara.planning.individuals.draws import Generator
from ostara.planning.individuals.loops import advance
from ostara.planning.individuals.tables import Shape

SOURCE = Path(__file__).with_name("model_kernel.c")
COMPILE = ["gcc", "-O3", "-march=native", "-shared", "-fPIC", "-o"]
POINTERS = ("leave", "reach", "to", "row", "place", "until", "width", "flip", "events", "older", "gone")
WHOLE = ("places", "steps", "cells", "low", "age_first", "age_bits", "year")
Ready = Callable[[], object]


class _CTables(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_void_p) for name in POINTERS),
        *((name, ctypes.c_uint32) for name in WHOLE),
    ]


@dataclass(frozen=True)
class Bench:
    """The bench model with so many people and months, as the engines take it."""

    people: int
    steps: int
    uptake: float = 1.0
    seed: int = 0

    @cached_property
    def given(self) -> Given:
        """Its arrays."""
        return given(self.uptake)

    @cached_property
    def compiled(self) -> Compiled:
        """As both engines take it."""
        return compiled(self.given, self.people, self.steps)

    @cached_property
    def shape_and_tables(self) -> tuple[Shape, Tables]:
        """As the compiled loop takes it."""
        return tables(self.given, self.compiled)

    def fresh(self) -> tuple[People, Counts]:
        """People at the start, and empty counts with a line for each month."""
        who, (shape, _) = everybody(self.compiled, self.seed), self.shape_and_tables
        cell = (self.compiled.layout.row_of[who.block] << shape.low_bits) | who.group
        months = np.arange(self.steps)
        return columns(who.key, cell, shape, kinds=1), counts(shape, months, 1, kinds=1, moves=self.steps, end=False)

    def cells_of_peers(self) -> Array:
        """int64[people]: where each begins, in the cells of `given`."""
        who = everybody(self.compiled, self.seed)
        place = self.compiled.layout.place_of_block[who.block].astype(np.int64)
        return np.asarray(place * 8 * 64 + who.group)


def answers(bench: Bench, counted: Counts) -> tuple[Array, Array, Array]:
    """What every tool is asked for, by month: [places] people, [outcomes] costs and QALYs, [2] deaths by cause."""
    layout, groups = bench.compiled.layout, bench.compiled.groups.count
    weight = np.ascontiguousarray(bench.compiled.weight[0].reshape(-1, len(bench.compiled.outcomes)).T)
    of_row = counted.start.reshape(bench.steps, -1, groups).sum(axis=2)
    of_place = np.add.reduceat(of_row, np.searchsorted(layout.place_of_row, np.arange(len(layout.places))), axis=1)
    stood = counted.start.astype(np.float64)
    moves = counted.moves.reshape(bench.steps, -1, WAYS)
    return (
        of_place,
        np.stack([np.einsum("sc,c->s", stood, of) for of in weight[:2]], axis=-1),  # on one thread, unlike BLAS
        np.stack([moves[..., 0].sum(axis=1), moves[..., 1].sum(axis=1)], axis=-1),
    )


def individuals(bench: Bench, generator: Generator = Generator.SPLITMIX) -> tuple[Ready, People, Counts]:
    """The compiled loop on fresh people, and its answers."""
    people, counted = bench.fresh()
    active, of_model = np.full(bench.steps, bench.people), bench.shape_and_tables[1]

    def run() -> tuple[Array, Array, Array]:
        advance(0, bench.steps, active, int(generator), people, of_model, counted)
        return answers(bench, counted)

    return run, people, counted


def expected(bench: Bench) -> Ready:
    """The expected-value engine, whole."""
    return lambda: expectation.run(bench.compiled)


class InC:
    """The same loop from a C compiler, with the vector instructions of this machine."""

    def __init__(self) -> None:
        with tempfile.TemporaryDirectory(prefix="ostara-bench-") as folder:
            made = Path(folder) / "model_kernel.so"
            try:
                subprocess.run([*COMPILE, str(made), str(SOURCE)], check=True, capture_output=True, text=True)
            except (OSError, subprocess.CalledProcessError) as error:
                raise StopError(f"gcc could not compile {SOURCE.name}: {getattr(error, 'stderr', error)}") from error
            self.library = ctypes.CDLL(str(made))

    def ready(self, bench: Bench) -> tuple[Ready, People, Counts]:
        """On fresh people."""
        people, counted = bench.fresh()
        shape, of_model = bench.shape_and_tables
        where = [getattr(of_model, name).ctypes.data for name in POINTERS]
        clock = of_model.row.shape[1]
        bits = [int(bit) for bit in of_model.bits]
        table = _CTables(*where, len(of_model.longest), clock, shape.cells, *bits, shape.steps_per_year)
        arrays = (people.key, people.cell, people.due, people.happened)
        told = (counted.start, counted.moves, counted.happened)
        given_ = [*map(_pointer, arrays), ctypes.byref(table), *map(_pointer, told)]

        def run() -> tuple[tuple[Array, Array, Array], People]:
            self.library.advance(bench.steps, bench.people, *given_)
            return answers(bench, counted), people  # kept while C writes into them

        return run, people, counted


def _pointer(array: Array) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)
