"""From a finding about a line, or a row left out of a file, back to the row of the record: by keys, never by names."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow.parquet as pq

from ostara.care.rows.pseudonyms import number_of
from ostara.exchange.extract.everybody import everybody
from ostara.exchange.ndtms_files.checking import Checked
from ostara.exchange.ndtms_files.exporting import Exported
from ostara.exchange.ndtms_files.file_checks import file_checks
from ostara.exchange.ndtms_files.places import PARTS, places
from ostara.ndtms.data_set import DataSet
from ostara.ndtms.field import Standing
from ostara.ndtms.rule import Check, Severity
from ostara.ndtms.rules import rules_of, whole_file_rules_of
from ostara.tables.store import Store

# The field of a row that holds the reference of each part, which is the key of its row in the record.
REFERENCES = {"interventions": "MODID", "sub_interventions": "SUBMID", "weekly_hours": "TITID", "reviews": "TOPID"}
SAID_ALREADY = "every episode is left out"


@dataclass(frozen=True)
class Issue:
    """Something a national file would reject or warns of.

    Attributes:
        severity: reject, warn or info.
        rule: the check that spoke; empty where a row was left out before any check.
        column: the field it blames, and `table` where it has its place in a store; empty where it is about no field.
        message: what is wrong, in words.
        unverified: whether the check was never compared with a national document.
        person, episode, part: keys of the record, as far as they are known.
    """

    severity: str
    rule: str
    column: str
    table: str
    message: str
    unverified: bool
    person: str
    episode: str
    part: str


class Tracing:
    """Knows the record's key of every row of a store that was extracted for a national file."""

    def __init__(self, store: Store, data_set: DataSet) -> None:
        self._store = store
        self._checks: Mapping[str, Check] = {
            check.id: check for check in (*file_checks(data_set), *rules_of(data_set), *whole_file_rules_of(data_set))
        }
        self._tables = {place.header: place.table or "" for place in places(data_set)}

    def left_out(self, exported: Exported) -> Iterator[Issue]:
        """Yields what is not in the file, row by row."""
        for one in exported.left_out:
            if one.reason == SAID_ALREADY:
                continue
            rule, _, message = one.reason.partition(": ")
            check = self._checks.get(rule)
            for number in one.numbers:
                person, episode, part = self._of(one.what, number)
                yield self._issue(check, message if check else one.reason, one.what, person, episode, part)

    def findings(self, checked: Checked, file: Path) -> Iterator[Issue]:
        """Yields what is in the file and could be better. The file is read once beside its findings, line by line."""
        with file.open(encoding="utf-8", newline="") as lines:
            rows, line, row = csv.DictReader(lines), 1, None
            for text in checked.findings.as_json():
                found: dict[str, Any] = json.loads(text)
                while line < found["line"]:
                    row, line = next(rows), line + 1
                if row is not None:
                    yield self._about(row, found)

    def _about(self, row: Mapping[str, str], found: Mapping[str, Any]) -> Issue:
        episode = UUID(row["EPISODID"])
        table = self._tables.get(found["column"], "")
        part = row[REFERENCES[table]] if table in REFERENCES else ""
        check = self._checks.get(found["rule"])
        return self._issue(check, found["message"], table, self._person_of[episode], str(episode), part)

    def _issue(self, check: Check | None, message: str, table: str, person: str, episode: str, part: str) -> Issue:
        column = check.column if check else ""
        return Issue(
            severity=str(check.severity if check else Severity.REJECT),
            rule=check.id if check else "",
            column=column,
            table=self._tables.get(column, table) or table,
            message=message,
            unverified=check is not None and check.standing is Standing.UNVERIFIED,
            person=person,
            episode=episode,
            part=str(UUID(part)) if part else "",
        )

    def _of(self, what: str, number: int) -> tuple[str, str, str]:
        """The person, episode and part of a numbered row."""
        if what == "people":
            return str(self._people[number]), "", ""
        if what == "episodes":
            episode = self._references("episodes", "episode", "episode_reference")[number]
            return self._person_of[UUID(episode)], str(UUID(episode)), ""
        key, of = PARTS[what][0], self._references(what, PARTS[what][0], "reference")[number]
        episode = self._references("episodes", "episode", "episode_reference")[self._episode_of(what, key)[number]]
        return self._person_of[UUID(episode)], str(UUID(episode)), of

    @cached_property
    def _people(self) -> Mapping[int, UUID]:
        return {number_of(person): person for person in everybody().records}

    @cached_property
    def _person_of(self) -> Mapping[UUID, str]:
        rows = pq.read_table(self._store.file("episodes"), columns=["episode_reference", "person"]).to_pylist()
        return {UUID(row["episode_reference"]): str(self._people[row["person"]]) for row in rows}

    def _references(self, table: str, key: str, reference: str) -> Mapping[int, str]:
        rows = pq.read_table(self._store.file(table), columns=[key, reference]).to_pylist()
        return {row[key]: row[reference] for row in rows}

    def _episode_of(self, table: str, key: str) -> Mapping[int, int]:
        rows = pq.read_table(self._store.file(table), columns=[key, "episode"]).to_pylist()
        return {row[key]: row["episode"] for row in rows}
