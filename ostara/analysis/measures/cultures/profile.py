"""The profile of a store and of each of its services: every indicator with its interval, counted from the same rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import duckdb

from ostara.analysis.measures.answer import Answer
from ostara.analysis.measures.cultures.indicators import INDICATORS, Indicator
from ostara.analysis.measures.cultures.medians import Median, median_of
from ostara.analysis.measures.run import NOT_RECORDED, run


@dataclass(frozen=True)
class Told:
    """An indicator's answer: the share, and the median of its values for all and by service, where it has any."""

    indicator: Indicator
    share: Answer
    median: Median | None
    medians: Mapping[str, Median]


def profile(connection: duckdb.DuckDBPyConnection) -> tuple[Told, ...]:
    """Returns every indicator, on a connection on which `prepare_as_at` made the tables as at a day."""
    return tuple(_told(connection, one) for one in INDICATORS)


def _told(connection: duckdb.DuckDBPyConnection, indicator: Indicator) -> Told:
    measure = indicator.measure
    connection.execute(f"CREATE OR REPLACE TEMP TABLE indicated AS {measure.sql}", measure.bound())
    counted = replace(measure, sql="SELECT person, medicine, service, hit FROM indicated", parameters={})
    answer = replace(run(connection, counted), unverified=measure.unverified)
    if not indicator.median_of:
        return Told(indicator, answer, None, {})
    rows = connection.execute(
        f"SELECT coalesce(service, '{NOT_RECORDED}'), list(value) FROM indicated WHERE value IS NOT NULL GROUP BY 1"
    ).fetchall()
    medians = {service: median_of(values) for service, values in sorted(rows)}
    return Told(indicator, answer, median_of([value for _, values in rows for value in values]), medians)
