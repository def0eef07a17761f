"""The rows of episodes, and of what people came with."""

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array, pick
from ostara.exchange.made_up_nation.calendar import NEVER, age
from ostara.exchange.made_up_nation.chance import Chance, Of, part
from ostara.exchange.made_up_nation.columns import Rows, counts, days, flags, numbered, running, words
from ostara.exchange.made_up_nation.discharge import CODES, END_REASON_OF, END_REASONS, NO_CODE
from ostara.exchange.made_up_nation.endings import JOURNEYS
from ostara.exchange.made_up_nation.episodes import Episodes
from ostara.exchange.made_up_nation.journeys import Journeys
from ostara.exchange.made_up_nation.people import Traits
from ostara.exchange.made_up_nation.places import AREA_WORDS, AUTHORITIES, OUTSIDE, SERVICES
from ostara.exchange.made_up_nation.situations import INJECTED, INJECTS
from ostara.exchange.made_up_nation.substances import CODE_PLACES, GROUP_OF, HAS_ALCOHOL, MAIN_WORD, OPIATE
from ostara.exchange.made_up_nation.substances import CODES as SUBSTANCES
from ostara.exchange.made_up_nation.substances import WORDS as SUBSTANCE_WORDS

# National codes. Shares are invented.
REFERRALS = ("4", "3", "2", "1", "5", "8", "6", "13", "22", "9", "11", "19", "24", "15")
REFERRAL_SHARES = (0.50, 0.13, 0.06, 0.05, 0.05, 0.04, 0.03, 0.0, 0.04, 0.01, 0.03, 0.03, 0.01, 0.02)
FROM_PRISON = REFERRALS.index("13")
HOMES, ROUTES, INJECTING = ("1", "2", "3"), ("1", "2", "3", "4", "5"), ("C", "P", "N", "Z")
WORK = ("1", "12", "9", "5", "10", "15", "2", "14", "6")
NOT_WORKING_SHARES = (0.46, 0.34, 0.05, 0.03, 0.05, 0.03, 0.02, 0.02)
CHILDREN, CHILDREN_SHARES = ("11", "12", "13", "14", "15"), (0.14, 0.05, 0.27, 0.52, 0.02)
EXPECTING_UNTIL = 45


def episode_rows(one: Traits, made: Episodes, about: Journeys, chance: Chance, first: int) -> Rows:
    """The table of episodes."""
    who, known = made.who, ~made.open
    substances = (CODE_PLACES[column][made.pattern] for column in range(3))
    national = {f"national_substance_{n}": words(SUBSTANCES, code) for n, code in enumerate(substances, 1)}
    place = running(who)
    return {
        "episode": first + np.arange(who.size),
        "person": one.person[who],
        "service": words(SERVICES, made.service),
        "area": words(AREA_WORDS, made.area),
        "local_authority": words((*AUTHORITIES, ""), made.area, made.area != OUTSIDE),
        "deprivation": counts(one.tenth[who]),
        "age": counts(age(one.born[who], made.start)),
        "substance": words(SUBSTANCE_WORDS, MAIN_WORD[made.pattern]),
        **national,
        "referral_source": _referrals(made, about, chance),
        "referred": days(made.referred),
        "started": days(made.start),
        "care_plan_on": days(np.minimum(made.start + _plan(made, chance), made.stop)),
        "ended": days(made.end, known),
        "end_reason": words(END_REASONS, END_REASON_OF[made.code], known),
        "discharge_code": words((*CODES, ""), made.code, known & (made.code != NO_CODE)),
        "client_reference": words(numbered("C", one.person), who),
        "episode_reference": words(numbered("E", np.arange(1, place.max(initial=0) + 2)), place),
    }


def _plan(made: Episodes, chance: Chance) -> Array:
    result: Array = (chance.of(Of.CASE, made.key) ** 2 * 15).astype(np.int32)
    return result


def _referrals(made: Episodes, about: Journeys, chance: Chance) -> pa.Array:
    """Prison for part of the first episodes after release; the others by share."""
    bits = chance.bits(Of.DETAIL, made.key)
    usual = pick(part(bits, 0, 24) / (1 << 24), REFERRAL_SHARES)
    from_prison = (about.released[made.journey] < NEVER) & (made.start == about.start[made.journey])
    return words(REFERRALS, np.where(from_prison & (part(bits, 24, 8) < 210), FROM_PRISON, usual))


def presentation_rows(one: Traits, made: Episodes, about: Journeys, chance: Chance, first: int) -> Rows:
    """The table of what people came with: one row for each episode."""
    who, of, size = made.who, made.journey, made.who.size
    bits, health = chance.bits(Of.CASE, made.key), chance.of(Of.HEALTH, made.key)
    small = part(bits, 0, 16) / (1 << 16)
    opiate = GROUP_OF[made.pattern] == OPIATE
    injecting, working = about.injecting[of], about.working[of]
    now = injecting == INJECTS
    years = age(one.born[who], made.start)
    children = pick(part(bits, 16, 16) / (1 << 16), CHILDREN_SHARES)
    drinks = HAS_ALCOHOL[made.pattern]
    drinking = np.where(drinks, np.minimum(8 + small * 30, 28), np.maximum(small * 12 - 6, 0)).astype(np.int32)
    known = part(bits, 32, 5) > 0
    return {
        "episode": first + np.arange(size),
        "person": one.person[who],
        "service": words(SERVICES, made.service),
        "age_first_use": counts(np.minimum(13 + (small**2 * 22).astype(np.int32), years), part(bits, 37, 4) > 0),
        "route": words(ROUTES, _routes(made, now, small)),
        "injecting": words(INJECTING, injecting),
        "injected_lately": flags(now, known & (injecting < 3)),
        "ever_shared": flags(small < 0.3, known & (injecting <= INJECTED)),
        "accommodation": words(HOMES, about.home[of], part(bits, 42, 5) > 0),
        "employment": words(WORK, np.where(working, 0, 1 + pick(small, NOT_WORKING_SHARES)), part(bits, 47, 5) > 0),
        "parental_status": words(CHILDREN, children),
        "children_at_home": counts(np.where(children < 2, 1 + part(bits, 52, 1), 0), children < 4),
        "pregnant": flags(health < 0.03, one.female[who] & (years < EXPECTING_UNTIL)),
        "treated_before": flags((about.key[of] % JOURNEYS > 0) | (made.who == np.r_[-1, who[:-1]][:size])),
        "mental_health_need": flags(health < 0.45 + 0.15 * one.female[who], known),
        "drinking_days": counts(drinking, known),
        "drinking_units": counts(np.where(drinks, 6 + (health * 24), drinking > 0).astype(np.int32), known),
        "coordinates_outcomes": flags(np.r_[True, of[1:] != of[:-1]][:size]),
        "hepatitis_c_offer": words(("A", "B", "D"), pick(health, (0.45, 0.3, 0.25)), opiate),
    }


def _routes(made: Episodes, now: Array, small: Array) -> Array:
    """How substance 1 is taken, as a place among ROUTES."""
    first = np.array(SUBSTANCES)[CODE_PLACES[0]]
    usual = np.select([np.isin(first, ("1011", "3201", "5000")), np.isin(first, ("3200", "3100"))], [2, 1], 3)
    result: Array = np.where(now & (small < 0.9), 0, usual[made.pattern])
    return result
