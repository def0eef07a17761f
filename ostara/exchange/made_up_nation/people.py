"""Who the people of the made-up nation are, and the rows of the table of people."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array, pick
from ostara.exchange.made_up_nation.births import Births
from ostara.exchange.made_up_nation.calendar import BURN_IN_DAYS, Calendar, age, year
from ostara.exchange.made_up_nation.chance import Chance, Of
from ostara.exchange.made_up_nation.columns import Rows, counts, days, words
from ostara.exchange.made_up_nation.places import AREA_WORDS, OUTSIDE, area_of, country
from ostara.exchange.made_up_nation.planted import Planted
from ostara.exchange.made_up_nation.substances import OPIATE
from ostara.ndtms.lists import national_list

# Shares are invented.
ETHNICITIES = tuple(one.meaning for one in national_list("ethnicity").values())
ETHNICITY_SHARES = (
    *(0.80, 0.015, 0.05),  # White
    *(0.013, 0.004, 0.004, 0.008),  # mixed
    *(0.014, 0.012, 0.006, 0.011),  # Asian
    *(0.012, 0.010, 0.008),  # Black
    *(0.001, 0.012, 0.02),  # Chinese, other, not stated
)
NATIONS = ("GBR", "POL", "IRL", "PRT", "LTU", "IND")
NATION_SHARES = (0.93, 0.025, 0.012, 0.012, 0.011, 0.01)
FEMALE = (0.27, 0.31, 0.30, 0.41)
# Age at the first journey of the first year, by group, and its spread. People with opiates grow older with the years.
MEAN_AGE, AGE_SD = (36.5, 31.0, 36.0, 45.0), (8.5, 9.5, 9.5, 11.5)
OLDER_PER_YEAR = (0.45, 0.05, 0.05, 0.1)
# Nobody is younger in the year of their first journey, so that everybody is an adult on its first day.
YOUNGEST, OLDEST = 19, 84
NO_KEY = 0.001  # of people about whom the key is not known


@dataclass(frozen=True)
class Traits:
    """What each person of a block brings: one array each, in the order of `person`."""

    person: Array
    entry: Array  # first day of the first journey
    group: Array
    female: Array
    born: Array
    initials: Array
    ethnicity: Array
    area: Array
    outside: Array
    tenth: Array
    returning: Array  # how readily they come back, against the average of 1


def traits(person: Array, chance: Chance, planted: Planted, calendar: Calendar, births: Births) -> Traits:
    """The people of a block."""
    span = calendar.last - calendar.first + BURN_IN_DAYS + 1
    entry = (calendar.first - BURN_IN_DAYS + (chance.of(Of.ENTRY, person) * span)).astype(np.int32)
    area = area_of(chance.of(Of.AREA, person), planted)
    group = _group(chance.of(Of.GROUP, person), area, planted)
    female = chance.of(Of.SEX, person) < np.array(FEMALE)[group]
    born, initials = births.born(person, year(entry) - _age(person, group, entry, chance, calendar), female, chance)
    worse = country(planted).deprived[area]
    tenth = 10 * (0.55 * (1 - worse) + 0.45 * chance.of(Of.DEPRIVATION, person) ** 1.5)
    return Traits(
        person=person,
        entry=entry,
        group=group,
        female=female,
        born=born,
        initials=initials,
        ethnicity=pick(chance.of(Of.ETHNICITY, person), ETHNICITY_SHARES),
        area=area,
        outside=chance.of(Of.OUTSIDE, person) < planted.outside_england,
        tenth=1 + tenth.astype(np.int32),
        returning=0.6 + 0.8 * chance.of(Of.RETURNING, person),
    )


def _group(uniform: Array, area: Array, planted: Planted) -> Array:
    """The substance group: more or fewer come for opiates in some areas; the others keep their shares."""
    shares = np.array(planted.group_shares)
    odds = shares[OPIATE] / (1 - shares[OPIATE]) * np.exp(country(planted).opiates)
    opiates = (odds / (1 + odds))[area]
    rest = np.cumsum(shares[1:] / shares[1:].sum())[:-1]
    others = 1 + np.searchsorted(rest, (uniform - opiates) / (1 - opiates), side="right")
    result: Array = np.where(uniform < opiates, OPIATE, others)
    return result


def _age(person: Array, group: Array, entry: Array, chance: Chance, calendar: Calendar) -> Array:
    years = (entry - calendar.first) / 365.25
    mean = np.array(MEAN_AGE)[group] + np.array(OLDER_PER_YEAR)[group] * years
    drawn = mean + np.array(AGE_SD)[group] * chance.normal(Of.AGE, person)
    # Those drawn too young are spread over the first adult years, so that no one age stands out.
    young = YOUNGEST + 9 * chance.of(Of.YOUNG, person) ** 1.5
    result: Array = np.clip(np.where(drawn < YOUNGEST, young, drawn), YOUNGEST, OLDEST).astype(np.int32)
    return result


def people_rows(one: Traits, area: Array, first_day: Array, chance: Chance) -> Rows:
    """The table of people. `area` is where each lived last, `first_day` that of the first record."""
    return {
        "person": one.person,
        "sex": words(("male", "female"), one.female),
        "birth_year": counts(year(one.born)),
        "age": counts(age(one.born, first_day)),
        "ethnicity": words(ETHNICITIES, one.ethnicity),
        "nationality": words(NATIONS, pick(chance.of(Of.NATION, one.person), NATION_SHARES)),
        "area": words(AREA_WORDS, np.where(one.outside, OUTSIDE, area)),
        "attributor": pa.array(_keys(one), mask=chance.of(Of.NO_KEY, one.person) < NO_KEY),
        "first_day": days(first_day),
    }


def _keys(one: Traits) -> list[str]:
    """The keys in the form of `ostara.ndtms.attributor`, for many people at once."""
    dates = np.datetime_as_string(one.born.astype("datetime64[D]")).tolist()
    first, second = (one.initials // 26 + 65).tolist(), (one.initials % 26 + 65).tolist()
    sexes = np.where(one.female, "F", "M").tolist()
    return [
        f"{chr(a)}{chr(b)}{born[:4]}{born[5:7]}{born[8:]}{sex}"
        for a, b, born, sex in zip(first, second, dates, sexes, strict=True)
    ]
