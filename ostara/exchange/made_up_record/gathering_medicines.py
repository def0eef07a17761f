"""Orders and doses of the generator as courses of medicine: every order, and what became of each dose of late."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up.spells import Rows
from ostara.exchange.made_up_record.lives import Medicine, Ordered, Place

PRODUCTS = {
    "oral_solution": "methadone_1",
    "sublingual": "buprenorphine_sublingual",
    "depot_monthly": "buvidal_monthly",
}


def medicines_of(orders: Rows, supplies: Rows, moved: timedelta, *, since: date) -> dict[int, list[Medicine]]:
    """Returns the courses of each person who has any, in order of time.

    Args:
        orders, supplies: the generator's tables of a block.
        moved: by how much its days are moved.
        since: the first day of which doses are kept, after they are moved.
    """
    made: dict[int, Medicine] = {}
    people: defaultdict[int, list[Medicine]] = defaultdict(list)
    for row in _rows(
        orders, ("course", "person", "form", "effective_on", "kind", "dose_mg", "supervision", "patient_led")
    ):
        course, person, form, on, kind, dose, supervision, led = row
        if course not in made:
            made[course] = Medicine(PRODUCTS[form], Place.HARBOUR)
            people[person].append(made[course])
        made[course].orders.append(Ordered(on + moved, kind, dose, supervision == "supervised", led))
    kept = np.asarray(supplies["for_day"]) >= np.datetime64(since - moved, "D")
    for course, on, outcome, dose in _rows(supplies, ("course", "for_day", "outcome", "dose_mg"), kept):
        made[course].days.append((on + moved, outcome, dose))
    return dict(people)


def _rows(table: Rows, names: tuple[str, ...], kept: Array | None = None) -> Iterator[tuple[Any, ...]]:
    columns = [_values(table[name], kept) for name in names]
    return zip(*columns, strict=True)


def _values(column: pa.Array | Array, kept: Array | None) -> list[Any]:
    if isinstance(column, pa.Array):
        values: list[Any] = (column if kept is None else column.filter(pa.array(kept))).to_pylist()
        return values
    listed: list[Any] = (column if kept is None else column[kept]).tolist()
    return listed
