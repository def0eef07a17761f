"""The national questions in pandas, as somebody would write them who has only them to answer.

Written from what the measures say they count: only the columns needed, categories for words.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from view_program import Given, Rows, run

FAR = pd.Timestamp("2261-01-01")


def read(file: Path, columns: list[str], filters: list | None = None) -> pd.DataFrame:
    """Columns of a table: days as timestamps, words as categories."""
    found = pq.read_table(file, columns=columns, filters=filters)
    for index, field in enumerate(found.schema):
        if pa.types.is_date32(field.type):
            found = found.set_column(index, field.name, found.column(index).cast(pa.timestamp("s")))
        elif pa.types.is_string(field.type):
            found = found.set_column(index, field.name, found.column(index).dictionary_encode())
    return found.to_pandas(split_blocks=True, self_destruct=True)


def rows(counted: pd.Series | pd.DataFrame) -> Rows:
    """A grouped count as rows; nothing where not recorded."""
    return [[None if pd.isna(value) else value for value in row] for row in counted.reset_index().to_numpy(object)]


def counts(frame: pd.DataFrame, by: list[str]) -> Rows:
    return rows(frame.groupby(by, observed=True, dropna=False).size())


def treated_episodes(store: Path, given: Given) -> pd.DataFrame:
    names = ["national_substance_1", "national_substance_2", "national_substance_3"]
    columns = ["episode", "person", "area", "age", "substance", *names, "started", "ended"]
    found = read(store / "episodes.parquet", [*columns, "discharge_code", "end_reason"])
    found = found[structured_outside(store, given, found["episode"])].reset_index(drop=True)
    people = read(store / "people.parquet", ["person", "area", "birth_year"]).set_index("person")
    area, born = found["person"].map(people["area"].astype(object)), found["person"].map(people["birth_year"])
    found["area"] = found["area"].astype(object).fillna(area).fillna("not recorded").astype("category")
    found["age"] = found["age"].fillna(found["started"].dt.year - born)
    family = dict(given["substances"])
    found[names[0]] = found[names[0]].astype(object).fillna("ours:" + found["substance"].astype(object))
    in_list = [found[name].isin(list(family)) for name in names]
    families = [found[name].astype(object).map(family) for name in names]
    for word in ("opiate", "non-opiate", "alcohol"):
        found[word] = np.logical_or.reduce([column == word for column in families])
    found["named"] = np.logical_or.reduce(in_list)
    found["unknown"] = np.logical_or.reduce(
        [one & column.isna() for one, column in zip(in_list, families, strict=True)]
    )
    code = found["discharge_code"].astype(object).fillna("ours:" + found["end_reason"].astype(object)).fillna("0")
    code = code.where(found["ended"].notna()).astype("category")
    discharges = pd.DataFrame(given["discharges"], columns=["code", "reason", "successful", "declined"])
    discharges = discharges.set_index("code")
    found["reason"] = code.map(discharges["reason"]).astype(float)
    for word in ("successful", "declined"):
        found[word] = code.map(discharges[word]).astype(object).fillna(False).astype(bool)
    return found.drop(columns=[*names, "substance", "discharge_code", "end_reason"])


def structured_outside(store: Path, given: Given, episodes: pd.Series) -> pd.Series:
    """Whether an episode has structured help or help of no kind known, and not all of it in prison."""
    help_ = read(store / "interventions.parquet", ["episode", "kind", "setting"])
    kinds = dict(given["help_kinds"])
    help_ = help_[help_["kind"].isin(list(kinds))]
    structured = help_["kind"].isin([kind for kind, one in kinds.items() if one])
    inside = help_["setting"] == "prison"
    outside = help_["setting"].notna() & ~inside
    some = episodes.isin(help_.loc[structured, "episode"]) | ~episodes.isin(help_["episode"])
    in_prison = episodes.isin(help_.loc[inside, "episode"]) & ~episodes.isin(help_.loc[outside, "episode"])
    return some & ~in_prison


def journeys(episodes: pd.DataFrame, place: list[str], given: Given) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Journeys within a place, and the episodes with their number."""
    each = episodes.sort_values([*place, "started", "episode"], ignore_index=True)
    keys = [each[name] for name in place]
    before = each["ended"].fillna(FAR).groupby(keys, observed=True).cummax().groupby(keys, observed=True).shift()
    each["number"] = (before.isna() | ((each["started"] - before).dt.days > given["gap_days"])).cumsum()
    start = each.groupby(["number", "started"])["reason"]
    differ = start.transform("min") != start.transform("max")
    differ &= each["reason"].notna() & ~each["successful"] & ~each["declined"]
    each["reason"] = each["reason"].mask(differ, 999.0)
    by = each.groupby("number")
    found = by.agg(
        episodes=("episode", "size"),
        person=("person", "first"),
        started=("started", "first"),
        ended=("ended", "max"),
        over=("ended", "count"),
        **{word: (word, "any") for word in ("opiate", "non-opiate", "alcohol", "named", "unknown")},
    )
    first = each.drop_duplicates("number").set_index("number")
    found["age"], found["area"] = first["age"], first["area"]
    last = each[(each["ended"] == each["number"].map(found["ended"])) & each["reason"].notna()]
    told = last.groupby("number").agg(
        low=("reason", "min"), high=("reason", "max"), good=("successful", "all"), declined=("declined", "all")
    )
    alike = (told["low"] == told["high"]) | told["good"] | told["declined"]
    reason = told["high"].where(alike, 999.0).reindex(found.index).fillna(999.0)
    over = found.pop("over") == found["episodes"]
    found["ended"], found["reason"] = found["ended"].where(over), reason.where(over)
    found["substance_group"] = np.select(
        [found["opiate"], found["unknown"] | ~found["named"], ~found["non-opiate"], found["alcohol"]],
        ["opiate", "", "alcohol only", "non-opiate and alcohol"],
        "non-opiate only",
    )
    found["substance_group"] = found["substance_group"].replace("", None).astype("category")
    found["following"] = found.groupby(place, observed=True)["started"].shift(-1)
    found["simple"] = found["reason"].map(dict(given["reasons"]))
    return found.reset_index(), each[["episode", "number"]]


def banded(age: pd.Series, given: Given) -> pd.Categorical:
    bands = given["age_bands"]
    edges = [bands[0][0], *(oldest + 1 for _, oldest, _ in bands)]
    return pd.cut(age, edges, right=False, labels=[band for *_, band in bands])


def in_period(found: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, following: str) -> pd.DataFrame:
    """Who was in treatment then, at the latest journey, with the age on the first day."""
    there = (found["started"] <= last) & (found["ended"].isna() | (found["ended"] >= first))
    now = found[there & (found[following].isna() | (found[following] > last))]
    older = ((first - now["started"]).dt.days // 365.25).clip(lower=0)
    return now.assign(age=now["age"] + older)


def years(given: Given) -> list[tuple[str, pd.Timestamp, pd.Timestamp]]:
    return [(name, pd.Timestamp(first), pd.Timestamp(last)) for name, first, last in given["years"]]


def year_of(days: pd.Series, given: Given) -> pd.Series:
    """The name of the financial year of each day."""
    edges = [*(first for _, first, _ in years(given)), years(given)[-1][2] + pd.Timedelta(days=1)]
    return pd.cut(days, edges, right=False, labels=[name for name, *_ in years(given)])


def finished(now: pd.DataFrame, last: pd.Series | pd.Timestamp) -> pd.Series:
    return (now["ended"] <= last) & (now["simple"] == "successful")


def returns(found: pd.DataFrame, following: str, given: Given) -> Rows:
    """Of those who completed: who came back in time, of how many, and of how many it is not known yet."""
    done = found[found["simple"] == "successful"]
    limit = done["ended"] + pd.DateOffset(months=given["return_months"])
    back = done[following] < limit
    known = back | (pd.Timestamp(given["until"]) >= limit - pd.Timedelta(days=1))
    told = pd.DataFrame({"year": year_of(done["ended"], given), "back": back, "known": known, "not": ~known})
    by = told.dropna(subset="year").groupby("year", observed=True).sum()
    return [[year, "re-presented", *numbers] for year, *numbers in by.itertuples()]


def changes(told: pd.DataFrame, given: Given) -> Rows:
    told = told[told["first"] > 0]
    less, change = told["first"] - told["then"], given["change"]
    words = ["abstinent", "improved", "deteriorated", "unchanged"]
    found = np.select([told["then"] == 0, less >= change, -less >= change, told["then"].notna()], words, "")
    told = pd.DataFrame({"year": year_of(told["started"], given), "class": found}).dropna(subset="year")
    return [[year, word or None, number] for year, word, number in counts(told, ["year", "class"])]


def begun(found: pd.DataFrame, given: Given) -> Rows:
    began = found.assign(year=year_of(found["started"], given)).dropna(subset="year")
    by = began.groupby(["year", "reason"], observed=True, dropna=False)["episodes"]
    return [
        [year, None if reason is None else int(reason), *more] for year, reason, *more in rows(by.agg(["size", "sum"]))
    ]


def reviewed(store: Path, found: pd.DataFrame, numbers: pd.DataFrame, given: Given) -> pd.DataFrame:
    """Days of use at the start of each journey and at its latest early review."""
    told = read(store / "reviews.parquet", ["review", "episode", "reviewed_on", "stage", "heroin_days"])
    told = told.merge(numbers, on="episode").merge(found[["number", "started"]], on="number")
    day = (told["reviewed_on"] - told["started"]).dt.days
    far = day.abs()
    near = told[(told["stage"] == "start") & (far <= given["outcome_start_window_days"])]
    near = near.assign(far=far).sort_values(["far", "reviewed_on", "review"]).drop_duplicates("number")
    early = day.between(given["outcome_review_from_days"], given["outcome_review_until_days"])
    early = told[told["stage"].isin(["review", "exit"]) & early]
    early = early.sort_values(["reviewed_on", "review"]).drop_duplicates("number", keep="last")
    first = near.set_index("number")[["started", "heroin_days"]].rename(columns={"heroin_days": "first"})
    return first.join(early.set_index("number")["heroin_days"].rename("then"))


def plain(store: Path, given: Given) -> dict[str, Rows]:
    episodes = treated_episodes(store, given)
    local, _ = journeys(episodes, ["person", "area"], given)
    treated: Rows = []
    for name, first, last in years(given):
        now = in_period(local, first, last, "following")
        by = counts(now.assign(band=banded(now["age"], given)), ["area", "substance_group", "band"])
        treated += [[name, None if area == "not recorded" else area, *more] for area, *more in by]
    del local
    found, numbers = journeys(episodes, ["person"], given)
    completed = returns(found, "following", given)
    for name, first, last in years(given):
        now = in_period(found, first, last, "following")
        if len(now):
            completed.append([name, "completed", finished(now, last).sum(), len(now), 0])
    changed = changes(reviewed(store, found, numbers, given), given)
    return {"treated": treated, "completed": completed, "changed": changed, "journeys": begun(found, given)}


def scoped(
    folder: Path, name: str, columns: list[str], filters: Sequence[tuple] = (), counted: str = "nationally"
) -> pd.DataFrame:
    """Columns of a prepared table, of its rows that count nationally, or locally."""
    return read(folder / f"both_{name}.parquet", columns, [*filters, (counted, "==", True)])


def treated(folder: Path, given: Given) -> Rows:
    found = scoped(folder, "treated_years", ["period", "area", "substance_group", "age"], counted="locally")
    by = counts(found.assign(age=banded(found["age"], given)), ["period", "area", "substance_group", "age"])
    return [[year, None if area == "not recorded" else area, *more] for year, area, *more in by]


def completed(folder: Path, given: Given) -> Rows:
    found = scoped(folder, "treated_years", ["period", "last_day", "ended", "simple"])
    by = finished(found, found["last_day"]).groupby(found["period"], observed=True).agg(["sum", "size"])
    done = [[year, "completed", *numbers, 0] for year, *numbers in by.itertuples()]
    ended = scoped(folder, "journeys", ["ended", "simple", "next_started"], [("simple", "==", "successful")])
    return done + returns(ended, "next_started", given)


def changed(folder: Path, given: Given) -> Rows:
    columns = {"start_heroin_days": "first", "review_heroin_days": "then"}
    told = scoped(folder, "outcomes", ["journey", *columns], [("start_heroin_days", ">", 0)])
    began = scoped(folder, "journeys", ["journey", "started"])
    return changes(told.rename(columns=columns).merge(began, on="journey"), given)


def begun_journeys(folder: Path, given: Given) -> Rows:
    return begun(scoped(folder, "journeys", ["started", "reason", "episodes"]), given)


def national(folder: Path, _given: Given) -> Rows:
    return counts(scoped(folder, "treated_years", ["period", "substance_group"]), ["period", "substance_group"])


def one_area(folder: Path, given: Given) -> Rows:
    found = scoped(folder, "treated_years", ["period", "age"], [("area", "==", given["area"])], "locally")
    return counts(found.assign(age=banded(found["age"], given)), ["period", "age"])


def ad_hoc(folder: Path, given: Given) -> Rows:
    first, last = map(pd.Timestamp, given["ad_hoc"])
    whom = [("substance_group", "==", "opiate"), ("treated_before", "==", True), ("started", "<=", last.date())]
    found = scoped(folder, "journeys", ["sex", "age", "started", "ended", "next_here"], whom)
    now = in_period(found, first, last, "next_here")
    by = counts(now.assign(age=banded(now["age"], given)), ["sex", "age"])
    return [[None if sex == "unknown" else sex, *more] for sex, *more in by]


PREPARED = {
    "treated": treated,
    "completed": completed,
    "changed": changed,
    "journeys": begun_journeys,
    "national": national,
    "one area": one_area,
    "ad hoc": ad_hoc,
}

if __name__ == "__main__":
    run(plain, PREPARED)
