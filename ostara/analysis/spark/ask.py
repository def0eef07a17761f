"""Asks a measure on Spark: the cells that `ostara.analysis.national.ask` gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from ostara.analysis.journeys.step import Scope
from ostara.analysis.national.ask import (
    EVERYBODY,
    OTHER_PERIODS,
    Cell,
    Condition,
    Period,
    bound,
    cells,
    question,
    treated_in_periods,
    treated_name,
)
from ostara.analysis.national.measure import NationalMeasure
from ostara.analysis.spark.derive import derived, frame, rows
from ostara.analysis.spark.session import spark_session
from ostara.analysis.spark.words import tables_in
from ostara.tables.store import Store

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def ask_on_spark(
    store: Store,
    measure: NationalMeasure,
    scope: Scope,
    cut: Mapping[str, str],
    where: Condition,
    periods: Iterable[Period],
    *,
    master: str | None = None,
) -> list[Cell]:
    """The cells of a measure, worked out by Spark: on a cluster, or on this machine (see `session`).

    Raises RefusalError where Spark or Java is missing, or cannot do it.
    """
    sql = (
        question(measure, scope, cut, where),
        *(treated_in_periods(scope, prepared=ready) for ready in (True, False)),
    )
    with spark_session(master) as spark, derived(spark, store, frozenset().union(*map(tables_in, sql))):
        set_periods(spark, periods, [scope])
        return ask(spark, measure, scope, cut, where)


def set_periods(spark: SparkSession, periods: Iterable[Period], scopes: Collection[Scope] = tuple(Scope)) -> None:
    """Name the periods that measures are asked for, and who was in treatment in them."""
    days = [(one.name, one.first, one.last) for one in periods]
    spark.createDataFrame(days, "period string, first_day date, last_day date").createOrReplaceTempView("periods")
    [(others,)] = rows(spark, OTHER_PERIODS)
    for scope in scopes:
        frame(spark, treated_in_periods(scope, prepared=not others)).createOrReplaceTempView(treated_name(scope))


def ask(
    spark: SparkSession, measure: NationalMeasure, scope: Scope, cut: Mapping[str, str], where: Condition = EVERYBODY
) -> list[Cell]:
    """The cells of a measure for the periods that were set, in a session with the derived tables."""
    return cells(rows(spark, question(measure, scope, cut, where), bound(measure, where)), cut)
