"""`ostara import dmd`: a release of the NHS dictionary of medicines fills in the codes of our products."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table

from ostara.exchange.dmd import DmdResult, import_dmd

Steps = Callable[[], AbstractContextManager[Callable[[str], None]]]


def add_dmd(app: typer.Typer, steps: Steps) -> None:
    """Put the verb among those of `ostara import`; `steps` shows what is being done."""

    @app.command()
    def dmd(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder with the XML files of one dm+d release.")],
        to: Annotated[Path, typer.Option("--to", metavar="FILE", help="File to write (.csv).")],
        replace: Annotated[bool, typer.Option("--replace", help="Let an older file there give way.")] = False,
        format_: Annotated[
            Literal["text", "json"], typer.Option("--format", help="How to print the account.")
        ] = "text",
    ) -> None:
        """Read the NHS dictionary of medicines and devices: codes of our products, where they are exactly ours."""
        with steps() as step:
            result = import_dmd(folder, to, replace=replace, step=step)
        if format_ == "json":
            typer.echo(json.dumps(result.as_dict(), indent=2))
        else:
            _print(result, Console())


def _print(result: DmdResult, console: Console) -> None:
    found = Table(title="Codes taken: moiety, form and strength are exactly ours", title_justify="left")
    for name in ("product", "strength", "level", "code", "name in dm+d"):
        found.add_column(name, no_wrap=name == "code")
    for code in result.codes:
        found.add_row(code.product, code.strength, code.level, code.code, code.meaning)
    console.print(found, markup=False)

    def say(words: str) -> None:
        console.print(words, highlight=False, soft_wrap=True, markup=False)

    for one in result.unmatched:
        near = f" (near: {'; '.join(one.near)})" if one.near else ""
        say(f"No code: {one.product}, {one.strength}: {one.why}{near}.")
    for known in result.known_absent:
        say(f"Not in this release: {known}, which stands in our own list.")
    for name in result.not_read:
        say(f"Not read: {name}.")
    say(f"Left out as no longer valid: {result.withdrawn:,}. Wrote {len(result.codes):,} codes to {result.file}.")
