"""Supplies: every dose given, handed over or expected, day by day."""

from ostara.tables.column import code, count, day, key, milligrams, person, service
from ostara.tables.table import Rule, Table

SUPPLIES = Table(
    name="supplies",
    meaning=(
        "One row for each dose and day it is meant for. Several rows of one person on one day are kept as they are; "
        "measures add them up. A day without a row is a day with no recorded dose, which need not be a missed dose."
    ),
    key=("supply",),
    order=("person", "for_day", "supply"),
    columns=(
        key("supply", "number of the supply"),
        person(),
        service(),
        key("course", "the course it belongs to", required=False),
        code("medicine", "medicine", "what was supplied"),
        code("form", "medicine_form", "in what form"),
        day("for_day", "the day the dose is meant for"),
        code("outcome", "supply_outcome", "what became of it"),
        milligrams("dose_mg", "milligrams; empty for a depot counted in injections, or when not known", required=False),
        count(
            "injections",
            "injections",
            "number of depot injections, where the source counts those",
            high=10,
            required=False,
        ),
    ),
    rules=(
        Rule(
            "a dose is in milligrams or in injections, not both",
            "dose_mg IS NOT NULL AND injections IS NOT NULL",
            "injections",
        ),
        Rule(
            "a dose that was taken, handed over or recorded has an amount with a unit",
            "outcome IN ('observed', 'collected', 'recorded') AND dose_mg IS NULL AND injections IS NULL",
            "dose_mg",
        ),
    ),
)
