"""Made-up folders of CTN-0094 tables for tests: hand-made people only, in each of the formats the door reads."""

import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import rdata
from rdata.conversion import to_r
from rdata.missing import R_INT_NA

FORMATS = ("csv", "csv.gz", "parquet", "rda")

Tables = dict[str, list[tuple[Any, ...]]]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "everybody": ("who", "project"),
    "demographics": ("who", "age", "is_hispanic", "race", "job", "is_living_stable", "education", "marital", "is_male"),
    "site_masked": ("who", "site_masked"),
    "randomization": ("who", "treatment", "which", "when"),
    "treatment": ("who", "amount", "when"),
    "uds": ("who", "what", "when"),
    "uds_temp": ("who", "was_temp_ok", "when"),
    "tlfb": ("who", "what", "when"),
    "visit": ("who", "visit", "what", "is_dead", "is_no_show", "is_in_jail", "when"),
    "detox": ("who", "what", "when"),
    "withdrawal": ("who", "withdrawal", "when"),
}
NUMBERS = ("who", "age", "amount", "when")


def nobody_else() -> Tables:
    """The smallest folder there can be: one person of each trial (27, 30, 51) and every table, nearly empty."""
    return {
        "everybody": [(27, "27"), (30, "30"), (51, "51")],
        "demographics": [
            (27, 34, "No", "White", "Full Time", "Yes", "HS/GED", "Never married", "Yes"),
            (30, 41, "Yes", "Other", None, None, None, None, "No"),
            (51, None, None, None, None, None, None, None, None),
        ],
        "site_masked": [(27, "3"), (30, "3"), (51, "12")],
        "randomization": [
            (27, "Methadone", "1", 1),
            (30, "Outpatient BUP + SMM", "1", 0),
            (51, "Inpatient NR-NTX", "1", 4),
        ],
        "treatment": [],
        "uds": [],
        "uds_temp": [],
        "tlfb": [],
        "visit": [],
    }


def write_folder(folder: Path, tables: Mapping[str, list[tuple[Any, ...]]], form: str = "csv") -> Path:
    """Write tables to `folder`, all in one format. Numbers may miss; words arrive as text or, in R, as factors."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        _WRITERS[form](folder, name, frame(name, rows))
    return folder


def frame(name: str, rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    """The rows of a table as R would hold them: integers and factors."""
    made = pd.DataFrame(list(rows), columns=list(COLUMNS[name]), dtype=object)
    for column in made:
        made[column] = (
            made[column].astype("Float64")
            if column in NUMBERS
            else pd.Categorical(made[column].astype("str").where(made[column].notna(), None))
        )
    return made


def _csv(folder: Path, name: str, made: pd.DataFrame) -> None:
    whole = made.copy()
    for column in made:
        if column in NUMBERS and not (made[column].dropna() % 1).any():
            whole[column] = made[column].astype("Int32")
    whole.to_csv(folder / f"{name}.csv", index=False, na_rep="NA")


def _csv_gz(folder: Path, name: str, made: pd.DataFrame) -> None:
    _csv(folder, name, made)
    plain = folder / f"{name}.csv"
    (folder / f"{name}.csv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()


def _parquet(folder: Path, name: str, made: pd.DataFrame) -> None:
    made.to_parquet(folder / f"{name}.parquet", index=False)  # numbers stay doubles, as pandas leaves them


def _rda(folder: Path, name: str, made: pd.DataFrame) -> None:
    numbers = [column for column in made if column in NUMBERS]
    if not any((made[column].dropna() % 1).any() for column in numbers):
        made = made.astype(dict.fromkeys(numbers, "Int32"))
    made.index = pd.RangeIndex(1, len(made) + 1)
    kinds = {**to_r.DEFAULT_CLASS_MAP, pd.Categorical: _factor, pd.DataFrame: _tibble}
    rdata.write_rda(folder / f"{name}.rda", {name: made}, constructor_dict=kinds)


def _factor(data: pd.Categorical, converter: Any) -> Any:
    """As rdata writes a factor, but with R's own missing value (rdata 1.1 writes level 0, which R has not)."""
    codes = np.where(data.codes < 0, R_INT_NA, data.codes.astype(np.int32) + 1).astype(np.int32)
    levels = np.array([str(level) for level in data.categories], dtype=object)
    attributes = converter.convert_to_r_attributes({"levels": levels, "class": "factor"})
    return to_r.build_r_object(to_r.RObjectType.INT, value=codes, is_object=True, attributes=attributes)


def _tibble(data: pd.DataFrame, converter: Any) -> Any:
    """A data frame of the three classes that a tibble has."""
    arrays = (series.array for _, series in data.items())
    plain = (
        array if isinstance(array, pd.Categorical) else to_r.convert_pd_array_to_np_array(array) for array in arrays
    )
    columns = [converter.convert_to_r_object(array) for array in plain]
    names = np.array([str(column) for column in data], dtype=object)
    rows = np.ma.array([R_INT_NA, -len(data)], mask=[True, False], fill_value=R_INT_NA, dtype=np.int32)
    classes = np.array(["tbl_df", "tbl", "data.frame"], dtype=object)
    attributes = converter.convert_to_r_attributes({"names": names, "class": classes, "row.names": rows})
    return to_r.build_r_object(to_r.RObjectType.VEC, value=columns, is_object=True, attributes=attributes)


_WRITERS = {"csv": _csv, "csv.gz": _csv_gz, "parquet": _parquet, "rda": _rda}
