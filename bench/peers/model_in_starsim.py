"""The bench model in Starsim, twice: as its users write (a state for each place), and driven by tables like ours.

Run as: python model_in_starsim.py GIVEN.npz STYLE STEPS RUNS, with STYLE users or tables. Writes JSON: seconds of CPU of
the fastest run, warm, and what the last counted. Its own common random numbers are on; who dies leaves, as it does there.
"""

import json
import sys
import time

import numpy as np
import starsim as ss

PLACES, STRETCHES, AGES, DEAD = 12, 8, 16, 10


class ByTables(ss.Module):
    """Whole columns and one look-up after another: the fastest that we could write in it."""

    def __init__(self, given):
        super().__init__(name="model")
        self.given = given
        self.reach = np.cumsum(given["chance"], axis=1).astype(np.float32)
        self.leave = np.ascontiguousarray(self.reach[:, -1])
        self.flip = given["flip"].astype(np.float32)
        self.count = given["count"].astype(np.float32)
        self.define_states(
            ss.IntArr("place", default=0), ss.IntArr("age", default=0), ss.IntArr("flags", default=0),
            ss.IntArr("months", default=0), ss.IntArr("offences", default=0),
        )
        self.draws = {name: ss.random(name=name) for name in ("move", "on_top", "infected", "older", "offend")}
        for name, dist in self.draws.items():
            setattr(self, f"draw_{name}", dist)

    def init_results(self):
        super().init_results()
        self.define_results(*(ss.Result(name, dtype=float) for name in ("offences_now", "cost", "qaly", "overdoses")))
        self.standing = np.zeros((self.t.npts, PLACES))

    def init_post(self):
        super().init_post()
        cell = self.given["cell"].astype(np.int64)
        self.place[:], self.age[:], self.flags[:] = cell // 512, cell // 4 % AGES, cell % 4

    def step(self):
        alive = self.sim.people.auids
        place, age, flags = self.place.raw[alive], self.age.raw[alive], self.flags.raw[alive]
        months = self.months.raw[alive]
        stretch = np.searchsorted(self.given["stretches"], months, side="right") - 1
        cell = ((place * STRETCHES + stretch) * AGES + age) * 4 + flags
        stood = np.bincount(cell, minlength=len(self.leave))
        self.standing[self.ti] = stood.reshape(PLACES, -1).sum(axis=1)
        drawn = self.draw_offend.rvs(alive)
        events = (drawn < self.count[0][cell]).astype(np.int64)
        events += drawn < self.count[1][cell]
        events += drawn < self.count[2][cell]
        self.offences.raw[alive] += events
        flags = flags ^ (self.draw_on_top.rvs(alive) < self.flip[0][cell])
        flags ^= (self.draw_infected.rvs(alive) < self.flip[1][(cell & ~3) | flags]).astype(np.int64) << 1
        if (self.ti + 1) % 12 == 0:
            self.age.raw[alive] = age + (self.draw_older.rvs(alive) < self.given["older"][age])
        drawn = self.draw_move.rvs(alive)
        movers = np.flatnonzero(drawn < self.leave[cell])
        which = (drawn[movers, None] >= self.reach[cell[movers]]).sum(axis=1)
        entered = self.given["to"][place[movers], np.minimum(which, 15)].astype(np.int64)
        months += 1
        months[movers] = 0
        place[movers] = entered
        flags[movers] = self.given["entering"][entered, flags[movers]]
        self.place.raw[alive], self.flags.raw[alive], self.months.raw[alive] = place, flags, months
        self.sim.people.request_death(alive[movers[entered >= DEAD]])
        self._write(stood, events, entered)

    def _write(self, stood, events, entered):
        self.results.offences_now[self.ti] = events.sum()
        self.results.cost[self.ti] = stood @ self.given["cost"]
        self.results.qaly[self.ti] = stood @ self.given["qaly"]
        self.results.overdoses[self.ti] = np.count_nonzero(entered == DEAD)


class AsUsersWrite(ss.Module):
    """A state for each place and flag, agents found by state and moved by group, as in Starsim's tutorials."""

    def __init__(self, given):
        super().__init__(name="model")
        self.given = given
        self.reach = np.cumsum(given["chance"], axis=1)
        self.define_states(
            *(ss.BoolState(f"in_{place}") for place in range(PLACES)),
            ss.BoolState("on_top"), ss.BoolState("infected"),
            ss.FloatArr("age_band", default=0.0), ss.FloatArr("ti_entered", default=0.0),
            ss.FloatArr("offences", default=0.0),
        )
        self.move, self.older, self.offend = ss.random(), ss.random(), ss.random()
        self.use, self.infect = ss.bernoulli(p=self.turns_use), ss.bernoulli(p=self.turns_infection)

    def init_results(self):
        super().init_results()
        names = ("offences_now", "cost", "qaly", "overdoses", *(f"n_{place}" for place in range(PLACES)))
        self.define_results(*(ss.Result(name, dtype=float) for name in names))

    def init_post(self):
        super().init_post()
        cell = self.given["cell"].astype(np.int64)
        for place in range(PLACES):
            getattr(self, f"in_{place}")[:] = cell // 512 == place
        self.age_band[:] = cell // 4 % AGES
        self.on_top[:], self.infected[:] = cell % 2 == 1, cell // 2 % 2 == 1

    def cells(self, place, uids):
        stretch = np.searchsorted(self.given["stretches"], self.ti - self.ti_entered[uids], side="right") - 1
        flags = self.on_top[uids] + 2 * self.infected[uids]
        return (((place * STRETCHES + stretch) * AGES + self.age_band[uids]) * 4 + flags).astype(int)

    @staticmethod
    def turns_use(self, sim, uids):
        return self.given["flip"][0][self.looked_up]

    @staticmethod
    def turns_infection(self, sim, uids):
        return self.given["flip"][1][(self.looked_up & ~1) | self.on_top[uids]]

    def step(self):
        if (self.ti + 1) % 12 == 0:
            alive = self.sim.people.auids
            up = self.older.rvs(alive) < self.given["older"][self.age_band[alive].astype(int)]
            older = alive[up]
        groups = [getattr(self, f"in_{place}").uids for place in range(DEAD)]
        for place, uids in enumerate(groups):
            if len(uids):
                self.step_place(place, uids)
        if (self.ti + 1) % 12 == 0:
            self.age_band[older] += 1

    def step_place(self, place, uids):
        given, now = self.given, self.cells(place, uids)
        self.looked_up = now
        drawn = self.offend.rvs(uids)
        events = (drawn < given["count"][:, now]).sum(axis=0)
        self.offences[uids] += events
        self.results.offences_now[self.ti] += events.sum()
        self.results.cost[self.ti] += given["cost"][now].sum()
        self.results.qaly[self.ti] += given["qaly"][now].sum()
        self.results[f"n_{place}"][self.ti] = len(uids)
        turned = self.use.filter(uids)
        self.on_top[turned] = ~self.on_top[turned]
        turned = self.infect.filter(uids)
        self.infected[turned] = ~self.infected[turned]
        which = (self.move.rvs(uids)[:, None] >= self.reach[now]).sum(axis=1)
        for way in np.unique(which[which < 16]):
            self.go(place, int(given["to"][place, way]), uids[which == way])

    def go(self, left, entered, uids):
        getattr(self, f"in_{left}")[uids] = False
        getattr(self, f"in_{entered}")[uids] = True
        self.ti_entered[uids] = self.ti + 1
        self.on_top[uids] = self.on_top[uids] & bool(self.given["entering"][entered, 1] & 1)
        if entered >= DEAD:
            self.sim.people.request_death(uids)
            self.results.overdoses[self.ti] += len(uids) * (entered == DEAD)


def one_run(given, style, steps, seed):
    """Seconds of CPU of one run, set up before, and its module. What Starsim calls a year is a month here."""
    model = {"tables": ByTables, "users": AsUsersWrite}[style](given)
    sim = ss.Sim(
        n_agents=len(given["cell"]), start=2000, dur=steps - 1, modules=model, use_aging=False, rand_seed=seed, verbose=0
    )
    sim.init()
    began = time.process_time()
    sim.run()
    return time.process_time() - began, next(each for each in sim.modules if each.name == "model")


def counted(model):
    """The last people by place, and sums over all steps."""
    standing = model.standing[-1] if hasattr(model, "standing") else [model.results[f"n_{at}"][-1] for at in range(DEAD)]
    sums = {name: float(np.sum(model.results[name])) for name in ("offences_now", "cost", "qaly", "overdoses")}
    return {"standing": [float(number) for number in standing[:DEAD]], **sums}


def main(file, style, steps, runs):
    given = dict(np.load(file))
    one_run(given, style, 2, 0)
    found = [one_run(given, style, int(steps), seed) for seed in range(1, int(runs) + 1)]
    best = min(seconds for seconds, _ in found)
    print(json.dumps({"seconds": best, "version": ss.__version__, **counted(found[-1][1])}))


if __name__ == "__main__":
    main(*sys.argv[1:])
