"""`ostara pack`: what a commissioner needs to know about one area, as a page, a PDF or data."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ostara.analysis.packs.needs import needs_pack
from ostara.analysis.packs.needs_page import needs_page
from ostara.analysis.packs.pack_data import needs_json, quarterly_json
from ostara.analysis.packs.prevalence import read_estimates
from ostara.analysis.packs.protecting import published, published_quarterly
from ostara.analysis.packs.quarterly import quarterly_pack
from ostara.analysis.packs.quarterly_page import quarterly_page
from ostara.cli.report import write_whole
from ostara.drawing.page import Page
from ostara.knowledge.refusal import RefusalError
from ostara.tables.store import open_store


class Kind(StrEnum):
    """Which pack."""

    NEEDS = "needs"
    QUARTERLY = "quarterly"


class Format(StrEnum):
    """How a pack is written."""

    HTML = "html"
    PDF = "pdf"
    JSON = "json"


def pack(
    area: Annotated[str, typer.Argument(help="The area, as the store names it.")],
    store: Annotated[Path, typer.Argument(help="Folder of the store.")],
    period: Annotated[str, typer.Option(help="Financial year, as 2023/24; of a quarterly pack also 2023/24Q2.")],
    kind: Annotated[Kind, typer.Option(help="A needs assessment, or a short quarterly summary.")] = Kind.NEEDS,
    prevalence: Annotated[
        Path | None, typer.Option(help="Estimates of prevalence: CSV with area,group,method,period,people,low,high.")
    ] = None,
    format: Annotated[Format, typer.Option(help="Page to read, PDF to send, or data.")] = Format.HTML,
    out: Annotated[Path | None, typer.Option(help="File to write; standard output when left out.")] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Withhold and round counts so that the pack may be published.")
    ] = False,
) -> None:
    """What a commissioner needs to know about one area, beside similar areas and the nation."""
    if kind is Kind.QUARTERLY and prevalence is not None:
        raise RefusalError("--prevalence", "belongs to the needs assessment; a quarterly summary has no estimates")
    with Console(stderr=True).status("opening the store") as status:
        made = (
            _needs(store, area, period, prevalence, publish=publish, say=status.update)
            if kind is Kind.NEEDS
            else _quarterly(store, area, period, publish=publish, say=status.update)
        )
    _write(made, format, out)


@dataclass(frozen=True)
class Made:
    """A pack as a page, and as JSON."""

    page: Callable[[], Page]
    data: Callable[[], str]


def _needs(
    store: Path, area: str, period: str, prevalence: Path | None, *, publish: bool, say: Callable[[str], None]
) -> Made:
    estimates = None if prevalence is None else read_estimates(prevalence)
    told = needs_pack(open_store(store), area, period, estimates, say)
    told = published(told) if publish else told
    return Made(lambda: needs_page(told), lambda: needs_json(told))


def _quarterly(store: Path, area: str, period: str, *, publish: bool, say: Callable[[str], None]) -> Made:
    told = quarterly_pack(open_store(store), area, period, say)
    told = published_quarterly(told) if publish else told
    return Made(lambda: quarterly_page(told), lambda: quarterly_json(told))


def _write(made: Made, format: Format, out: Path | None) -> None:
    if format is Format.PDF:
        from ostara.drawing.pdf import page_pdf  # noqa: PLC0415  typst is large, and only a PDF needs it

        whole = page_pdf(made.page())
        if out is None:
            sys.stdout.buffer.write(whole)
        else:
            write_whole_bytes(out, whole)
        return
    text = made.page().render() if format is Format.HTML else made.data()
    if out is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        write_whole(out, text)


def write_whole_bytes(out: Path, whole: bytes) -> None:
    """Write a file beside its place and move it there, so that nobody reads half of it."""
    beside = out.with_name(f".{out.name}.writing")
    try:
        beside.write_bytes(whole)
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise RefusalError(str(out), f"could not be written ({error.strerror})") from None
