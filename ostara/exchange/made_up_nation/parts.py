"""Reviews of which parts of help were going on, and of weekly hours."""

import numpy as np

from ostara.exchange.made_up.arrays import Array, pick
from ostara.exchange.made_up_nation.chance import Chance, Of, part
from ostara.exchange.made_up_nation.columns import Rows, days, flags, numbered, running, sorted_by, words
from ostara.exchange.made_up_nation.episodes import Episodes
from ostara.exchange.made_up_nation.people import Traits
from ostara.exchange.made_up_nation.places import SERVICES
from ostara.exchange.made_up_nation.substances import GROUP_OF, OPIATE
from ostara.ndtms.lists import national_list
from ostara.tables.column import Kind
from ostara.tables.sub_interventions import SUB_INTERVENTIONS

DAYS_BETWEEN = 182
MOST = 64  # keys for the reviews of one episode
DONE = 0.30
ASSESSED = 0.09
BANDS, BAND_SHARES = tuple(national_list("time_in_treatment")), (0.86, 0.10, 0.04)
FLAGS = tuple(column.name for column in SUB_INTERVENTIONS.columns if column.kind is Kind.FLAG)
PRESCRIBING = tuple(name for name in FLAGS if name.startswith("prescribing_"))


def part_rows(one: Traits, made: Episodes, chance: Chance, first: tuple[int, int]) -> Rows:
    """The table of sub-interventions. `first` are the numbers of the block's first row and first episode."""
    halves = np.minimum((made.stop - made.start) // DAYS_BETWEEN, MOST - 1)
    of = np.repeat(np.arange(halves.size), 1 + halves)
    place = running(of)
    key = made.key[of] * MOST + place
    done, uniform = chance.two(Of.PARTS, key)
    take = np.flatnonzero(done < DONE)
    of, key = of[take], key[take]
    day = made.start[of] + DAYS_BETWEEN * place[take] + (uniform[take] * 60).astype(np.int32)
    day = np.minimum(day, made.stop[of]).astype(np.int32)
    order = sorted_by(made.who[of], day)
    of, key, day = of[order], key[order], day[order]
    return {
        "sub_intervention": first[0] + np.arange(of.size),
        **_common(one, made, of, first[1]),
        "reviewed_on": days(day),
        **_flags(GROUP_OF[made.pattern[of]] == OPIATE, chance.bits(Of.PARTS_FLAGS, key)),
        **_reference("S", made.who[of]),
    }


def _flags(opiates: Array, bits: Array) -> Rows:
    """Two bits for each part: one of four was going on; the aims of prescribing only for people with opiates."""
    rows = {}
    for place, name in enumerate(FLAGS):
        going_on = part(bits, 2 * place, 2) == 0
        rows[name] = flags(going_on & opiates if name in PRESCRIBING else going_on)
    return rows


def hour_rows(one: Traits, made: Episodes, chance: Chance, first: tuple[int, int]) -> Rows:
    """The table of weekly hours. `first` are the numbers of the block's first row and first episode."""
    done, uniform = chance.two(Of.HOURS, made.key)
    of = np.flatnonzero(done < ASSESSED)
    day = np.minimum(made.start[of] + (uniform[of] * 28).astype(np.int32), made.stop[of]).astype(np.int32)
    order = sorted_by(made.who[of], day)
    of, day = of[order], day[order]
    return {
        "assessment": first[0] + np.arange(of.size),
        **_common(one, made, of, first[1]),
        "assessed_on": days(day),
        "band": words(BANDS, pick(done[of] / ASSESSED, BAND_SHARES)),
        **_reference("W", made.who[of]),
    }


def _common(one: Traits, made: Episodes, of: Array, first_episode: int) -> Rows:
    return {
        "episode": first_episode + of,
        "person": one.person[made.who[of]],
        "service": words(SERVICES, made.service[of]),
    }


def _reference(letter: str, who: Array) -> Rows:
    place = running(who)
    return {"reference": words(numbered(letter, np.arange(1, place.max(initial=0) + 2)), place)}
