"""Which weekly or monthly depot stands beside which daily dose of buprenorphine, as the switching table has it.

A look-up for people who check a prescription, never a suggestion: a dose between two rows has no answer.
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from ostara.knowledge.parameters import Status
from ostara.knowledge.sources import source


@dataclass(frozen=True)
class SwitchingRow:
    """One row of the table, in milligrams of buprenorphine; None where no such product or dose is made."""

    tablet_low_mg: Decimal
    tablet_high_mg: Decimal
    lyophilisate_low_mg: Decimal | None
    lyophilisate_high_mg: Decimal | None
    weekly_mg: Decimal | None
    monthly_mg: Decimal | None
    source: str
    status: Status


@cache
def switching_table() -> tuple[SwitchingRow, ...]:
    """The table, from low doses to high."""
    with (files(__package__) / "depot_switching.csv").open(encoding="utf-8") as lines:
        return tuple(_row(row) for row in csv.DictReader(lines))


def row_for_tablets(mg: Decimal | int) -> SwitchingRow | None:
    """The row of a daily dose under the tongue, or None: nobody guesses the nearest."""
    return next((row for row in switching_table() if row.tablet_low_mg <= mg <= row.tablet_high_mg), None)


def row_for_lyophilisate(mg: Decimal | int) -> SwitchingRow | None:
    """The row of a daily dose of the lyophilisate, or None: nobody guesses the nearest."""
    for row in switching_table():
        low, high = row.lyophilisate_low_mg, row.lyophilisate_high_mg
        if low is not None and high is not None and low <= mg <= high:
            return row
    return None


def _row(row: dict[str, str]) -> SwitchingRow:
    def mg(field: str) -> Decimal | None:
        return Decimal(row[field]) if row[field] else None

    return SwitchingRow(
        tablet_low_mg=Decimal(row["tablet_low_mg"]),
        tablet_high_mg=Decimal(row["tablet_high_mg"]),
        lyophilisate_low_mg=mg("lyophilisate_low_mg"),
        lyophilisate_high_mg=mg("lyophilisate_high_mg"),
        weekly_mg=mg("weekly_mg"),
        monthly_mg=mg("monthly_mg"),
        source=source(row["source"]).id,
        status=Status(row["status"]),
    )
