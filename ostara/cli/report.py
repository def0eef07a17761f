"""`ostara report`: what a store says, for people to read or for programs."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ostara.analysis.reports.quality import QualityReport, quality
from ostara.analysis.reports.quality_data import as_csv, as_json
from ostara.analysis.reports.quality_page import as_html
from ostara.analysis.reports.quality_published import published
from ostara.knowledge.refusal import RefusalError
from ostara.tables.store import open_store

report_app = typer.Typer(no_args_is_help=True, help="Say what a store tells.")


class Format(StrEnum):
    """How a report is written."""

    HTML = "html"
    JSON = "json"
    CSV = "csv"


WRITERS = {Format.HTML: as_html, Format.JSON: as_json, Format.CSV: as_csv}


@report_app.callback()
def _report() -> None:
    """Keep `quality` a word of its own, as other reports will join it."""


@report_app.command("quality")
def report_quality(
    store: Annotated[Path, typer.Argument(help="Folder of the store.")],
    format: Annotated[Format, typer.Option(help="Page to read, or data.")] = Format.HTML,
    out: Annotated[Path | None, typer.Option(help="File to write; standard output when left out.")] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Withhold and round counts so that the result may leave the service.")
    ] = False,
) -> None:
    """How good is the opioid substitution treatment that people really receive?"""
    report = worked_out(store)
    text = WRITERS[format](published(report) if publish else report)
    if out is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        write_whole(out, text)


def worked_out(store: Path) -> QualityReport:
    """The report of a store, telling on a terminal what is being worked out."""
    console = Console(stderr=True)
    with console.status("opening the store") as status:
        return quality(open_store(store), status.update)


def write_whole(out: Path, text: str) -> None:
    """Write a file beside its place and move it there, so that nobody reads half of it."""
    beside = out.with_name(f".{out.name}.writing")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise RefusalError(str(out), f"could not be written ({error.strerror})") from None
