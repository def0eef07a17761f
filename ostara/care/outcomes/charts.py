"""Small charts of how somebody fares, each with the words that stand for it where it cannot be seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe

from ostara.care.outcomes.models import Top
from ostara.care.outcomes.questions.change import courses
from ostara.care.outcomes.questions.scales import Course
from ostara.drawing.datatable import DataTable
from ostara.drawing.svg import NARROW
from ostara.drawing.trend import TrendChart, TrendSeries
from ostara.drawing.words import Unit
from ostara.ndtms.top import Asks, top_items


@dataclass(frozen=True)
class Drawn:
    """A chart: its heading, its picture, and the numbers behind it."""

    title: str
    picture: SafeString
    table: DataTable


def profile_charts(profiles: Sequence[Top]) -> Iterator[Drawn]:
    """A chart for each item that ever had a number above nought; `profiles` stand, and come the latest first."""
    if len(profiles) < 2:
        return
    days = [one.asked_on for one in reversed(profiles)]
    for name, values in courses(profiles).items():
        item = top_items()[name]
        said = ("days", "Days of 28") if item.asks is Asks.DAYS else ("of 20", "0 poor to 20 good")
        yield _drawn(item.short, days, values, *said)


def scale_chart(course: Course) -> Drawn | None:
    """A chart of the totals of a scale; none for fewer than two."""
    rows = [one.row for one in reversed(course.times)]
    if sum(row.total is not None for row in rows) < 2:
        return None
    scale = course.times[0].score.scale
    return _drawn(scale.name, [row.asked_on for row in rows], [row.total for row in rows], "points", "Total")


def _drawn(title: str, days: Sequence[date], values: Sequence[int | None], unit: str, value_name: str) -> Drawn:
    chart = TrendChart(
        title,
        tuple(f"{day.day} {day:%b %y}" for day in days),
        (TrendSeries(unit, tuple(values)),),
        category_name="Asked on",
        value_name=value_name,
        unit=Unit.NUMBER,
    )
    return Drawn(title, mark_safe(chart.draw(NARROW)), chart.table())  # noqa: S308 - drawing escapes every word
