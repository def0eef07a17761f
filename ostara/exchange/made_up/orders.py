"""Orders as change points: a row wherever the dose, the supervision or the signature changes, and one for each stop."""

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up.calendar import Calendar
from ostara.exchange.made_up.people import DEPOT, NO_MEDICINE, Traits
from ostara.exchange.made_up.planted import Planted
from ostara.exchange.made_up.spells import Rows, Spells, coded, site_names
from ostara.exchange.made_up.treatment import Days

MEDICINES = ["methadone", "buprenorphine", "buprenorphine"]
FORMS = ["oral_solution", "sublingual", "depot_monthly"]
KINDS = ["start", "continuation", "increase", "decrease", "unchanged", "restart", "stop"]
START, CONTINUATION, INCREASE, DECREASE, UNCHANGED, RESTART, STOP = range(7)
SUPERVISIONS = ["supervised", "collected"]
SIGNED_AGAIN_DAYS = 84


def courses(one: Traits, every: Spells, first: int) -> Array:
    """The number of each spell's course of medicine; -1 for help without medicine."""
    medicated = one.medicine[every.who] != NO_MEDICINE
    result: Array = np.where(medicated, first + np.cumsum(medicated) - 1, -1)
    return result


def order_rows(
    one: Traits, days: Days, every: Spells, course: Array, supervised: Array, planted: Planted, calendar: Calendar
) -> Rows:
    """The table of orders of a block."""
    who, place, kind, spell = _changes(one, days, every, supervised)
    ended = np.flatnonzero(every.closed & (course >= 0) & (every.end < calendar.places))
    who = np.concatenate([who, every.who[ended]])
    place = np.concatenate([place, every.end[ended]])
    kind = np.concatenate([kind, np.full(ended.size, STOP)])
    spell = np.concatenate([spell, ended])
    order = np.lexsort((place, course[spell]))
    who, place, kind, spell = who[order], place[order], kind[order], spell[order]
    stop = kind == STOP
    watched = _watched(one, supervised, who, place - every.start[spell])
    led = days.led[who, place]
    medicine = one.medicine[who]
    return {
        "course": course[spell],
        "person": one.person[who],
        "service": site_names(one, planted, who),
        "medicine": coded(MEDICINES, medicine),
        "form": coded(FORMS, medicine),
        "effective_on": calendar.date(place),
        "revision": np.zeros(who.size, np.int32),
        "kind": coded(KINDS, kind),
        "dose_mg": pa.array(days.dose[who, place], mask=stop),
        "supervision": coded(SUPERVISIONS, np.where(watched, 0, 1)),
        "patient_led": pa.array(led == 1, mask=(kind != DECREASE) | (led < 0)),
    }


def _changes(one: Traits, days: Days, every: Spells, supervised: Array) -> tuple[Array, Array, Array, Array]:
    """Where something is ordered: person, place, kind and spell."""
    medicated = (days.spell > 0) & (one.medicine != NO_MEDICINE)[:, None]
    before = np.zeros_like(days.dose)
    before[:, 1:] = days.dose[:, :-1]
    starts = np.zeros(days.dose.shape, bool)
    starts[every.who, every.start] = True
    changed = starts | days.restart | (before != days.dose)
    who, place = np.nonzero(medicated & (changed | _signed_again(one, days, every, supervised)))
    spell = every.index[who, days.spell[who, place]]
    now, old = days.dose[who, place], before[who, place]
    continued = days.continued[who, days.spell[who, place]]
    kind = np.select(
        [starts[who, place] & continued, starts[who, place], days.restart[who, place], now > old, now < old],
        [CONTINUATION, START, RESTART, INCREASE, DECREASE],
        UNCHANGED,
    )
    return who, place, kind, spell


def _signed_again(one: Traits, days: Days, every: Spells, supervised: Array) -> Array:
    """Every 84 days of a course, and when watching ends."""
    on_course = days_on_course(days, every)
    at = on_course == supervised[:, None]
    again = (on_course % SIGNED_AGAIN_DAYS == 0) | (at & (one.medicine != DEPOT)[:, None])
    result: Array = (on_course > 0) & again
    return result


def days_on_course(days: Days, every: Spells) -> Array:
    """Days since the start of the spell, for each person and place; -1 outside."""
    start = np.zeros(days.spell.shape, np.int32)
    start[every.who, every.start] = every.start
    start = np.maximum.accumulate(start, axis=1)
    result: Array = np.where(days.spell > 0, np.arange(days.spell.shape[1], dtype=np.int32) - start, -1)
    return result


def _watched(one: Traits, supervised: Array, who: Array, on_course: Array) -> Array:
    result: Array = (one.medicine[who] == DEPOT) | (on_course < supervised[who])
    return result
