"""Where each person of a block stands on one day, and what is known of the days behind: what the day's steps change."""

from dataclasses import dataclass, field

import numpy as np

from ostara.exchange.made_up.arrays import Array, again
from ostara.exchange.made_up.draws import Daily
from ostara.exchange.made_up.hazards import Hazards
from ostara.exchange.made_up.people import Traits
from ostara.exchange.made_up.planted import Planted

AWAY, TREATED, CUSTODY, DEAD = range(4)
MOST_SPELLS = 48
NEVER = 1_000_000
GOES_ON = ""

Chance = dict[Daily, Array]


@dataclass(frozen=True)
class Stays:
    """Stays in prison that began on one day."""

    who: Array
    start: int
    until: Array
    inside_ost: Array


@dataclass
class State:
    """One array each, in the order of the block's people. Days are places in the calendar."""

    one: Traits
    planted: Planted
    supervised: Array
    hazards: Hazards = field(init=False)
    stays: list[Stays] = field(default_factory=list)

    def __post_init__(self) -> None:
        people = self.one.person.size
        self.hazards = Hazards(self.one, self.planted)
        self.state = np.full(people, AWAY, np.int8)
        self.join = self.one.entry.copy()  # the next day of starting, weekends aside
        self.spell = np.zeros(people, np.int64)
        self.start = np.full(people, NEVER)
        self.dose = np.zeros(people, np.int64)
        self.goal = np.zeros(people, np.int64)
        self.change_on = np.zeros(people, np.int64)  # the next day on which the dose may change
        self.reduce_to = np.full(people, -1)
        self.led = np.zeros(people, np.int8)  # whether a reduction is the person's plan: 1 yes, 0 no, -1 nobody said
        self.missing = np.zeros(people, np.int64)  # days of the present run still to come
        self.run = np.zeros(people, np.int64)  # days of it so far
        self.given_up_on = np.zeros(people, np.int64)  # when the service will stop the course of somebody who left
        self.off_since = np.full(people, -NEVER)
        self.out_on = np.full(people, NEVER)
        self.released = np.full(people, -NEVER)  # release without OST
        self.inside_ost = np.zeros(people, bool)
        self.carry_on = np.zeros(people, bool)  # whether a dose from prison goes on at the next start
        self.restarted = np.zeros(people, bool)
        self.starts, self.ends = np.full((2, people, MOST_SPELLS), -1)
        self.reasons = np.full((people, MOST_SPELLS), GOES_ON, "U16")
        self.continued = np.zeros((people, MOST_SPELLS), bool)
        self.death = np.full(people, -1)
        self.cause = np.full(people, "", "U8")

    @property
    def here(self) -> Array:
        """Who is in treatment and has not left without a word."""
        result: Array = (self.state == TREATED) & (self.given_up_on == 0)
        return result

    def close(self, who: Array, day: int, reason: str | Array) -> None:
        """End the spells of those of `who` who are in treatment; `day` is the first day after."""
        treated = self.state[who] == TREATED
        mine = who[treated]
        self.ends[mine, self.spell[mine]] = day
        self.reasons[mine, self.spell[mine]] = reason if isinstance(reason, str) else reason[treated]
        # Somebody who left without a word has been without medicine since then.
        self.off_since[mine] = np.where(self.given_up_on[mine] > 0, self.off_since[mine], day)
        self.state[mine] = AWAY
        self.given_up_on[mine] = 0

    def plan_return(self, who: Array, day: int, chance: Chance, *, share: float) -> None:
        """Some come back, after weeks to months."""
        comes = again(chance[Daily.LENGTH][who]) < share
        wait = 14 + (-np.log1p(-chance[Daily.LENGTH][who]) * 150).astype(np.int64)
        self.join[who] = np.where(comes & (self.spell[who] < MOST_SPELLS - 2), day + wait, NEVER)
