"""Asks a measure over derived tables: one cell for each period and combination of what it is cut by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from ostara.analysis.journeys.step import Scope
from ostara.analysis.national.measure import NationalMeasure, Shape
from ostara.analysis.national.treated import treated_sql


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Condition:
    """A condition on members: SQL over their dimensions, with its values bound, never written into it."""

    sql: str = "true"
    values: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Cell:
    """What was counted for one combination.

    `cut` are its values in the order asked for, None where not recorded. `hits` of `known` count; of `unknown` more
    the store cannot tell. Of classes there is a cell for each that occurs, and `known` is that of them all.
    """

    period: str
    cut: tuple[str | None, ...]
    hits: int
    known: int
    unknown: int
    class_: str | None = None


EVERYBODY = Condition()

_COUNTED = """
SELECT period, {cut}, count(*) FILTER ({hit}) AS hits, count(*) FILTER ({hit} IS NOT NULL) AS known,
       count(*) FILTER ({hit} IS NULL) AS unknown, CAST(NULL AS VARCHAR) AS class
FROM ({members}) AS members WHERE {where} GROUP BY ALL ORDER BY ALL
"""
_CLASSED = """
SELECT period, {cut}, hits, sum(CASE WHEN class IS NOT NULL THEN hits ELSE 0 END) OVER same AS known,
       sum(CASE WHEN class IS NULL THEN hits ELSE 0 END) OVER same AS unknown, class
FROM (SELECT period, {cuts}, class, count(*) AS hits FROM ({members}) AS members WHERE {where} GROUP BY ALL)
WINDOW same AS (PARTITION BY period, {cut}) ORDER BY ALL
"""


# How many of the periods are not financial years that were prepared.
OTHER_PERIODS = "SELECT count(*) FROM periods ANTI JOIN financial_years USING (first_day, last_day)"


def treated_in_periods(scope: Scope, *, prepared: bool) -> str:
    """The SQL of who is in treatment in `periods`: the rows `prepared` for financial years, or the same worked out."""
    return _PREPARED.format(prefix=scope.prefix) if prepared else treated_sql(scope)


def set_periods(connection: duckdb.DuckDBPyConnection, periods: Iterable[Period]) -> None:
    """Name the periods that measures are asked for, and who was in treatment in them."""
    asked = [{"period": one.name, "first_day": one.first, "last_day": one.last} for one in periods]
    connection.execute("CREATE OR REPLACE TEMP TABLE periods (period VARCHAR, first_day DATE, last_day DATE)")
    connection.execute("INSERT INTO periods SELECT unnest($asked, recursive := true)", {"asked": asked}).fetchall()
    [(others,)] = connection.execute(OTHER_PERIODS).fetchall()
    for scope in Scope:
        rows = treated_in_periods(scope, prepared=not others)
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {treated_name(scope)} AS {rows}")


_PREPARED = """
SELECT periods.period, years.* EXCLUDE (period)
FROM {prefix}treated_years AS years JOIN periods USING (first_day, last_day)
"""


def treated_name(scope: Scope) -> str:
    """What the rows of `treated_in_periods` are called."""
    return f"{scope.prefix}treated_in_periods"


def ask(
    connection: duckdb.DuckDBPyConnection,
    measure: NationalMeasure,
    scope: Scope,
    cut: Mapping[str, str],
    where: Condition = EVERYBODY,
) -> list[Cell]:
    """The cells of a measure for the periods that were set.

    `cut` maps the names of what it is cut by to SQL over the dimensions, in the order wanted.
    """
    rows = connection.execute(question(measure, scope, cut, where), bound(measure, where)).fetchall()
    return cells(rows, cut)


def question(measure: NationalMeasure, scope: Scope, cut: Mapping[str, str], where: Condition) -> str:
    """The SQL that gives one row for each cell."""
    members = measure.members(scope, treated=treated_name(scope))
    hit = "hit" if measure.shape is Shape.SHARE else "true"
    names = ", ".join(f'"cut_{name}"' for name in cut) or "'' AS nothing"
    cuts = ", ".join(f'({sql}) AS "cut_{name}"' for name, sql in cut.items()) or "'' AS nothing"
    return (
        _CLASSED.format(cut=names if cut else "nothing", cuts=cuts, members=members, where=where.sql)
        if measure.shape is Shape.CLASSES
        else _COUNTED.format(cut=cuts, hit=hit, members=members, where=where.sql)
    )


def bound(measure: NationalMeasure, where: Condition) -> dict[str, object]:
    """Values for the named parameters of the question."""
    return {**measure.bound(), **(where.values or {})}


def cells(rows: Iterable[Sequence[object]], cut: Mapping[str, str]) -> list[Cell]:
    """The cells that the rows of a question tell of."""
    return [_cell(row, len(cut)) for row in rows]


def _cell(row: Sequence[object], cuts: int) -> Cell:
    period, rest = str(row[0]), row[1 : 1 + max(cuts, 1)]
    hits, known, unknown, class_ = row[1 + max(cuts, 1) :]
    values = tuple(None if value is None else str(value) for value in rest[:cuts])
    return Cell(
        period, values, int(str(hits)), int(str(known)), int(str(unknown)), None if class_ is None else str(class_)
    )
