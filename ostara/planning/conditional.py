"""What feeds no hazard of another is worked out afterwards: chronic hepatitis C, from who was in treatment."""

import numpy as np

from ostara.planning.compiled import Compiled, Floats
from ostara.planning.specification.places import ALIVE, OST
from ostara.planning.tally import Tally


def hepatitis(compiled: Compiled, tally: Tally) -> dict[str, Floats]:
    """[Y] people with chronic hepatitis C at the end of a year, new infections, courses, and what they cost.

    A share c of people changes by catching (1 - c), less on treatment, and by cures c; a year is one step of that.
    """
    layout, calendar = compiled.layout, compiled.calendar
    years = np.zeros((calendar.years, layout.rows))
    np.add.at(years, calendar.period_year, (tally.start + tally.end).sum(axis=-1) / 2 / calendar.steps_per_year)
    here = np.isin(layout.place_of_row, layout.tagged(ALIVE))
    treated = np.isin(layout.place_of_row, layout.tagged(OST))
    last_epoch = dict(zip(calendar.period_year.tolist(), calendar.period_epoch.tolist(), strict=True))
    share = compiled.named[0]["hepatitis_chronic"]
    found = np.zeros((4, calendar.years))
    for year in range(calendar.years):
        named = compiled.named[last_epoch[year]]
        alive, on = years[year, here].sum(), years[year, treated].sum()
        exposed = (alive - on) + on * named["hepatitis_on_treatment"]
        caught = -np.expm1(-named["hepatitis_catching"]) * exposed * (1 - share)
        courses = -np.expm1(-named["hepatitis_treated"]) * share * alive
        share += (caught - courses * named["hepatitis_cured"]) / alive if alive else 0.0
        found[:, year] = share * alive, caught, courses, courses * named["cost_hepatitis"]
    return dict(zip(("hepatitis", "hepatitis_caught", "hepatitis_courses", "cost_hepatitis"), found, strict=True))
