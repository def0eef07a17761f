"""What the pandas report starts from: starts of treatment, days with a dose, steps, and how rows are counted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from answers import COVERS, GIVEN, OST, Group, Json, counts, day_number, manifest, number, shares

WHO = ["person", "medicine", "service"]
NEVER = 2.0**31


@dataclass
class Prepared:
    """What several measures start from."""

    store: Path
    until: int | None
    starts: pd.DataFrame  # person, medicine, service, started, ended
    doses: pd.DataFrame  # person, medicine, day, dose (thousandths of a milligram), service, covers; sorted
    methadone: pd.DataFrame  # days with methadone of people who started, with the day before
    stays: pd.DataFrame  # starts with last_covered

    def read(self, table: str, columns: list[str], filters: list | None = None) -> pd.DataFrame:
        """Columns of a table of the store."""
        return read(self.store, table, columns, filters)


def read(store: Path, table: str, columns: list[str], filters: list | None = None) -> pd.DataFrame:
    """Columns of a table: days as whole numbers (empty: NaN), words as categories in the order of the alphabet."""
    found = pq.read_table(store / f"{table}.parquet", columns=columns, filters=filters)
    for index, field in enumerate(found.schema):
        column = found.column(index)
        if pa.types.is_date32(field.type):
            found = found.set_column(index, field.name, column.cast(pa.int32()))
        elif pa.types.is_decimal(field.type):
            found = found.set_column(index, field.name, pc.round(pc.multiply(column.cast(pa.float64()), 1000.0)))
        elif pa.types.is_string(field.type):
            found = found.set_column(index, field.name, column.dictionary_encode())
    frame = found.to_pandas(split_blocks=True, self_destruct=True)
    for name in frame.select_dtypes("category"):
        frame[name] = frame[name].cat.reorder_categories(sorted(frame[name].cat.categories), ordered=True)
    return frame


def first_starts(store: Path, cohort: str | None) -> pd.DataFrame:
    every = read(
        store,
        "interventions",
        ["intervention", *WHO, "started", "ended"],
        [("kind", "==", "ost_prescribing"), ("medicine", "in", OST)],
    )
    if cohort is not None:
        people = read(store, "people", ["person", "cohort"])
        every = every[every["person"].isin(people.loc[people["cohort"] == cohort, "person"])]
    every = every.sort_values(["person", "started", "intervention"])
    lasting = every["ended"].fillna(NEVER)  # one that goes on holds together whatever begins after it
    before = lasting.groupby(every["person"]).cummax().groupby(every["person"]).shift()
    breaks = (every["started"] - before > 1).groupby(every["person"]).cumsum()
    ends = lasting[breaks == 0].groupby(every["person"]).max()
    first = every.drop_duplicates("person").drop(columns=["intervention", "ended"])
    first = first.join(ends.where(ends < NEVER).rename("ended"), on="person")
    return first.reset_index(drop=True)


def dose_days(store: Path) -> pd.DataFrame:
    rows = read(store, "supplies", [*WHO, "form", "for_day", "dose_mg", "injections"], [("outcome", "in", GIVEN)])
    rows = rows[(rows["dose_mg"] > 0) | (rows["injections"] > 0)]
    lasting = {form: number(name) for form, name in COVERS.items()}
    days_of_code = [lasting.get(form, 1) for form in rows["form"].cat.categories]
    rows = rows.assign(covers=pd.Series(days_of_code, dtype="int16").to_numpy()[rows["form"].cat.codes])
    days = rows.groupby(["person", "medicine", "for_day"], observed=True)
    found = pd.DataFrame(
        {"dose": days["dose_mg"].sum(min_count=1), "service": days["service"].min(), "covers": days["covers"].max()}
    )
    return found.reset_index(names=["person", "medicine", "day"])


def methadone_days(doses: pd.DataFrame, starts: pd.DataFrame) -> pd.DataFrame:
    """Days with methadone with what went before. Sorted by person and day, so the day before is the row before."""
    wanted = (doses["medicine"] == "methadone") & doses["person"].isin(starts["person"])
    days = doses.loc[wanted, ["person", "service", "day", "dose"]]
    before = days.groupby("person")[["day", "dose"]].shift()
    return days.assign(medicine="methadone", step=days["day"] - before["day"], dose_before=before["dose"])


def stays(doses: pd.DataFrame, starts: pd.DataFrame) -> pd.DataFrame:
    ost = doses.loc[doses["medicine"].isin(OST), ["person", "day", "covers"]]
    ost = ost.merge(starts[["person", "started", "ended"]], on="person")
    within = (ost["day"] >= ost["started"]) & ~(ost["day"] > ost["ended"])
    last = (ost["day"] + ost["covers"] - 1)[within].groupby(ost["person"]).max().rename("last_covered")
    return starts.join(last, on="person")


def prepared(store: Path) -> Prepared:
    told = manifest(store)
    starts, doses = first_starts(store, told["start_cohort"]), dose_days(store)
    return Prepared(
        store, day_number(told["observed_until"]), starts, doses, methadone_days(doses, starts), stays(doses, starts)
    )


def grouped(rows: pd.DataFrame, column: str | None) -> Iterator[tuple[str | None, pd.DataFrame]]:
    if column is None:
        yield None, rows
    else:
        for name, part in rows.groupby(column, observed=True, dropna=False):
            yield (None if pd.isna(name) else str(name)), part


def measure(rows: pd.DataFrame, *, people: bool = False) -> Json:
    """The answer to a measure, from its members with `hit` (empty where not known)."""
    hits = rows["hit"].astype("boolean") if rows["hit"].dtype == object else rows["hit"]
    each = hits.groupby([rows[name] for name in WHO], observed=True, dropna=False).agg(["sum", "count", "size"])
    each = each.reset_index()

    def events(column: str | None) -> Iterable[Group]:
        for name, part in grouped(each, column):
            yield name, int(part["sum"].sum()), int(part["count"].sum()), int((part["size"] - part["count"]).sum())

    def persons(column: str | None) -> Iterable[Group]:
        for name, part in grouped(each, column):
            known = part.loc[part["count"] > 0, "person"].nunique()
            yield name, part.loc[part["sum"] > 0, "person"].nunique(), known, part["person"].nunique() - known

    return {**shares(events), **({"people": shares(persons)} if people else {})}


def tally(rows: pd.DataFrame) -> Json:
    """How many rows there are by medicine and service."""
    sizes = rows.groupby(["medicine", "service"], observed=True, dropna=False).size().reset_index(name="n")
    return counts(lambda column: ((name, int(part["n"].sum())) for name, part in grouped(sizes, column)))
