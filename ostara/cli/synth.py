"""`ostara synth`: made-up treatment, for demonstrations, tests and anyone without data of their own.

Without a further word it is one service, day by day; `national` is a national file of many areas.
"""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ostara.cli.progress import people_progress
from ostara.exchange.made_up import make_up_store
from ostara.exchange.made_up_nation import make_up_nation_store
from ostara.tables.manifest import read_manifest

MOST_PEOPLE = 5_000_000
MOST_JOURNEYS = 10_000_000
MOST_YEARS = 30

synth_app = typer.Typer(name="synth")


@synth_app.callback(invoke_without_command=True)
def synth(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option("--to", metavar="STORE", help="Folder of the store to write.")] = None,
    people: Annotated[int, typer.Option("--people", min=1, max=MOST_PEOPLE, help="How many people.")] = 2_000,
    years: Annotated[int, typer.Option("--years", min=1, max=MOST_YEARS, help="How many years.")] = 5,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed makes the same service.")] = 1,
    replace: Annotated[bool, typer.Option("--replace", help="Let an older store there give way.")] = False,
) -> None:
    """Make up a drug treatment service, day by day, or a national file: nothing in it is about anyone."""
    if context.invoked_subcommand:
        _refuse_options_before(context)
        return
    if to is None:
        raise typer.BadParameter("say where the store is to be written", param_hint="--to")
    began = time.monotonic()
    with people_progress(people) as progress:
        make_up_store(to, people=people, years=years, seed=seed, replace=replace, progress=progress)
    _say(to, f"{people:,} made-up people over {years:,} years", time.monotonic() - began)


def _refuse_options_before(context: typer.Context) -> None:
    """Options of the service that stand before another word would be lost without a sound."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            word = context.invoked_subcommand
            raise typer.BadParameter(f"options of {word} stand after the word {word}", param_hint=f"--{name}")


@synth_app.command()
def national(
    to: Annotated[Path, typer.Option("--to", metavar="STORE", help="Folder of the store to write.")],
    journeys: Annotated[
        int, typer.Option("--journeys", min=1, max=MOST_JOURNEYS, help="How many journeys through treatment.")
    ] = 100_000,
    years: Annotated[int, typer.Option("--years", min=1, max=MOST_YEARS, help="How many years.")] = 10,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed makes the same nation.")] = 1,
    replace: Annotated[bool, typer.Option("--replace", help="Let an older store there give way.")] = False,
) -> None:
    """Make up a national file: journeys of people in 150 areas, with help, reviews and discharges."""
    began = time.monotonic()
    with people_progress(journeys, of="journeys") as progress:
        make_up_nation_store(to, journeys=journeys, years=years, seed=seed, replace=replace, progress=progress)
    _say(to, f"{journeys:,} made-up journeys over {years:,} years", time.monotonic() - began)


def _say(to: Path, what: str, seconds: float) -> None:
    """What was made, table by table, and how long it took."""
    console = Console()
    words = f"{to}: {what}; nothing here is about anyone."
    console.print(words, markup=False, highlight=False, soft_wrap=True)
    rows = Table("table", "rows", box=None)
    rows.columns[1].justify = "right"
    for name, part in read_manifest(to).parts.items():
        rows.add_row(name, f"{part.rows:,}")
    console.print(rows)
    console.print(f"Written and checked in {seconds:.1f} seconds.", highlight=False)
