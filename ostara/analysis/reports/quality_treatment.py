"""The parts of the quality page on treatment: dose and use on top, staying, tests and contacts, each with its chart."""

from collections.abc import Mapping

from ostara.analysis.measures.answer import Answer, Share
from ostara.analysis.reports.quality import QualityReport, Step
from ostara.analysis.reports.quality_words import doubts, key_figure
from ostara.drawing.blocks import Block, Figure, KeyFigures, Paragraph
from ostara.drawing.histogram import Bin, HistogramChart
from ostara.drawing.intervals import IntervalChart, IntervalRow
from ostara.drawing.survival import Curve, SurvivalChart
from ostara.drawing.trend import TrendChart, TrendSeries
from ostara.knowledge.parameters import parameter


def doses(report: QualityReport) -> tuple[Block, ...]:
    """How high methadone went, and who was kept low while using."""
    highest, low = report.answers["maximum_dose_60_plus"], report.answers["low_dose_with_use_on_top"]
    untested = report.answers["use_on_top_untested"]
    return (
        KeyFigures(
            (
                key_figure(highest.overall, "of people on methadone reached 60 mg a day"),
                key_figure(low.overall, "of 12-week periods at a low dose with use on top"),
                key_figure(untested.overall, "of months with reported use on top had no test within 30 days"),
            )
        ),
        Paragraph(
            "A low dose is not poor treatment by itself: somebody well and content on 40 mg is well treated. What "
            "calls for a conversation is a low dose together with use on top. Prescriber and person decide on doses."
        ),
        *_histogram(report, highest),
        _by_medicine("Low dose with use on top, by medicine", low, "Periods"),
        *doubts(low),
        _by_medicine("Use on top that nobody tested for, by medicine", untested, "Months"),
        *doubts(untested),
    )


def _histogram(report: QualityReport, highest: Answer) -> tuple[Block, ...]:
    bins = tuple(Bin(bar.from_mg, bar.to_mg, bar.people) for bar in report.bars if bar.people is not None)
    figures = tuple(highest.numbers.get(name) for name in ("lower_quartile", "median", "upper_quartile"))
    lower, median, upper = figures
    quartiles = None if lower is None or median is None or upper is None else (lower, median, upper)
    chart = HistogramChart(
        title="Highest daily dose of methadone that each person reached",
        bins=bins,
        threshold=float(parameter("methadone.adequate_dose_mg").value),
        threshold_name="lower end of the usual range",
        quartiles=quartiles,
    )
    left_out = len(report.bars) - len(bins)
    note = f"{left_out} bars with few people are withheld." if left_out else ""
    return (Figure(chart, caption="A bar holds its lower edge: 60 mg belongs to 60 to 70 mg.", note=note),)


def _by_medicine(title: str, answer: Answer, row_name: str) -> Figure:
    rows = tuple(_row(name, part) for name, part in answer.by["medicine"].items())
    return Figure(IntervalChart(title=title, rows=rows, row_name=f"{row_name}, by medicine"))


def _row(name: str, part: Share) -> IntervalRow:
    return IntervalRow(name.capitalize(), part.value, part.low, part.high, part.numerator, part.denominator)


def staying(report: QualityReport) -> tuple[Block, ...]:
    """How many were still there at 24 weeks, and the curve that leads to it."""
    answer = report.answers["retained_24_weeks"]
    last_day = parameter("retention.weeks_24_last_dose_day").whole
    chart = SurvivalChart(
        title="Still in treatment, by days since the start",
        curves=tuple(_curve(name, steps, last_day) for name, steps in sorted(report.curves.items())),
        at=_marks(last_day),
        time_name="Days since the start",
    )
    return (
        KeyFigures(
            (
                key_figure(answer.overall, "still in treatment at 24 weeks"),
                *(key_figure(part, f"on {name}") for name, part in answer.by["medicine"].items()),
            )
        ),
        Paragraph(
            "People count as still in treatment when a dose covers day 154 (22 weeks) or later, which allows two weeks "
            "for a last dose to be recorded. Leaving for prison, moving away and dying count as not staying."
        ),
        Figure(chart, caption="The band is where the true curve plausibly lies (95 %)."),
        *doubts(answer),
    )


def _marks(last_day: int) -> tuple[float, ...]:
    month = parameter("measures.month_days").whole
    return (*(float(day) for day in range(0, last_day - month // 2 + 1, month)), float(last_day))


def _curve(name: str, steps: tuple[Step, ...], last_day: int) -> Curve:
    return Curve(
        name.capitalize(),
        times=tuple(float(step.day) for step in steps),
        shares=tuple(step.kept for step in steps),
        low=tuple(step.low for step in steps),
        high=tuple(step.high for step in steps),
        at_risk=tuple(_at_risk(steps, day) for day in _marks(last_day)),
    )


def _at_risk(steps: tuple[Step, ...], day: float) -> int | None:
    """People followed up to a day: those at risk at the first step on or after it."""
    later = [step.at_risk for step in steps if step.day >= day]
    return later[0] if later else None


def tests(report: QualityReport) -> tuple[Block, ...]:
    """What tests found month by month, and whether contacts took place."""
    positive, contacts = report.answers["positive_tests"], report.answers["attendance"]
    chart = TrendChart(
        title="Tests positive for heroin or other opioids, by month of treatment",
        categories=tuple(_month(month) for month in report.months),
        series=(_series(report.months),),
        value_name="Share of tests",
    )
    return (
        KeyFigures(
            (
                key_figure(positive.overall, "of tests were positive for opioids that were not prescribed"),
                key_figure(contacts.overall, "of planned contacts took place"),
            )
        ),
        Paragraph(
            "A positive test is a reason to look after somebody better, never by itself a reason to cut a dose. People "
            "who stay are not the same people as those who start, so a falling line is not yet proof of an effect."
        ),
        Figure(chart, caption="A month is 28 days from the start. The last point holds all later months."),
        _by_medicine("Planned contacts that took place, by medicine", contacts, "Contacts"),
        *doubts(contacts),
    )


def _month(month: int) -> str:
    last = parameter("measures.months_shown").whole
    return f"{month + 1}+" if month == last else str(month + 1)


def _series(months: Mapping[int, Share]) -> TrendSeries:
    parts = list(months.values())
    return TrendSeries(
        "All tests",
        values=tuple(part.value for part in parts),
        low=tuple(part.low for part in parts),
        high=tuple(part.high for part in parts),
    )
