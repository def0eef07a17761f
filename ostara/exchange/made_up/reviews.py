"""Reviews in the shape of the Treatment Outcomes Profile: at the start, about every half year, and at some ends."""

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array, again
from ostara.exchange.made_up.calendar import LEAD, Calendar
from ostara.exchange.made_up.draws import Daily, Draws, Once
from ostara.exchange.made_up.people import Traits
from ostara.exchange.made_up.planted import Planted
from ostara.exchange.made_up.spells import Rows, Spells, coded, last_day, site_names
from ostara.exchange.made_up.treatment import Days

STAGES = ["start", "review", "exit"]
START, REVIEW, EXIT = range(3)
DAYS_BETWEEN = 182
NOT_ASKED = 0.04


def reviews(every: Spells, days: Days, draws: Draws, calendar: Calendar) -> tuple[Array, Array, Array]:
    """Spell, place and stage of each review, in the order of person and day."""
    spell, place, stage = [np.arange(every.who.size)], [every.start], [np.full(every.who.size, START)]
    for due in range(DAYS_BETWEEN, calendar.days, DAYS_BETWEEN):
        here = np.flatnonzero(every.start + due < every.end)
        late = again(draws.daily[Daily.DETAIL_C, every.who[here], every.start[here] + due])
        when = every.start[here] + due + 7 * (late * 4).astype(np.int64)
        met = (when < every.end[here]) & (again(late) < 0.85)
        spell.append(here[met])
        place.append(when[met])
        stage.append(np.full(met.sum(), REVIEW))
    likely = np.select([every.reason == "completed", every.reason == "dropped_out"], [0.85, 0.08], 0.4)
    likely = np.where(np.isin(every.reason, ("died", "prison")), 0, likely)
    asked = again(draws.daily[Daily.DETAIL_D, every.who, every.start], 2) < likely
    left = np.flatnonzero(every.closed & asked & (every.end - every.start > 14))
    spell.append(left)
    place.append(last_day(every)[left])
    stage.append(np.full(left.size, EXIT))
    all_spells, all_places, stages = np.concatenate(spell), np.concatenate(place), np.concatenate(stage)
    order = np.lexsort((stages, all_places, every.who[all_spells]))
    return all_spells[order], all_places[order], stages[order]


def review_rows(
    one: Traits,
    every: Spells,
    made: tuple[Array, Array, Array],
    use: Array,
    draws: Draws,
    planted: Planted,
    calendar: Calendar,
    first: tuple[int, int],
) -> Rows:
    """The table of reviews. `first` are the numbers of the block's first review and first episode."""
    spell, place, stage = made
    who = every.who[spell]
    heroin = days_used(use, who, place)
    chance = {what: draws.daily[what, who, place] for what in (Daily.DETAIL_A, Daily.DETAIL_B, Daily.DETAIL_C)}
    a, b, c = chance[Daily.DETAIL_A], chance[Daily.DETAIL_B], chance[Daily.DETAIL_C]
    progress = np.where(stage == START, 0, 2.5) + 2 * (1 - heroin / 28)
    work = draws.once[Once.WORK][who]
    injects = one.ost[who] & (draws.once[Once.INJECTING][who] < 0.35)
    return {
        "review": first[0] + np.arange(who.size),
        "person": one.person[who],
        "service": site_names(one, planted, who),
        "episode": first[1] + spell,
        "reviewed_on": calendar.date(place),
        "stage": coded(STAGES, stage),
        "heroin_days": _asked(heroin, again(a, 2)),
        "crack_days": _asked(_habit(draws.once[Once.CRACK][who] ** 1.5, heroin, b), again(b, 2)),
        "cocaine_days": _asked(_habit(draws.once[Once.HEALTH][who] ** 6, heroin, c), again(b, 2)),
        "alcohol_days": _asked(_days(draws.once[Once.ALCOHOL][who] ** 2.5, again(c)), again(c, 2)),
        "injecting_days": _asked(np.where(injects, (heroin * (0.4 + 0.6 * a)).astype(np.int64), 0), again(a, 2)),
        "paid_work_days": _asked(np.where(work > 0.75 - progress / 40, _days(0.7 * work, b), 0), again(c, 2)),
        "acute_housing_problem": pa.array(draws.once[Once.HOUSING][who] + progress / 60 < 0.17, mask=c < NOT_ASKED),
        "housing_risk": pa.array(draws.once[Once.HOUSING][who] + progress / 60 < 0.3, mask=c < NOT_ASKED),
        "psychological_health": _asked(_rating(8 + progress, draws.once[Once.HEALTH][who], a), again(b, 2)),
        "physical_health": _asked(_rating(9 + progress, draws.once[Once.HEALTH][who], b), again(b, 2)),
        "quality_of_life": _asked(_rating(8 + 1.2 * progress, draws.once[Once.HEALTH][who], c), again(b, 2)),
    }


def days_used(use: Array, who: Array, place: Array) -> Array:
    """Days of use in the 28 days before each of these days."""
    total = np.cumsum(use, axis=1, dtype=np.int32)
    result: Array = total[who, place - 1] - np.where(place > LEAD, total[who, np.maximum(place - 29, 0)], 0)
    return result


def _asked(values: Array, chance: Array) -> pa.Array:
    return pa.array(values.astype(np.int32), mask=chance < NOT_ASKED)


def _days(share: Array, chance: Array) -> Array:
    result: Array = np.clip(np.round(28 * share + 8 * (chance - 0.5) * (share > 0.05)), 0, 28).astype(np.int64)
    return result


def _habit(share: Array, heroin: Array, chance: Array) -> Array:
    return _days(share * (0.3 + 0.7 * heroin / 28), chance)


def _rating(middle: Array, person: Array, chance: Array) -> Array:
    result: Array = np.clip(np.round(middle + 8 * (person - 0.5) + 5 * (chance - 0.5)), 0, 20).astype(np.int64)
    return result
