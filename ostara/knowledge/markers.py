"""What a drug test looks for, as substances; and medicines that change how an opioid works. From the code lists."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ostara.knowledge.refusal import RefusalError


def substance_of(marker: str) -> str:
    """The substance (code list `substance`) that a marker (`test_marker`) shows. Raises RefusalError for no marker."""
    found = _column("test_marker", "substance").get(marker)
    if found is None:
        raise RefusalError(f"marker {marker}", "is not in codes/test_marker.csv")
    return found


def group_of(medicine: str) -> str | None:
    """Why a medicine matters beside methadone (`cyp_inducer`, `cyp_inhibitor`), by its name; none: not in the list."""
    wanted = medicine.strip().casefold()
    for code, name in _column("interacting_medicine", "meaning").items():
        if wanted in (code, name.casefold()):
            return _column("interacting_medicine", "group")[code]
    return None


@cache
def _column(name: str, column: str) -> Mapping[str, str]:
    with (files("ostara.knowledge.codes") / f"{name}.csv").open(encoding="utf-8") as lines:
        return MappingProxyType({row["code"]: row[column] for row in csv.DictReader(lines)})
