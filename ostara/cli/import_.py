"""`ostara import`: data of others become a store, and every row is accounted for."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from ostara.cli.import_dmd import add_dmd
from ostara.cli.import_england import add_england
from ostara.cli.import_ndtms import ndtms
from ostara.exchange.ctn0094 import import_ctn0094
from ostara.exchange.ctn0094.account import ImportResult

import_app = typer.Typer(name="import", no_args_is_help=True, help="Read data of others into a store.")


import_app.command()(ndtms)


@import_app.callback()
def _import() -> None:
    """Read data of others into a store."""


@import_app.command()
def ctn0094(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder with the tables (.parquet, .csv, .csv.gz, .rda).")
    ],
    to: Annotated[Path, typer.Option("--to", metavar="STORE", help="Folder of the store to write.")],
    replace: Annotated[bool, typer.Option("--replace", help="Let an older store there give way.")] = False,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="How to print the account.")] = "text",
) -> None:
    """Read the public CTN-0094 tables: real people treated with methadone, buprenorphine or naltrexone."""
    with _steps() as step:
        result = import_ctn0094(folder, to, replace=replace, step=step)
    if format_ == "json":
        typer.echo(json.dumps(result.as_dict(), indent=2))
    else:
        _print(result, Console())


@contextmanager
def _steps() -> Iterator[Callable[[str], None]]:
    """Show each step on a terminal, and nothing anywhere else."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("starting", total=None)
        yield lambda words: progress.update(task, description=words)


def _print(result: ImportResult, console: Console) -> None:
    account = Table(title="Rows in = rows kept + rows set aside", title_justify="left")
    account.add_column("table")
    for name in ("rows in", "kept", "set aside"):
        account.add_column(name, justify="right")
    account.add_column("why set aside")
    for source, rows in result.accounts.items():
        why = "\n".join(f"{count:,} {reason}" for reason, count in result.reasons[source].items())
        account.add_row(source, f"{rows.read:,}", f"{rows.kept:,}", f"{rows.set_aside:,}", why)
    console.print(account)
    say = partial(console.print, highlight=False, soft_wrap=True, markup=False)  # names are names, not markup
    for remark in result.remarks:
        say(f"Note: {remark.source}: {remark.says} ({remark.rows:,}).")
    for name, why in result.not_read.items():
        say(f"Not read: {name}: {why}.")
    for name, lacking in result.absent.items():
        say(f"Not in the folder: {name}: {lacking}.")
    say("Custody is empty: the source has no stays in prison.")
    written = ", ".join(f"{rows:,} {table}" for table, rows in result.written.items() if rows)
    say(f"Wrote {result.store}: {written}.")


add_england(import_app, _steps)
add_dmd(import_app, _steps)
