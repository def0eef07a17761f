"""Services beside each other, with limits that allow for chance: a small service is not called bad for its size."""

from collections.abc import Iterator
from dataclasses import dataclass

from ostara.analysis.comparison.funnel import level, limits_along, share_limits
from ostara.analysis.measures.answer import Answer, Share
from ostara.analysis.measures.measure import Measure
from ostara.analysis.measures.registry import QUALITY
from ostara.analysis.reports.quality import QualityReport
from ostara.analysis.reports.quality_words import said_of
from ostara.drawing.blocks import Block, Bullets, Figure, Note, Paragraph, Text
from ostara.drawing.funnel import FunnelChart, FunnelPoint, Limits
from ostara.drawing.words import percent

# Contacts are not compared: one person has many, so that chance alone spreads services wider than these limits say.
COMPARED = (
    "restart_above_30_after_5",
    "gaps_3_plus",
    "low_dose_with_use_on_top",
    "use_on_top_untested",
    "retained_24_weeks",
    "maximum_dose_60_plus",
)


@dataclass(frozen=True)
class Outlier:
    """A service whose share is beyond the outer limits, on the side that calls for a look."""

    measure: Measure
    service: str
    part: Share
    overall: Share


def in_people(answer: Answer) -> Answer:
    """The answer counted in people where its unit is an event: events of one person hang together."""
    return answer.people or answer


def outliers(report: QualityReport) -> Iterator[Outlier]:
    """Services beyond the outer limits, worse than chance allows."""
    for measure in (one for one in QUALITY if one.name in COMPARED):
        answer = in_people(report.answers[measure.name])
        for service, part in answer.by["service"].items():
            if part.value is None or not part.denominator or answer.overall.value is None:
                continue
            low, high = share_limits(answer.overall.value, part.denominator, level("outer"))
            if part.value > high if measure.lower_is_better else part.value < low:
                yield Outlier(measure, service, part, answer.overall)


def to_look_at(report: QualityReport) -> tuple[Block, ...]:
    """The services that differ by more than chance allows, in words, or that none do."""
    found = [_line(one) for one in outliers(report)]
    if not found:
        return (
            Paragraph("No service differs from the others by more than chance allows, on any of the figures below."),
        )
    return (
        Paragraph("These services differ from all services together by more than chance allows:"),
        Bullets(tuple(found)),
        Note(
            "A difference is a question, not a verdict: services see different people, and record differently. "
            "Look at who is treated there, and at how it is written down, before anything else."
        ),
    )


def _line(one: Outlier) -> Text:
    return (
        f"{one.service}: {_small(one.measure.title)}, {said_of(one.part)}; all services {percent(one.overall.value)}."
    )


def _small(title: str) -> str:
    return title[0].lower() + title[1:]


def comparison(report: QualityReport) -> tuple[Block, ...]:
    """A funnel plot for each figure on which services are compared."""
    words = (
        "Each mark is a service. Between the lines, differences are what chance brings. Events are counted in people."
    )
    titles = {measure.name: measure.title for measure in QUALITY}
    return (Paragraph(words), *(_funnel(titles[name], in_people(report.answers[name])) for name in COMPARED))


def _funnel(title: str, answer: Answer) -> Figure:
    points = tuple(
        FunnelPoint(service, part.numerator, part.denominator)
        for service, part in answer.by["service"].items()
        if part.numerator is not None and part.denominator
    )
    withheld = len(answer.by["service"]) - len(points)
    sizes = sorted({float(point.of) for point in points})
    chart = FunnelChart(
        title=title,
        points=points,
        centre=answer.overall.value,
        limits_95=_limits(answer.overall.value, sizes, "inner"),
        limits_998=_limits(answer.overall.value, sizes, "outer"),
        of_name="How many are looked at",
    )
    return Figure(chart, note=f"{withheld} services with few people are not shown." if withheld else "")


def _limits(overall: float | None, sizes: list[float], which: str) -> Limits:
    if overall is None:
        return Limits((), (), ())
    return limits_along(lambda of: share_limits(overall, of, level(which)), sizes)
