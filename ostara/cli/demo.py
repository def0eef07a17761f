"""`ostara demo`: the main job on a made-up service, from nothing to a page to read."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ostara.analysis.reports.quality_page import as_html
from ostara.cli.progress import people_progress
from ostara.cli.report import worked_out, write_whole
from ostara.exchange.made_up import make_up_store

PEOPLE, YEARS, SEED = 2_000, 2, 1


def demo(
    to: Annotated[Path, typer.Option(help="Folder for the made-up service and its report.")] = Path("demo"),
) -> None:
    """Make up a service and write the report on how good its treatment is."""
    console = Console()
    store, page = to / "store", to / "quality.html"
    console.print(f"Making up a service of {PEOPLE:,} people over {YEARS} years. None of them exist.")
    with people_progress(PEOPLE) as progress:
        make_up_store(store, people=PEOPLE, years=YEARS, seed=SEED, replace=True, progress=progress)
    report = worked_out(store)
    write_whole(page, as_html(report))
    restarts = report.answers["restart_above_30_after_5"].overall
    kept = report.answers["retained_24_weeks"].overall
    console.print(
        f"Still in treatment at 24 weeks: {kept.numerator} of {kept.denominator}. Methadone began again above 30 mg "
        f"after five days or more: {restarts.numerator} of {restarts.denominator} times."
    )
    console.print(f"The report is here: {page.resolve()}", soft_wrap=True)
    console.print(f"The store behind it: {store.resolve()}", soft_wrap=True)
