"""The steps of a day in treatment: starting, missing days, restarting, and changing the dose."""

import numpy as np

from ostara.exchange.made_up import doses
from ostara.exchange.made_up.arrays import Array, again, pick
from ostara.exchange.made_up.draws import Daily
from ostara.exchange.made_up.people import DEPOT, METHADONE
from ostara.exchange.made_up.state import AWAY, NEVER, TREATED, Chance, State

WHOLE_DAYS_FOR_RESTART = 5
SETTLED_AFTER_DAYS = 120
PLANS_PER_WEEKDAY = 0.0016  # a settled dose is planned to rise, to fall a little, or to go down to nothing
PLANS = (0.34, 0.3, 0.36)
SIGNED_WHEN_WRONG = 0.5  # the other restarts at the full dose are not even signed: the old order simply goes on


def begin(now: State, day: int, chance: Chance) -> None:
    """Start those whose day has come, on a fresh first dose or on the dose they had in prison."""
    begins = (now.state == AWAY) & (now.join <= day)
    if not begins.any():
        return
    who = np.flatnonzero(begins)
    choice = chance[Daily.CHOICE]
    carried = now.carry_on[who] & (now.dose[who] > 0)
    now.dose[who] = np.where(carried, now.dose[who], doses.start_dose(now.one, choice)[who])
    goal = np.where(carried, now.dose[who], doses.goal_dose(now.one, again(choice))[who])
    now.goal[who] = np.maximum(goal, now.dose[who])
    now.spell[who] += 1
    now.state[who], now.start[who], now.join[who] = TREATED, day, NEVER
    now.change_on[who] = day + doses.days_between_rises(now.one, np.zeros_like(now.dose), choice)[who]
    now.missing[who], now.run[who], now.reduce_to[who], now.carry_on[who] = 0, 0, -1, False
    now.starts[who, now.spell[who]] = day
    now.continued[who, now.spell[who]] = carried


def miss(now: State, day: int, chance: Chance) -> None:
    """Begin, continue and end runs of missed days."""
    here = now.here & (now.start < day)
    missed = here & (now.missing > 0)
    back = here & ~missed & (now.run > 0)
    _restart(now, back & (now.run >= WHOLE_DAYS_FOR_RESTART), day, chance[Daily.CHOICE])
    watched = (day - now.start) < now.supervised
    often = now.planted.missed_runs_per_day * now.one.missing * np.where(watched, 1, now.planted.missed_collecting)
    daily = now.one.ost & (now.one.medicine != DEPOT)
    begins = here & ~missed & ~back & daily & (chance[Daily.MISS] < often)
    if begins.any():
        who = np.flatnonzero(begins)
        length = 1 + pick(chance[Daily.LENGTH][who], now.planted.missed_lengths)
        more = (again(chance[Daily.LENGTH][who], 2) * 10).astype(np.int64)
        now.missing[who] = length + np.where(length >= WHOLE_DAYS_FOR_RESTART, more, 0)
    today = here & (now.missing > 0)
    now.missing -= today
    now.run = np.where(today, now.run + 1, 0)


def _restart(now: State, needed: Array, day: int, choice: Array) -> None:
    now.restarted[:] = False
    if not needed.any():
        return
    wrong = needed & (choice < now.hazards.full_dose_restart)
    careful = needed & ~wrong
    now.dose = np.where(careful, doses.restart_dose(now.one, now.dose, again(choice)), now.dose)
    now.restarted |= careful | (wrong & (again(choice) < SIGNED_WHEN_WRONG))
    # Nothing else changes on the day itself.
    now.change_on = np.where(careful, day + 3, np.where(wrong, np.maximum(now.change_on, day + 1), now.change_on))


def change_dose(now: State, day: int, chance: Chance) -> None:
    """Rise towards the goal, or fall where that is planned; only on days on which the person is there."""
    here = now.here & (now.run == 0) & (now.start < day) & now.one.ost
    _plan(now, here, day, chance)
    due = here & (now.change_on <= day)
    rises = due & (now.reduce_to < 0) & (now.dose < now.goal)
    falls = due & (now.reduce_to >= 0)
    if rises.any():
        choice, on_course = chance[Daily.CHOICE], day - now.start
        step = doses.rise(now.one, now.planted, on_course, choice)
        now.dose = np.where(rises, np.minimum(now.dose + step, now.goal), now.dose)
        wait = doses.days_between_rises(now.one, on_course, choice)
        now.change_on = np.where(rises, day + wait, now.change_on)
    if falls.any():
        _fall(now, falls, day, chance)


def _plan(now: State, here: Array, day: int, chance: Chance) -> None:
    settled = here & (day - now.start > SETTLED_AFTER_DAYS) & (now.reduce_to < 0) & (now.dose >= now.goal)
    plans = settled & (now.one.medicine != DEPOT) & (chance[Daily.PLAN] < PLANS_PER_WEEKDAY)
    if not plans.any():
        return
    kind = pick(chance[Daily.CHOICE], PLANS)
    methadone = now.one.medicine == METHADONE
    more = np.minimum(now.goal + np.where(methadone, 10, 2), np.where(methadone, doses.MOST_MG, doses.MOST_TONGUE_MG))
    now.goal = np.where(plans & (kind == 0), np.maximum(more, now.goal), now.goal)
    partly = np.maximum(now.dose - np.where(methadone, 15, 4), np.where(methadone, 5, 2))
    reduce = plans & (kind > 0)
    now.reduce_to = np.where(reduce, np.where(kind == 1, partly, 0), now.reduce_to)
    now.led = np.where(reduce, pick(again(chance[Daily.CHOICE]), (0.15, 0.15, 0.7)) - 1, now.led).astype(np.int8)
    now.change_on = np.where(plans, day, now.change_on)


def _fall(now: State, falls: Array, day: int, chance: Chance) -> None:
    lower = np.maximum(now.dose - doses.reduction_step(now.one), now.reduce_to)
    now.dose = np.where(falls, lower, now.dose)
    there = falls & (now.dose <= now.reduce_to)
    now.goal = np.where(there, now.dose, now.goal)
    now.reduce_to = np.where(there, -1, now.reduce_to)
    now.change_on = np.where(falls, day + doses.DAYS_BETWEEN_REDUCTIONS, now.change_on)
    done = there & (now.dose == 0)
    if done.any():
        who = np.flatnonzero(done)
        now.close(who, day, "completed")
        now.plan_return(who, day, chance, share=0.2)
