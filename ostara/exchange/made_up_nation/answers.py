"""What people answer at reviews, in the shape of the Treatment Outcomes Profile; each item is left out now and then."""

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up_nation.chance import Chance, Of, part
from ostara.exchange.made_up_nation.columns import Rows, counts, flags
from ostara.exchange.made_up_nation.endings import Reason
from ostara.exchange.made_up_nation.episodes import Episodes
from ostara.exchange.made_up_nation.journeys import Journeys
from ostara.exchange.made_up_nation.situations import HOUSING_PROBLEM, INJECTS, NO_HOME
from ostara.exchange.made_up_nation.substances import ITEMS, ranks

NO_DAYS, ALL_DAYS = 0, 28
# Days of use at the start, of 256: those of no use and of daily use; the others are spread between. By rank of the
# substance: none of the problem substances, first, second, third.
NONE_AT_START, DAILY_AT_START = np.array([246, 26, 64, 90]), np.array([0, 118, 40, 20])
# How use goes on, of 256, added up: stopped, fell, stayed; the others use more. Rows: start, review, completed, left.
COURSE = np.array([[0, 0, 256], [96, 166, 222], [200, 240, 252], [60, 112, 200]])
START_COURSE, REVIEW_COURSE, COMPLETED_COURSE, LEFT_COURSE = range(4)
START_STAGE, EXIT_STAGE = 0, 2
ACUTE_AT_COMPLETION = 12  # of 256
ACUTE = np.array([190, 70, 6])  # of 256, by need of a home
SHOPLIFTING, SELLING, ASSAULT, STUDYING = 26, 8, 7, 12  # of 256


def answers(made: Episodes, about: Journeys, of: Array, key: Array, stage: Array, chance: Chance) -> Rows:
    """The items of each review. Every item takes its own bits of the numbers drawn for the review."""
    course = _courses(made, of, stage)
    base, moves = chance.bits(Of.BASELINE, made.key)[of], chance.bits(Of.COURSE, key)
    life, unasked = chance.bits(Of.LIFE, key), chance.bits(Of.UNASKED, key)
    rank = ranks()[made.pattern]
    rows: Rows = {}
    used = []
    for place, item in enumerate(ITEMS):
        days = _days(rank[of, place], part(base, 8 * place, 16), part(moves, 8 * place, 16), course)
        rows[item] = counts(days, asked(unasked, place))
        used.append(days)
    injects = (about.injecting == INJECTS)[made.journey[of]]
    injecting = np.where(injects, used[0] * (1 + part(life, 0, 2)) // 4, 0)
    better = (course != START_COURSE).astype(np.int32) * 2 + (course == COMPLETED_COURSE)
    return {
        **rows,
        "injecting_days": counts(injecting, asked(unasked, 7)),
        # Nobody who did not inject is asked about sharing.
        "shared_equipment": flags((injecting > 0) & (part(life, 2, 3) == 0), asked(unasked, 7)),
        **_crime(life, unasked, better),
        **_living(made, about, of, stage, life, unasked, better),
    }


def asked(bits: Array, item: int) -> Array:
    """Whether an item was answered: all but one of 32 times, and never for one review of 64."""
    return (part(bits, (item * 4) % 56, 5) > 0) & (part(bits, 58, 6) > 0)


def _courses(made: Episodes, of: Array, stage: Array) -> Array:
    left = np.where(made.reason == Reason.COMPLETED, COMPLETED_COURSE, LEFT_COURSE)[of]
    result: Array = np.where(stage == START_STAGE, START_COURSE, np.where(stage == EXIT_STAGE, left, REVIEW_COURSE))
    return result


def _days(rank: Array, base: Array, moves: Array, course: Array) -> Array:
    """Days of 28: the episode's days at the start, and what became of them."""
    level = base >> 8
    start = 1 + ((base & 0xFF) * 27 >> 8)
    daily = 256 - DAILY_AT_START[rank]
    start = np.where(level < NONE_AT_START[rank], NO_DAYS, np.where(level >= daily, ALL_DAYS, start)).astype(np.int32)
    which, how = moves >> 8, (moves & 0xFF).astype(np.int32)
    edges = COURSE[course]
    fell = start * (30 + (how * 5 >> 3)) >> 8
    rose = start + ((ALL_DAYS - start) * how >> 9) * (rank > 0)
    result: Array = np.where(
        which < edges[:, 0],
        NO_DAYS,
        np.where(which < edges[:, 1], fell, np.where(which < edges[:, 2], start, rose)),
    )
    return result


def _crime(life: Array, unasked: Array, better: Array) -> Rows:
    """Days of crime: of few people, and of fewer in treatment."""
    less = better * 4
    days = 1 + (part(life, 8, 8) * 27 >> 8)
    return {
        "shoplifting_days": counts(np.where(part(life, 16, 8) + less < SHOPLIFTING, days, 0), asked(unasked, 8)),
        "selling_days": counts(np.where(part(life, 24, 8) + less < SELLING, days, 0), asked(unasked, 9)),
        "other_theft": flags(part(life, 27, 8) + less < SELLING, asked(unasked, 10)),
        "assault_days": counts(np.where(part(life, 32, 8) + less < ASSAULT, 1 + days // 8, 0), asked(unasked, 10)),
    }


def _living(
    made: Episodes, about: Journeys, of: Array, stage: Array, life: Array, unasked: Array, better: Array
) -> Rows:
    """Work, home and health as people rate it."""
    journey = made.journey[of]
    home = about.home[journey]
    acute = ACUTE[home] >> np.where(stage == START_STAGE, 0, 1)
    completed = (stage == EXIT_STAGE) & (made.reason == Reason.COMPLETED)[of]
    acute = np.where(completed, ACUTE_AT_COMPLETION, acute)
    work = np.where(about.working[journey], 8 + part(life, 36, 4), 0)
    risk = np.where(home <= HOUSING_PROBLEM, 60, 14) + 10 * (home == NO_HOME)
    return {
        "paid_work_days": counts(work, asked(unasked, 11)),
        "education_days": counts(np.where(part(life, 28, 8) < STUDYING, 6, 0), asked(unasked, 11)),
        "acute_housing_problem": flags(part(life, 40, 8) < acute, asked(unasked, 12)),
        "housing_risk": flags(part(life, 44, 8) < risk, asked(unasked, 12)),
        "psychological_health": _rating(9 + better, part(life, 48, 8), asked(unasked, 13)),
        "physical_health": _rating(10 + better, part(life, 52, 8), asked(unasked, 13)),
        "quality_of_life": _rating(9 + better + better // 2, part(life, 56, 8), asked(unasked, 13)),
    }


def _rating(middle: Array, bits: Array, known: Array) -> pa.Array:
    spread = ((bits & 15).astype(np.int32) + (bits >> 4).astype(np.int32)) // 2 - 7
    return counts(np.clip(middle + spread, 0, 20), known)
