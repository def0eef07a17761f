"""Runs the steps over a store with Spark: a temporary view for each, from those before it.

They are the steps that DuckDB runs, in the words of Spark. Each is worked out once and kept by the machines that did
it, so that the plan of the next step does not hold the plans of all before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ostara.analysis.journeys.derive import (
    KNOWN_DAYS,
    SOURCES,
    SUBSTANCE_CODES,
    lookups_between,
    refuse_relative_days,
    steps,
)
from ostara.analysis.journeys.step import Step
from ostara.analysis.spark.words import spark_sql, tables_in
from ostara.tables.store import Store

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Row = tuple[object, ...]
KINDS = {"VARCHAR": "string", "BOOLEAN": "boolean", "INTEGER": "int", "DATE": "date"}  # of lookups, in Spark's words
CHECKPOINTS = "spark.checkpoint.dir"


def frame(spark: SparkSession, sql: str, values: Mapping[str, object] | None = None) -> DataFrame:
    """One of our SELECTs as a data frame of Spark. `values` are bound to its named parameters."""
    return spark.sql(spark_sql(sql), args=dict(values or {}))


def rows(spark: SparkSession, sql: str, values: Mapping[str, object] | None = None) -> list[Row]:
    """The rows of one of our SELECTs."""
    return [tuple(row) for row in frame(spark, sql, values).collect()]


@contextmanager
def derived(spark: SparkSession, store: Store, names: Collection[str] | None = None) -> Iterator[None]:
    """Make derived tables of a store available in this session until the block ends: all, or those that `names` need.

    Raises RefusalError for a store on a relative clock, and for one without episodes.
    """
    refuse_relative_days(store)
    made: list[str] = []
    try:
        for name, table in _tables(spark, store, list(steps()) if names is None else leading_to(names)):
            table.createOrReplaceTempView(name)
            made.append(name)
        yield
    finally:
        for name in made:
            spark.catalog.dropTempView(name)


def leading_to(names: Collection[str]) -> list[Step]:
    """The steps that make these tables, and those before them that they read, in their order."""
    wanted, chosen = set(names), []
    for step in reversed(list(steps())):
        if step.name in wanted:
            chosen.append(step)
            wanted |= tables_in(step.sql)
    return chosen[::-1]


def _tables(spark: SparkSession, store: Store, chosen: Iterable[Step]) -> Iterator[tuple[str, DataFrame]]:
    for name in SOURCES:
        yield name, spark.read.parquet(store.file(name).resolve().as_uri())
    codes = [str(code) for (code,) in rows(spark, SUBSTANCE_CODES)]
    [(first, last)] = frame(spark, KNOWN_DAYS).collect()
    for lookup in lookups_between(store, codes, first, last):
        columns = ", ".join(f"{column} {KINDS[kind]}" for column, kind in lookup.columns.items())
        yield lookup.name, spark.createDataFrame(lookup.rows, columns)
    for step in chosen:
        table = frame(spark, step.sql, step.bound())
        yield step.name, table if step.view else _kept(spark, table)


def _kept(spark: SparkSession, table: DataFrame) -> DataFrame:
    """The rows once worked out: in the checkpoint folder of a cluster that has one, which outlives a lost machine."""
    return table.checkpoint() if spark.conf.get(CHECKPOINTS, None) else table.localCheckpoint()
