"""`ostara view`: any national figure of a store, cut by what people want to know."""

import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console, RenderableType
from rich.markup import escape
from rich.table import Table

from ostara.knowledge.refusal import RefusalError

if TYPE_CHECKING:
    from ostara.analysis.view.answer import View
    from ostara.analysis.view.members import Members


WIDE = 160  # letters in a line of a file


class Engine(StrEnum):
    """What does the counting."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Format(StrEnum):
    """How a view is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


def view(
    store: Annotated[Path | None, typer.Argument(help="Folder of the store.")] = None,
    measure: Annotated[str | None, typer.Option("--measure", help="What to count; --measures lists them.")] = None,
    by: Annotated[str, typer.Option("--by", help="What to cut it by, with commas: year,area,sex …")] = "",
    where: Annotated[str | None, typer.Option("--where", help="Whom: 'area = A12B and age >= 35'.")] = None,
    period: Annotated[
        str | None, typer.Option("--period", help="2023/24, 2019/20..2023/24, 12m to 2024-09-30 …")
    ] = None,
    publish: Annotated[bool, typer.Option("--publish", help="Withhold and round counts, to share.")] = False,
    people: Annotated[bool, typer.Option("--people", help="The numbers of the people behind the figures.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="For people, or for programs.")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option("--out", help="File to write; standard output when left out.")] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Spark counts what is too large for one machine (./run spark view …).")
    ] = Engine.DUCKDB,
    master: Annotated[
        str | None, typer.Option("--master", help="Spark's master URL; this machine if left out.")
    ] = None,
    measures: Annotated[bool, typer.Option("--measures", help="List what can be counted.")] = False,
    dimensions: Annotated[bool, typer.Option("--dimensions", help="List what it can be cut by.")] = False,
) -> None:
    """Say how many, or what share, of whom: by year, area, substance, sex, age and others.

    --where knows = != < <= > >= in, `is recorded`, `is not recorded`, and, or, not and parentheses. A comparison with
    something that is not recorded is unknown: neither it nor its contrary matches.
    """
    if measures or dimensions:
        Console(highlight=False).print(_measures() if measures else _dimensions())
        return
    if store is None or measure is None:
        raise RefusalError("ostara view", "needs a store and --measure NAME (--measures lists the names)")
    if people and (publish or format_ in (Format.HTML, Format.XLSX)):
        raise RefusalError("--people", "is never published, and comes as a table, csv or json")
    if format_ is Format.XLSX and out is None:
        raise RefusalError("--format xlsx", "needs --out FILE")
    if engine is Engine.SPARK:
        if publish or people:
            raise RefusalError("--engine spark", "counts only: neither --publish nor --people can be had there")
        _write(_asked_on_spark(store, measure=measure, by=by, where=where, period=period, master=master), format_, out)
        return
    found = _asked(store, measure=measure, by=by, where=where, period=period, publish=publish, people=people)
    _write(found, format_, out)


def _asked(
    folder: Path, *, measure: str, by: str, where: str | None, period: str | None, publish: bool, people: bool
) -> "View | Members":
    """The answer; what it takes long to load is loaded here, so that other verbs start at once."""
    from ostara.analysis.journeys.prepared import prepared  # noqa: PLC0415 loaded when asked for
    from ostara.analysis.view.answer import answered  # noqa: PLC0415 loaded when asked for
    from ostara.analysis.view.members import members  # noqa: PLC0415 loaded when asked for
    from ostara.analysis.view.publishing import published  # noqa: PLC0415 loaded when asked for
    from ostara.analysis.view.question import observed_until, question  # noqa: PLC0415 loaded when asked for
    from ostara.tables.store import open_store  # noqa: PLC0415 loaded when asked for

    console = Console(stderr=True)
    with console.status("opening the store") as status:
        store = open_store(folder)
        with prepared(store, say=status.update) as connection:
            status.update("protecting small counts" if publish else "counting")
            asked = question(measure=measure, by=by, where=where, period=period, until=observed_until(connection))
            if people:
                return members(connection, asked)
            return published(connection, store, asked) if publish else answered(connection, store, asked)


def _asked_on_spark(
    folder: Path, *, measure: str, by: str, where: str | None, period: str | None, master: str | None
) -> "View":
    """The answer, counted by Spark."""
    from ostara.analysis.view.on_spark import answered_on_spark, unprepared  # noqa: PLC0415 as above
    from ostara.analysis.view.question import observed_until, question  # noqa: PLC0415 as above
    from ostara.tables.store import open_store  # noqa: PLC0415 as above

    with Console(stderr=True).status("counting on Spark"):
        store = open_store(folder)
        with unprepared(store) as connection:
            asked = question(measure=measure, by=by, where=where, period=period, until=observed_until(connection))
            return answered_on_spark(connection, store, asked, master=master)


def _write(found: "View | Members", format_: Format, out: Path | None) -> None:
    if out is None and format_ is Format.TABLE:
        console = Console(highlight=False)
        console.print(_shown(found))
        return
    data = _written(found, format_)
    if out is None:
        sys.stdout.write(data.decode().rstrip("\n") + "\n")
        return
    beside = out.with_name(f".{out.name}.writing")
    try:
        beside.write_bytes(data)
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise RefusalError(str(out), f"could not be written ({error.strerror})") from None


def _written(found: "View | Members", format_: Format) -> bytes:
    """The whole answer in a format, as bytes."""
    from ostara.analysis.view.data import as_csv, as_json  # noqa: PLC0415 as above
    from ostara.analysis.view.members import Members, members_csv, members_json  # noqa: PLC0415 as above
    from ostara.analysis.view.page import as_page  # noqa: PLC0415 as above
    from ostara.analysis.view.workbook import as_xlsx  # noqa: PLC0415 as above

    if format_ is Format.TABLE:
        console = Console(width=WIDE, record=True, file=io.StringIO())
        console.print(_shown(found))
        return console.export_text().encode()
    if isinstance(found, Members):
        return (members_json(found) if format_ is Format.JSON else members_csv(found)).encode()
    match format_:
        case Format.XLSX:
            return as_xlsx(found)
        case Format.HTML:
            return as_page(found).render().encode()
        case Format.JSON:
            return as_json(found).encode()
        case _:
            return as_csv(found).encode()


def _shown(found: "View | Members") -> RenderableType:
    from ostara.analysis.view.members import Members  # noqa: PLC0415 as above
    from ostara.analysis.view.terminal import as_table  # noqa: PLC0415 as above

    if not isinstance(found, Members):
        return as_table(found)
    grid = Table(*found.names, box=None, pad_edge=False)
    for row in found.rows:
        grid.add_row(*("none" if value is None else escape(str(value)) for value in row))
    return grid


def _names(*others: str) -> Table:
    """A table of names, which stand whole however narrow the terminal is: they are to be typed."""
    grid = Table(box=None, pad_edge=False)
    grid.add_column("name", no_wrap=True, overflow="ignore")
    for heading in others:
        grid.add_column(heading)
    return grid


def _measures() -> Table:
    """Every measure with its words."""
    from ostara.analysis.national.registry import NATIONAL  # noqa: PLC0415 as above

    grid = _names("what it says", "counted in", "of whom")
    for one in NATIONAL.values():
        grid.add_row(one.name, one.title, one.unit, one.population)
    return grid


def _dimensions() -> Table:
    """Every dimension with its values, and whether it may be published."""
    from ostara.analysis.view.dimensions import DIMENSIONS  # noqa: PLC0415 as above

    grid = _names("what it says", "values", "published")
    for words in ("year", "quarter", "month"):
        grid.add_row(words, f"splits the period into {words}s", "", "yes" if words == "year" else "")
    for one in DIMENSIONS.values():
        values = ", ".join(one.words.values()) or one.kind.value
        grid.add_row(one.name, one.meaning, values, "yes" if one.published else "")
    return grid
