"""The bench model in plain NumPy, as an analyst writes it: whole columns, one month after another, no compiled loop."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
STRETCHES, AGES, FLAGS = 8, 16, 4


def run(given: dict[str, Array], steps: int, seed: int = 1) -> tuple[Array, Array, Array, Array]:
    """Of each month: people by cell, moves by place left and entered, offences, and cost and QALYs."""
    rng = np.random.default_rng(seed)
    people = len(given["cell"])
    place, group = np.divmod(given["cell"], STRETCHES * AGES * FLAGS)
    age, flags = np.divmod(group, FLAGS)
    months, offences = np.zeros(people, np.int64), np.zeros(people, np.int64)
    reach = np.cumsum(given["chance"], axis=1)
    leave = reach[:, -1]
    stood, moved = np.zeros((steps, len(leave)), np.int64), np.zeros((steps, 12, 12), np.int64)
    happened = np.zeros(steps, np.int64)
    for step in range(steps):
        if step and step % 12 == 0:
            age = age + (rng.random(people) < given["older"][age])
        stretch = np.searchsorted(given["stretches"], months, side="right") - 1
        cell = ((place * STRETCHES + stretch) * AGES + age) * FLAGS + flags
        for flag in (0, 1):
            cell ^= (rng.random(people) < given["flip"][flag][cell]).astype(np.int64) << flag
        flags = cell % FLAGS
        stood[step] = np.bincount(cell, minlength=len(leave))
        events = (rng.random(people) < given["count"][:, cell]).sum(axis=0)
        offences += events
        happened[step] = events.sum()
        drawn = rng.random(people)
        movers = np.flatnonzero(drawn < leave[cell])
        which = (drawn[movers, None] >= reach[cell[movers]]).sum(axis=1)
        entered = given["to"][place[movers], which]
        np.add.at(moved[step], (place[movers], entered), 1)
        months += 1
        months[movers] = 0
        place[movers] = entered
    return stood, moved, happened, stood @ np.stack([given["cost"], given["qaly"]], axis=-1)
