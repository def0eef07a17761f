"""Supplies: a row for each dose and day, as pharmacies report them, silences and part doses included."""

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array, again
from ostara.exchange.made_up.calendar import Calendar
from ostara.exchange.made_up.draws import Daily, Draws, Once
from ostara.exchange.made_up.orders import FORMS, MEDICINES
from ostara.exchange.made_up.people import DEPOT, NO_MEDICINE, Traits
from ostara.exchange.made_up.planted import Planted
from ostara.exchange.made_up.spells import Rows, Spells, coded, site_names
from ostara.exchange.made_up.treatment import Days

OUTCOMES = ["observed", "collected", "not_collected", "not_reported"]
OBSERVED, COLLECTED, NOT_COLLECTED, NOT_REPORTED, NO_ROW = range(5)
DAYS_BETWEEN_INJECTIONS = 28
PART_DOSES = 0.004  # of watched doses: half is given, and the rest later that day
MISSED_WITHOUT_ROW = 0.12  # of missed days: nobody wrote anything down


def supply_rows(
    one: Traits,
    days: Days,
    every: Spells,
    course: Array,
    supervised: Array,
    on_course: Array,
    draws: Draws,
    planted: Planted,
    calendar: Calendar,
    first: int,
) -> Rows:
    """The table of supplies of a block."""
    outcome = _outcomes(one, days, draws, supervised, on_course, calendar)
    _be_silent(outcome, one, draws, planted)
    _inject(outcome, one, days, every, draws, calendar)
    who, place = np.nonzero(outcome != NO_ROW)
    result = outcome[who, place]
    dose = days.dose[who, place]
    parts = (result == OBSERVED) & (draws.daily[Daily.REPORT, who, place] > 1 - PART_DOSES)
    parts &= (one.medicine[who] != DEPOT) & (dose >= 10)
    row = np.repeat(np.arange(who.size), 1 + parts)
    who, place, result, dose, parts = who[row], place[row], result[row], dose[row], parts[row]
    rest = np.zeros(row.size, bool)
    rest[1:] = row[1:] == row[:-1]
    dose = np.where(parts, np.where(rest, dose - dose // 2, dose // 2), dose).astype(np.int16)
    spell = every.index[who, days.spell[who, place]]
    return {
        "supply": first + np.arange(row.size),
        "person": one.person[who],
        "service": site_names(one, planted, who),
        "course": course[spell],
        "medicine": coded(MEDICINES, one.medicine[who]),
        "form": coded(FORMS, one.medicine[who]),
        "for_day": calendar.date(place),
        "outcome": coded(OUTCOMES, result),
        "dose_mg": pa.array(dose),
    }


def _outcomes(one: Traits, days: Days, draws: Draws, supervised: Array, on_course: Array, calendar: Calendar) -> Array:
    """What became of each day's dose; pharmacies that shut on Sunday hand the dose over the day before."""
    shut = (draws.once[Once.SUNDAY] < 0.6)[:, None] & (calendar.weekday == 6)[None, :]
    watched = (on_course < supervised[:, None]) & ~shut
    outcome = np.where(days.taken, np.where(watched, OBSERVED, COLLECTED), NOT_COLLECTED).astype(np.int8)
    unwritten = (outcome == NOT_COLLECTED) & (draws.daily[Daily.REPORT] < MISSED_WITHOUT_ROW)
    medicated = (days.spell > 0) & (one.medicine != NO_MEDICINE)[:, None]
    outcome[unwritten | ~medicated] = NO_ROW
    return outcome


def _be_silent(outcome: Array, one: Traits, draws: Draws, planted: Planted) -> None:
    """At silent sites, a day or two of some weeks of which nobody says what happened."""
    silent = np.array([site.silent for site in planted.sites])[one.site]
    monday = draws.daily[Daily.REPORT][:, : outcome.shape[1] // 7 * 7 : 7]
    # A silent week loses one and a half days of seven on average.
    quiet = silent[:, None] & (monday < planted.silent_share * 7 / 1.5)
    first_day = (again(monday, 2) * 5).astype(np.int64)
    length = 1 + (again(monday) * 2).astype(np.int64)
    who, week = np.nonzero(quiet)
    for more in range(2):
        here = length[who, week] > more
        place = week[here] * 7 + first_day[who, week][here] + more
        row = who[here]
        expected = outcome[row, place] != NO_ROW
        outcome[row[expected], place[expected]] = NOT_REPORTED


def _inject(outcome: Array, one: Traits, days: Days, every: Spells, draws: Draws, calendar: Calendar) -> None:
    """A depot has a row a month: most on the day, some a few days late after a missed appointment."""
    depot = one.medicine == DEPOT
    outcome[depot] = NO_ROW
    for spell in np.flatnonzero(depot[every.who]):
        who, start, end = every.who[spell], every.start[spell], every.end[spell]
        due = np.arange(start, end, DAYS_BETWEEN_INJECTIONS)
        late = np.where(draws.daily[Daily.LENGTH, who, due] < 0.12, 7, 0)
        late[0] = 0
        outcome[who, due[late > 0]] = NOT_COLLECTED
        given = due + late
        given = given[given < end]
        outcome[who, given[days.taken[who, given]]] = OBSERVED
