"""Use on top in Polars: low doses while using, use that nobody tested for, and what tests found."""

import polars as pl
from answers import ON_TOP, OST, Json, number, share
from polars_days import WHO, Prepared, measure

OPIOIDS = pl.col("substance").is_in(ON_TOP)


def in_period(day: str, days: int) -> pl.Expr:
    return ((pl.col(day) - pl.col("started")) // days).alias("period")


def low_doses(it: Prepared) -> Json:
    """Each 84 days of somebody's treatment: what the last 28 days' highest dose was, and what spoke for use on top."""
    length, month = number("quality.low_dose_evidence_days"), number("measures.month_days")
    began = it.starts.lazy().select("person", "started")
    key = ["person", "period"]
    into = (pl.col("day") - pl.col("started")) % length
    recent = (
        it.doses.lazy()
        .filter(pl.col("covers") == 1, pl.col("medicine").is_in(OST), pl.col("dose") > 0)
        .join(began, on="person", maintain_order="left")
        .filter(pl.col("day") >= pl.col("started"))
        .with_columns(in_period("day", length), late=into >= length - month)
        .group_by(*WHO[:2], "period")
        .agg(
            pl.col("service").filter(pl.col("service").is_not_null()).last(),
            pl.col("dose").filter("late").max().alias("recent"),
        )
        .filter(pl.col("recent").is_not_null())
        .with_columns(pl.col("medicine").cast(pl.String))
        .sort(*key, pl.col("recent"), "medicine", descending=[False, False, True, False])
        .unique(key, keep="first", maintain_order=True)
    )
    tested = (
        it.scan("findings", "taken_on")
        .filter(OPIOIDS, pl.col("result") != "unclear")
        .join(began, on="person")
        .filter(pl.col("taken_on") >= pl.col("started"))
        .group_by("person", in_period("taken_on", length))
        .agg(pl.col("specimen").filter(unexplained()).n_unique().alias("positives"))
    )
    reported = (
        it.scan("use_days", "on")
        .filter(OPIOIDS)
        .join(began, on="person")
        .filter(pl.col("on") >= pl.col("started"))
        .group_by("person", in_period("on", length))
        .agg((pl.col("on").n_unique() * month / length).alias("reported"))
    )
    reviewed = (
        it.scan("reviews", "reviewed_on")
        .filter(pl.col("heroin_days").is_not_null())
        .join(began, on="person")
        .filter(pl.col("reviewed_on") >= pl.col("started"))
        .group_by("person", in_period("reviewed_on", length))
        .agg(pl.col("heroin_days").max().alias("reviewed"))
    )
    led = (
        it.scan("orders", "effective_on")
        .filter(pl.col("kind") == "decrease", pl.col("patient_led"))
        .join(began, on="person")
        .filter(pl.col("effective_on") >= pl.col("started"))
        .select("person", in_period("effective_on", length))
    )
    days = number("quality.use_days_for_need")
    signs = [
        pl.col("positives") >= number("quality.positive_tests_for_need"),
        pl.col("reported") >= days,
        pl.col("reviewed") >= days,
    ]
    needed = {"methadone": "methadone.adequate_dose_mg", "buprenorphine": "buprenorphine.adequate_dose_mg"}
    enough = pl.col("medicine").replace_strict({name: number(of) * 1000 for name, of in needed.items()})
    evidence = (
        pl.when(pl.any_horizontal(sign.fill_null(False) for sign in signs))
        .then(True)
        .when(pl.all_horizontal(sign.is_null() for sign in signs))
        .then(None)
        .otherwise(False)
    )
    rows = (
        recent.join(tested, on=key, how="left")
        .join(reported, on=key, how="left")
        .join(reviewed, on=key, how="left")
        .join(led, on=key, how="anti")
        .with_columns(hit=(pl.col("recent") < enough) & evidence)
    )
    return measure(rows, people=True)


def unexplained() -> pl.Expr:
    return (pl.col("result") == "positive") & ~pl.col("prescribed").fill_null(False)


def untested(it: Prepared) -> Json:
    within = number("quality.use_on_top_test_days")
    months = (
        it.scan("use_days", "on")
        .filter(OPIOIDS)
        .join(it.stays.lazy(), on="person")
        .filter(pl.col("on").is_between("started", "last_covered"))
        .group_by(*WHO, in_period("on", number("measures.month_days")))
        .agg(pl.col("on").min().alias("first_day"))
        .filter(pl.lit(True) if it.until is None else it.until - pl.col("first_day") >= within)
        .sort("first_day")
    )
    tests = it.scan("specimens", "taken_on").select("person", "taken_on").sort("taken_on")
    rows = months.join_asof(
        tests, left_on="first_day", right_on="taken_on", by="person", strategy="forward", check_sortedness=False
    ).with_columns(hit=(pl.col("taken_on") - pl.col("first_day") > within).fill_null(True))
    return measure(rows, people=True)


def positive_tests(it: Prepared) -> tuple[Json, Json]:
    month = in_period("taken_on", number("measures.month_days")).clip(upper_bound=number("measures.months_shown"))
    specimens = (
        it.scan("findings", "taken_on")
        .filter(OPIOIDS, pl.col("result") != "unclear")
        .join(it.stays.lazy().drop("service"), on="person")
        .filter(pl.col("taken_on").is_between("started", "last_covered"))
        .group_by(*WHO, "specimen", month.alias("month"))
        .agg(hit=unexplained().any())
        .collect(engine="streaming")
    )
    months = specimens.group_by("month").agg(pl.col("hit").sum(), pl.len()).sort("month")
    return measure(specimens, people=True), {str(name): share(hits, of) for name, hits, of in months.iter_rows()}
