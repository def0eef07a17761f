"""A view as it may leave the service: financial years, few declared dimensions, and every count under protection.

All tables that could be published of a measure and a year are decided at once (`knowledge.disclosure_tables`), so that
a count is shown in every view or in none. docs/views.md says what this protects against and what it does not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

import duckdb

from ostara.analysis.journeys.step import Scope
from ostara.analysis.measures.answer import Share, count, share
from ostara.analysis.national.ask import Cell, Period, ask, set_periods
from ostara.analysis.national.measure import NationalMeasure, Shape
from ostara.analysis.view.answer import Line, View, in_order, notes, origin_of
from ostara.analysis.view.dimensions import DIMENSIONS, Dimension
from ostara.analysis.view.periods import Split, quarters, year_of
from ostara.analysis.view.question import Question, refuse_unknown_words
from ostara.analysis.view.where import All, Compared, Where
from ostara.knowledge.disclosure_tables import Tables, summed
from ostara.knowledge.disclosure_worlds import ANSWERED, ANY, UNANSWERED, Key
from ostara.knowledge.parameters import parameter
from ostara.knowledge.refusal import RefusalError
from ostara.tables.store import Store

PLACE = "--publish"
DECLARED: tuple[Dimension, ...] = tuple(each for each in DIMENSIONS.values() if each.published)
NAMES = [each.name for each in DECLARED]
MOST = 2
COUNTS, COUNTS_NOT = "counts", "does not"
AREA = NAMES.index("area")
QUARTER = len(DECLARED)  # the place of the quarter in a key, after the declared dimensions


@dataclass(frozen=True)
class Year:
    """All protected tables of one measure in one financial year."""

    period: Period
    tables: Tables
    values: Sequence[Sequence[str | None]]
    answers: Sequence[str]


def published(connection: duckdb.DuckDBPyConnection, store: Store, asked: Question) -> View:
    """The protected view that answers a question. Raises RefusalError, with the reason, for what is not published."""
    fixed = _fixed(asked)
    _refuse_what_is_not_declared(asked, fixed)
    refuse_unknown_words(connection, asked)
    years = {one.first: _year(connection, asked.measure, one) for one in map(year_of, asked.asked.periods)}
    lines = tuple(in_order(asked, _lines(asked, fixed, years)))
    origin = origin_of(connection, store)
    said = (*_protection(), *notes(connection, asked, lines, origin))
    return View(asked, lines, said, origin, published=True)


def _protection() -> Iterator[str]:
    least, step = parameter("disclosure.suppress_below").whole, parameter("disclosure.round_to").whole
    yield (
        f"Counts under {least} are withheld, and others where they would give those away; the rest are rounded to the "
        f"nearest {step}. Shares and intervals are worked out from rounded counts."
    )


def _fixed(asked: Question) -> Mapping[str, str]:
    """The values that --where asks for, as long as it is no more than `dimension = value` joined by `and`."""
    parts: tuple[Where, ...] = (
        asked.where.parts if isinstance(asked.where, All) else (asked.where,) if asked.where else ()
    )
    fixed: dict[str, str] = {}
    for part in parts:
        if not isinstance(part, Compared) or part.sign != "=" or part.name in fixed:
            raise RefusalError(
                PLACE,
                "--where may only say `dimension = value`, joined by `and`: others could be subtracted from these",
            )
        fixed[part.name] = str(part.value)
    return fixed


def _refuse_what_is_not_declared(asked: Question, fixed: Mapping[str, str]) -> None:
    used = [*(each.name for each in asked.by), *fixed, *(["quarter"] if asked.split is Split.QUARTER else [])]
    undeclared = next((name for name in used if name not in (*NAMES, "quarter")), None)
    if undeclared:
        raise RefusalError(PLACE, f"{undeclared} is not published; there are {', '.join(NAMES)}")
    if len(set(used)) < len(used):
        raise RefusalError(PLACE, "a dimension stands both in --by and in --where")
    if len(used) > MOST:
        raise RefusalError(
            PLACE, f"{', '.join(used)} at once leave too few people in a group; at most {MOST} are published"
        )
    if asked.split is Split.QUARTER:
        if asked.measure.unit == "people":
            raise RefusalError(
                PLACE, "people of quarters overlap with those of their year and could be told by subtraction"
            )
        if all(one in quarters(year_of(one)) for one in asked.asked.periods):
            return
    if not asked.asked.years or asked.split is Split.MONTH:
        raise RefusalError(
            PLACE, "only whole financial years are published, one by one: other periods overlap with them"
        )


def _year(connection: duckdb.DuckDBPyConnection, measure: NationalMeasure, period: Period) -> Year:
    """The tables of a year. Events are counted by quarter, which add up to the year; people only in the year."""
    set_periods(connection, [period] if measure.unit == "people" else quarters(period))
    cut = {each.name: each.sql for each in DECLARED}
    local = _kinds(measure, ask(connection, measure, Scope.LOCAL, cut))
    whole = _kinds(measure, ask(connection, measure, Scope.NATIONAL, {**cut, "area": "'anywhere'"}))
    counts = {key: number for key, number in summed(local, MOST).items() if key[AREA] != ANY}
    counts |= {key: number for key, number in summed(whole, MOST).items() if key[AREA] == ANY}
    values = [
        list(dict.fromkeys(key[at] for key in counts if key[at] != ANY and not any(_others(key, at))))
        for at in range(QUARTER + 1)
    ]
    answers = sorted({str(person[-1]) for person in whole} - {ANSWERED, UNANSWERED})
    return Year(period, Tables(local, most=MOST, counts=counts), values, answers)


def _others(key: Key, at: int) -> Iterator[bool]:
    return (value != ANY for place, value in enumerate(key[:-1]) if place != at)


def _kinds(measure: NationalMeasure, cells: Sequence[Cell]) -> Mapping[Key, int]:
    """The cells as kinds of people: declared dimensions, the quarter, and what is known of them."""
    kinds: dict[Key, int] = {}
    for cell in cells:
        for answer, number in _answers(measure, cell):
            if number:
                kinds[(*cell.cut, cell.period, answer)] = number
    return kinds


def _answers(measure: NationalMeasure, cell: Cell) -> Iterator[tuple[str, int]]:
    match measure.shape:
        case Shape.COUNT:
            yield ANSWERED, cell.hits
        case Shape.CLASSES:
            yield cell.class_ or UNANSWERED, cell.hits
        case Shape.SHARE:
            yield from ((COUNTS, cell.hits), (COUNTS_NOT, cell.known - cell.hits), (UNANSWERED, cell.unknown))


def _lines(asked: Question, fixed: Mapping[str, str], years: Mapping[date, Year]) -> Iterator[Line]:
    """A line for each combination of values that occur by themselves, so that none tells by its absence."""
    for one in asked.asked.periods:
        year = years[year_of(one).first]
        quarter = one.name if asked.split is Split.QUARTER else ANY
        for cut in product(*(year.values[NAMES.index(each.name)] for each in asked.by)):
            yield from _of(asked, year, _key(asked, fixed, cut, quarter), one.name, cut)
        if asked.by:
            whole = _key(asked, fixed, tuple(ANY for _ in asked.by), quarter)
            yield from (replace(line, total=True) for line in _of(asked, year, whole, one.name, ()))


def _key(asked: Question, fixed: Mapping[str, str], cut: tuple[str | None, ...], quarter: str) -> Key:
    told = {**fixed, **{each.name: value for each, value in zip(asked.by, cut, strict=True)}}
    return (*(told.get(name, ANY) for name in NAMES), quarter)


def _of(asked: Question, year: Year, key: Key, period: str, cut: tuple[str | None, ...]) -> Iterator[Line]:
    """What may be said of one combination: a numerator only where it and what is left over may both be seen."""
    known, unknown = year.tables.shown((*key, ANSWERED)), year.tables.shown((*key, UNANSWERED))
    if asked.measure.shape is Shape.COUNT:
        yield Line(period, cut, None, Share(None, None, None) if known is None else count(known), 0)
    elif asked.measure.shape is Shape.CLASSES:
        for class_ in year.answers:
            yield Line(period, cut, class_, _shared(year.tables.shown((*key, class_)), known), unknown)
    else:
        hits, others = (year.tables.shown((*key, answer)) for answer in (COUNTS, COUNTS_NOT))
        yield Line(period, cut, None, _shared(None if others is None else hits, known), unknown)


def _shared(hits: int | None, known: int | None) -> Share:
    if hits is None or known is None:
        return Share(None, known, None)
    return share(min(hits, known), known)
