# ruff: noqa: ANN401, D102 - Starsim types nothing, and names the methods that it calls
"""The bench model in Starsim, twice: as its users write (a state for each place), and driven by tables like ours.

Run as: python model_in_starsim.py GIVEN.npz STYLE MONTHS RUNS SEED, with STYLE users or tables. Prints JSON: CPU
seconds of the fastest run, warm, and what the last one counted. Its own common random numbers are on; the dead leave.
"""

import json
import sys
import time
from typing import Any

import numpy as np
import starsim as ss

PLACES, STRETCHES, AGES, FLAGS, DEAD, MONTHS_A_YEAR = 12, 8, 16, 4, 10, 12
SUMS = ("offences_now", "cost", "qaly", "overdoses")


class ByTables(ss.Module):  # type: ignore[misc]  # Starsim says nothing of its types
    """Whole columns and one look-up after another: the fastest that we could write in it."""

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__(name="model")
        self.given = given
        self.reach = np.cumsum(given["chance"], axis=1).astype(np.float32)
        self.leave = np.ascontiguousarray(self.reach[:, -1])
        self.flip, self.count = given["flip"].astype(np.float32), given["count"].astype(np.float32)
        self.define_states(*(ss.IntArr(name, default=0) for name in ("place", "age", "flags", "months", "offences")))
        self.moving, self.ageing, self.offending = ss.random(), ss.random(), ss.random()
        self.turning = [ss.random(name="use"), ss.random(name="infection")]

    def init_results(self) -> None:
        super().init_results()
        self.define_results(*(ss.Result(name, dtype=float) for name in SUMS))
        self.standing = np.zeros((self.t.npts, PLACES))

    def init_post(self) -> None:
        super().init_post()
        self.place[:], group = np.divmod(self.given["cell"], STRETCHES * AGES * FLAGS)
        self.age[:], self.flags[:] = np.divmod(group, FLAGS)

    def step(self) -> None:
        alive = self.sim.people.auids
        if self.ti and self.ti % MONTHS_A_YEAR == 0:
            self.age.raw[alive] += self.ageing.rvs(alive) < self.given["older"][self.age.raw[alive]]
        place, months = self.place.raw[alive], self.months.raw[alive]
        stretch = np.searchsorted(self.given["stretches"], months, side="right") - 1
        cell = ((place * STRETCHES + stretch) * AGES + self.age.raw[alive]) * FLAGS + self.flags.raw[alive]
        for flag, turning in enumerate(self.turning):
            cell ^= (turning.rvs(alive) < self.flip[flag][cell]).astype(np.int64) << flag
        drawn = self.offending.rvs(alive)
        events = (drawn < self.count[0][cell]).astype(np.int64)
        events += drawn < self.count[1][cell]
        events += drawn < self.count[2][cell]
        self.offences.raw[alive] += events
        drawn = self.moving.rvs(alive)
        movers = np.flatnonzero(drawn < self.leave[cell])
        which = (drawn[movers, None] >= self.reach[cell[movers]]).sum(axis=1)
        entered = self.given["to"][place[movers], np.minimum(which, 15)]
        months += 1
        months[movers], place[movers] = 0, entered
        self.place.raw[alive], self.months.raw[alive], self.flags.raw[alive] = place, months, cell % FLAGS
        self.sim.people.request_death(alive[movers[entered >= DEAD]])
        self.write(np.bincount(cell, minlength=len(self.leave)), int(events.sum()), entered)

    def write(self, stood: Any, events: int, entered: Any) -> None:
        self.standing[self.ti] = stood.reshape(PLACES, -1).sum(axis=1)
        self.results.offences_now[self.ti] = events
        self.results.cost[self.ti], self.results.qaly[self.ti] = stood @ self.given["cost"], stood @ self.given["qaly"]
        self.results.overdoses[self.ti] = np.count_nonzero(entered == DEAD)


class AsUsersWrite(ss.Module):  # type: ignore[misc]  # Starsim says nothing of its types
    """A state for each place and flag, and a distribution for each way out, as in Starsim's tutorials.

    Each way is tried on those whom the ways before it left, at its chance among what is left: the same model.
    """

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__(name="model")
        self.given = given
        left = 1 - np.cumsum(given["chance"], axis=1) + given["chance"]
        self.chance = np.divide(given["chance"], left, out=np.zeros_like(left), where=left > 1e-12).clip(0, 1)
        self.define_states(
            *(ss.BoolState(f"in_{place}") for place in range(PLACES)),
            ss.BoolState("on_top"),
            ss.BoolState("infected"),
            ss.FloatArr("age_band", default=0.0),
            ss.FloatArr("ti_entered", default=0.0),
            ss.FloatArr("offences", default=0.0),
        )
        ways = given["chance"].reshape(PLACES, -1, given["chance"].shape[1]).any(axis=1)
        self.ways = {
            (place, way): ss.bernoulli(name=f"way_{place}_{way}", p=self.of_way(way))
            for place in range(DEAD)
            for way in np.flatnonzero(ways[place])
        }
        self.ageing = ss.bernoulli(p=lambda self, sim, uids: self.given["older"][self.age_band[uids].astype(int)])
        self.use = ss.bernoulli(p=lambda self, sim, uids: self.looked_up(uids, self.given["flip"][0]))
        self.infection = ss.bernoulli(p=lambda self, sim, uids: self.looked_up(uids, self.given["flip"][1]))
        self.offending = ss.random()
        self.at = 0

    @staticmethod
    def of_way(way: int) -> Any:
        """The chance of a way out of the place that is being stepped, as Starsim asks for it."""
        return lambda self, sim, uids: self.looked_up(uids, self.chance[:, way])

    def init_results(self) -> None:
        super().init_results()
        self.define_results(*(ss.Result(name, dtype=float) for name in (*SUMS, *(f"n_{at}" for at in range(PLACES)))))

    def init_post(self) -> None:
        super().init_post()
        place, group = np.divmod(self.given["cell"], STRETCHES * AGES * FLAGS)
        for at in range(PLACES):
            getattr(self, f"in_{at}")[:] = place == at
        self.age_band[:] = group // FLAGS
        self.on_top[:], self.infected[:] = group % 2 == 1, group // 2 % 2 == 1

    def looked_up(self, uids: Any, table: Any) -> Any:
        """What a table says of people in the place that is being stepped."""
        stretch = np.searchsorted(self.given["stretches"], self.ti - self.ti_entered[uids], side="right") - 1
        flags = self.on_top[uids] + 2 * self.infected[uids]
        return table[(((self.at * STRETCHES + stretch) * AGES + self.age_band[uids]) * FLAGS + flags).astype(int)]

    def step(self) -> None:
        if self.ti and self.ti % MONTHS_A_YEAR == 0:
            self.age_band[self.ageing.filter()] += 1
        for place, uids in enumerate([getattr(self, f"in_{place}").uids for place in range(DEAD)]):
            if len(uids):
                self.at = place
                self.step_place(uids)

    def step_place(self, uids: Any) -> None:
        for state, dist in ((self.on_top, self.use), (self.infected, self.infection)):
            turned = dist.filter(uids)
            state[turned] = ~state[turned]
        drawn = self.offending.rvs(uids)
        events = sum((drawn < self.looked_up(uids, at_least)).astype(int) for at_least in self.given["count"])
        self.offences[uids] += events
        self.results.offences_now[self.ti] += events.sum()
        self.results.cost[self.ti] += self.looked_up(uids, self.given["cost"]).sum()
        self.results.qaly[self.ti] += self.looked_up(uids, self.given["qaly"]).sum()
        self.results[f"n_{self.at}"][self.ti] = len(uids)
        for (place, way), dist in self.ways.items():
            if place == self.at:
                goes, uids = dist.filter(uids, both=True)
                self.go(int(self.given["to"][place, way]), goes)

    def go(self, entered: int, uids: Any) -> None:
        getattr(self, f"in_{self.at}")[uids] = False
        getattr(self, f"in_{entered}")[uids] = True
        self.ti_entered[uids] = self.ti + 1
        if entered >= DEAD:
            self.sim.people.request_death(uids)
            self.results.overdoses[self.ti] += len(uids) * (entered == DEAD)


def one_run(given: dict[str, Any], style: str, months: int, seed: int) -> tuple[float, Any]:
    """CPU seconds of one run, set up before, and its module. What Starsim calls a year is a month here."""
    model = {"tables": ByTables, "users": AsUsersWrite}[style](given)
    people = len(given["cell"])
    sim = ss.Sim(n_agents=people, start=2000, dur=months - 1, modules=model, use_aging=False, rand_seed=seed, verbose=0)
    sim.init()
    began = time.process_time()
    sim.run()
    return time.process_time() - began, next(each for each in sim.modules if each.name == "model")


def counted(model: Any) -> dict[str, Any]:
    """Person-months by place, and sums over all months."""
    by_tables = hasattr(model, "standing")
    months = model.standing.sum(axis=0) if by_tables else [model.results[f"n_{at}"].sum() for at in range(DEAD)]
    sums = {name: float(np.sum(model.results[name])) for name in SUMS}
    return {"standing": [float(number) for number in months[:DEAD]], **sums}


def main(file: str, style: str, months: str, runs: str, seed: str) -> None:
    given = dict(np.load(file))
    one_run(given, style, 2, 0)
    found = [one_run(given, style, int(months), int(seed)) for _ in range(int(runs))]
    best = min(seconds for seconds, _ in found)
    print(json.dumps({"seconds": best, "version": ss.__version__, **counted(found[-1][1])}))


if __name__ == "__main__":
    main(*sys.argv[1:])
