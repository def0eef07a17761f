"""Episodes: each journey as one to four stays with services, joined within the window or overlapping."""

from dataclasses import dataclass

import numpy as np

from ostara.exchange.made_up.arrays import Array, pick
from ostara.exchange.made_up_nation.calendar import Calendar, number_of
from ostara.exchange.made_up_nation.chance import Chance, Of, exponential, part
from ostara.exchange.made_up_nation.discharge import codes
from ostara.exchange.made_up_nation.endings import Reason
from ostara.exchange.made_up_nation.journeys import Journeys
from ostara.exchange.made_up_nation.people import Traits
from ostara.exchange.made_up_nation.places import AREA_CODES, OUTSIDE, SERVICES_PER_AREA
from ostara.exchange.made_up_nation.planted import Planted
from ostara.exchange.made_up_nation.substances import pattern_of

MOST = 4
EARLIER_REASONS = (Reason.TRANSFERRED, Reason.DROPPED_OUT, Reason.COMPLETED, Reason.REFERRED_ON, Reason.NOT_KNOWN)
EARLIER_SHARES = (0.60, 0.18, 0.14, 0.05, 0.03)
# Ends of which services do not disagree.
PLAIN = (Reason.DIED, Reason.PRISON, Reason.TRANSFERRED_IN_CUSTODY)
OTHER_SUBSTANCES = 0.05  # of later episodes, those that name others of the same group
LONG_WAIT = 0.01


@dataclass(frozen=True)
class Episodes:
    """One entry for each episode, in the order of person and start. Days are days since 1970."""

    who: Array  # place of the person in the block
    journey: Array  # place of the journey in the block
    key: Array  # number of the episode over all people
    referred: Array
    wait: Array  # days from the referral to the first appointment
    start: Array
    end: Array
    open: Array  # after the last day of the store, so nobody knows of the end yet
    stop: Array  # end, or the last day of the store
    reason: Array
    code: Array
    pattern: Array
    place: Array  # area in which the service is
    area: Array  # where the person lives, as a place among AREA_WORDS
    service: Array


def episodes(one: Traits, every: Journeys, chance: Chance, planted: Planted, calendar: Calendar) -> Episodes:
    """The episodes of these journeys that begin until the last day."""
    many = 1 + pick(chance.of(Of.EPISODES, every.key), planted.episodes)
    together = (many > 1) & (chance.of(Of.TOGETHER, every.key) < planted.same_last_day)
    starts, ends = _spans(every, many, together, chance, planted)
    journey, place = np.nonzero((np.arange(MOST) < many[:, None]) & (starts <= calendar.last))
    start, end = starts[journey, place], ends[journey, place]
    key = every.key[journey] * MOST + place
    reason = _reasons(every, journey, key, end, place == many[journey] - 1, together, chance, planted)
    pattern = _patterns(every, journey, key, place, chance)
    area, lives = _areas(one, every, journey, place, chance, planted)
    wait, referred = _waits(key, start, area, chance, planted)
    base = (chance.of(Of.SERVICE, one.person) * 2).astype(np.int64)
    first_service = np.array([[0, 3], [0, 2], [2, 1], [1, 4]])[every.group, base[every.who]]
    return Episodes(
        who=every.who[journey],
        journey=journey,
        key=key,
        referred=referred,
        wait=wait,
        start=start,
        end=end,
        open=end > calendar.last,
        stop=np.minimum(end, calendar.last),
        reason=reason,
        code=codes(reason, pattern, end, chance.bits(Of.CODE, key)),
        pattern=pattern,
        place=area,
        area=lives,
        service=area * SERVICES_PER_AREA + (first_service[journey] + place) % SERVICES_PER_AREA,
    )


def _spans(every: Journeys, many: Array, together: Array, chance: Chance, planted: Planted) -> tuple[Array, Array]:
    """First and last days: (journeys, MOST). No gap within a journey is longer than the window."""
    length = every.end - every.start
    cuts = [every.start]
    for place in range(1, MOST):
        uneven = 0.6 * (chance.of(Of.CUT, every.key * MOST + place) - 0.5)
        cut = every.start + (length * np.minimum((place + uneven) / many, 1)).astype(np.int32)
        cuts.append(np.where(place < many, cut, every.end))
    cuts.append(every.end)
    starts, ends = [every.start], [cuts[1]]
    for place in range(1, MOST):
        bits = chance.bits(Of.JOIN, every.key * MOST + place)
        uniform = part(bits, 0, 16) / (1 << 16)
        gap = (uniform**2 * planted.joined_days).astype(np.int32)
        gap = np.where(part(bits, 16, 16) < planted.exactly_joined * (1 << 16), planted.joined_days, gap)
        within = cuts[place] - (uniform * (cuts[place] - starts[-1])).astype(np.int32)
        overlaps = part(bits, 32, 16) < planted.overlapping * (1 << 16)
        begins = np.where(overlaps, within, np.minimum(cuts[place] + gap, cuts[place + 1]))
        starts.append(np.maximum(begins, starts[-1]))
        ends.append(cuts[place + 1])
    last_but_one = together[:, None] & (np.arange(MOST) == many[:, None] - 2)
    all_ends = np.where(last_but_one, every.end[:, None], np.stack(ends, axis=1))
    return np.stack(starts, axis=1).astype(np.int32), all_ends.astype(np.int32)


def _reasons(
    every: Journeys,
    journey: Array,
    key: Array,
    end: Array,
    final: Array,
    together: Array,
    chance: Chance,
    planted: Planted,
) -> Array:
    """The journey's reason at its last end; a step on the way at others, unless several end together."""
    reason = every.reason[journey]
    earlier = np.array(EARLIER_REASONS)[pick(chance.of(Of.EARLIER_REASON, key), EARLIER_SHARES)]
    conflict = chance.of(Of.CONFLICT, every.key)[journey] < planted.conflicting_reasons
    other = np.where(reason == Reason.COMPLETED, Reason.DROPPED_OUT, Reason.TRANSFERRED)
    at_end = end == every.end[journey]
    beside = np.where(together[journey] & conflict, other, reason)
    beside = np.where(np.isin(reason, PLAIN), reason, beside)
    result: Array = np.where(final, reason, np.where(at_end, beside, earlier))
    return result.astype(np.int8)


def _patterns(every: Journeys, journey: Array, key: Array, place: Array, chance: Chance) -> Array:
    """What each episode names: now and then a later one names other substances."""
    other, which = chance.two(Of.OTHER_PATTERN, key)
    differs = (place > 0) & (other < OTHER_SUBSTANCES)
    result: Array = np.where(differs, pattern_of(every.group[journey], which), every.pattern[journey])
    return result


def _areas(
    one: Traits, every: Journeys, journey: Array, place: Array, chance: Chance, planted: Planted
) -> tuple[Array, Array]:
    """Where the service is, and where the person lives: both move within a journey for some."""
    moved = (place > 0) & (chance.of(Of.MOVED_WITHIN, every.key)[journey] < planted.moves_within)
    area = np.where(moved, every.next_area[journey], every.area[journey])
    return area, np.where(one.outside[every.who[journey]], OUTSIDE, area)


def _waits(key: Array, start: Array, area: Array, chance: Chance, planted: Planted) -> tuple[Array, Array]:
    """Days from the referral to the first appointment, and the day of referral. Some wait very long."""
    some, uniform = chance.two(Of.WAIT, key)
    wait = np.where(some < planted.waits_none, 0, 1 + exponential(uniform, planted.waits_mean_days))
    wait = np.where(some > 1 - LONG_WAIT, 22 + exponential(uniform, 14.0), wait).astype(np.int32)
    late = (area == AREA_CODES.index(planted.waits_area)) & (start >= number_of(planted.waits_from))
    wait = wait + np.where(late, planted.waits_extra_days, 0).astype(np.int32)
    until_start = (chance.of(Of.REFERRAL, key) ** 2 * 12).astype(np.int32)
    return wait, (start - until_start - wait).astype(np.int32)
