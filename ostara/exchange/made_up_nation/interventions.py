"""Interventions: one to four kinds of help within each episode, with the waits before them. Some are never begun."""

from dataclasses import dataclass

import numpy as np

from ostara.exchange.made_up.arrays import Array, pick
from ostara.exchange.made_up_nation.calendar import NEVER, Calendar
from ostara.exchange.made_up_nation.chance import Chance, Of, part
from ostara.exchange.made_up_nation.columns import Rows, days, numbered, running, sorted_by, words
from ostara.exchange.made_up_nation.endings import Reason
from ostara.exchange.made_up_nation.episodes import Episodes
from ostara.exchange.made_up_nation.people import Traits
from ostara.exchange.made_up_nation.places import SERVICES
from ostara.exchange.made_up_nation.planted import Planted
from ostara.exchange.made_up_nation.substances import GROUP_OF

MOST = 4
MANY_SHARES = (0.24, 0.37, 0.27, 0.12)
KINDS, NATIONAL_KINDS = ("prescribing", "psychosocial", "recovery_support"), ("94", "95", "96")
PRESCRIBING, PSYCHOSOCIAL, SUPPORT = range(3)
SETTINGS, NATIONAL_SETTINGS = (
    ("community", "primary_care", "inpatient", "residential", "recovery_house"),
    tuple("61287"),
)
SETTING_SHARES = ((0.74, 0.19, 0.05, 0.015, 0.005), (0.93, 0.02, 0.01, 0.03, 0.01), (0.95, 0.0, 0.0, 0.02, 0.03))
EXITS, END_REASONS = ("A", "B", "C"), ("completed", "dropped_out", "ended_by_service")
PLANNED, LEFT, WITHDRAWN = range(3)
# The share of 256 who get the first of two kinds, by group and by place in the episode; and the two kinds.
FIRST_KIND = np.array([[236, 256, 256, 128], [0, 256, 256, 128], [0, 256, 256, 128], [46, 220, 256, 128]])
OF_TWO = ((PRESCRIBING, PSYCHOSOCIAL, SUPPORT, SUPPORT), (PSYCHOSOCIAL, SUPPORT, SUPPORT, PSYCHOSOCIAL))
AFTER_DISCHARGE = 6  # of 256 recovery supports, those that go on after the episode


@dataclass(frozen=True)
class Help:
    """One entry for each intervention; days are NEVER where there is none."""

    of: Array  # place of the episode
    kind: Array
    setting: Array
    referred: Array
    offered: Array
    started: Array
    ended: Array
    exit: Array


def helps(made: Episodes, chance: Chance, planted: Planted, calendar: Calendar) -> Help:
    """The interventions of these episodes, in the order of person and start; those never begun come last."""
    many = 1 + pick(chance.of(Of.HELP_END, made.key * MOST), MANY_SHARES)
    of = np.repeat(np.arange(many.size), many)
    place = running(of)
    key = made.key[of] * MOST + place
    bits = chance.bits(Of.HELP, key)
    group = GROUP_OF[made.pattern[of]]
    first = part(bits, 0, 8) < FIRST_KIND[group, place]
    kind = np.where(first, np.array(OF_TWO[0])[place], np.array(OF_TWO[1])[place])
    setting = np.zeros(kind.size, np.int64)
    for one_kind, shares in enumerate(SETTING_SHARES):
        here = np.flatnonzero(kind == one_kind)
        setting[here] = pick(part(bits, 8, 12)[here] / 4096, shares)
    referred, offered, started = _begins(made, of, place, key, bits, chance, planted)
    ended, left = _ends(made, of, kind, started, bits, chance.of(Of.HELP_END, key), calendar)
    order = sorted_by(made.who[of], started)
    found = Help(of, kind, setting, referred, offered, started, ended, left)
    return Help(*(array[order] for array in vars(found).values()))


def _begins(
    made: Episodes, of: Array, place: Array, key: Array, bits: Array, chance: Chance, planted: Planted
) -> tuple[Array, Array, Array]:
    """Referral, first appointment and start: the first ones wait as planted, later ones are agreed on the way."""
    later, uniform = chance.two(Of.HELP_DAYS, key)
    begin, stop = made.start[of], made.stop[of]
    asked = begin + (later**2 * 0.6 * (stop - begin)).astype(np.int32)
    appointment = asked + (uniform**3 * 15).astype(np.int32)
    referred = np.where(place == 0, made.referred[of], asked)
    offered = np.where(place == 0, made.referred[of] + made.wait[of], np.minimum(appointment, stop))
    started = np.minimum(np.maximum(offered, begin) + part(bits, 20, 3).astype(np.int32), stop)
    never = part(bits, 24, 12) < planted.never_started * 4096
    started = np.where(never, NEVER, started)
    unheard = never & (part(bits, 36, 1) == 1)
    return referred, np.where(unheard, NEVER, offered), started


def _ends(
    made: Episodes, of: Array, kind: Array, started: Array, bits: Array, uniform: Array, calendar: Calendar
) -> tuple[Array, Array]:
    """Last day and how it ended. Everything ends with the episode, but some recovery support goes on."""
    stop, is_open = made.stop[of], made.open[of]
    early = part(bits, 40, 8) < np.where(is_open, 90, 60)
    ended = np.where(early, started + (uniform * (stop - started)).astype(np.int32), stop)
    on = (kind == SUPPORT) & ~is_open & (part(bits, 48, 8) < AFTER_DISCHARGE)
    ended = np.where(on, np.minimum(stop + 7 + (uniform * 50).astype(np.int32), calendar.last), ended)
    goes_on = (is_open & ~early) | (started == NEVER)
    reason = made.reason[of]
    planned = np.isin(reason, (Reason.COMPLETED, Reason.TRANSFERRED, Reason.REFERRED_ON))
    with_episode = np.where(planned, PLANNED, np.where(reason == Reason.WITHDRAWN, WITHDRAWN, LEFT))
    by_itself = np.where(part(bits, 56, 8) < 190, PLANNED, LEFT)
    return np.where(goes_on, NEVER, ended), np.where(early, by_itself, with_episode)


def intervention_rows(one: Traits, made: Episodes, given: Help, first: tuple[int, int]) -> Rows:
    """The table of interventions. `first` are the numbers of the block's first intervention and first episode."""
    who = made.who[given.of]
    over = given.ended != NEVER
    place = running(who)
    return {
        "intervention": first[0] + np.arange(who.size),
        "episode": first[1] + given.of,
        "person": one.person[who],
        "service": words(SERVICES, made.service[given.of]),
        "kind": words(KINDS, given.kind),
        "national_kind": words(NATIONAL_KINDS, given.kind),
        "setting": words(SETTINGS, given.setting),
        "national_setting": words(NATIONAL_SETTINGS, given.setting),
        "referred_on": days(given.referred),
        "offered_on": days(given.offered, given.offered != NEVER),
        "started": days(given.started, given.started != NEVER),
        "ended": days(given.ended, over),
        "end_reason": words(END_REASONS, given.exit, over),
        "exit_status": words(EXITS, given.exit, over),
        "reference": words(numbered("M", np.arange(1, place.max(initial=0) + 2)), place),
    }
