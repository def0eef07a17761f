"""What the Polars report starts from: starts of treatment, days with a dose, steps, and how rows are counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from answers import COVERS, GIVEN, OST, Group, Json, counts, day_number, manifest, number, shares

WHO = ["person", "medicine", "service"]
NEVER = 2**31 - 1


@dataclass
class Prepared:
    """What several measures start from."""

    store: Path
    until: int | None
    starts: pl.DataFrame  # person, medicine, service, started, ended
    doses: pl.DataFrame  # person, medicine, day, dose (thousandths of a milligram), service, covers; sorted
    methadone: pl.DataFrame  # days with methadone of people who started, with the day before
    stays: pl.DataFrame  # starts with last_covered

    def scan(self, table: str, *days: str) -> pl.LazyFrame:
        """A table of the store, its days as whole numbers."""
        return scan(self.store, table, *days)


def scan(store: Path, table: str, *days: str) -> pl.LazyFrame:
    """A table with its days as whole numbers."""
    return pl.scan_parquet(store / f"{table}.parquet").with_columns(pl.col(day).cast(pl.Int32) for day in days)


def first_starts(store: Path, cohort: str | None) -> pl.DataFrame:
    people = scan(store, "people")
    if cohort is not None:
        people = people.filter(pl.col("cohort") == cohort)
    return (
        scan(store, "interventions", "started", "ended")
        .filter(pl.col("kind") == "ost_prescribing", pl.col("medicine").is_in(OST))
        .join(people, on="person", how="semi")
        .sort("person", "started", "intervention")
        .with_columns(lasting=pl.col("ended").fill_null(NEVER))  # what goes on holds together whatever begins after it
        .with_columns(before=pl.col("lasting").cum_max().shift().over("person"))
        .with_columns(breaks=(pl.col("started") - pl.col("before") > 1).fill_null(False).cum_sum().over("person"))
        .filter(pl.col("breaks") == 0)
        .group_by("person", maintain_order=True)
        .agg(pl.col("medicine", "service", "started").first(), ended=pl.col("lasting").max())
        .with_columns(ended=pl.when(pl.col("ended") < NEVER).then("ended"))
        .select(*WHO, "started", "ended")
        .collect()
    )


def dose_days(store: Path) -> pl.DataFrame:
    covers = pl.col("form").replace_strict({form: number(name) for form, name in COVERS.items()}, default=1)
    return (
        scan(store, "supplies", "for_day")
        .filter(pl.col("outcome").is_in(GIVEN), (pl.col("dose_mg") > 0) | (pl.col("injections") > 0))
        .select(
            "person",
            pl.col("medicine").cast(pl.Categorical),
            pl.col("service").cast(pl.Categorical),
            pl.col("for_day").alias("day"),
            (pl.col("dose_mg").cast(pl.Float64) * 1000).round().cast(pl.Int32).alias("dose"),
            covers.cast(pl.Int16).alias("covers"),
        )
        .group_by("person", "medicine", "day")
        .agg(pl.col("dose").sum(), pl.col("service").min(), pl.col("covers").max())
        .sort("person", "medicine", "day")
        .collect(engine="streaming")
    )


def methadone_days(doses: pl.DataFrame, starts: pl.DataFrame) -> pl.DataFrame:
    """Days with methadone with what went before. Sorted by person and day, so the day before is the row before."""
    again = pl.col("person") == pl.col("person").shift()
    return (
        doses.lazy()
        .filter(pl.col("medicine") == "methadone")
        .join(starts.lazy(), on="person", how="semi", maintain_order="left")
        .select(
            "person",
            "service",
            "day",
            "dose",
            pl.when(again).then(pl.col("day") - pl.col("day").shift()).alias("step"),
            pl.when(again).then(pl.col("dose").shift()).alias("dose_before"),
        )
        .collect()
    )


def stays(doses: pl.DataFrame, starts: pl.DataFrame) -> pl.DataFrame:
    within = (pl.col("day") >= pl.col("started")) & (pl.col("ended").is_null() | (pl.col("day") <= pl.col("ended")))
    last = (
        doses.lazy()
        .filter(pl.col("medicine").is_in(OST))
        .select("person", "day", "covers")
        .join(starts.lazy().select("person", "started", "ended"), on="person")
        .filter(within)
        .group_by("person")
        .agg((pl.col("day") + pl.col("covers").cast(pl.Int32) - 1).max().alias("last_covered"))
    )
    return starts.lazy().join(last, on="person", how="left").collect(engine="streaming")


def prepared(store: Path) -> Prepared:
    told = manifest(store)
    starts, doses = first_starts(store, told["start_cohort"]), dose_days(store)
    return Prepared(
        store, day_number(told["observed_until"]), starts, doses, methadone_days(doses, starts), stays(doses, starts)
    )


def per_person(rows: pl.DataFrame | pl.LazyFrame) -> pl.DataFrame:
    """Rows with `hit` as numbers for each person, medicine and service."""
    return (
        rows.lazy()
        .group_by(WHO)
        .agg(pl.col("hit").sum().alias("hits"), pl.col("hit").count().alias("known"), pl.len().alias("all"))
        .with_columns(pl.col("medicine", "service").cast(pl.String))
        .collect(engine="streaming")
    )


def grouped(rows: pl.DataFrame, column: str | None, *of: pl.Expr) -> Iterator[tuple]:
    found = rows.select(pl.lit(None), *of) if column is None else rows.group_by(column).agg(*of).sort(column)
    return found.iter_rows()


def measure(rows: pl.DataFrame | pl.LazyFrame, *, people: bool = False) -> Json:
    each = per_person(rows)

    def events(column: str | None) -> Iterator[Group]:
        hits, known = pl.col("hits").sum(), pl.col("known").sum()
        return grouped(each, column, hits, known, (pl.col("all").sum() - known).alias("unknown"))

    def persons(column: str | None) -> Iterator[Group]:
        def distinct(which: pl.Expr) -> pl.Expr:
            return pl.col("person").filter(which).n_unique()

        known = distinct(pl.col("known") > 0)
        return grouped(
            each,
            column,
            distinct(pl.col("hits") > 0).alias("hits"),
            known.alias("known"),
            (pl.col("person").n_unique() - known).alias("unknown"),
        )

    return {**shares(events), **({"people": shares(persons)} if people else {})}


def tally(rows: pl.DataFrame) -> Json:
    """A count from rows of medicine, service and `n`."""
    return counts(lambda column: grouped(rows, column, pl.col("n").sum()))
