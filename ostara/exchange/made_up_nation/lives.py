"""What else is known of people: stays in prison, and death."""

import numpy as np

from ostara.exchange.made_up.arrays import Array, pick
from ostara.exchange.made_up_nation.calendar import NEVER, Calendar
from ostara.exchange.made_up_nation.chance import Chance, Of, part
from ostara.exchange.made_up_nation.columns import Rows, days, flags, sorted_by, words
from ostara.exchange.made_up_nation.endings import Reason
from ostara.exchange.made_up_nation.journeys import Journeys
from ostara.exchange.made_up_nation.people import Traits
from ostara.exchange.made_up_nation.planted import Planted
from ostara.exchange.made_up_nation.substances import OPIATE

CAUSES = ("overdose", "alcohol", "other", "unknown")
CAUSE_SHARES = ((0.42, 0.06, 0.42, 0.10), (0.10, 0.38, 0.42, 0.10))
REFERRED, NOT_REFERRED = 150, 210  # of 256; what is left is not known


def custody_rows(
    one: Traits, every: Journeys, chance: Chance, planted: Planted, calendar: Calendar, first: int
) -> Rows:
    """The table of custody: stays before journeys and after them, which began until the last day."""
    before = np.flatnonzero(every.entered < NEVER)
    after = np.flatnonzero(every.prison_from <= calendar.last)
    of = np.concatenate([before, after])
    start = np.concatenate([every.entered[before], every.prison_from[after]])
    until = np.concatenate([every.released[before], every.prison_to[after]])
    back = np.concatenate([every.start[before], every.back[after]])
    order = sorted_by(every.who[of], start)
    of, start, until, back = of[order], start[order], until[order], back[order]
    bits = chance.bits(Of.CUSTODY, every.key[of] * 2 + (start >= every.end[of]))
    soon = back - until <= planted.continuity_days
    said = part(bits, 0, 8)
    free = until <= calendar.last
    return {
        "stay": first + np.arange(of.size),
        "person": one.person[every.who[of]],
        "from_day": days(start),
        "to_day": days(until, free),
        "ost_in_custody": flags(part(bits, 8, 8) < 180, every.group[of] == OPIATE),
        "referred_on_release": flags(said < REFERRED, free & (soon | (said < NOT_REFERRED))),
    }


def death_rows(one: Traits, every: Journeys, chance: Chance, calendar: Calendar) -> Rows:
    """The table of deaths until the last day, in treatment or after it."""
    day = np.where(every.reason == Reason.DIED, every.end, every.died)
    here = np.flatnonzero(day <= calendar.last)
    uniform = part(chance.bits(Of.DEATH, every.key[here]), 0, 8) / 256
    opiates = every.group[here] == OPIATE
    cause = np.where(opiates, pick(uniform, CAUSE_SHARES[0]), pick(uniform, CAUSE_SHARES[1]))
    return {"person": one.person[every.who[here]], "on": days(day[here]), "cause": words(CAUSES, cause)}


def first_days(who: Array, referred: Array, every: Journeys, people: int) -> Array:
    """The first day on which each person is known: a referral, or prison before it."""
    first = np.full(people, NEVER, np.int32)
    np.minimum.at(first, who, referred)
    np.minimum.at(first, every.who, every.entered)
    return first
