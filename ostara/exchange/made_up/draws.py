"""The chance behind each made-up person: a stream of their own, so that nobody's life depends on who else was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, auto

import numpy as np

from ostara.exchange.made_up.arrays import Array


class Once(IntEnum):
    """What is drawn once for each person."""

    SITE = 0
    ENTRY = auto()
    SEX = auto()
    AGE_A = auto()
    AGE_B = auto()
    ETHNICITY = auto()
    AREA = auto()
    OST = auto()
    SUBSTANCE = auto()
    MEDICINE = auto()
    START_DOSE = auto()
    HIGH_START = auto()
    HASTY = auto()
    GOAL_LOW = auto()
    GOAL = auto()
    INCLINATION_A = auto()
    INCLINATION_B = auto()
    MISSING = auto()
    SUPERVISED = auto()
    OFFENDER = auto()
    CRACK = auto()
    BENZODIAZEPINE = auto()
    ALCOHOL = auto()
    WORK = auto()
    HOUSING = auto()
    HEALTH = auto()
    DIARY = auto()
    PSYCHOSOCIAL = auto()
    REFERRAL = auto()
    SUNDAY = auto()
    INJECTING = auto()
    SPARE = auto()


class Daily(IntEnum):
    """What is drawn for each person and day."""

    FATE = 0  # death, prison, leaving
    MISS = auto()  # the start of a run of missed days
    LENGTH = auto()  # how long a run, a stay or an absence lasts
    CHOICE = auto()  # what a prescriber decides
    USE = auto()  # heroin use
    PLAN = auto()  # changes of a settled dose
    TEST = auto()
    CRIME = auto()
    REPORT = auto()  # what a pharmacy reports
    DETAIL_A = auto()
    DETAIL_B = auto()
    DETAIL_C = auto()
    DETAIL_D = auto()


@dataclass(frozen=True)
class Draws:
    """Uniform numbers for a block: `once` is (what, people), `daily` is (what, people, days)."""

    once: Array
    daily: Array


def draw(seed: int, people: Sequence[int], days: int) -> Draws:
    """The uniform numbers of these people. A person's numbers depend on seed, person and days alone."""
    once = np.empty((len(people), len(Once)))
    daily = np.empty((len(Daily), len(people), days), np.float32)
    for place, person in enumerate(people):
        stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(person,))))
        stream.random(out=once[place])
        for what in Daily:
            stream.random(out=daily[what, place], dtype=np.float32)
    return Draws(np.ascontiguousarray(once.T), daily)
