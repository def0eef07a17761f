"""After a journey: prison and release, coming back (some on the very edges of the national windows), or death."""

from dataclasses import dataclass

import numpy as np

from ostara.exchange.made_up.arrays import Array, between, pick
from ostara.exchange.made_up_nation.calendar import FAR_AHEAD, NEVER, day_in, month, months_later, year
from ostara.exchange.made_up_nation.chance import Chance, Of, exponential
from ostara.exchange.made_up_nation.endings import YEAR, Ending, Reason, death_ratio
from ostara.exchange.made_up_nation.people import Traits
from ostara.exchange.made_up_nation.planted import Planted

LEAST_STAY_DAYS, MEAN_STAY_DAYS = 22, 110
WITHIN, ON_LAST_DAY, ONE_LATE, LATER, NOT_AT_ALL = range(5)
# Of journeys from prison: within the window, on its last day, one day late, later.
BEFORE_SHARES = (0.62, 0.02, 0.02, 0.34)
MIDDLE_GAP, GAP_SPREAD = 190.0, 1.15
AUGUST = 8


@dataclass(frozen=True)
class After:
    """One entry for each journey. Days are NEVER where there is none."""

    end: Array  # moved to the end of August for some
    back: Array
    prison_from: Array
    prison_to: Array
    died: Array  # after leaving


def after(one: Traits, who: Array, key: Array, group: Array, ended: Ending, chance: Chance, planted: Planted) -> After:
    """What comes after each journey that ends in the way of `ended`."""
    comes = _comes_back(one, who, key, group, ended.reason, chance, planted)
    end, back = _back(key, ended, comes, chance, planted)
    inside = np.isin(ended.reason, (Reason.PRISON, Reason.TRANSFERRED_IN_CUSTODY))
    stay = _stay(chance.of(Of.STAY_AFTER, key))
    kind = pick(chance.of(Of.PRISON_AFTER, key), planted.after_release)
    delay = days_out(kind, chance.of(Of.GAP, key), planted)
    back = np.where(inside, np.where(kind == NOT_AT_ALL, NEVER, end + stay + delay), back)
    gone = (back == NEVER) & (ended.reason != Reason.DIED)
    age = (end - one.born[who]) / YEAR
    rate = planted.deaths_after_per_year * death_ratio(age, planted)
    death = end + 1 + np.minimum(exponential(chance.of(Of.DEATH_AFTER, key), YEAR / rate), NEVER)
    died = np.where(gone, death, NEVER).astype(np.int32)
    released = np.minimum(end + stay, died)
    return After(
        end=end.astype(np.int32),
        back=back.astype(np.int32),
        prison_from=np.where(inside, end, NEVER).astype(np.int32),
        prison_to=np.where(inside, released, NEVER).astype(np.int32),
        died=died,
    )


def _comes_back(
    one: Traits, who: Array, key: Array, group: Array, reason: Array, chance: Chance, planted: Planted
) -> Array:
    otherwise = (reason != Reason.COMPLETED).astype(np.int64)
    share = np.array(planted.return_shares)[otherwise, group] * one.returning[who]
    result: Array = (chance.of(Of.RETURN, key) < share) & (reason != Reason.DIED)
    return result


def _back(key: Array, ended: Ending, comes: Array, chance: Chance, planted: Planted) -> tuple[Array, Array]:
    """Last day of the journey and first of the next, with the returns that lie on an edge."""
    end = ended.end
    spread = np.exp(GAP_SPREAD * chance.normal(Of.GAP, key))
    back = end + planted.joined_days + 1 + np.minimum(MIDDLE_GAP * spread, NEVER / 2).astype(np.int64)
    kind, coin = chance.two(Of.GAP_KIND, key)
    back = np.where(kind < planted.exactly_apart, end + planted.joined_days + 1, back)
    completed = ended.reason == Reason.COMPLETED
    edge = completed & (kind > 1 - planted.exactly_months)
    known = np.minimum(end, FAR_AHEAD)
    back = np.where(edge, months_later(known, planted.return_months) - (coin < 0.5), back)
    summer = completed & comes & (month(known) == AUGUST) & (chance.of(Of.AUGUST, key) < planted.august_to_february)
    end = np.where(summer, day_in(year(known), AUGUST, 31), end)
    back = np.where(summer, day_in(year(known) + 1, 2, 27) + (coin < 0.5), back)
    return end, np.where(comes, back, NEVER)


def days_out(kind: Array, uniform: Array, planted: Planted) -> Array:
    """Days from release to the first day of treatment, by kind."""
    edge = planted.continuity_days
    later = edge + 2 + exponential(uniform, 120.0).astype(np.int64)
    result: Array = np.select(
        [kind == WITHIN, kind == ON_LAST_DAY, kind == ONE_LATE], [between(uniform, 0, edge - 1), edge, edge + 1], later
    )
    return result


def _stay(uniform: Array) -> Array:
    """Days in prison: long enough that whoever comes back begins a new journey."""
    result: Array = LEAST_STAY_DAYS + exponential(uniform, MEAN_STAY_DAYS).astype(np.int64)
    return result


def stays_before(
    key: Array, group: Array, start: Array, free_from: Array, chance: Chance, planted: Planted
) -> tuple[Array, Array]:
    """First and last day of a stay in prison before some journeys, where there is room since `free_from`."""
    kind = pick(chance.of(Of.PRISON_BEFORE, key), BEFORE_SHARES)
    share, uniform = chance.two(Of.RELEASE_BEFORE, key)
    released = start - days_out(kind, uniform, planted)
    entered = released - _stay(chance.of(Of.STAY_BEFORE, key))
    came = (share < np.array(planted.from_prison)[group]) & (entered > free_from)
    return np.where(came, entered, NEVER).astype(np.int32), np.where(came, released, NEVER).astype(np.int32)
