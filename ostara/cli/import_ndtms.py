"""`ostara import ndtms`: a national file becomes a store, and every row of it is accounted for."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from ostara.exchange.ndtms_files import import_ndtms
from ostara.exchange.ndtms_files.account import Imported
from ostara.ndtms import data_set

_MOST_REASONS = 20


def ndtms(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV file; may be packed as .gz, or alone in a .zip.")],
    to: Annotated[Path, typer.Option("--to", metavar="STORE", help="Folder of the store to write.")],
    dataset: Annotated[str, typer.Option("--dataset", help="Letter of the data set. Only K can be loaded.")] = "K",
    replace: Annotated[bool, typer.Option("--replace", help="Let an older store there give way.")] = False,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on", formats=["%Y-%m-%d"], help="Day after which a date lies in the future; today if left out."
        ),
    ] = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="How to print the account.")] = "text",
) -> None:
    """Read a national (NDTMS) file: rows that pass the checks become a store, the others are set aside in it."""
    day = on.date() if on else date.today()
    with _bar() as bar:
        imported = import_ndtms(
            file, to, data_set(dataset.upper()), on=day, replace=replace, progress=bar.read, step=bar.step
        )
    if format_ == "json":
        typer.echo(json.dumps(imported.as_dict(), indent=2))
    else:
        _print(imported, Console())


@dataclass(frozen=True)
class _Bar:
    """A bar over the bytes of the file, and then over the steps that follow."""

    progress: Progress
    task: TaskID

    def read(self, done: int, size: int) -> None:
        self.progress.update(self.task, completed=done, total=size, description="checking rows")

    def step(self, words: str) -> None:
        self.progress.update(self.task, completed=0, total=None, description=words)


@contextmanager
def _bar() -> Iterator[_Bar]:
    """On a terminal only, and on standard error."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield _Bar(progress, progress.add_task("opening the file", total=None))


def _print(imported: Imported, console: Console) -> None:
    """Rows by reason, and what is not held by field. No value of a row is printed: it might be somebody's."""
    say = partial(console.print, highlight=False, soft_wrap=True, markup=False)
    say("Rows read = rows kept + rows set aside:")
    account = Table(box=None)
    account.add_column("source", overflow="fold")
    for name in ("read", "kept", "set aside"):
        account.add_column(name, justify="right")
    for source, rows in imported.accounts.items():
        account.add_row(_plain(source), f"{rows.read:,}", f"{rows.kept:,}", f"{rows.set_aside:,}")
    console.print(account)
    for reason, count in list(imported.reasons.items())[:_MOST_REASONS]:
        say(f"Set aside: {count:,} {'row' if count == 1 else 'rows'}: {reason}.")
    if len(imported.reasons) > _MOST_REASONS:
        say(f"Set aside: for {len(imported.reasons) - _MOST_REASONS:,} more reasons; --format json tells them all.")
    for one in imported.not_held:
        say(f"Not held: {one.header}, filled in {one.rows:,} rows: {one.why}.")
    for remark in imported.remarks:
        say(f"Note: {remark.count:,} {remark.says}.")
    written = ", ".join(f"{rows:,} {table}" for table, rows in imported.written.items() if rows)
    say(f"Wrote {imported.store}: {written or 'no rows'}.")
    if imported.observed_until:
        say(f"Observed until {imported.observed_until}, the last day on which the file says that something happened.")
    say(imported.not_in_force)


def _plain(words: str) -> str:
    """Words of a file that cannot paint the terminal."""
    return "".join(mark for mark in words if mark.isprintable()).replace("[", "\\[")
