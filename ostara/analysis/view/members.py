"""The people and journeys behind a figure, by their numbers in the store, so that it can be traced to its rows."""

import csv
import io
import json
from dataclasses import dataclass

import duckdb

from ostara.analysis.national.ask import set_periods, treated_name
from ostara.analysis.national.measure import Shape
from ostara.analysis.view.question import Question, refuse_unknown_words
from ostara.analysis.view.where import limit
from ostara.knowledge.spreadsheet import cell

COUNTS = {True: "yes", False: "no", None: "not known"}


@dataclass(frozen=True)
class Members:
    """One row for each member: period, a word for each dimension, person, journey (none of a release), answer."""

    names: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]


def members(connection: duckdb.DuckDBPyConnection, asked: Question) -> Members:
    """Everybody whom the figures of a question count, or do not count, or of whom it is not known."""
    refuse_unknown_words(connection, asked)
    set_periods(connection, asked.asked.periods)
    measure, limited = asked.measure, limit(asked.where)
    answer = {Shape.COUNT: "true", Shape.SHARE: "hit", Shape.CLASSES: "class"}[measure.shape]
    cuts = "".join(f', ({each.sql}) AS "cut_{each.name}"' for each in asked.by)
    every = measure.members(asked.scope, treated=treated_name(asked.scope))
    rows = connection.execute(
        f"SELECT period{cuts}, person, journey, {answer} AS answer FROM ({every}) AS members WHERE {limited.sql} "
        "ORDER BY ALL",
        {**measure.bound(), **(limited.values or {})},
    ).fetchall()
    names = ("period", *(each.name for each in asked.by), "person", "journey", _answer_name(measure.shape))
    return Members(names, tuple(_said(asked, row) for row in rows))


def members_csv(found: Members) -> str:
    """One line for each member."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(found.names)
    lines.writerows([cell(value) if isinstance(value, str) else value for value in row] for row in found.rows)
    return out.getvalue()


def members_json(found: Members) -> str:
    """A list of objects."""
    return json.dumps([dict(zip(found.names, row, strict=True)) for row in found.rows], ensure_ascii=False, indent=1)


def _answer_name(shape: Shape) -> str:
    return "class" if shape is Shape.CLASSES else "counts"


def _said(asked: Question, row: tuple[object, ...]) -> tuple[str | int | None, ...]:
    period, *cut, person, journey, answer = row
    words = (each.said(None if value is None else str(value)) for each, value in zip(asked.by, cut, strict=True))
    told = str(answer) if isinstance(answer, str) else COUNTS[answer is True if answer is not None else None]
    return str(period), *words, int(str(person)), None if journey is None else int(str(journey)), told
