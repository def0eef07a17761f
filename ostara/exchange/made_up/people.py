"""Who the made-up people are: what each of them brings, and the rows of the table of people."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array, between, normal, pick
from ostara.exchange.made_up.calendar import LEAD, Calendar
from ostara.exchange.made_up.draws import Once
from ostara.exchange.made_up.planted import Planted

METHADONE, BUPRENORPHINE, DEPOT, NO_MEDICINE = range(4)

# Words as a service might hold them. Shares are invented.
ETHNICITIES = ("White British", "Irish", "Asian British", "Black British", "Mixed", "Other White")
ETHNICITY_SHARES = (0.82, 0.03, 0.05, 0.03, 0.04, 0.03)
AREAS = ("Northmoor", "Southmoor", "Eastmoor", "Westmoor", "Old Town", "Riverside", "Outside the area")
AREA_SHARES = (0.2, 0.18, 0.16, 0.14, 0.16, 0.12, 0.04)
OPIOID_SUBSTANCES = ("heroin", "other_opioid")
OTHER_SUBSTANCES = ("alcohol", "cocaine", "cannabis", "benzodiazepine", "amphetamine")
OTHER_SHARES = (0.42, 0.24, 0.2, 0.08, 0.06)


@dataclass(frozen=True)
class Traits:
    """What each person of a block brings: one array each, in the order of `person`."""

    person: Array
    site: Array
    entry: Array  # place in the calendar of the first day of treatment wanted
    age: Array
    ost: Array
    medicine: Array
    inclination: Array  # to use heroin, in standard deviations
    missing: Array  # how often days are missed, against the average of 1
    offending: Array  # how often offences are recorded, against the average of 1
    high_start: Array
    hasty: Array
    low_goal: Array


def traits(person: Array, once: Array, planted: Planted, calendar: Calendar) -> Traits:
    """The people of a block, from what was drawn once for each."""
    age = np.clip(np.round(41 + 9.5 * normal(once[Once.AGE_A], once[Once.AGE_B])), 18, 78).astype(np.int64)
    ost = once[Once.OST] < planted.ost_share
    others = 1 - planted.methadone_share - planted.depot_share
    medicine = pick(once[Once.MEDICINE], (planted.methadone_share, others, planted.depot_share))
    # Most come in the first years, so that long courses can be seen.
    entry = LEAD + (once[Once.ENTRY] ** 1.6 * (calendar.days - 1)).astype(np.int64)
    # A few offend much and most hardly at all; the average is 1.
    offending = -np.log1p(-once[Once.OFFENDER])
    return Traits(
        person=person,
        site=pick(once[Once.SITE], tuple(site.share for site in planted.sites)),
        entry=entry,
        age=age,
        ost=ost,
        medicine=np.where(ost, medicine, NO_MEDICINE),
        inclination=normal(once[Once.INCLINATION_A], once[Once.INCLINATION_B]),
        missing=0.25 + 2.25 * once[Once.MISSING] ** 2,
        offending=offending,
        high_start=once[Once.HIGH_START] < planted.high_start_share,
        hasty=once[Once.HASTY] < planted.hasty_share,
        low_goal=once[Once.GOAL_LOW] < planted.low_goal_share,
    )


def main_substance(one: Traits, once: Array) -> Array:
    """The main substance each person comes for, in the words of the code list."""
    opioid = np.where(once[Once.SUBSTANCE] < 0.95, "heroin", "other_opioid")
    return np.where(one.ost, opioid, np.array(OTHER_SUBSTANCES)[pick(once[Once.SUBSTANCE], OTHER_SHARES)])


def people_rows(one: Traits, once: Array, first_day: Array, calendar: Calendar) -> dict[str, object]:
    """The table of people. `first_day` is the place in the calendar of each person's first record."""
    first = calendar.date(first_day)
    year = first.astype("datetime64[Y]").astype(np.int64) + 1970
    return {
        "person": one.person,
        "sex": pa.array(np.where(once[Once.SEX] < 0.71, "male", "female")),
        "birth_year": year - one.age,
        "age": one.age,
        "ethnicity": pa.array(np.array(ETHNICITIES)[pick(once[Once.ETHNICITY], ETHNICITY_SHARES)]),
        "area": pa.array(np.array(AREAS)[pick(once[Once.AREA], AREA_SHARES)]),
        "first_day": first,
    }


def supervised_days(one: Traits, once: Array, planted: Planted) -> Array:
    """How many days of each course are watched: about the site's habit, and never for a few people."""
    habit = np.array([site.supervised_days for site in planted.sites])[one.site]
    days = habit + 7 * between(once[Once.SUPERVISED], -3, 6)
    return np.where(once[Once.SPARE] < 0.06, 0, days)
