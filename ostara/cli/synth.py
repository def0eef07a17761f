"""`ostara synth`: a made-up drug treatment service, for demonstrations, tests and anyone without data of their own."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ostara.cli.progress import people_progress
from ostara.exchange.made_up import make_up_store
from ostara.tables.manifest import read_manifest

MOST_PEOPLE = 5_000_000
MOST_YEARS = 30


def synth(
    to: Annotated[Path, typer.Option("--to", metavar="STORE", help="Folder of the store to write.")],
    people: Annotated[int, typer.Option("--people", min=1, max=MOST_PEOPLE, help="How many people.")] = 2_000,
    years: Annotated[int, typer.Option("--years", min=1, max=MOST_YEARS, help="How many years.")] = 5,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed makes the same service.")] = 1,
    replace: Annotated[bool, typer.Option("--replace", help="Let an older store there give way.")] = False,
) -> None:
    """Make up a drug treatment service: nothing in it is about anyone."""
    began = time.monotonic()
    with people_progress(people) as progress:
        make_up_store(to, people=people, years=years, seed=seed, replace=replace, progress=progress)
    seconds = time.monotonic() - began
    console = Console()
    words = f"{to}: {people:,} made-up people over {years:,} years; nothing here is about anyone."
    console.print(words, markup=False, highlight=False, soft_wrap=True)
    rows = Table("table", "rows", box=None)
    rows.columns[1].justify = "right"
    for name, part in read_manifest(to).parts.items():
        rows.add_row(name, f"{part.rows:,}")
    console.print(rows)
    console.print(f"Written and checked in {seconds:.1f} seconds.", highlight=False)
