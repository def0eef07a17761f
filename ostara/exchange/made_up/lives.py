"""What else happens to people: prison, offences, death."""

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array, again, pick
from ostara.exchange.made_up.calendar import Calendar
from ostara.exchange.made_up.draws import Daily, Draws
from ostara.exchange.made_up.hazards import YEAR
from ostara.exchange.made_up.people import Traits
from ostara.exchange.made_up.planted import Planted
from ostara.exchange.made_up.spells import Rows, coded, days_or_none
from ostara.exchange.made_up.state import CUSTODY, DEAD
from ostara.exchange.made_up.treatment import Days

OFFENCES = ["shop_theft", "other_theft", "burglary", "robbery", "violence", "drugs", "other"]
OFFENCE_SHARES = (0.46, 0.1, 0.06, 0.02, 0.11, 0.13, 0.12)


def custody_rows(one: Traits, days: Days, calendar: Calendar, first: int) -> Rows:
    """The table of custody. A stay ends at release or death; one that goes on has no end."""
    who = _joined([stay.who for stay in days.stays], np.int64)
    start = _joined([np.full(stay.who.size, stay.start) for stay in days.stays], np.int64)
    until = _joined([stay.until for stay in days.stays], np.int64)
    inside = _joined([stay.inside_ost for stay in days.stays], np.bool_)
    order = np.lexsort((start, who))
    who, start, until, inside = who[order], start[order], until[order], inside[order]
    death = np.where(days.death[who] < 0, calendar.places, days.death[who])
    until = np.minimum(until, np.where(death >= start, death, until))
    return {
        "stay": first + np.arange(who.size),
        "person": one.person[who],
        "from_day": calendar.date(start),
        "to_day": days_or_none(calendar, until, until < calendar.places),
        "ost_in_custody": pa.array(inside, mask=~one.ost[who]),
    }


def _joined(parts: list[Array], kind: type[np.generic]) -> Array:
    return np.concatenate([np.zeros(0, kind), *parts])


def death_rows(one: Traits, days: Days, calendar: Calendar) -> Rows:
    """The table of deaths."""
    who = np.flatnonzero(days.death >= 0)
    return {
        "person": one.person[who],
        "on": calendar.date(days.death[who]),
        "cause": pa.array(days.cause[who]),
    }


def offence_rows(
    one: Traits, days: Days, draws: Draws, known_from: Array, planted: Planted, calendar: Calendar, first: int
) -> Rows:
    """The table of offences, from the day on which the person is first known."""
    rate = planted.offences_per_year_out / YEAR * one.offending
    rate = rate * planted.offence_ratio_per_sd_of_inclination ** np.where(one.ost, one.inclination, 0)
    treated = np.where(days.spell > 0, planted.offence_ratio_in_treatment, 1.0)
    free = (days.state != CUSTODY) & (days.state != DEAD)
    free &= np.arange(calendar.places) >= known_from[:, None]
    who, place = np.nonzero(free & (draws.daily[Daily.CRIME] < rate[:, None] * treated))
    kind = pick(again(draws.daily[Daily.DETAIL_D, who, place]), OFFENCE_SHARES)
    return {
        "offence": first + np.arange(who.size),
        "person": one.person[who],
        "on": calendar.date(place),
        "kind": coded(OFFENCES, kind),
    }
