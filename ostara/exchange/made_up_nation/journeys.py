"""Journeys through treatment, one after another for each person, until nobody comes back before the last day."""

from dataclasses import dataclass, fields

import numpy as np

from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up_nation.calendar import Calendar
from ostara.exchange.made_up_nation.chance import Chance
from ostara.exchange.made_up_nation.endings import JOURNEYS, endings
from ostara.exchange.made_up_nation.people import Traits
from ostara.exchange.made_up_nation.planted import Planted
from ostara.exchange.made_up_nation.returns import after, stays_before
from ostara.exchange.made_up_nation.situations import situations

ADULT_DAYS = 6575  # 18 years


@dataclass(frozen=True)
class Journeys:
    """One entry for each journey, in the order of person and start. Days are days since 1970, NEVER for none.

    `end`, `back` and `died` may lie after the last day of the store, and then nobody knows of them yet.
    """

    who: Array  # place of the person in the block
    key: Array
    start: Array
    end: Array
    reason: Array
    back: Array  # start of the next journey
    area: Array
    next_area: Array
    pattern: Array
    group: Array
    home: Array
    injecting: Array
    working: Array
    entered: Array  # prison before it: first day and day of release
    released: Array
    prison_from: Array  # prison after it
    prison_to: Array
    died: Array  # after leaving

    def take(self, rows: Array) -> "Journeys":
        """Some of the journeys."""
        return Journeys(*(getattr(self, field.name)[rows] for field in fields(self)))


def journeys(one: Traits, chance: Chance, planted: Planted, calendar: Calendar) -> Journeys:
    """Every journey of a block's people that touches the store's days."""
    who, start, area = np.arange(one.person.size), one.entry, one.area
    free_from = one.born + ADULT_DAYS  # prison is told of adults
    found = []
    for number in range(JOURNEYS):
        now = _number(number, one, (who, start, area, free_from), chance, planted)
        found.append(now)
        again = now.back <= calendar.last
        if not again.any():
            break
        who, start, area, free_from = (array[again] for array in (now.who, now.back, now.next_area, now.end))
        free_from = np.where(now.prison_to[again] <= start, start, free_from)  # that stay is told already
    return _in_order(found, calendar)


def _number(
    number: int, one: Traits, at: tuple[Array, Array, Array, Array], chance: Chance, planted: Planted
) -> Journeys:
    """The journey of this number of those who have one."""
    who, start, area, free_from = at
    key = one.person[who] * JOURNEYS + number
    about = situations(one, who, key, area, chance, planted)
    ended = endings(one, who, key, start, area, about, chance, planted)
    then = after(one, who, key, about.group, ended, chance, planted)
    entered, released = stays_before(key, about.group, start, free_from, chance, planted)
    return Journeys(
        who=who,
        key=key,
        start=start.astype(np.int32),
        end=then.end,
        reason=ended.reason,
        back=then.back,
        area=area,
        next_area=about.next_area,
        pattern=about.pattern,
        group=about.group,
        home=about.home,
        injecting=about.injecting,
        working=about.working,
        entered=entered,
        released=released,
        prison_from=then.prison_from,
        prison_to=then.prison_to,
        died=then.died,
    )


def _in_order(found: list[Journeys], calendar: Calendar) -> Journeys:
    together = Journeys(*(np.concatenate([getattr(one, field.name) for one in found]) for field in fields(Journeys)))
    seen = np.flatnonzero(together.end >= calendar.first)
    return together.take(seen[np.argsort(together.who[seen], kind="stable")])
