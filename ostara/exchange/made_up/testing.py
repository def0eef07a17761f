"""Heroin use day by day, drug tests, and what people say they used."""

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array, again
from ostara.exchange.made_up.calendar import Calendar
from ostara.exchange.made_up.draws import Daily, Draws, Once
from ostara.exchange.made_up.people import BUPRENORPHINE, DEPOT, METHADONE, Traits
from ostara.exchange.made_up.planted import Planted
from ostara.exchange.made_up.spells import Rows, Spells, coded, site_names
from ostara.exchange.made_up.state import CUSTODY, DEAD
from ostara.exchange.made_up.treatment import Days

WINDOW_DAYS = 3  # days of use that a test shows
# In the order of the table: findings are sorted by name within a specimen.
PANEL = ["alcohol", "benzodiazepine", "buprenorphine", "cannabis", "cocaine", "heroin", "methadone", "opioid"]
ALCOHOL, BENZODIAZEPINE, BUPRENORPHINE_FOUND, CANNABIS, COCAINE, HEROIN, METHADONE_FOUND, OPIOID = range(8)
RESULTS = ["negative", "positive", "unclear"]
UNCLEAR = 0.012
SPECIMENS = ["urine", "oral_fluid"]


def heroin_use(one: Traits, days: Days, draws: Draws, planted: Planted) -> Array:
    """Whether each person used heroin on each day: the odds that a test would show it follow the dose."""
    odds = np.log(_odds(one, days, planted)).astype(np.float32)
    odds += (planted.inclination_sd * one.inclination).astype(np.float32)[:, None]
    shown = 1 / (1 + np.exp(-odds))
    a_day = 1 - (1 - shown) ** np.float32(1 / WINDOW_DAYS)
    could = one.ost[:, None] & (days.state != CUSTODY) & (days.state != DEAD)
    result: Array = could & (draws.daily[Daily.USE] < a_day)
    return result


def _odds(one: Traits, days: Days, planted: Planted) -> Array:
    """Odds of a test that shows opioids, for a person of average inclination."""
    most = planted.opioid_odds_fall_until_mg
    steps = (np.minimum(np.arange(512), most) - 30) / 10
    methadone = planted.opioid_odds_ratio_per_10_mg**steps
    tongue = planted.opioid_odds_ratio_per_2_mg_buprenorphine ** ((np.minimum(np.arange(512), 16) - 6) / 2)
    depot = np.full(512, planted.opioid_odds_ratio_per_2_mg_buprenorphine**5.0)
    table = planted.opioid_odds_at_30_mg * np.stack([methadone, tongue, depot, np.ones(512)])
    inside = table[one.medicine[:, None], days.dose]
    # Missed days are days without cover: use is as if on the lowest dose.
    inside = np.where(days.taken, inside, planted.opioid_odds_out_of_treatment / 2)
    result: Array = np.where(days.spell > 0, inside, planted.opioid_odds_out_of_treatment)
    return result


def specimens(
    one: Traits, days: Days, every: Spells, draws: Draws, planted: Planted, calendar: Calendar
) -> tuple[Array, Array]:
    """Person and place of each specimen: at most starts, then on attended weekdays as often as the site tests."""
    rate = np.array([site.tests_per_28_days for site in planted.sites])[one.site] / 28 * 7 / 5
    weekday = calendar.weekday < 5
    taken = (days.spell > 0) & days.taken & weekday & (draws.daily[Daily.TEST] < rate[:, None])
    # A start without any test is common only where hardly anybody is tested.
    hardly = np.array([site.name == planted.hardly_tests_site for site in planted.sites])[one.site]
    tested = draws.daily[Daily.DETAIL_D, every.who, every.start] < np.where(hardly, 0.45, 0.93)[every.who]
    taken[every.who, every.start] = tested
    who, place = np.nonzero(taken)
    return who, place


def specimen_rows(
    one: Traits, who: Array, place: Array, draws: Draws, planted: Planted, calendar: Calendar, first: int
) -> Rows:
    """The table of specimens."""
    chance = again(draws.daily[Daily.DETAIL_A, who, place], 2)
    unknown = np.isin(one.site[who], (2, 6))
    return {
        "specimen": first + np.arange(who.size),
        "person": one.person[who],
        "service": site_names(one, planted, who),
        "taken_on": calendar.date(place),
        "kind": coded(SPECIMENS, _oral(one, who)),
        "trusted": pa.array(chance > 0.015, mask=unknown),
    }


def finding_rows(
    one: Traits,
    days: Days,
    use: Array,
    who: Array,
    place: Array,
    draws: Draws,
    planted: Planted,
    calendar: Calendar,
    first: int,
) -> Rows:
    """The table of findings: a row for each substance of the site's panel."""
    found = _found(one, days, use, who, place, draws)
    looked = np.ones(found.shape, bool)
    looked[:, HEROIN], looked[:, OPIOID] = _oral(one, who) == 0, _oral(one, who) == 1
    looked[:, CANNABIS] = one.site[who] == 0
    looked[:, ALCOHOL] = one.site[who] < 3
    specimen, substance = np.nonzero(looked)
    positive = found[specimen, substance]
    chance = again(draws.daily[Daily.DETAIL_B, who, place], 2)
    unclear = (chance * 8).astype(np.int64)[specimen] == substance
    unclear &= (again(chance * np.float32(8))[specimen] < UNCLEAR * 8) & (substance != METHADONE_FOUND)
    result = np.where(unclear, 2, np.where(positive, 1, 0))
    mine = _prescribed(one, who)[specimen] == substance
    said = (result == 1) & (mine | (substance != BENZODIAZEPINE))
    return {
        "specimen": first + specimen,
        "person": one.person[who][specimen],
        "service": site_names(one, planted, who[specimen]),
        "taken_on": calendar.date(place[specimen]),
        "substance": coded(PANEL, substance),
        "result": coded(RESULTS, result),
        "prescribed": pa.array(mine, mask=~said),
    }


def _found(one: Traits, days: Days, use: Array, who: Array, place: Array, draws: Draws) -> Array:
    """What each specimen holds: (specimens, panel)."""
    once, a, b, c = (
        draws.once,
        *(draws.daily[what, who, place] for what in (Daily.DETAIL_A, Daily.DETAIL_B, Daily.DETAIL_C)),
    )
    opioids = recent(use, who, place)
    medicine = recent(days.taken, who, place, before=1) & (again(a) < 0.97)
    found = np.zeros((who.size, len(PANEL)), bool)
    found[:, HEROIN] = found[:, OPIOID] = opioids
    found[:, METHADONE_FOUND] = np.where(one.medicine[who] == METHADONE, medicine, again(b) < 0.02)
    tongue = np.isin(one.medicine[who], (BUPRENORPHINE, DEPOT))
    found[:, BUPRENORPHINE_FOUND] = np.where(tongue, medicine, again(c) < 0.01)
    found[:, COCAINE] = a < 0.75 * once[Once.CRACK][who] ** 1.5 * np.where(opioids, 1.25, 0.85)
    found[:, BENZODIAZEPINE] = b < 0.7 * once[Once.BENZODIAZEPINE][who] ** 3
    found[:, ALCOHOL] = c < 0.8 * once[Once.ALCOHOL][who] ** 3
    found[:, CANNABIS] = again(c, 2) < once[Once.HEALTH][who] ** 2
    return found


def recent(grid: Array, who: Array, place: Array, *, before: int = 0) -> Array:
    """Whether something held on the day or the two days before; `before` looks further back by so many days."""
    result: Array = np.any([grid[who, place - back] for back in range(before, before + WINDOW_DAYS)], axis=0)
    return result


def _oral(one: Traits, who: Array) -> Array:
    """Sites 4 and 7 take oral fluid, which does not tell heroin from other opioids; the others take urine."""
    result: Array = np.isin(one.site[who], (3, 6)).astype(np.int64)
    return result


def _prescribed(one: Traits, who: Array) -> Array:
    names = np.array([METHADONE_FOUND, BUPRENORPHINE_FOUND, BUPRENORPHINE_FOUND, -1])
    result: Array = names[one.medicine[who]]
    return result


def use_day_rows(one: Traits, use: Array, reviewed: tuple[Array, Array], draws: Draws, calendar: Calendar) -> Rows:
    """The table of use days: what part of the people said at reviews about each of the 28 days before."""
    who, place = reviewed
    told = np.zeros(use.shape, bool)
    keeps = draws.once[Once.DIARY][who] < 0.35
    for back in range(1, 29):
        told[who[keeps], place[keeps] - back] = True
    told &= use
    person, on = np.nonzero(told)
    return {
        "person": one.person[person],
        "on": calendar.date(on),
        "substance": coded(["heroin"], np.zeros(person.size)),
    }
