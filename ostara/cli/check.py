"""`ostara check`: is a file what it should be, row by row, before it is sent or taken in."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Literal, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from ostara.exchange.ndtms_files import Checked, checked_file
from ostara.exchange.ndtms_files.findings import ByRule
from ostara.ndtms import data_set
from ostara.ndtms.field import Standing

SOME_REJECTED = 1

check_app = typer.Typer(name="check", no_args_is_help=True, help="Check a file row by row.")


@check_app.callback()
def _check() -> None:
    """Check a file row by row."""


@check_app.command()
def ndtms(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV file; may be packed as .gz, or alone in a .zip.")],
    dataset: Annotated[str, typer.Option("--dataset", help="Letter of the data set. Only K can be loaded.")],
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="For people, or for programs.")] = "text",
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on", formats=["%Y-%m-%d"], help="Day after which a date lies in the future; today if left out."
        ),
    ] = None,
) -> None:
    """Check a national (NDTMS) file: every row and field, in the words of one data set version.

    Ends with 0 when no row is rejected, 1 when some are, 2 when the file cannot be read as one of the data set.
    """
    day = on.date() if on else date.today()
    with _bar() as progress, checked_file(file, data_set(dataset.upper()), on=day, progress=progress) as checked:
        rejected = checked.rows - checked.accepted
        if format_ == "json":
            _write_json(checked, sys.stdout)
        else:
            _print(checked, Console())
    if rejected:
        raise typer.Exit(SOME_REJECTED)


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A bar over the bytes of a file, on a terminal only."""
    columns = (TextColumn("checking"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("checking", total=None)
        yield lambda done, size: bar.update(task, completed=done, total=size)


def _write_json(checked: Checked, out: TextIO) -> None:
    """One object, its findings written one by one, since there may be more than memory holds."""
    if isinstance(out, TextIOWrapper):
        out.reconfigure(encoding="utf-8")  # JSON is, wherever the terminal stands
    out.write(f'{{"rows": {checked.rows}, "accepted": {checked.accepted}, "findings": [')
    comma = "\n"
    for finding in checked.findings.as_json():
        out.write(f"{comma}{finding}")
        comma = ",\n"
    out.write("\n]}\n")


def _print(checked: Checked, console: Console) -> None:
    """What was found by rule and line. No value of a row is printed: it might be somebody's."""
    found = checked.findings.by_rule()
    if found:
        table = Table(title="What was found", title_justify="left", box=None)
        for name in ("rule", "", "column"):
            table.add_column(name, overflow="fold")
        table.add_column("times", justify="right")
        for name in ("first lines", "what is wrong"):
            table.add_column(name, overflow="fold")
        for one in found:
            table.add_row(*_cells(one))
        console.print(table)
    rejected = checked.rows - checked.accepted
    say = [f"{checked.rows:,} rows: {checked.accepted:,} accepted, {rejected:,} rejected."]
    if any(one.check.standing is Standing.UNVERIFIED for one in found):
        say.append("What is marked unverified was not checked against a national document, and rejects no row.")
    for line in (*say, checked.data_set.why_not):
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _cells(one: ByRule) -> tuple[str, ...]:
    more = ", …" if one.count > len(one.first_lines) else ""
    lines = ", ".join(str(line) for line in one.first_lines) + more
    unverified = " (unverified)" if one.check.standing is Standing.UNVERIFIED else ""
    column = "".join(mark for mark in one.column if mark.isprintable()).replace("[", "\\[")
    return one.check.id, str(one.check.severity), column, f"{one.count:,}", lines, one.check.message + unverified
