"""A view as one page: the figure in a sentence, a chart where one helps, the table, and what it rests on."""

from ostara.analysis.national.measure import Shape
from ostara.analysis.view.answer import View
from ostara.analysis.view.charts import chart
from ostara.analysis.view.wording import (
    definition,
    headings,
    limits,
    number_headings,
    numbers,
    origin_pairs,
    rests_on,
    said_of,
)
from ostara.drawing.blocks import Block, Bullets, Figure, Heading, Note, Strong, Text
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.page import Page, Section
from ostara.drawing.words import number, percent, plural


def as_page(view: View, extra: tuple[Section, ...] = ()) -> Page:
    """The page. `extra` sections, such as comparisons, stand before what it rests on."""
    return Page(
        title=view.question.measure.title,
        lead=_lead(view),
        notice=_notice(view),
        facts=limits(view),
        sections=(
            Section("Figures", tuple(_figures(view))),
            *extra,
            Section("What this rests on", tuple(_basis(view))),
        ),
        origin=origin_pairs(view),
    )


def _lead(view: View) -> Text:
    """The whole of the latest period in a sentence."""
    asked = view.question
    totals = [line for line in view.lines if line.total or not asked.by]
    if asked.measure.shape is Shape.CLASSES or not totals:
        return f"{asked.measure.population[:1].upper()}{asked.measure.population[1:]}, {asked.measure.counts}."
    last = totals[-1]
    if last.share.value is None:
        return f"{last.period}: nothing that could be told or shown."
    if asked.measure.shape is Shape.COUNT:
        return (f"{last.period}: ", Strong(f"{number(last.share.numerator)} {asked.measure.unit}."))
    of = f"{number(last.share.numerator)} of {number(last.share.denominator)} {asked.measure.unit}"
    return (f"{last.period}: ", Strong(f"{percent(last.share.value)}"), f" ({of}).")


def _notice(view: View) -> Text | None:
    if view.origin.made_up:
        return "Made up: none of these people exist."
    if view.published:
        return None
    return "Holds small counts. Keep it inside; make one with --publish to share."


def _figures(view: View) -> list[Block]:
    drawn = chart(view)
    blocks: list[Block] = [Figure(drawn, table=_table(view), table_open=True)] if drawn else [_table(view)]
    unverified = [words for words in rests_on(view) if words.startswith("UNVERIFIED")]
    if unverified:
        blocks.insert(
            0, Note((Strong("Unverified: these figures rest on numbers nobody has checked. "), _joined(unverified)))
        )
    return [*blocks, *(Note(words) for words in view.notes)]


def _joined(unverified: list[str]) -> str:
    return "; ".join(words.removeprefix("UNVERIFIED: ") for words in unverified) + "."


def _table(view: View) -> DataTable:
    """The table; what a line is of stands in its first column together, so that a phone shows it."""
    columns = (
        Column(", ".join(filter(None, headings(view))) or "Figure"),
        *(Column(name, numeric=True) for name in number_headings(view)),
    )
    rows = tuple((", ".join(said_of(view, line)), *numbers(view, line)) for line in view.lines)
    lines = plural(len(rows), "line", "lines")
    return DataTable(f"{view.question.measure.title}, {view.question.asked.said}: {lines}", columns, rows)


def _basis(view: View) -> list[Block]:
    return [
        Bullets(tuple((Strong(f"{heading}: "), said) for heading, said in definition(view))),
        Heading("Numbers behind the figure"),
        Bullets(rests_on(view)),
        Note("The range after each share is where the true share plausibly lies (95% interval, Wilson)."),
    ]
