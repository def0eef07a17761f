"""`ostara import england`: published English figures become one file, and every line is accounted for."""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from ostara.exchange.england import import_england
from ostara.exchange.england.ledger import EnglandResult, FileAccount, Why

Steps = Callable[[], AbstractContextManager[Callable[[str], None]]]


def add_england(app: typer.Typer, steps: Steps) -> None:
    """Put the verb among those of `ostara import`; `steps` shows what is being done."""

    @app.command()
    def england(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder with the published files (.csv, .csv.gz).")],
        to: Annotated[Path, typer.Option("--to", metavar="FILE", help="File to write (.parquet or .csv).")],
        replace: Annotated[bool, typer.Option("--replace", help="Let an older file there give way.")] = False,
        format_: Annotated[
            Literal["text", "json"], typer.Option("--format", help="How to print the account.")
        ] = "text",
    ) -> None:
        """Read published English figures: ViewIt, Fingertips, ONS deaths from drugs, estimates of prevalence."""
        with steps() as step:
            result = import_england(folder, to, replace=replace, step=step)
        if format_ == "json":
            typer.echo(json.dumps(result.as_dict(), indent=2))
        else:
            _print(result, Console())


def _print(result: EnglandResult, console: Console) -> None:
    account = Table(title="Figures in = figures kept + figures set aside", title_justify="left")
    account.add_column("file")
    account.add_column("read as", no_wrap=True)
    for name in ("lines", "figures in", "kept", "withheld", "set aside"):
        account.add_column(name, justify="right")
    for name, one in result.accounts.items():
        numbers = (one.lines.kept, one.figures.read, one.figures.kept, one.withheld, one.figures.set_aside)
        account.add_row(name, one.source, *(f"{number:,}" for number in numbers))
    console.print(account, markup=False)
    for name, one in result.accounts.items():
        for said in _notes(one):
            console.print(f"{name}: {said}.", highlight=False, soft_wrap=True, markup=False)
    for name, why in result.not_read.items():
        console.print(f"Not read: {name}: {why}.", highlight=False, soft_wrap=True, markup=False)
    console.print(f"Wrote {result.written:,} figures to {result.file}.", highlight=False, soft_wrap=True, markup=False)


def _notes(one: FileAccount) -> list[str]:
    notes = []
    if one.set_aside:
        notes.append(f"set aside: {_reasons(one.set_aside)}")
    if one.without_figures:
        notes.append(f"lines without figures: {_reasons(one.without_figures)}")
    if one.not_given:
        notes.append(f"{one.not_given:,} figures have a note and no value")
    if one.columns_not_read:
        named = ", ".join(one.columns_not_read[:3]) + (", …" if len(one.columns_not_read) > 3 else "")
        notes.append(f"{len(one.columns_not_read):,} columns were not read ({named})")
    return notes + list(one.remarks)


def _reasons(reasons: Mapping[str, Why]) -> str:
    return "; ".join(
        f"{why.count:,} {says} (line{'s' if why.count > 1 else ''} {', '.join(map(str, why.first_lines))}"
        f"{', …' if why.count > len(why.first_lines) else ''})"
        for says, why in reasons.items()
    )
