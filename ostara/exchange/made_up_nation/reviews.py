"""When reviews take place: near the start, about every half year, and near a planned end."""

from dataclasses import dataclass

import numpy as np

from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up_nation.answers import answers
from ostara.exchange.made_up_nation.calendar import Calendar
from ostara.exchange.made_up_nation.chance import Chance, Of
from ostara.exchange.made_up_nation.columns import Rows, days, numbered, running, sorted_by, words
from ostara.exchange.made_up_nation.endings import Reason
from ostara.exchange.made_up_nation.episodes import Episodes
from ostara.exchange.made_up_nation.journeys import Journeys
from ostara.exchange.made_up_nation.people import Traits
from ostara.exchange.made_up_nation.places import SERVICES

STAGES = ("start", "review", "exit")
START, REVIEW, EXIT = range(3)
DAYS_BETWEEN = 182
MOST = 64  # keys for the reviews of one episode
DONE = (0.92, 0.88)  # starts and half-yearly reviews that take place
EXIT_DONE, UNPLANNED_EXIT_DONE = 0.86, 0.34


@dataclass(frozen=True)
class Reviews:
    """One entry for each review."""

    of: Array  # place of the episode
    key: Array
    day: Array
    stage: Array


def reviews(made: Episodes, chance: Chance, calendar: Calendar) -> Reviews:
    """The reviews of these episodes that take place, in the order of person and day."""
    halves = np.minimum((made.stop - made.start) // DAYS_BETWEEN, MOST - 2)
    of = np.repeat(np.arange(halves.size), 2 + halves)
    place = running(of)
    stage = np.where(place == 0, START, np.where(place == 1, EXIT, REVIEW))
    key = made.key[of] * MOST + place
    held, uniform = chance.two(Of.REVIEW, key)
    take = np.flatnonzero(held < _likely(made, of, stage))
    of, place, stage, key, uniform = of[take], place[take], stage[take], key[take], uniform[take]
    day = np.select(
        [stage == START, stage == EXIT],
        [made.start[of] - 6 + (uniform * 20).astype(np.int32), made.stop[of] - 12 + (uniform * 18).astype(np.int32)],
        made.start[of] + DAYS_BETWEEN * (place - 1) - 21 + (uniform * 42).astype(np.int32),
    )
    # Nobody is asked before the referral; a start is asked about while the episode lasts.
    last = np.where(stage == EXIT, calendar.last, made.stop[of])
    day = np.clip(day, np.maximum(made.referred[of], made.start[of] - 6), last).astype(np.int32)
    order = sorted_by(made.who[of], day)
    return Reviews(of[order], key[order], day[order], stage[order])


def _likely(made: Episodes, of: Array, stage: Array) -> Array:
    """Few are asked when they leave unplanned, and nobody who died or goes on."""
    exits = np.where(made.reason == Reason.COMPLETED, EXIT_DONE, UNPLANNED_EXIT_DONE)
    exits = np.where(made.open | (made.reason == Reason.DIED), 0, exits)
    result: Array = np.select([stage == START, stage == REVIEW], DONE, exits[of])
    return result


def review_rows(
    one: Traits, made: Episodes, about: Journeys, held: Reviews, chance: Chance, first: tuple[int, int]
) -> Rows:
    """The table of reviews. `first` are the numbers of the block's first review and first episode."""
    who = made.who[held.of]
    place = running(who)
    return {
        "review": first[0] + np.arange(who.size),
        "person": one.person[who],
        "service": words(SERVICES, made.service[held.of]),
        "episode": first[1] + held.of,
        "reviewed_on": days(held.day),
        "stage": words(STAGES, held.stage),
        **answers(made, about, held.of, held.key, held.stage, chance),
        "reference": words(numbered("T", np.arange(1, place.max(initial=0) + 2)), place),
    }
