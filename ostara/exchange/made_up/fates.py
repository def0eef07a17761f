"""The steps of a day that are not the service's: death, prison and release, leaving, being given up."""

import numpy as np

from ostara.exchange.made_up.arrays import Array, again, pick
from ostara.exchange.made_up.draws import Daily
from ostara.exchange.made_up.state import AWAY, CUSTODY, DEAD, NEVER, TREATED, Chance, State, Stays

NATURAL = ("alcohol", "suicide", "other", "unknown")
NATURAL_SHARES = (0.14, 0.1, 0.66, 0.1)
OTHER_ENDS = ("transferred", "moved", "declined", "ended_by_service", "completed")
OTHER_ENDS_OF_OST = (0.45, 0.15, 0.25, 0.15, 0.0)
OTHER_ENDS_OF_HELP = (0.05, 0.05, 0.15, 0.05, 0.7)
OST_INSIDE = 0.75
STRAIGHT_ON = 0.6  # of those with OST inside, who are met at the gate
COMES_AT_ALL = 0.85


def fate(now: State, day: int, chance: Chance) -> None:
    """One uniform number a day decides who dies, who goes to prison and who leaves: the chances lie end to end."""
    left = _die(now, day, chance)
    left = _go_to_prison(now, day, left, chance)
    _come_out(now, day)
    _leave(now, day, left, chance)
    _give_up(now, day, chance)


def _die(now: State, day: int, chance: Chance) -> Array:
    number = chance[Daily.FATE]
    off = (now.state == AWAY) | (now.given_up_on > 0)
    overdose, other = now.hazards.deaths(day, off, now.state == CUSTODY, now)
    alive = (now.state != DEAD) & (day >= now.one.entry)
    total = np.where(alive, overdose + other, 0)
    dies = number < total
    if dies.any():
        who = np.flatnonzero(dies)
        now.close(who, day, "died")
        now.state[who] = DEAD
        now.death[who] = day
        natural = np.array(NATURAL)[pick(chance[Daily.LENGTH][who], NATURAL_SHARES)]
        now.cause[who] = np.where(number[who] < overdose[who], "overdose", natural)
    rest: Array = np.where(dies, 1.0, number - total)
    return rest


def _go_to_prison(now: State, day: int, number: Array, chance: Chance) -> Array:
    free = ((now.state == AWAY) | (now.state == TREATED)) & (day > now.one.entry)
    hazard = np.where(free, now.hazards.prison, 0)
    goes = number < hazard
    if goes.any():
        who = np.flatnonzero(goes)
        treated = now.state[who] == TREATED
        choice = chance[Daily.CHOICE][who]
        now.close(who, day, "prison")
        length = 7 + (-np.log1p(-chance[Daily.LENGTH][who]) * 70).astype(np.int64)
        now.inside_ost[who] = treated & now.one.ost[who] & (again(choice) < OST_INSIDE)
        now.state[who] = CUSTODY
        now.out_on[who] = day + length
        now.stays.append(Stays(who, day, day + length, now.inside_ost[who].copy()))
        _plan_after_prison(now, who, treated, choice)
    rest: Array = np.where(goes, 1.0, number - hazard)
    return rest


def _plan_after_prison(now: State, who: Array, treated: Array, choice: Array) -> None:
    straight = now.inside_ost[who] & (choice < STRAIGHT_ON)
    gap = (2 + again(choice, 2) * 50).astype(np.int64)
    back = np.where(straight | (choice < COMES_AT_ALL), now.out_on[who] + np.where(straight, 0, gap), NEVER)
    # Somebody who was away keeps the plan they had, if prison leaves time for it.
    now.join[who] = np.where(treated, back, np.maximum(now.join[who], now.out_on[who]))
    now.carry_on[who] = treated & straight


def _come_out(now: State, day: int) -> None:
    out = (now.state == CUSTODY) & (now.out_on <= day)
    if out.any():
        now.state[out] = AWAY
        now.released[out & ~now.inside_ost] = day
        # OST inside counts as medicine until the day of release.
        now.off_since[out & now.inside_ost] = day


def _leave(now: State, day: int, number: Array, chance: Chance) -> None:
    treated = now.here & (day > now.start)
    drop, other = now.hazards.leaving(day - now.start, now.dose)
    drops = treated & (number < drop)
    if drops.any():
        who = np.flatnonzero(drops)
        now.given_up_on[who] = day + 4 + (chance[Daily.CHOICE][who] * 8).astype(np.int64)
        now.off_since[who] = day
        now.missing[who] = 0
    ends = treated & ~drops & (number < drop + other)
    if ends.any():
        who = np.flatnonzero(ends)
        of_ost = pick(chance[Daily.CHOICE][who], OTHER_ENDS_OF_OST)
        of_help = pick(chance[Daily.CHOICE][who], OTHER_ENDS_OF_HELP)
        now.close(who, day, np.array(OTHER_ENDS)[np.where(now.one.ost[who], of_ost, of_help)])
        now.plan_return(who, day, chance, share=0.2)


def _give_up(now: State, day: int, chance: Chance) -> None:
    over = (now.state == TREATED) & (now.given_up_on > 0) & (now.given_up_on <= day)
    if over.any():
        who = np.flatnonzero(over)
        now.close(who, day, "dropped_out")
        now.plan_return(who, day, chance, share=now.planted.return_share)
