"""A made-up page that holds every block and every chart, for the journeys through the drawing room."""

from math import exp, sqrt

from ostara.drawing import words
from ostara.drawing.bars import Bar, BarChart
from ostara.drawing.blocks import (
    Bullets,
    Details,
    Figure,
    Finding,
    Heading,
    KeyFigure,
    KeyFigures,
    Level,
    Link,
    Note,
    Paragraph,
    Strong,
)
from ostara.drawing.control import ControlChart, ControlPoint
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.funnel import FunnelChart, FunnelPoint, Limits
from ostara.drawing.histogram import Bin, HistogramChart
from ostara.drawing.intervals import IntervalChart, IntervalRow
from ostara.drawing.page import Page, Section
from ostara.drawing.survival import Curve, SurvivalChart
from ostara.drawing.trend import TrendChart, TrendSeries


def curve(name: str, half_life: float, people: int) -> Curve:
    times = (*tuple(float(day) for day in range(7, 366, 7)), 365.0)
    shares = tuple(0.5 ** (day / half_life) for day in times)
    error = [1.96 * sqrt(share * (1 - share) / people) for share in shares]
    low = tuple(max(share - each, 0) for share, each in zip(shares, error, strict=True))
    high = tuple(min(share + each, 1) for share, each in zip(shares, error, strict=True))
    at_risk = tuple(round(people * 0.5 ** (day / half_life)) for day in (0, 30, 90, 180, 270, 365))
    return Curve(name, times, shares, low, high, at_risk)


def retention() -> SurvivalChart:
    return SurvivalChart(
        "Of 100 people who start, about half are still in treatment after a year",
        (
            curve("Methadone", 420, 1310),
            curve("Buprenorphine tablets", 250, 604),
            curve("Long-acting buprenorphine injection", 390, 98),
            curve("Slow-release oral morphine", 130, 41),
        ),
        (0, 30, 90, 180, 270, 365),
    )


def services() -> FunnelChart:
    centre, steps = 0.62, range(20, 421, 10)
    points = [("Ash Street", 32, 41), ("Brook House", 118, 204), ("Canal Wharf", 260, 366), ("Drovers", 61, 96)]
    points += [("Elm Road", 88, 141), ("Fairfield and the Valley Outreach Team", 71, 152), ("Grange", 178, 270)]
    points += [("Harbour", 50, 80), ("Ivy Lane", 17, 33), ("Junction", 199, 330), ("Kiln Yard", 90, 118)]
    sizes = sorted({*steps, *(of for _, _, of in points)})

    def limits(width: float) -> Limits:
        error = [width * sqrt(centre * (1 - centre) / of) for of in sizes]
        low = tuple(max(centre - each, 0) for each in error)
        return Limits(tuple(map(float, sizes)), low, tuple(min(centre + each, 1) for each in error))

    return FunnelChart(
        "Fairfield reaches a therapeutic dose for fewer people than chance explains",
        tuple(FunnelPoint(*point) for point in points),
        centre,
        limits(1.96),
        limits(3.09),
        of_name="People who stayed 28 days or more",
        share_name="Reached 60 mg of methadone or more",
    )


def by_medicine() -> IntervalChart:
    return IntervalChart(
        "Use on top is least common with the injection",
        (
            IntervalRow("Methadone", 0.412, 0.385, 0.44, 540, 1310),
            IntervalRow("Buprenorphine tablets", 0.351, 0.314, 0.39, 212, 604),
            IntervalRow("Long-acting buprenorphine injection", 0.143, 0.088, 0.226, 14, 98),
            IntervalRow("Slow-release oral morphine", None, None, None, None, 41),
        ),
        value_name="People with heroin in their latest test",
        reference=0.38,
        reference_name="All",
        row_name="Medicine",
    )


def months() -> TrendChart:
    def series(name: str, start: float, fall: float, error: float, gap: int | None = None) -> TrendSeries:
        values = [start * exp(-fall * month) + 0.2 for month in range(13)]
        shown = tuple(None if month == gap else value for month, value in enumerate(values))
        return TrendSeries(
            name, shown, tuple(value - error for value in values), tuple(value + error for value in values)
        )

    return TrendChart(
        "Use on top halves within four months and then stays where it is",
        tuple(map(str, range(13))),
        (series("Methadone", 0.55, 0.25, 0.03), series("Buprenorphine tablets", 0.5, 0.35, 0.05, gap=9)),
        value_name="Tests with heroin",
    )


def doses() -> HistogramChart:
    counts = (31, 84, 152, 240, 268, 297, 151, 60, 22, 5)
    return HistogramChart(
        "Four in ten people never reach 60 mg",
        tuple(Bin(15.0 * which, 15.0 * (which + 1), count) for which, count in enumerate(counts)),
        value_name="Highest daily dose of methadone",
        threshold=60,
        threshold_name="Therapeutic from",
        quartiles=(46, 68, 91),
    )


def quarters() -> ControlChart:
    people = (88, 92, 97, 90, 104, 101, 0, 110, 96, 120, 118, 125)
    shares = (0.71, 0.69, 0.74, 0.66, 0.72, 0.7, None, 0.55, 0.68, 0.73, 0.86, 0.75)
    centre = 0.71

    def point(which: int) -> ControlPoint:
        name = f"{['Spring', 'Summer', 'Autumn', 'Winter'][which % 4]} {2022 + which // 4}"
        if not people[which]:
            return ControlPoint(name, None)
        error = 3 * sqrt(centre * (1 - centre) / people[which])
        return ControlPoint(name, shares[which], centre - error, min(centre + error, 1))

    return ControlChart(
        "Waiting under three weeks fell once and rose once by more than chance explains",
        tuple(map(point, range(len(people)))),
        centre,
        period_name="Quarter of starting",
        value_name="Seen within three weeks",
        centre_name="Usual",
    )


def met_need() -> BarChart:
    return BarChart(
        "Half of those who need treatment for opioids have it, and fewer of those who need it for alcohol",
        (
            Bar("Opioids", 0.53, 0.49, 0.57, "Ashford and the Vale"),
            Bar("Alcohol", 0.2, 0.17, 0.24, "Ashford and the Vale"),
            Bar("Crack without opioids", None, group="Ashford and the Vale"),
            Bar("Opioids", 0.47, 0.41, 0.53, "Brook"),
            Bar("Alcohol", 0.24, 0.2, 0.28, "Brook"),
            Bar("Crack without opioids", None, group="Brook", withheld=True),
        ),
        value_name="In treatment of those who need it",
        reference=0.41,
        reference_name="England",
        row_name="Need",
        group_name="Area",
    )


def sample_page() -> Page:
    return Page(
        title="How good is the opioid substitution treatment that people really receive?",
        lead=(
            "Most people stay, but ",
            Strong("four in ten never reach a dose that is likely to work"),
            ". One service differs by more than chance.",
        ),
        notice="A made-up service. None of these people exist.",
        facts=(("People", "2,053"), ("Period", "1 April 2023 to 31 March 2025"), ("Services", "11")),
        sections=(
            Section(
                "In short",
                (
                    KeyFigures(
                        (
                            KeyFigure(words.percent(0.59), "reached a therapeutic dose", "57% to 62%"),
                            KeyFigure("46%", "still in treatment after a year", "44% to 48%"),
                            KeyFigure("41%", "used heroin on top at their latest test", "38% to 44%", "540 of 1,310"),
                            KeyFigure("not known", "supervised for the first three months", note="no records of it"),
                        )
                    ),
                    Finding(
                        Level.ACT,
                        "Four in ten people never reach 60 mg",
                        (
                            Paragraph(("Look first at the ", Link("titration by service", "#s-dose"), ".")),
                            Bullets(("Ask why titration stops.", ("Review the ", Strong("154 people"), " named."))),
                        ),
                    ),
                    Finding(
                        Level.WATCH, "Fairfield differs by more than chance", (Paragraph("Case mix may explain it."),)
                    ),
                    Finding(Level.GOOD, "Few doses are missed", (Paragraph("Two in a hundred."),)),
                    Finding(Level.UNKNOWN, "Supervision is not recorded", (Paragraph("So nobody can tell."),)),
                    Note("Rests on 2 unverified numbers: the therapeutic range, and days allowed between reviews."),
                ),
            ),
            Section(
                "Dose",
                (
                    Paragraph("A dose below 60 mg of methadone seldom stops use on top."),
                    Figure(doses(), "Highest daily dose each person reached within a year."),
                    Heading("By service"),
                    Figure(services(), "Each shape is a service.", note="Limits are exact binomial."),
                    Heading("What the limits mean", 4),
                    Paragraph("One service in twenty lies outside the inner limits by chance."),
                ),
            ),
            Section(
                "Staying",
                (
                    Figure(retention(), "Share still in treatment, with 95% intervals.", table_open=True),
                    Figure(SurvivalChart("People who moved here from prison", (), (0, 365))),
                ),
            ),
            Section("Use on top", (Figure(months(), "Whiskers are 95% intervals."), Figure(by_medicine()))),
            Section("Waiting and need", (Figure(quarters(), "Limits lie three errors apart."), Figure(met_need()))),
            Section(
                "How this was counted",
                (
                    Bullets(("Count people who started.", "Leave out transfers."), ordered=True),
                    DataTable(
                        "Services and what they sent",
                        (Column("Service"), Column("People", True), Column("Rows kept aside", True), Column("Why")),
                        (("Ash Street", 1410, 12, "no day"), ("Fairfield & Valley <outreach>", 152, None, "not sent")),
                        ("Rows kept aside are listed by line in the manifest.",),
                    ),
                    Details("Definitions", (Paragraph("Therapeutic: 60 mg of methadone a day or more."),)),
                ),
            ),
        ),
        footer=(Paragraph("Made with Ostara. It describes; it never suggests a dose for a person."),),
        origin=(("Inputs", "sha256 0f343b0931126a20f133d67c2b018a3b"), ("Code", "0.1.0"), ("Seed", "7")),
    )
