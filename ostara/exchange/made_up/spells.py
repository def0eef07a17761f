"""Stays in treatment as rows: episodes, and the interventions within them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up.calendar import Calendar
from ostara.exchange.made_up.draws import Daily, Draws, Once
from ostara.exchange.made_up.people import METHADONE, NO_MEDICINE, Traits, main_substance
from ostara.exchange.made_up.planted import Planted
from ostara.exchange.made_up.treatment import Days

Rows = dict[str, Any]


@dataclass(frozen=True)
class Spells:
    """One entry for each stay in treatment, in the order of person and start. Days are places in the calendar."""

    who: Array  # place of the person in the block
    number: Array  # number of the person's spell, from 1
    start: Array
    end: Array  # the first place after it, or after the calendar while it goes on
    closed: Array
    reason: Array
    referred: Array
    index: Array  # (people, number) -> place in this list


def spells(one: Traits, days: Days, draws: Draws, calendar: Calendar) -> Spells:
    """The stays of a block of people, with the day of referral before each."""
    who, number = np.nonzero(days.starts >= 0)
    start, end = days.starts[who, number], days.ends[who, number]
    index = np.full(days.starts.shape, -1)
    index[who, number] = np.arange(who.size)
    wait = 2 + (draws.daily[Daily.DETAIL_A, who, start] ** 2 * 26).astype(np.int64)
    before = np.where(number > 1, days.ends[who, number - 1], 0)
    referred = np.maximum(np.where(days.continued[who, number], start, start - wait), before)
    closed = end >= 0
    end = np.where(closed, end, calendar.places)
    return Spells(who, number, start, end, closed, days.reasons[who, number], referred, index)


def last_day(every: Spells) -> Array:
    """The last day of each closed spell; the day of death for those who died."""
    result: Array = every.end - np.where(every.reason == "died", 0, 1)
    return result


def site_names(one: Traits, planted: Planted, who: Array) -> pa.Array:
    """The service of each row's person."""
    return coded([site.name for site in planted.sites], one.site[who])


def coded(words: list[str], places: Array) -> pa.Array:
    """Text as a dictionary, so that millions of rows stay small until they are written."""
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), pa.array(words))


def words_or_none(values: Array, known: Array) -> pa.Array:
    """Text where it is known."""
    return pa.array(values, mask=~known)


def days_or_none(calendar: Calendar, places: Array, known: Array) -> pa.Array:
    """Dates where they are known."""
    return pa.array(calendar.date(places), mask=~known)


def episode_rows(one: Traits, once: Array, every: Spells, planted: Planted, calendar: Calendar, first: int) -> Rows:
    """The table of episodes: one for each stay."""
    return {
        "episode": first + np.arange(every.who.size),
        "person": one.person[every.who],
        "service": site_names(one, planted, every.who),
        "substance": pa.array(main_substance(one, once)[every.who]),
        "referred": calendar.date(every.referred),
        "started": calendar.date(every.start),
        "ended": days_or_none(calendar, last_day(every), every.closed),
        "end_reason": words_or_none(every.reason, every.closed),
    }


def intervention_rows(
    one: Traits, once: Array, every: Spells, draws: Draws, planted: Planted, calendar: Calendar, first: tuple[int, int]
) -> Rows:
    """The table of interventions: OST for each stay on medicine, and psychosocial work for part of the people.

    `first` are the numbers of the block's first intervention and first episode.
    """
    helped, begun, over, reason, closed = _psychosocial(one, once, every, draws, calendar)
    main = every.who.size
    spell = np.concatenate([np.arange(main), helped])
    who, started = every.who[spell], np.concatenate([every.start, begun])
    ended = np.concatenate([last_day(every), over])
    known = np.concatenate([every.closed, closed])
    why = np.concatenate([every.reason, reason])
    medicine = np.concatenate([one.medicine[every.who], np.full(helped.size, NO_MEDICINE)])
    order = np.lexsort((spell, started, who))
    who, medicine = who[order], medicine[order]
    kind = np.where(medicine == NO_MEDICINE, "psychosocial", "ost_prescribing")
    names = np.where(medicine == METHADONE, "methadone", "buprenorphine")
    return {
        "intervention": first[0] + np.arange(order.size),
        "episode": first[1] + spell[order],
        "person": one.person[who],
        "service": site_names(one, planted, who),
        "kind": pa.array(kind),
        "medicine": words_or_none(names, medicine != NO_MEDICINE),
        "setting": pa.array(np.full(order.size, "community")),
        "started": calendar.date(started[order]),
        "ended": days_or_none(calendar, ended[order], known[order]),
        "end_reason": words_or_none(why[order], known[order]),
    }


def _psychosocial(
    one: Traits, once: Array, every: Spells, draws: Draws, calendar: Calendar
) -> tuple[Array, Array, Array, Array, Array]:
    """Psychosocial work beside OST: the spell it belongs to, first day, last day, reason, whether it is over."""
    wanted = one.ost[every.who] & (once[Once.PSYCHOSOCIAL][every.who] < 0.6)
    chance = draws.daily[Daily.DETAIL_B, every.who, every.start]
    begun = every.start + (chance * 29).astype(np.int64)
    planned = begun + 84 + (draws.daily[Daily.DETAIL_C, every.who, every.start] ** 2 * 280).astype(np.int64)
    helped = np.flatnonzero(wanted & (begun < every.end))
    early = every.closed & (planned > last_day(every))
    over = np.where(early, last_day(every), planned)
    reason = np.where(early, every.reason, "completed")
    closed = early | (planned < calendar.places)
    return helped, begun[helped], over[helped], reason[helped], closed[helped]


def first_days(every: Spells, one: Traits) -> Array:
    """The place of each person's first record: the first referral, or the day of asking where nothing began."""
    first = one.entry.copy()
    backwards = np.arange(every.who.size)[::-1]
    first[every.who[backwards]] = every.referred[backwards]
    return first
