"""The national questions in Polars, as somebody would write them who has only them to answer.

Written from what the measures say they count: lazy scans, few columns, the streaming engine where it helps.
"""

from datetime import date
from pathlib import Path

import polars as pl
from view_program import Given, Rows, run

FAR = date(9999, 12, 31)
NAMES = ("national_substance_1", "national_substance_2", "national_substance_3")


def collected(frame: pl.LazyFrame) -> pl.DataFrame:
    return frame.collect(engine="streaming")


def rows(frame: pl.LazyFrame) -> Rows:
    return [list(row) for row in collected(frame).iter_rows()]


def table(given: Given, name: str, **columns: pl.DataType | type[pl.DataType]) -> pl.LazyFrame:
    return pl.LazyFrame(given[name], schema=columns, orient="row")


def years(given: Given) -> pl.LazyFrame:
    found = table(given, "years", period=pl.String, first_day=pl.String, last_day=pl.String)
    return found.with_columns(pl.col("first_day", "last_day").str.to_date())


def treated_episodes(store: Path, given: Given) -> pl.LazyFrame:
    people = pl.scan_parquet(store / "people.parquet").select("person", "birth_year", home="area")
    family = table(given, "substances", code=pl.String, family=pl.String)
    discharges = table(given, "discharges", code=pl.String, reason=pl.Int32, successful=pl.Boolean, declined=pl.Boolean)
    found = (
        pl.scan_parquet(store / "episodes.parquet")
        .select(
            *("episode", "person", "area", "age", "started", "ended"),
            pl.coalesce(NAMES[0], pl.lit("ours:") + pl.col("substance")).alias(NAMES[0]),
            *NAMES[1:],
            code=pl.when(pl.col("ended").is_not_null()).then(
                pl.coalesce("discharge_code", pl.lit("ours:") + pl.col("end_reason"), pl.lit("0"))
            ),
        )
        .join(people, on="person")
        .join(help_of(store, given), on="episode", how="left")
        .filter(pl.col("structured").fill_null(True), ~pl.col("in_prison").fill_null(False))
        .join(discharges, on="code", how="left")
    )
    for name in NAMES:
        named = family.select(pl.col("code").alias(name), pl.col("family").alias(f"{name}_family"), listed=pl.lit(True))
        found = found.join(named.rename({"listed": f"{name}_listed"}), on=name, how="left")
    families, listed = [pl.col(f"{name}_family") for name in NAMES], [pl.col(f"{name}_listed") for name in NAMES]
    return found.select(
        *("episode", "person", "started", "ended", "reason", "successful", "declined"),
        pl.coalesce("area", "home", pl.lit("not recorded")).alias("area"),
        pl.coalesce("age", pl.col("started").dt.year() - pl.col("birth_year")).alias("age"),
        *(
            pl.any_horizontal((one == word).fill_null(False) for one in families).alias(word)
            for word in ("opiate", "non-opiate", "alcohol")
        ),
        named=pl.any_horizontal(one.is_not_null() for one in listed),
        unknown=pl.any_horizontal(
            one.is_not_null() & each.is_null() for one, each in zip(listed, families, strict=True)
        ),
    )


def help_of(store: Path, given: Given) -> pl.LazyFrame:
    """Whether any help of an episode is structured, and all of it in prison."""
    kinds = table(given, "help_kinds", kind=pl.String, structured=pl.Boolean)
    return (
        pl.scan_parquet(store / "interventions.parquet")
        .select("episode", "kind", inside=pl.col("setting") == "prison")
        .join(kinds, on="kind")
        .group_by("episode")
        .agg(
            pl.col("structured").any(),
            in_prison=(pl.col("inside").sum() == pl.col("inside").count()) & (pl.col("inside").count() > 0),
        )
    )


def chained(episodes: pl.DataFrame, place: list[str], given: Given) -> pl.DataFrame:
    """Episodes in order with the number of their journey, and the reason settled for its start."""
    before = pl.col("ended").fill_null(FAR).cum_max().shift().over("who")
    apart = (pl.col("started") - before).dt.total_days() > given["gap_days"]
    each = (
        episodes.sort(*place, "started", "episode")
        .with_columns(who=pl.struct(place).rle_id())  # one number is found sooner than several columns
        .with_columns(number=(before.is_null() | apart).cum_sum())
    )
    reason = pl.col("reason")
    starts = each.lazy().group_by("number", "started").agg(differ=reason.min() != reason.max()).filter("differ")
    unlike = pl.col("differ") & ~pl.col("successful") & ~pl.col("declined")
    settled = pl.when(unlike).then(pl.lit(999, pl.Int32)).otherwise(reason)
    joined = each.lazy().join(starts, on=["number", "started"], how="left", maintain_order="left")
    return collected(joined.with_columns(reason=settled).drop("differ"))


def journeys(each: pl.DataFrame, given: Given) -> pl.DataFrame:
    by = each.lazy().group_by("number")
    found = by.agg(
        pl.col("who", "person", "area", "started", "age").first(),
        pl.len().alias("episodes"),
        pl.col("ended").max(),
        pl.col("opiate", "non-opiate", "alcohol", "named", "unknown").any(),
        over=pl.col("ended").count(),
    )
    reason, simple = pl.col("reason"), table(given, "reasons", reason=pl.Int32, simple=pl.String)
    alike = (reason.min() == reason.max()) | pl.col("successful").all() | pl.col("declined").all()
    told = (
        each.lazy()
        .filter(reason.is_not_null())
        .join(found.select("number", last_day="ended"), on="number")
        .filter(pl.col("ended") == pl.col("last_day"))
        .group_by("number")
        .agg(reason=pl.when(alike).then(reason.max()).otherwise(pl.lit(999, pl.Int32)))
    )
    group = (
        pl.when("opiate")
        .then(pl.lit("opiate"))
        .when(pl.col("unknown") | ~pl.col("named"))
        .then(None)
        .when(~pl.col("non-opiate"))
        .then(pl.lit("alcohol only"))
        .when("alcohol")
        .then(pl.lit("non-opiate and alcohol"))
        .otherwise(pl.lit("non-opiate only"))
    )
    whole = (
        found.join(told, on="number", how="left")
        .with_columns(
            ended=pl.when(pl.col("over") == pl.col("episodes")).then("ended"),
            reason=pl.when(pl.col("over") == pl.col("episodes")).then(reason.fill_null(999)),
            substance_group=group,
        )
        .join(simple, on="reason", how="left")
    )
    following = pl.col("started").shift(-1).over("who")
    return collected(whole).sort("number").with_columns(following=following)


def in_periods(found: pl.LazyFrame, periods: pl.LazyFrame, following: str) -> pl.LazyFrame:
    """Who was in treatment in each period, at the latest journey, with the age on its first day."""
    days = (pl.col("first_day") - pl.col("started")).dt.total_days()
    older = pl.max_horizontal((days / 365.25).floor().cast(pl.Int32), 0)
    return (
        found.join_where(periods, pl.col("started") <= pl.col("last_day"))
        .filter(
            pl.col("ended").is_null() | (pl.col("ended") >= pl.col("first_day")),
            pl.col(following).is_null() | (pl.col(following) > pl.col("last_day")),
        )
        .with_columns(age=pl.col("age") + older)
    )


def banded(given: Given) -> pl.Expr:
    youngest, oldest = given["age_bands"][0][0], given["age_bands"][-1][1]
    edges = [from_ for from_, *_ in given["age_bands"][1:]]
    bands = pl.col("age").bin_intervals(edges, labels=[band for *_, band in given["age_bands"]])
    return pl.when(pl.col("age").is_between(youngest, oldest)).then(bands.cast(pl.String)).alias("band")


def area() -> pl.Expr:
    return pl.when(pl.col("area") != "not recorded").then("area").alias("area")


def year_of(found: pl.LazyFrame, day: str, given: Given) -> pl.LazyFrame:
    """Rows with the financial year in which a day lies."""
    dated = found.filter(pl.col(day).is_not_null()).sort(day)
    known = dated.join_asof(years(given), left_on=day, right_on="first_day")
    return known.filter(pl.col(day) <= pl.col("last_day"))


def completed(now: pl.LazyFrame) -> Rows:
    done = ((pl.col("ended") <= pl.col("last_day")) & (pl.col("simple") == "successful")).fill_null(False)
    by = now.group_by("period").agg(done.sum().alias("done"), pl.len())
    return [[year, "completed", done, of, 0] for year, done, of in rows(by)]


def returns(found: pl.LazyFrame, following: str, given: Given) -> Rows:
    """Of those who completed: who came back in time, of how many, and of how many it is not known yet."""
    limit = pl.col("ended").dt.offset_by(f"{given['return_months']}mo")
    back = (pl.col(following) < limit).fill_null(False)
    over = pl.lit(date.fromisoformat(given["until"])) >= limit.dt.offset_by("-1d")
    done = found.filter(pl.col("simple") == "successful").select("ended", back=back, known=back | over)
    by = year_of(done, "ended", given).group_by("period")
    told = by.agg(pl.col("back").sum(), pl.col("known").sum(), unknown=(~pl.col("known")).sum())
    return [[year, "re-presented", *numbers] for year, *numbers in rows(told)]


def changes(told: pl.LazyFrame, given: Given) -> Rows:
    less, change = pl.col("first") - pl.col("then"), given["change"]
    class_ = (
        pl.when(pl.col("then") == 0)
        .then(pl.lit("abstinent"))
        .when(less >= change)
        .then(pl.lit("improved"))
        .when(less <= -change)
        .then(pl.lit("deteriorated"))
        .when(pl.col("then").is_not_null())
        .then(pl.lit("unchanged"))
    )
    dated = year_of(told.filter(pl.col("first") > 0), "started", given)
    return rows(dated.group_by("period", class_.alias("class")).len())


def begun(found: pl.LazyFrame, given: Given) -> Rows:
    return rows(
        year_of(found.select("started", "reason", "episodes"), "started", given)
        .group_by("period", "reason")
        .agg(pl.len(), pl.col("episodes").sum().alias("sum"))
    )


def reviewed(store: Path, each: pl.DataFrame, found: pl.DataFrame, given: Given) -> pl.LazyFrame:
    """Days of use at the start of each journey and at its latest early review."""
    day = (pl.col("reviewed_on") - pl.col("started")).dt.total_days()
    told = (
        pl.scan_parquet(store / "reviews.parquet")
        .select("review", "episode", "reviewed_on", "stage", "heroin_days")
        .join(each.lazy().select("episode", "number"), on="episode")
        .join(found.lazy().select("number", "started"), on="number")
        .with_columns(day=day, far=day.abs())
    )
    near = told.filter(pl.col("stage") == "start", pl.col("far") <= given["outcome_start_window_days"])
    first = near.group_by("number", "started").agg(
        first=pl.col("heroin_days").sort_by("far", "reviewed_on", "review").first()
    )
    window = given["outcome_review_from_days"], given["outcome_review_until_days"]
    early = told.filter(pl.col("stage").is_in(["review", "exit"]), pl.col("day").is_between(*window))
    then = early.group_by("number").agg(then=pl.col("heroin_days").sort_by("reviewed_on", "review").last())
    return first.join(then, on="number", how="left")


def plain(store: Path, given: Given) -> dict[str, Rows]:
    episodes = collected(treated_episodes(store, given))
    place = ["person", "area"]
    local = journeys(chained(episodes, place, given), given)
    now = in_periods(local.lazy(), years(given), "following")
    treated = rows(now.group_by("period", area(), "substance_group", banded(given)).len())
    each = chained(episodes, ["person"], given)
    found = journeys(each, given)
    national = in_periods(found.lazy(), years(given), "following")
    return {
        "treated": treated,
        "completed": completed(national) + returns(found.lazy(), "following", given),
        "changed": changes(reviewed(store, each, found, given), given),
        "journeys": begun(found.lazy(), given),
    }


def scan(folder: Path, name: str, counted: str = "nationally") -> pl.LazyFrame:
    """A prepared table: its rows that count nationally, or locally."""
    return pl.scan_parquet(folder / f"both_{name}.parquet").filter(pl.col(counted))


def treated(folder: Path, given: Given) -> Rows:
    return rows(
        scan(folder, "treated_years", "locally").group_by("period", area(), "substance_group", banded(given)).len()
    )


def completions(folder: Path, given: Given) -> Rows:
    return completed(scan(folder, "treated_years")) + returns(scan(folder, "journeys"), "next_started", given)


def changed(folder: Path, given: Given) -> Rows:
    told = scan(folder, "outcomes").select("journey", first="start_heroin_days", then="review_heroin_days")
    began = scan(folder, "journeys").select("journey", "started")
    return changes(told.filter(pl.col("first") > 0).join(began, on="journey"), given)


def begun_journeys(folder: Path, given: Given) -> Rows:
    return begun(scan(folder, "journeys"), given)


def national(folder: Path, _given: Given) -> Rows:
    return rows(scan(folder, "treated_years").group_by("period", "substance_group").len())


def one_area(folder: Path, given: Given) -> Rows:
    found = scan(folder, "treated_years", "locally").filter(pl.col("area") == given["area"])
    return rows(found.group_by("period", banded(given)).len())


def ad_hoc(folder: Path, given: Given) -> Rows:
    first, last = map(date.fromisoformat, given["ad_hoc"])
    whom = scan(folder, "journeys").filter(pl.col("substance_group") == "opiate", "treated_before")
    now = in_periods(whom, pl.LazyFrame({"first_day": [first], "last_day": [last]}), "next_here")
    sex = pl.when(pl.col("sex") != "unknown").then("sex").alias("sex")
    return rows(now.group_by(sex, banded(given)).len())


PREPARED = {
    "treated": treated,
    "completed": completions,
    "changed": changed,
    "journeys": begun_journeys,
    "national": national,
    "one area": one_area,
    "ad hoc": ad_hoc,
}

if __name__ == "__main__":
    run(plain, PREPARED)
