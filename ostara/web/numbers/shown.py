"""A view and a measure as a page needs them: headings, cells, the picture, and what must be known to read them."""

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from ostara.analysis.national.measure import NationalMeasure, Shape
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
from ostara.drawing.svg import NARROW, WIDE
from ostara.drawing.words import number, percent
from ostara.knowledge.parameters import parameter
from ostara.knowledge.sources import source

MOST_LINES = 500
UNVERIFIED = "UNVERIFIED: "


@dataclass(frozen=True)
class Row:
    """A line of the table: what it is of, its numbers, and whether it is a total."""

    said: tuple[str, ...]
    numbers: tuple[str, ...]
    total: bool


@dataclass(frozen=True)
class Shown:
    """An answered question, ready to be read."""

    view: View

    @property
    def title(self) -> str:
        """Returns what is counted."""
        return self.view.question.measure.title

    @property
    def caption(self) -> str:
        """Returns what the table is of."""
        return f"{self.title}, {self.view.question.asked.said}"

    @property
    def lead(self) -> str:
        """Returns the whole of the latest period in a sentence; nothing where classes or no whole is told."""
        asked = self.view.question
        totals = [line for line in self.view.lines if line.total or not asked.by]
        if asked.measure.shape is Shape.CLASSES or not totals:
            return ""
        last = totals[-1]
        if last.share.value is None:
            return f"{last.period}: nothing that could be told or shown."
        if asked.measure.shape is Shape.COUNT:
            return f"{last.period}: {number(last.share.numerator)} {asked.measure.unit}."
        of = f"{number(last.share.numerator)} of {number(last.share.denominator)} {asked.measure.unit}"
        return f"{last.period}: {percent(last.share.value)} ({of})."

    @property
    def headings(self) -> tuple[str, ...]:
        """Returns the names of the columns that say what a line is of."""
        return tuple(name or "Figure" for name in headings(self.view))

    @property
    def number_headings(self) -> tuple[str, ...]:
        """Returns the names of the columns with numbers."""
        return number_headings(self.view)

    @property
    def rows(self) -> list[Row]:
        """Returns the first lines; all are in the files."""
        lines = self.view.lines[:MOST_LINES]
        return [Row(said_of(self.view, line), numbers(self.view, line), line.total) for line in lines]

    @property
    def more(self) -> int:
        """Returns how many lines are not shown."""
        return max(0, len(self.view.lines) - MOST_LINES)

    @cached_property
    def pictures(self) -> tuple[Markup, Markup] | None:
        """Returns the chart for a desk and for a phone, or none where the table says it better."""
        drawn = chart(self.view)
        return None if drawn is None else (Markup(drawn.draw(WIDE)), Markup(drawn.draw(NARROW)))  # noqa: S704 - ours, escaped by `drawing`

    @property
    def definition(self) -> tuple[tuple[str, str], ...]:
        """Returns what the figure is, and which days and people it is about, in pairs."""
        return (*definition(self.view), *limits(self.view))

    @property
    def unverified(self) -> list[str]:
        """Returns each number it rests on that nobody has checked against its source."""
        return [words.removeprefix(UNVERIFIED) for words in rests_on(self.view) if words.startswith(UNVERIFIED)]

    @property
    def verified(self) -> list[str]:
        """Returns the other numbers it rests on."""
        return [words for words in rests_on(self.view) if not words.startswith(UNVERIFIED)]

    @property
    def notes(self) -> tuple[str, ...]:
        """Returns what must be known to read it."""
        return self.view.notes

    @property
    def origin(self) -> tuple[tuple[str, str], ...]:
        """Returns where it comes from, in pairs."""
        return origin_pairs(self.view)


@dataclass(frozen=True)
class Definition:
    """A measure by itself: what it counts, of whom, and what it rests on."""

    measure: NationalMeasure

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Returns its words, in pairs of a heading and what stands under it."""
        one = self.measure
        said = (
            ("Counted in", one.unit),
            ("Population", one.population),
            ("Counts", one.counts),
            ("Classes", "; ".join(one.classes)),
            ("Out of", one.denominator),
            ("Left out", one.exclusions),
            ("Source", source(one.source).title),
            ("Name in the data", one.name),
        )
        return [(heading, words) for heading, words in said if words]

    @property
    def rests_on(self) -> list[tuple[str, str, bool]]:
        """Returns each number it rests on: its meaning, its value with unit, and whether it is unverified."""
        known = (parameter(name) for name in self.measure.rests_on)
        return [(one.meaning, f"{one.value} {one.unit}", one.unverified) for one in known]
