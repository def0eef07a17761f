"""Contacts: planned meetings with keyworkers, prescribers and groups, kept or not, and outreach after missed days."""

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array, again, pick
from ostara.exchange.made_up.calendar import Calendar
from ostara.exchange.made_up.draws import Daily, Draws, Once
from ostara.exchange.made_up.people import DEPOT, NO_MEDICINE, Traits
from ostara.exchange.made_up.planted import Planted
from ostara.exchange.made_up.spells import Rows, coded, site_names
from ostara.exchange.made_up.treatment import Days

KINDS = ["keywork", "prescriber", "nurse", "group", "outreach"]
KEYWORK, PRESCRIBER, NURSE, GROUP, OUTREACH = range(5)
ATTENDANCES = ["attended", "missed", "cancelled", "unknown"]
# Of the contacts that are not attended.
OTHERWISE = (0.68, 0.24, 0.08)
REASONS = ["ill", "at work", "forgot", "no travel money", "caring for a child"]
MISSING_DAYS_ATTENDANCE = 0.25


def contact_rows(
    one: Traits, days: Days, on_course: Array, draws: Draws, planted: Planted, calendar: Calendar, first: int
) -> Rows:
    """The table of contacts of a block."""
    found = [(kind, np.nonzero(grid)) for kind, grid in _planned(one, days, on_course, draws)]
    who = np.concatenate([where[0] for _, where in found])
    place = np.concatenate([where[1] for _, where in found])
    kind = np.concatenate([np.full(where[0].size, kind) for kind, where in found])
    order = np.lexsort((kind, place, who))
    who, place, kind = who[order], place[order], kind[order]
    chance = again(draws.daily[Daily.DETAIL_A, who, place] + kind.astype(np.float32) / 7)
    there = np.where(days.taken[who, place], planted.attendance, MISSING_DAYS_ATTENDANCE)
    there = np.where(on_course[who, place] == 0, 1.0, there)
    why = draws.daily[Daily.DETAIL_B, who, place]
    attendance = np.where(chance < there, 0, 1 + pick(why, OTHERWISE))
    said = (attendance > 0) & (again(why) < 0.3)
    return {
        "contact": first + np.arange(who.size),
        "person": one.person[who],
        "service": site_names(one, planted, who),
        "on": calendar.date(place),
        "kind": coded(KINDS, kind),
        "attendance": coded(ATTENDANCES, attendance),
        "reason": pa.array(np.array(REASONS)[pick(again(why, 2), (0.2,) * 5)], mask=~said),
    }


def _planned(one: Traits, days: Days, on: Array, draws: Draws) -> list[tuple[int, Array]]:
    """Starts fall on weekdays, so that whole weeks later do too."""
    week = (on >= 0) & (on % 7 == 0)
    medicated = (one.medicine != NO_MEDICINE)[:, None]
    often = (on <= 28) | ((on <= 84) & (on % 14 == 0)) | (on % 28 == 0)
    seen = (on == 0) | (on == 7) | (on == 28) | (on % 84 == 0)
    groups = (draws.once[Once.PSYCHOSOCIAL] < 0.3)[:, None] & (on > 14) & (on <= 98)
    away = np.zeros(on.shape, bool)
    away[:, 3:] = ~days.taken[:, 3:] & ~days.taken[:, 2:-1] & ~days.taken[:, 1:-2] & days.taken[:, :-3]
    return [
        (KEYWORK, week & often),
        (PRESCRIBER, week & seen & medicated),
        (NURSE, week & (on % 28 == 0) & (one.medicine == DEPOT)[:, None]),
        (GROUP, week & groups),
        (OUTREACH, away & (on >= 0) & medicated),
    ]
