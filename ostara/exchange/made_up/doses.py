"""Doses: where a course starts, how it rises, where it settles, and what a restart after missed days is given.

All doses are whole milligrams a day, or milligrams of one injection for a monthly depot. Unsafe steps are planted.
"""

import numpy as np

from ostara.exchange.made_up.arrays import Array, again, pick
from ostara.exchange.made_up.people import BUPRENORPHINE, DEPOT, METHADONE, Traits
from ostara.exchange.made_up.planted import Planted

MOST_MG, MOST_TONGUE_MG = 120, 24
DAYS_BETWEEN_REDUCTIONS = 11


def start_dose(one: Traits, chance: Array) -> Array:
    """The first dose of a new course. `one.high_start` marks the planted starts above 30 mg."""
    usual = np.array([20, 25, 30])[pick(chance, (0.35, 0.15, 0.5))]
    high = np.array([35, 40, 50])[pick(chance, (0.5, 0.35, 0.15))]
    hasty = np.where(one.hasty, 30, usual)
    methadone = np.where(one.high_start, high, hasty)
    buprenorphine = np.array([4, 8])[pick(chance, (0.6, 0.4))]
    return _by_medicine(one, methadone, buprenorphine, depot_dose(chance))


def goal_dose(one: Traits, chance: Array) -> Array:
    """The dose a course settles on."""
    low = np.array([30, 35, 40, 45, 50, 55])[pick(chance, (0.12, 0.16, 0.24, 0.18, 0.2, 0.1))]
    full = np.array([60, 65, 70, 80, 90, 100, 110])[pick(chance, (0.3, 0.14, 0.2, 0.2, 0.09, 0.05, 0.02))]
    low_buprenorphine = np.array([6, 8, 10])[pick(chance, (0.15, 0.65, 0.2))]
    full_buprenorphine = np.array([12, 14, 16, 24])[pick(chance, (0.35, 0.1, 0.47, 0.08))]
    # A hasty first week needs somewhere to go.
    methadone = np.where(one.hasty, np.maximum(full, 80), np.where(one.low_goal, low, full))
    buprenorphine = np.where(one.low_goal, low_buprenorphine, full_buprenorphine)
    return _by_medicine(one, methadone, buprenorphine, depot_dose(chance))


def depot_dose(chance: Array) -> Array:
    """Milligrams of one monthly injection."""
    result: Array = np.array([64, 96, 128])[pick(chance, (0.25, 0.5, 0.25))]
    return result


def rise(one: Traits, planted: Planted, on_course: Array, chance: Array) -> Array:
    """Milligrams by which a dose rises today, before the goal caps it."""
    usual = np.where(again(chance) < 0.5, 5, 10)
    usual = np.where(chance < planted.high_rise_share, np.where(again(chance) < 0.7, 15, 20), usual)
    methadone = np.where(one.hasty & (on_course < 7), 10, usual)
    return _by_medicine(one, methadone, np.where(again(chance) < 0.5, 2, 4), np.zeros_like(methadone))


def days_between_rises(one: Traits, on_course: Array, chance: Array) -> Array:
    """Days until the next rise: at least three while methadone builds up, longer later on."""
    early = np.where(on_course < 14, 3 + (again(chance, 2) * 3), 5 + (again(chance, 2) * 16)).astype(np.int64)
    methadone = np.where(one.hasty & (on_course < 7), 1, early)
    return _by_medicine(one, methadone, np.where(on_course < 7, 1, 5), np.full_like(methadone, 28))


def restart_dose(one: Traits, dose: Array, chance: Array) -> Array:
    """The dose of a careful restart after five or more days without medicine: like a new start, and never more."""
    fresh = np.where(chance < 0.6, 30, 20)
    return _by_medicine(one, np.minimum(dose, fresh), np.minimum(dose, 8), dose)


def reduction_step(one: Traits) -> Array:
    """Milligrams by which an agreed reduction goes down at a time."""
    return _by_medicine(one, np.full(one.person.size, 5), np.full(one.person.size, 2), np.full(one.person.size, 32))


def is_low(one: Traits, planted: Planted, dose: Array) -> Array:
    """Whether a dose is what the planted effect calls low."""
    low_buprenorphine = (one.medicine == BUPRENORPHINE) & (dose < planted.low_buprenorphine_mg)
    result: Array = ((one.medicine == METHADONE) & (dose < planted.low_methadone_mg)) | low_buprenorphine
    return result


def _by_medicine(one: Traits, methadone: Array, buprenorphine: Array, depot: Array) -> Array:
    result: Array = np.select(
        [one.medicine == METHADONE, one.medicine == BUPRENORPHINE, one.medicine == DEPOT],
        [methadone, buprenorphine, depot],
        0,
    )
    return result
