"""The bench model in plain NumPy, as an analyst writes it: whole columns, one step after another, no compiled loop."""

import numpy as np


def run(given, steps, seed=1):
    """Rows of people-months by cell, moves by place left and entered, and offences, for each step."""
    rng = np.random.default_rng(seed)
    people = len(given["cell"])
    place, age, flags = given["cell"] // 512, given["cell"] // 4 % 16, given["cell"] % 4
    months = np.zeros(people, np.int64)
    offences = np.zeros(people, np.int64)
    stretches, to, entering = given["stretches"], given["to"], given["entering"]
    reach = np.cumsum(given["chance"], axis=1)
    leave = reach[:, -1]
    stood = np.zeros((steps, len(leave)), np.int64)
    moved = np.zeros((steps, 12, 12), np.int64)
    happened = np.zeros(steps, np.int64)
    for step in range(steps):
        stretch = np.searchsorted(stretches, months, side="right") - 1
        cell = ((place * 8 + stretch) * 16 + age) * 4 + flags
        stood[step] = np.bincount(cell, minlength=len(leave))
        drawn = rng.random(people)
        events = (drawn < given["count"][:, cell]).sum(axis=0)
        offences += events
        happened[step] = events.sum()
        for flag in (0, 1):
            turns = rng.random(people) < given["flip"][flag][(cell & ~3) | flags]
            flags = flags ^ (turns << flag)
        if (step + 1) % 12 == 0:
            age = age + (rng.random(people) < given["older"][age])
        drawn = rng.random(people)
        movers = np.flatnonzero(drawn < leave[cell])
        which = (drawn[movers, None] >= reach[cell[movers]]).sum(axis=1)
        entered = to[place[movers], which]
        np.add.at(moved[step], (place[movers], entered), 1)
        months += 1
        months[movers] = 0
        place[movers] = entered
        flags[movers] = entering[entered, flags[movers]]
    return stood, moved, happened
