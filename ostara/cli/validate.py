"""`ostara validate`: whether the model foresees what studies found that it was never shown."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ostara.cli.progress import people_progress
from ostara.cli.report import write_whole
from ostara.knowledge.refusal import RefusalError

MOST_DRAWS = 10_000


class Format(StrEnum):
    """How the report is written."""

    HTML = "html"
    JSON = "json"


def validate(
    draws: Annotated[int, typer.Option(help="Draws of the fitted model; about 3 seconds of one core each.")] = 100,
    fit: Annotated[str, typer.Option(help="A fit to judge: a file of `ostara calibrate`.")] = "england-2011",
    format: Annotated[Format, typer.Option(help="Page to read, or data.")] = Format.HTML,
    out: Annotated[Path | None, typer.Option(help="File to write; standard output when left out.")] = None,
) -> None:
    """Run each published study's own design through the model and say what it foresees and what it misses."""
    from ostara.planning.calibration.kept import read_fit  # noqa: PLC0415 loaded when asked for
    from ostara.planning.validation.page import as_page  # noqa: PLC0415 as above
    from ostara.planning.validation.report import as_json, report  # noqa: PLC0415 as above
    from ostara.planning.validation.running import found  # noqa: PLC0415 as above

    if not 2 <= draws <= MOST_DRAWS:
        raise RefusalError("--draws", f"is not between 2 and {MOST_DRAWS}")
    kept = read_fit(fit)
    with people_progress(draws, of="draws") as done:
        told = report(found(kept, draws, done=done))
    text = as_page(told).render() if format is Format.HTML else as_json(told)
    if out is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        write_whole(out, text)
