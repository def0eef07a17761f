"""Counts what was asked: one query, then one line for each period and group, and a total for each period."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import duckdb

from ostara import __version__
from ostara.analysis.measures.answer import Share, count, share
from ostara.analysis.national.ask import Cell, ask, set_periods
from ostara.analysis.national.measure import Shape
from ostara.analysis.view.periods import unobserved
from ostara.analysis.view.question import Question, observed_until, refuse_unknown_words
from ostara.analysis.view.where import limit
from ostara.knowledge.parameters import parameter
from ostara.ndtms.data_set import data_set
from ostara.tables.store import Store

CLASSIFIED = "national.progress_classified_percent"


@dataclass(frozen=True)
class Line:
    """One line of the table. `cut` are the values of the dimensions, None where not recorded; a total has none.

    Of classes, the share is that of `class_` among all whose class is known. `unknown` are those of the same period and
    cut of whom the store cannot tell. A number that was withheld is None.
    """

    period: str
    cut: tuple[str | None, ...]
    class_: str | None
    share: Share
    unknown: int | None
    total: bool = False


@dataclass(frozen=True)
class Origin:
    """Where the figures come from: the store by its hash, in words, and the code that counted."""

    store: str
    words: str
    door: str
    made_up: bool
    observed_until: str
    ostara: str = __version__


@dataclass(frozen=True)
class View:
    """An answered question. `notes` are what must be known to read it; `published` ones were protected."""

    question: Question
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    origin: Origin
    published: bool = False


def answered(connection: duckdb.DuckDBPyConnection, store: Store, asked: Question) -> View:
    """The view that answers a question, over a prepared store."""
    refuse_unknown_words(connection, asked)
    set_periods(connection, asked.asked.periods)
    limited = limit(asked.where)
    cells = ask(connection, asked.measure, asked.scope, {each.name: each.sql for each in asked.by}, limited)
    return told(connection, store, asked, cells)


def told(connection: duckdb.DuckDBPyConnection, store: Store, asked: Question, cells: Sequence[Cell]) -> View:
    """The view that the cells of a question make."""
    lines = tuple(_lines(asked, cells))
    origin = origin_of(connection, store)
    return View(asked, lines, tuple(notes(connection, asked, lines, origin)), origin)


def origin_of(connection: duckdb.DuckDBPyConnection, store: Store) -> Origin:
    """Where figures of a prepared store come from."""
    came = store.manifest.origin
    return Origin(store.digest, came.words, came.door, came.made_up, observed_until(connection).isoformat())


def in_order(asked: Question, lines: Iterable[Line]) -> list[Line]:
    """Lines as they are read: by period, groups as in their lists, classes as in the measure, each total below."""
    periods = [one.name for one in asked.asked.periods]
    classes = list(asked.measure.classes)

    def place(line: Line) -> tuple[object, ...]:
        cut = tuple(each.place(value) for each, value in zip(asked.by, line.cut, strict=not line.total))
        class_ = classes.index(line.class_) if line.class_ in classes else len(classes)
        return periods.index(line.period), line.total, cut, class_, line.class_ or ""

    return sorted(lines, key=place)


def _lines(asked: Question, cells: Sequence[Cell]) -> list[Line]:
    made = list(_classed(asked, cells) if asked.measure.shape is Shape.CLASSES else map(_line_of(asked), cells))
    return in_order(asked, [*made, *_totals(asked, made)] if asked.by else _with_empty(asked, made))


def _line_of(asked: Question) -> Callable[[Cell], Line]:
    counts = asked.measure.shape is Shape.COUNT

    def line(cell: Cell) -> Line:
        told = count(cell.hits) if counts else share(cell.hits, cell.known)
        return Line(cell.period, cell.cut, None, told, 0 if counts else cell.unknown)

    return line


def _classed(asked: Question, cells: Sequence[Cell]) -> Iterator[Line]:
    """A line for each class that occurs anywhere, in each period and cut; none of a class is said too."""
    found = {cell.class_ for cell in cells if cell.class_ is not None}
    hits = {(cell.period, cell.cut, cell.class_): cell.hits for cell in cells}
    for cell in {(cell.period, cell.cut): cell for cell in cells}.values():
        for class_ in found:
            told = share(hits.get((cell.period, cell.cut, class_), 0), cell.known)
            yield Line(cell.period, cell.cut, class_, told, cell.unknown)


def _totals(asked: Question, lines: Sequence[Line]) -> Iterator[Line]:
    """Each period's whole: its groups leave nobody out and hold nobody twice, so that they add up to it."""
    classes = {line.class_ for line in lines} or {None}
    for period in asked.asked.periods:
        for class_ in classes:
            parts = [line for line in lines if line.period == period.name and line.class_ == class_]
            hits = sum(line.share.numerator or 0 for line in parts)
            known = sum(line.share.denominator or 0 for line in parts)
            told = count(hits) if asked.measure.shape is Shape.COUNT else share(hits, known)
            yield Line(period.name, (), class_, told, sum(line.unknown or 0 for line in parts), total=True)


def _with_empty(asked: Question, lines: Sequence[Line]) -> list[Line]:
    """Without groups a period in which there is nobody is a line too."""
    classes = {line.class_ for line in lines} or {None}
    there = {(line.period, line.class_) for line in lines}
    none = count(0) if asked.measure.shape is Shape.COUNT else share(0, 0)
    empty = [
        Line(one.name, (), class_, none, 0)
        for one in asked.asked.periods
        for class_ in classes
        if (one.name, class_) not in there
    ]
    return [replace(line, total=False) for line in (*lines, *empty)]


def notes(
    connection: duckdb.DuckDBPyConnection, asked: Question, lines: Sequence[Line], origin: Origin
) -> Iterator[str]:
    """What must be known to read the figures."""
    late = unobserved(asked.asked, observed_until(connection))
    if late:
        yield f"Not complete: the store observes until {origin.observed_until}, and {_few(late)} go on after that day."
    if asked.asked.rolling:
        yield "These years overlap: most people stand in several of them, so neighbours differ little."
    if asked.scope.prefix and asked.measure.unit == "people":
        yield "By area, somebody who lived in two areas counts once in each, so areas add up to more than the country."
    if CLASSIFIED in asked.measure.upstream:
        yield from _too_little_known(lines)
    yield from (f"{words}." for words in asked.assumed)
    if origin.made_up:
        yield "Made up: none of these people exist."
    if "ndtms" in origin.door:
        yield data_set("K").why_not


def _too_little_known(lines: Sequence[Line]) -> Iterator[str]:
    least = parameter(CLASSIFIED).whole
    poor = sum(1 for line in lines if _known_percent(line) < least)
    if poor:
        yield (
            f"In {poor} of {len(lines)} lines fewer than {least}% could be told: such a figure is not good enough "
            "to be compared."
        )


def _known_percent(line: Line) -> float:
    known = line.share.denominator or 0
    every = known + (line.unknown or 0)
    return 100 * known / every if every else 100.0


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
