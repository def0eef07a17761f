"""The pictures of a brief: both arms year by year, and the ages of people in treatment at the beginning and the end."""

from math import floor, log10

from ostara.drawing.bars import Bar, BarChart
from ostara.drawing.blocks import Figure
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.trend import TrendChart, TrendSeries
from ostara.drawing.words import Unit
from ostara.planning.brief.spread import Spread, spread
from ostara.planning.brief.told import Brief, yearly
from ostara.planning.brief.wording import amount, with_interval


def years_figure(brief: Brief, name: str, title: str) -> Figure:
    """An outcome year by year, with the scenario beside nothing done."""
    comparison = brief.comparison
    arms = [("If nothing changes", yearly(comparison, name, changed=False))]
    if brief.changes:
        arms.append(("With the scenario", yearly(comparison, name, changed=True)))
    return Figure(
        TrendChart(
            title=title,
            categories=comparison.arms[0].base.years,
            series=tuple(_series(said, told) for said, told in arms),
            category_name="Year",
            value_name=title,
            unit=Unit.SHARE if name == "unmet_need" else Unit.NUMBER,
            band=True,
        )
    )


def _series(name: str, told: tuple[Spread, ...]) -> TrendSeries:
    known = all(one.low is not None for one in told)
    return TrendSeries(
        name,
        tuple(_rounded(one.middle) for one in told),
        tuple(_rounded(one.low) for one in told) if known else (),
        tuple(_rounded(one.high) for one in told) if known else (),
    )


def _rounded(value: float | None) -> float | None:
    """Three figures, and of shares two after the point: a chart's table shows what it is given."""
    if value is None or value == 0:
        return value
    return round(value, min(2, 2 - floor(log10(abs(value)))))


OUTLOOK = {
    "in_treatment": "People in treatment",
    "out_of_treatment": "People who use and are out of treatment",
    "waiting": "People who wait for a start",
    "using_in_treatment": "People in treatment who use on top",
    "housing_problem": "People with an urgent housing problem",
    "hepatitis": "People with chronic hepatitis C",
    "working": "People who work",
    "in_prison": "People in prison",
    "starts": "Starts of treatment in the year",
    "died": "Deaths in the year",
    "cost_grant": "Pounds of public health grant in the year",
}


def outlook_table(brief: Brief) -> DataTable:
    """Who will be there with which needs, in the first and in the last year."""
    comparison = brief.comparison
    years = comparison.arms[0].base.years
    columns = (
        Column("On a day of the year, unless said"),
        *(Column(year, numeric=True) for year in (years[0], years[-1])),
    )
    told = {name: yearly(comparison, name, changed=False) for name in OUTLOOK}
    rows = tuple(
        (title, with_interval(told[name][0]), with_interval(told[name][-1])) for name, title in OUTLOOK.items()
    )
    return DataTable("The first and the last year if nothing changes (95% interval)", columns, rows)


def deaths_by_age(brief: Brief) -> DataTable:
    """Whose deaths the scenario changes."""
    comparison = brief.comparison
    arms = [
        comparison.by_age("died_overdose", changed=which) + comparison.by_age("died_otherwise", changed=which)
        for which in (False, True)
    ]
    base, changed = (arm.sum(axis=1) for arm in arms)
    columns = (
        Column("Age"),
        Column("If nothing changes", numeric=True),
        Column("Difference (95% interval)", numeric=True),
    )
    rows = tuple(
        (name, amount(spread(base[:, band]).middle), with_interval(spread(changed[:, band] - base[:, band])))
        for band, name in enumerate(comparison.arms[0].base.ages)
    )
    return DataTable("Deaths of all causes over the whole horizon, by age at death", columns, rows)


def ages_figure(brief: Brief) -> Figure:
    """Ages of people in treatment in the first and the last year."""
    comparison = brief.comparison
    ages = comparison.by_age("in_treatment", changed=False).mean(axis=0)
    years = comparison.arms[0].base.years
    changed = comparison.by_age("in_treatment", changed=True).mean(axis=0)
    shown = [(f"{years[0]}", ages[0]), (f"{years[-1]}, if nothing changes", ages[-1])]
    if brief.changes:
        shown.append((f"{years[-1]}, with the scenario", changed[-1]))
    bars = tuple(
        Bar(name, float(of[band] / of.sum()), group=when)
        for when, of in shown
        for band, name in enumerate(comparison.arms[0].base.ages)
    )
    return Figure(
        BarChart(
            title="Ages of people in treatment",
            bars=bars,
            value_name="Share of people in treatment",
            row_name="Age",
            group_name="Year",
        )
    )
