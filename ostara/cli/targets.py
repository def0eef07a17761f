"""`ostara targets`: what a store says of its area, as targets to which the model is fitted."""

import sys
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from ostara.cli.report import write_whole
from ostara.knowledge.refusal import RefusalError

if TYPE_CHECKING:
    from ostara.analysis.measures.answer import Share
    from ostara.analysis.view.answer import View

# What the model calls a figure, and the national measure that counts the same.
MEASURED = {
    "caseload": "in_treatment",
    "starts": "new_presentations",
    "completion": "completed_without_return",
    "represented": "re_presented",
    "died_in_treatment": "died_in_treatment",
}
OPIATE = "substance_group = opiate"
_Z = 1.959963984540054


def targets(
    store: Annotated[Path, typer.Argument(help="Folder of the store.")],
    area: Annotated[str | None, typer.Option(help="Only people of this area, as the store names it.")] = None,
    period: Annotated[
        str | None, typer.Option(help="Financial years, 2019/20..2023/24; the last five when left out.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; standard output when left out.")] = None,
) -> None:
    """Write the figures of people who use opiates, by year, as targets for `ostara calibrate`.

    Counts are protected as for publication: what is withheld is no target, and is named in a comment.
    """
    text = "\n".join(_written(_views(store, area, period)))
    if out is None:
        sys.stdout.write(text + "\n")
    else:
        write_whole(out, text + "\n")


def _views(folder: Path, area: str | None, period: str | None) -> "dict[str, View]":
    """Each figure's published view by year; what it takes long to load is loaded here."""
    from ostara.analysis.journeys.prepared import prepared  # noqa: PLC0415 loaded when asked for
    from ostara.analysis.view.publishing import published  # noqa: PLC0415 as above
    from ostara.analysis.view.question import observed_until, question  # noqa: PLC0415 as above
    from ostara.tables.store import open_store  # noqa: PLC0415 as above

    where = OPIATE if area is None else f"{OPIATE} and area = {area}"
    with Console(stderr=True).status("opening the store") as status:
        store = open_store(folder)
        with prepared(store, say=status.update) as connection:
            status.update("counting")
            until = observed_until(connection)
            return {
                name: published(
                    connection, store, question(measure=measure, by="year", where=where, period=period, until=until)
                )
                for name, measure in MEASURED.items()
            }


def _written(views: "dict[str, View]") -> Iterator[str]:
    """The file's lines. Raises RefusalError where nothing is left to fit to."""
    some = next(iter(views.values()))
    yield f"# People who use opiates, by financial year, from the store {some.origin.store[:12]} ({some.origin.words})."
    yield f"# Observed until {some.origin.observed_until}; counts are protected and rounded, intervals are 95 %."
    number = 0
    for name, view in views.items():
        for line in view.lines:
            told = _target(name, line.period, line.share, view)
            number += told[0].startswith("\n[")
            yield from told
    if not number:
        raise RefusalError("ostara targets", "every figure of this store is withheld or empty: nothing to fit to")


def _target(name: str, period: str, share: "Share", view: "View") -> tuple[str, ...]:
    ends = _ends(share)
    if ends is None:
        return (f"\n# {name} {period}: withheld or none, so no target.",)
    value, low, high = ends
    size = share.denominator if share.denominator is not None else share.numerator
    return (
        f"\n[{name}_{period[:4]}]",
        f'measure = "{name}"',
        f"year = {period[:4]}",
        f"value = {value:.6g}",
        f"low = {low:.6g}",
        f"high = {high:.6g}",
        f"size = {size}",
        f'source = "store {view.origin.store[:12]}"',
        f'place = "{view.question.measure.name}: {view.question.measure.title.lower()}, {period}"',
        f'status = "{"made up" if view.origin.made_up else "measured"}"',
    )


def _ends(share: "Share") -> tuple[float, float, float] | None:
    """A figure with its interval: a share in per cent (Wilson), a count with a count's own chance. None for neither."""
    if not share.value:
        return None
    if share.low is not None and share.high is not None:
        return 100 * share.value, 100 * max(share.low, 1e-6), 100 * share.high
    return share.value, max(share.value - _Z * sqrt(share.value), 0.5), share.value + _Z * sqrt(share.value)
