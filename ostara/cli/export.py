"""`ostara export`: what a store holds, in the formats of others."""

import json
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from ostara.exchange.ndtms_files import export_ndtms
from ostara.exchange.ndtms_files.exporting import Exported
from ostara.exchange.ndtms_files.leaving_out import LeftOut
from ostara.ndtms import data_set
from ostara.tables.store import open_store

_FIRST = 10

export_app = typer.Typer(name="export", no_args_is_help=True, help="Write a store in a format of others.")


@export_app.callback()
def _export() -> None:
    """Write a store in a format of others."""


@export_app.command()
def ndtms(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="Folder of the store.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="CSV file to write.")],
    dataset: Annotated[str, typer.Option("--dataset", help="Letter of the data set. Only K can be loaded.")] = "K",
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on", formats=["%Y-%m-%d"], help="Day after which a date lies in the future; today if left out."
        ),
    ] = None,
    consented: Annotated[
        bool, typer.Option("--consented", help="Everybody agreed to share, where the store does not say so.")
    ] = False,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="How to print what was left out.")] = (
        "text"
    ),
) -> None:
    """Write a national (NDTMS) file that passes our checks, and say who and what is not in it, and why."""
    day = on.date() if on else date.today()
    with Console(stderr=True).status("opening the store") as status:
        opened = open_store(store)
        exported = export_ndtms(opened, out, data_set(dataset.upper()), on=day, consented=consented, step=status.update)
    if format_ == "json":
        typer.echo(json.dumps(exported.as_dict(), indent=2))
    else:
        _print(exported, Console())


def _print(exported: Exported, console: Console) -> None:
    say = partial(console.print, highlight=False, soft_wrap=True, markup=False)
    say(
        f"Wrote {exported.file}: {exported.rows:,} rows of {exported.people:,} people and {exported.episodes:,} "
        "episodes; the checks reject none of them."
    )
    for one in exported.left_out:
        say(f"Left out: {_how_many(one)}: {one.reason}.")
    for empty in exported.left_empty:
        say(f"Left empty: {empty.header}, {empty.count:,} times: no single national code means {empty.ours}.")
    say(f"Always empty, as a store does not hold them: {', '.join(exported.not_in_a_store)}.")
    say(exported.not_in_force)


def _how_many(one: LeftOut) -> str:
    """How many rows, and the numbers of the first people; --format json tells them all."""
    first = ", ".join(map(str, one.people[:_FIRST])) + (", …" if len(one.people) > _FIRST else "")
    rows = f"{len(one.numbers):,} {one.what.replace('_', ' ')}"
    return f"{rows} (person {first})"
