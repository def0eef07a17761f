"""What somebody wants to know: a measure, cut and limited, over periods; checked before anything is counted."""

from dataclasses import dataclass
from datetime import date

import duckdb

from ostara.analysis.journeys.step import Scope
from ostara.analysis.national.measure import NationalMeasure
from ostara.analysis.national.registry import national_measure
from ostara.analysis.view.dimensions import Dimension, Kind, dimension
from ostara.analysis.view.periods import Asked, Split, asked_periods
from ostara.analysis.view.where import Compared, OneOf, Recorded, Where, leaves, limit, written
from ostara.analysis.view.where_reading import read_where, refuse
from ostara.knowledge.refusal import RefusalError

MOST_CUTS = 6
FEW_WORDS = 12


@dataclass(frozen=True)
class Question:
    """A measure by dimensions, of those whom `where` matches, over periods that are cut by `split`."""

    measure: NationalMeasure
    by: tuple[Dimension, ...]
    split: Split | None
    asked: Asked
    where: Where | None

    @property
    def scope(self) -> Scope:
        """Figures by area count a person once in each area, all others once in the country."""
        about = {each.name for each in self.by} | {leaf.name for leaf in self.limits}
        return Scope.LOCAL if "area" in about else Scope.NATIONAL

    @property
    def limits(self) -> tuple[Compared | OneOf | Recorded, ...]:
        """Every comparison of `where`."""
        return () if self.where is None else tuple(leaves(self.where))

    @property
    def by_period(self) -> bool:
        """Whether each line is of one period among several, or was asked to name its own."""
        return self.split is not None or len(self.asked.periods) > 1

    @property
    def where_said(self) -> str:
        """The limits in words; nothing where there are none."""
        return "" if self.where is None else written(self.where)

    @property
    def assumed(self) -> tuple[str, ...]:
        """What of the dimensions is our own choice."""
        used = [*self.by, *(dimension(leaf.name) for leaf in self.limits)]
        return tuple(dict.fromkeys(f"{each.title}: {each.assumed}" for each in used if each.assumed))


def question(*, measure: str, by: str, where: str | None, period: str | None, until: date) -> Question:
    """The question that was asked of a store observed until a day. Raises RefusalError for what is not understood."""
    split, cuts = _cuts(by)
    return Question(
        measure=national_measure(measure),
        by=cuts,
        split=split,
        asked=asked_periods(period, split, until),
        where=None if where is None else read_where(where),
    )


def refuse_unknown_words(connection: duckdb.DuckDBPyConnection, asked: Question) -> None:
    """Raise RefusalError for a word of `--where` that the store does not hold: a slip is not nobody."""
    for leaf in asked.limits:
        about = dimension(leaf.name)
        if about.kind is not Kind.OPEN or not isinstance(leaf, Compared | OneOf):
            continue
        for value, column in _said(leaf):
            if not _holds(connection, about, value):
                held = held_words(connection, about)
                more = f"; there are {len(held):,}" if len(held) > FEW_WORDS else ""
                refuse(column, f"no {about.name} here is called {value!r}{more}, {_some(held)}")


def _holds(connection: duckdb.DuckDBPyConnection, about: Dimension, value: str | int) -> bool:
    alike = limit(Compared(about.name, "=", value))
    return bool(connection.execute(f"SELECT 1 FROM local_journeys WHERE {alike.sql} LIMIT 1", alike.values).fetchall())


def observed_until(connection: duckdb.DuckDBPyConnection) -> date:
    """The last day that a prepared store observes."""
    [(until,)] = connection.execute("SELECT until FROM observed").fetchall()
    return date.fromisoformat(str(until))


def held_words(connection: duckdb.DuckDBPyConnection, about: Dimension) -> list[str]:
    """Every value of a dimension that a prepared store holds, in order."""
    rows = connection.execute(f"SELECT DISTINCT {about.sql} AS value FROM local_journeys ORDER BY value").fetchall()
    return [str(value) for (value,) in rows if value is not None]


def _cuts(by: str) -> tuple[Split | None, tuple[Dimension, ...]]:
    names = [name.strip().lower() for name in by.split(",") if name.strip()]
    splits = [Split(name) for name in names if name in set(Split)]
    cuts = [name for name in names if name not in set(Split)]
    if len(splits) > 1:
        raise RefusalError("--by", f"{' and '.join(splits)} cannot be cut at once; choose one")
    twice = next((name for name in cuts if cuts.count(name) > 1), None)
    if twice:
        raise RefusalError("--by", f"{twice} is named twice")
    if len(cuts) > MOST_CUTS:
        raise RefusalError("--by", f"names {len(cuts)} dimensions; at most {MOST_CUTS} fit in one table")
    return (splits[0] if splits else None), tuple(dimension(name) for name in cuts)


def _said(leaf: Compared | OneOf) -> list[tuple[str | int, int]]:
    if isinstance(leaf, Compared):
        return [(leaf.value, leaf.column)]
    return list(zip(leaf.values, leaf.columns, strict=True))


def _some(held: list[str]) -> str:
    if not held:
        return "none is recorded"
    return ("such as " if len(held) > FEW_WORDS else "there are ") + ", ".join(held[:FEW_WORDS])
