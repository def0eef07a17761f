"""Our position in ten seconds: big numbers, and one table of every share beside similar areas and the nation."""

from collections.abc import Mapping

from ostara.analysis.packs.phrases import PHRASES, SHORT
from ostara.analysis.packs.told import Measured, Place
from ostara.analysis.packs.verdict import WITHIN, trend, verdict
from ostara.analysis.packs.words import between, cell
from ostara.drawing.blocks import Block, KeyFigure, KeyFigures, Note
from ostara.drawing.datatable import Column, DataTable

Names = Mapping[Place, str]
BIG = ("waited_3_weeks_or_less", "effective_treatment", "completed_without_return", "died_in_treatment")


def glance(figures: Mapping[str, Measured], shown: tuple[str, ...], names: Names) -> tuple[Block, ...]:
    """Big numbers, then the table of the shares that are `shown`."""
    return (
        KeyFigures(tuple(_big(figures[name], names) for name in BIG)),
        _table(tuple(figures[name] for name in shown), names),
        Note(
            "Better and worse are said where the difference is more than chance allows for an area of this size "
            "(1 in 500), and perhaps where it is more than is usual (1 in 20). Of twenty figures one is called perhaps "
            "better or worse by chance alone. Differences are questions, not verdicts: who comes differs, and so does "
            "recording."
        ),
    )


def _big(told: Measured, names: Names) -> KeyFigure:
    part = told.told(Place.HERE).share
    others = "; ".join(
        f"{name.lower()} {cell(told.told(place).share)}" for place, name in names.items() if place is not Place.HERE
    )
    value = cell(part) if part.denominator else "nobody"
    return KeyFigure(value, PHRASES[told.measure.name], between(part) if part.low is not None else "", others)


def _table(shown: tuple[Measured, ...], names: Names) -> DataTable:
    here, *others = names.values()
    headings = (here, "95% interval", *others)
    columns = (
        Column("Figure"),
        *(Column(name, numeric=True) for name in headings),
        Column("Beside the others"),
        Column("Over time"),
    )
    return DataTable("Our position", columns, tuple(_row(told, names) for told in shown))


def _row(told: Measured, names: Names) -> tuple[str, ...]:
    here, *others = names
    part = told.told(here).share
    found, changed = verdict(told), trend(told)
    over = "cannot be told" if changed is None else _way(changed.apart.value or 0) if changed.changed else WITHIN
    return (
        SHORT[told.measure.name],
        cell(part),
        between(part),
        *(cell(told.told(place).share) for place in others),
        "cannot be told" if found is None else found.word,
        over,
    )


def _way(apart: float) -> str:
    return "up" if apart > 0 else "down"
