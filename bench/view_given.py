"""What every program of the national questions is given: years, code lists and numbers of the house, and no answer.

Run as: python -m bench.view_given STORE GIVEN.json
"""

import json
import sys
from datetime import date
from pathlib import Path

from ostara.analysis.journeys.derive import lookups_of, read_sources
from ostara.analysis.journeys.lookups import Lookup
from ostara.analysis.view.dimensions import age_bands
from ostara.analysis.view.periods import asked_periods
from ostara.knowledge.parameters import parameter
from ostara.tables.engine import MEMORY, engine
from ostara.tables.store import Store, open_store

NUMBERS = {
    "gap_days": "national.journey_gap_days",
    "return_months": "national.return_months",
    "change": "national.reliable_change_opiates",
    "outcome_start_window_days": "national.outcome_start_window_days",
    "outcome_review_from_days": "national.outcome_review_from_days",
    "outcome_review_until_days": "national.outcome_review_until_days",
}
LISTS = {
    "years": ("financial_years", ("period", "first_day", "last_day")),
    "substances": ("substance_codes", ("code", "family")),
    "discharges": ("discharge_codes", ("code", "reason", "successful", "declined")),
    "reasons": ("journey_reasons", ("reason", "simple")),
    "help_kinds": ("help_kinds", ("kind", "structured")),
}
LARGEST_AREA = "SELECT area FROM episodes WHERE area IS NOT NULL GROUP BY area ORDER BY count(*) DESC, area LIMIT 1"


def view_given(store: Store) -> dict[str, object]:
    """As JSON can hold it. The area is the largest; the twelve months end with the September before the last day."""
    with engine(store.folder) as connection:
        read_sources(connection, store)
        found = {lookup.name: lookup for lookup in lookups_of(connection, store)}
        [(area,)] = connection.execute(LARGEST_AREA).fetchall()
    [[until]] = found["observed"].rows
    september = until.year if until.month > 9 else until.year - 1
    [months] = asked_periods(f"12m to {september}-09-30", None, until).periods
    return {
        **{name: parameter(known).whole for name, known in NUMBERS.items()},
        **{name: _rows(found[lookup], columns) for name, (lookup, columns) in LISTS.items()},
        "age_bands": [[band.first, band.last, band.words] for band in age_bands()],
        "until": until.isoformat(),
        "area": area,
        "ad_hoc": [months.first.isoformat(), months.last.isoformat()],
        "memory": MEMORY,
    }


def _rows(lookup: Lookup, columns: tuple[str, ...]) -> list[list[object]]:
    places = [list(lookup.columns).index(name) for name in columns]
    return [[_as_json(row[place]) for place in places] for row in lookup.rows]


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(view_given(open_store(Path(sys.argv[1])))), encoding="utf-8")
