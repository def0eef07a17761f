"""The report as a page: the score, what was missed and why, every figure, what conflicts, how it was judged."""

from ostara.drawing import words
from ostara.drawing.blocks import Bullets, Note, Paragraph
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.page import Page, Section
from ostara.knowledge.sources import source
from ostara.planning.validation.judging import BAR, Judged, Row
from ostara.planning.validation.report import Report

FEW = 40  # draws: fewer show less than the whole of a 90% interval
_RULES = (
    "A figure holds if it lies inside the model's 90% predictive interval, and the interval reaches no further than "
    "half of its middle either way.",
    "A target holds if all its figures do. A series holds if all its years but one do and the model is nearer on "
    "average than the last value it was fitted to.",
    "A study whose source feeds a number of the model, its start or its fit is an identity: shown, never counted.",
    "No number was changed to hit a target. The model was fitted to figures of its own, up to 2011/12.",
)


def as_page(told: Report) -> Page:
    """The page."""
    return Page(
        title="Validation of the model",
        lead=told.sentence,
        notice=_notice(told),
        facts=(
            ("Draws", f"{told.found.draws} of the fit {told.found.fit.name}"),
            ("Bar", f"{BAR} of {len(told.scored)}"),
            ("Engine", "expected values, and single lives where a study sorted people by what became of them"),
        ),
        sections=(
            Section("Scored", (_summary(told.scored), *_series(told.scored))),
            Section("What was missed, and why", (_missed(told.scored),)),
            Section("Every scored figure", (_table("Scored figures", told.scored),)),
            Section(
                "Identities",
                (_table("Reproduced, not counted", told.identities), Note("These share a source with the model.")),
            ),
            Section("What cannot all be true", _conflicts(told)),
            Section("How it was judged", (Bullets(_RULES),)),
        ),
    )


def _notice(told: Report) -> str | None:
    if told.found.fit.stale:
        return "The model's numbers have changed since it was fitted: fit it again before relying on this page."
    if told.found.draws < FEW:
        few = words.plural(told.found.draws, "draw", "draws")
        return f"Of {few} only: so few hardly fill an interval, and more is missed than by a hundred."
    return None


def _summary(targets: tuple[Judged, ...]) -> DataTable:
    columns = (Column("Target"), Column("Result"), Column("Figures that hold", numeric=True))
    rows = tuple(
        (_named(one), _result(one.held), f"{sum(row.held for row in one.rows)} of {len(one.rows)}") for one in targets
    )
    return DataTable("The scored targets", columns, rows)


def _named(one: Judged) -> str:
    first = one.rows[0].part
    return f"{source(first.source).title}: {first.title}" if len(one.rows) < 5 else f"{one.name} by year".capitalize()


def _result(held: bool) -> str:
    return "held" if held else "missed"


def _series(targets: tuple[Judged, ...]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(
            f"{one.name.capitalize()}: the model is off by {_amount(one.model_error)} a year on average, the last "
            f"value carried forward by {_amount(one.last_value_error or 0.0)}."
        )
        for one in targets
        if one.model_error is not None
    )


def _missed(targets: tuple[Judged, ...]) -> Bullets:
    rows = [row for one in targets if not one.held for row in one.rows if not row.held]
    return Bullets(tuple(f"{row.part.title}: {row.why}." for row in rows) or ("Nothing was missed.",))


def _table(title: str, targets: tuple[Judged, ...]) -> DataTable:
    columns = (
        Column("Figure"),
        Column("Published", numeric=True),
        Column("Model (90% interval)", numeric=True),
        Column("Result"),
        Column("Source"),
    )
    return DataTable(title, columns, tuple(_row(row) for one in targets for row in one.rows))


def _row(row: Row) -> tuple[str, ...]:
    part = row.part
    mark = "" if part.verified else " (unverified)"
    return (
        f"{part.title} ({part.unit})",
        _amount(part.published),
        f"{_amount(row.model)} ({_amount(row.low)} to {_amount(row.high)})",
        _result(row.held),
        f"{source(part.source).title}{mark}",
    )


def _conflicts(told: Report) -> tuple[Paragraph | Bullets, ...]:
    return tuple(
        block
        for one in told.conflicts
        for block in (
            Paragraph(f"{one.title}: {one.why}."),
            Bullets(
                (
                    f"{one.one}: {_amount(one.published)}",
                    f"{one.other}: {_amount(one.implied)}",
                    f"The model: {_amount(one.model)} ({_amount(one.low)} to {_amount(one.high)})",
                )
            ),
        )
    )


def _amount(value: float) -> str:
    if value >= 100:
        return words.number(round(value))
    return f"{value:.3g}"
