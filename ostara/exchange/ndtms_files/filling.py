"""Fills the tables of a store from rows that were kept, grouped and folded, in the order that each table wants."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ostara.exchange.ndtms_files.folding import value_of
from ostara.exchange.ndtms_files.grouping import PERSON
from ostara.exchange.ndtms_files.judging import Kept
from ostara.exchange.ndtms_files.places import PARTS, headers, places_in
from ostara.exchange.ndtms_files.records import whole_numbers
from ostara.exchange.ndtms_files.translation import meaning, substance, to_ours
from ostara.tables import TABLES
from ostara.tables.writer import StoreWriter

_AT_ONCE = 100_000
# Codes of ours beside the national ones, for tables in which something must stand there.
_OURS = {
    "interventions": (
        f"coalesce({to_ours('modality', 't_MODAL')}, 'other') AS kind",
        f"coalesce({to_ours('setting', 't_MODSET')}, 'unknown') AS setting",
        f"{to_ours('modality_exit', 't_MODEXIT')} AS end_reason",
    ),
}


@dataclass(frozen=True)
class Filling:
    """Writes the tables of one import; `written` counts their rows."""

    kept: Kept
    writer: StoreWriter
    written: dict[str, int]

    def everything(self) -> Iterator[str]:
        """Write table after table, and say before each which."""
        for table, write in (("people", self._people), ("episodes", self._episodes), ("deaths", self._deaths)):
            yield table
            write()
        yield "presentations"
        self._presentations()
        for table in PARTS:
            yield table
            self._parts(table)

    def write(self, table: str, select: str, bound: Mapping[str, str] | None = None, *, key: str | None = None) -> None:
        """Write the rows of a query, a batch at a time, numbered from 1 in `key` where one is named."""
        rows = 0
        for batch in self.kept.connection.sql(select, params=bound or {}).to_arrow_reader(_AT_ONCE):
            columns = dict(zip(batch.schema.names, batch.columns, strict=True))
            if key:
                columns[key] = whole_numbers(np.arange(rows + 1, rows + batch.num_rows + 1))
            self.writer.write(table, columns)
            rows += batch.num_rows
        self.written[table] = rows

    def _first_rows(self, wanted: frozenset[str]) -> str:
        return f"({self.kept.typed(wanted, 'staged')}) JOIN firsts ON line = first_line"

    def _people(self) -> None:
        held = {place.header: place for place in places_in(self.kept.data_set, "people")}
        most = TABLES["people"].column("age").high
        self.write(
            "people",
            f"""SELECT person, {to_ours("sex", "t_SEX")} AS sex, year("v_DOB") AS birth_year,
                       {_years("first_day", most)} AS age, {meaning("ethnicity", "t_ETHNIC")} AS ethnicity,
                       {value_of(held["NATION"])} AS nationality, attributor, first_day
                FROM ({self.kept.typed((*PERSON, "ETHNIC", "NATION"), "staged")}) JOIN everybody USING (line)
                ORDER BY person""",
        )

    def _episodes(self) -> None:
        said = places_in(self.kept.data_set, "episodes")
        most = TABLES["episodes"].column("age").high
        reason = f"""coalesce({to_ours("discharge_reason", "t_DISRSN")},
                              CASE WHEN "v_DISD" IS NOT NULL THEN 'unknown' END)"""
        self.write(
            "episodes",
            f"""SELECT episode, person, {_years("v_TRIAGED", most)} AS age,
                       {substance("t_DRUG1")} AS substance, {reason} AS end_reason, {self._columns("episodes")}
                FROM {self._first_rows(headers(said) | {"DOB"})} ORDER BY episode""",
        )

    def _deaths(self) -> None:
        """Who left because they died, on the first day that says so."""
        died = to_ours("discharge_reason", "t_DISRSN")
        self.write(
            "deaths",
            f"""SELECT person, min("v_DISD") AS "on", 'unknown' AS cause
                FROM {self._first_rows(frozenset({"DISRSN", "DISD"}))}
                WHERE {died} = 'died' AND "v_DISD" IS NOT NULL GROUP BY person ORDER BY person""",
        )

    def _presentations(self) -> None:
        said = places_in(self.kept.data_set, "presentations")
        something = " OR ".join(f"{value_of(place)} IS NOT NULL" for place in said)
        self.write(
            "presentations",
            f"""SELECT episode, person, {self._service()}, {self._columns("presentations")}
                FROM {self._first_rows(headers(said) | {"AGNCY"})} WHERE {something}
                ORDER BY episode""",
        )

    def _parts(self, table: str) -> None:
        number, day = PARTS[table]
        said = places_in(self.kept.data_set, table)
        ours = "".join(f", {one}" for one in _OURS.get(table, ()))
        self.write(
            table,
            f"""SELECT person, episode, {self._service()}, {self._columns(table)}{ours}
                FROM ({self.kept.typed(headers(said) | {"AGNCY"}, "staged")}) JOIN folded_{table} USING (line)
                ORDER BY person, {day} NULLS LAST, line""",
            key=number,
        )

    def _columns(self, table: str) -> str:
        said = places_in(self.kept.data_set, table)
        return ", ".join(f'{value_of(place)} AS "{place.column.name}"' for place in said if place.column)

    def _service(self) -> str:
        agency = next(place for place in places_in(self.kept.data_set, "episodes") if place.header == "AGNCY")
        return f"{value_of(agency)} AS service"


def _years(until: str, most: int | None) -> str:
    """SQL: completed years of life, as the checks count them; NULL where they are more than anybody's."""
    begun = f"date_diff('year', \"v_DOB\", {until})"
    years = f'({begun} - CASE WHEN "v_DOB" + to_years({begun}::INTEGER) > {until} THEN 1 ELSE 0 END)'
    return f"CASE WHEN {years} <= {most} THEN {years} END"
