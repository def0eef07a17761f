"""The quality report in Polars, as somebody who knows it would write it: lazy scans, the streaming engine, few columns.

Written from what the measures say they count, not from their SQL. Run as: python in_polars.py STORE OUT.json
"""

import sys
from pathlib import Path

import polars as pl
from answers import Json, counts, curve, number, share
from answers import write as write_json
from polars_days import WHO, Prepared, grouped, measure, prepared, tally
from polars_use import low_doses, positive_tests, untested

METHADONE = pl.lit("methadone", dtype=pl.String).alias("medicine")


def methadone_answers(it: Prepared) -> Json:
    days, gaps = it.methadone, pl.col("step") - 1
    five = number("missed_days.reinduct")
    steps = days.lazy().filter(pl.col("step").is_not_null()).with_columns(METHADONE)
    after_five = steps.filter(gaps >= five).collect()
    restarts = measure(
        after_five.with_columns(hit=pl.col("dose") > number("methadone.restart_high_mg") * 1000), people=True
    )
    at_or_above = after_five.select((pl.col("dose") >= pl.col("dose_before")).sum()).item()
    restarts["at_or_above_dose_before"] = share(at_or_above, after_five.height)
    rise = pl.col("dose") - pl.col("dose_before") > number("methadone.single_rise_mg") * 1000
    return {
        "restart_above_30_after_5": restarts,
        "gaps_5_plus": measure(steps.with_columns(hit=gaps >= five), people=True),
        "gaps_3_plus": measure(steps.with_columns(hit=gaps >= number("missed_days.consult")), people=True),
        "single_rise_above_10": measure(steps.filter(pl.col("step") == 1).with_columns(hit=rise), people=True),
        **first_doses(days),
        **highest_doses(days),
    }


def first_doses(days: pl.DataFrame) -> Json:
    first = days.filter(pl.col("step").is_null()).rename({"day": "first_day", "dose": "first_dose"})
    week = (
        days.lazy()
        .join(first.lazy().select("person", "first_day", "first_dose"), on="person", maintain_order="left")
        .filter(pl.col("day") - pl.col("first_day") <= number("first_week.days"))
        .group_by("person")
        .agg(
            pl.col("service").drop_nulls().first(),
            hit=pl.col("dose").max() - pl.col("first_dose").first() > number("methadone.first_week_rise_mg") * 1000,
        )
        .with_columns(METHADONE)
    )
    high = pl.col("first_dose") > number("methadone.first_dose_high_mg") * 1000
    return {
        "first_dose_above_30": measure(first.with_columns(METHADONE, hit=high)),
        "first_week_rise_above_30": measure(week),
    }


def highest_doses(days: pl.DataFrame) -> Json:
    highest = (
        days.lazy()
        .group_by("person")
        .agg(pl.col("service").cast(pl.String).unique().min(), pl.col("dose").max())
        .with_columns(METHADONE, hit=pl.col("dose") >= number("methadone.adequate_dose_mg") * 1000)
        .collect(engine="streaming")
    )
    bars = highest.group_by((pl.col("dose") // 10_000 * 10).alias("from_mg")).len().sort("from_mg").iter_rows()
    return {
        "maximum_dose_60_plus": {**measure(highest), **quartiles(highest)},
        "maximum_dose_bars": [{"from_mg": low, "to_mg": low + 10, "people": people} for low, people in bars],
    }


def quartiles(highest: pl.DataFrame) -> Json:
    places = {"median": 0.5, "lower_quartile": 0.25, "upper_quartile": 0.75}
    found = {name: highest["dose"].quantile(place, "linear") for name, place in places.items()}
    return {name: None if dose is None else dose / 1000 for name, dose in found.items()}


def attendance(it: Prepared) -> Json:
    rows = (
        it.scan("contacts", "on")
        .filter(pl.col("attendance") != "cancelled")
        .join(it.starts.lazy().drop("service"), on="person")
        .filter(pl.col("on") >= pl.col("started"))
        .select(
            *WHO,
            pl.when(pl.col("attendance") == "attended")
            .then(True)
            .when(pl.col("attendance") == "missed")
            .then(False)
            .alias("hit"),
        )
    )
    return measure(rows)


def retention(it: Prepared) -> tuple[Json, Json]:
    last, late = number("retention.weeks_24_last_dose_day"), number("retention.late_report_days")
    until = pl.lit(it.until, dtype=pl.Int32)
    length = (pl.col("last_covered") - pl.col("started")).fill_null(0)
    seen = it.stays.filter(pl.lit(it.until is None) | (until - pl.col("started") >= last).fill_null(False))
    silent = pl.lit(it.until is None) | pl.col("last_covered").is_null() | (until - pl.col("last_covered") >= late)
    steps = (
        it.stays.filter(pl.lit(it.until is None) | (until >= pl.col("started")).fill_null(False))
        .select("medicine", length.clip(0, last).alias("day"), gone=(length < last) & silent.fill_null(False))
        .group_by("medicine", "day")
        .agg(pl.len(), pl.col("gone").sum())
        .sort("medicine", "day")
    )
    curves = {
        name[0]: curve(part.drop("medicine").iter_rows())
        for name, part in steps.partition_by("medicine", as_dict=True, maintain_order=True).items()
    }
    return measure(seen.with_columns(hit=(pl.col("last_covered") - pl.col("started") >= last).fill_null(False))), curves


def plain_counts(it: Prepared) -> Json:
    first = (
        it.scan("interventions", "started")
        .sort("person", "started", "intervention")
        .group_by("person")
        .agg(pl.col("medicine").drop_nulls().first(), pl.col("service").drop_nulls().first())
    )
    people = (
        it.scan("people")
        .select("person")
        .join(first, on="person", how="left")
        .with_columns(pl.col("medicine").fill_null("none"), n=1)
        .collect()
    )
    each = it.doses.lazy().group_by(WHO).agg(pl.len().alias("n")).collect(engine="streaming")
    each = each.with_columns(pl.col("medicine", "service").cast(pl.String))
    log = it.scan("supplies").group_by("medicine", "service")
    return {
        "people": tally(people),
        "people_dosed": counts(lambda column: grouped(each, column, pl.col("person").n_unique())),
        "dose_rows": tally(log.agg(pl.len().alias("n")).collect(engine="streaming")),
        "dose_days": tally(each),
        "specimens": tally(with_medicine(it, it.scan("specimens"))),
        "positive_findings": tally(with_medicine(it, it.scan("findings").filter(pl.col("result") == "positive"))),
    }


def with_medicine(it: Prepared, rows: pl.LazyFrame) -> pl.DataFrame:
    """How many rows there are under the medicine that their person started with."""
    medicine = it.starts.lazy().select("person", "medicine")
    return (
        rows.select("person", "service")
        .join(medicine, on="person", how="left")
        .group_by(pl.col("medicine").fill_null("none"), "service")
        .agg(pl.len().alias("n"))
        .collect(engine="streaming")
    )


def answers(store: Path) -> Json:
    it = prepared(store)
    positive, months = positive_tests(it)
    retained, curves = retention(it)
    return {
        **methadone_answers(it),
        "low_dose_with_use_on_top": low_doses(it),
        "use_on_top_untested": untested(it),
        "positive_tests": positive,
        "positive_tests_by_month": months,
        "attendance": attendance(it),
        "retained_24_weeks": retained,
        "retention_curve": curves,
        **plain_counts(it),
    }


if __name__ == "__main__":
    write_json(Path(sys.argv[2]), answers(Path(sys.argv[1])))
