"""Charts that are hard to draw, and how a drawn SVG is read back."""

import math
import re
from xml.etree import ElementTree

from ostara.drawing.bars import Bar, BarChart
from ostara.drawing.control import ControlChart, ControlPoint
from ostara.drawing.funnel import FunnelChart, FunnelPoint, Limits
from ostara.drawing.histogram import Bin, HistogramChart
from ostara.drawing.intervals import IntervalChart, IntervalRow
from ostara.drawing.survival import Curve, SurvivalChart
from ostara.drawing.svg import length_of
from ostara.drawing.trend import TrendChart, TrendSeries
from ostara.drawing.words import Unit

NAMESPACE = "{http://www.w3.org/2000/svg}"
LONG = "A service whose name is far longer than anyone would wish and so does not fit anywhere at all"
NASTY = "<script>alert('x')</script> & \"Sons\" \x00\x0b\ud800 ]]>"
LIMITS = Limits((1, 100, 1000), (0.0, 0.4, 0.47), (1.0, 0.6, 0.53))
WIDER = Limits((1, 100, 1000), (0.0, 0.35, 0.45), (1.0, 0.65, 0.55))


def funnel(*points: FunnelPoint, centre: float | None = 0.5) -> FunnelChart:
    return FunnelChart("Services", points, centre, LIMITS, WIDER)


def one_curve(name: str, *shares: float) -> Curve:
    times = tuple(float(10 * (which + 1)) for which in range(len(shares)))
    return Curve(name, times, shares, tuple(max(s - 0.1, 0) for s in shares), tuple(min(s + 0.1, 1) for s in shares))


EMPTY = {
    "survival": SurvivalChart("Nobody", (), (0, 365)),
    "survival of nobody": SurvivalChart("Nobody", (Curve("None", (), ()),), (0, 365)),
    "survival without marks": SurvivalChart("Nobody", (one_curve("Some", 0.5),), ()),
    "funnel": FunnelChart("Nobody", (), None, Limits((), (), ()), Limits((), (), ())),
    "funnel of nobody": funnel(FunnelPoint("Empty", 0, 0)),
    "intervals": IntervalChart("Nobody", ()),
    "trend": TrendChart("Nobody", (), ()),
    "trend of unknowns": TrendChart("Nobody", ("1", "2"), (TrendSeries("a", (None, math.nan)),)),
    "histogram": HistogramChart("Nobody", ()),
    "bars": BarChart("Nobody", ()),
    "control": ControlChart("Nobody", (), 0.5),
    "control of unknowns": ControlChart(
        "Nobody", (ControlPoint("a", None, 0.1, 0.2), ControlPoint("b", math.nan)), None
    ),
    "histogram of nobody": HistogramChart("Nobody", (Bin(0, 10, 0), Bin(10, 20, 0)), threshold=10),
}
CHARTS = {
    "one step": SurvivalChart("One", (Curve("One", (5,), (0.0,)),), (0, 10)),
    "no step before the end": SurvivalChart("Late", (one_curve("Late", 0.9, 0.8, 0.7),), (0, 5)),
    "all stay": SurvivalChart("All", (one_curve("All", 1.0, 1.0),), (0, 10, 20)),
    "four curves that end together": SurvivalChart(
        "Same", tuple(one_curve(f"{LONG} {n}", 0.9, 0.02) for n in range(4)), (0, 10, 20)
    ),
    "at risk": SurvivalChart(
        "At risk", (Curve("A", (1, 20), (0.9, 0.1), at_risk=(136908, None, 0)),), (0, 10, 20), at_risk_name=LONG
    ),
    "bands not known": SurvivalChart(
        "Gap", (Curve("A", (1, 2), (0.5, 0.0), (0.4, math.nan), (0.6, math.nan)),), (0, 3)
    ),
    "nasty names": SurvivalChart(NASTY, (one_curve(NASTY, 0.5),), (0, 10), NASTY, NASTY),
    "one service": funnel(FunnelPoint("Only", 1, 2)),
    "services in one place": funnel(*(FunnelPoint(f"{LONG} {n}", 90, 100) for n in range(12))),
    "none and all": funnel(FunnelPoint("None", 0, 100), FunnelPoint("All", 100, 100), FunnelPoint("Big", 999, 1000)),
    "beyond what limits reach": funnel(FunnelPoint("Huge", 60_000, 100_000), FunnelPoint(NASTY, 1, 1), centre=None),
    "no limits": FunnelChart(
        LONG, (FunnelPoint("A", 3, 4),), 0.7, Limits((), (), ()), Limits((), (), ()), LONG, LONG, LONG
    ),
    "one row": IntervalChart("One", (IntervalRow("One", 0.5),)),
    "rows at the ends": IntervalChart(
        "Ends", (IntervalRow("None", 0, 0, 0.04), IntervalRow("All", 1, 0.96, 1)), reference=1, reference_name=LONG
    ),
    "rows alike": IntervalChart("Same", tuple(IntervalRow(LONG, 0.3, 0.3, 0.3, 3, 10) for _ in range(5))),
    "rows unknown": IntervalChart(NASTY, (IntervalRow(NASTY, None), IntervalRow("Unknown", math.nan, math.nan, 1))),
    "doses of nothing": IntervalChart("mg", (IntervalRow("Zero", 0, 0, 0),), LONG, Unit.MG, 0, NASTY),
    "one month": TrendChart("One", ("0",), (TrendSeries("a", (0.5,), (0.4,), (0.6,)),)),
    "gaps": TrendChart(
        "Gaps", ("a", "b", "c", "d"), (TrendSeries("a", (0.1, None, 0.3, None), (None,) * 4, (None,) * 4),)
    ),
    "flat": TrendChart(
        "Flat", tuple(map(str, range(40))), (TrendSeries(LONG, (0.0,) * 40), TrendSeries("b", (1.0,) * 40))
    ),
    "bands of days": TrendChart(
        NASTY, (LONG, NASTY), (TrendSeries(NASTY, (3, 90), (1, 80), (5, 140)),), unit=Unit.DAYS, band=True
    ),
    "one level bar": BarChart("One", (Bar("One", 0.5),)),
    "bars of nothing": BarChart("Nought", (Bar("a", 0, 0, 0), Bar("b", 0)), unit=Unit.NUMBER, reference=0),
    "bars withheld": BarChart(NASTY, (Bar(NASTY, None, withheld=True), Bar(LONG, None)), NASTY, row_name=NASTY),
    "bars in groups": BarChart(
        LONG,
        (Bar(LONG, 1, 0.9, 1, LONG), Bar("b", 0.1, 0, 0.2, LONG), Bar("c", math.nan, group=NASTY), Bar("d", 0.3)),
        reference=1,
        reference_name=LONG,
    ),
    "bars of many people": BarChart("Many", (Bar("a", 136908, 1, 10**6), Bar("b", 3)), "People", Unit.NUMBER, 9e5),
    "one period": ControlChart("One", (ControlPoint("a", 0.5, 0.4, 0.6),), 0.5),
    "periods alike": ControlChart("Same", tuple(ControlPoint(f"{LONG} {n}", 0.9, 0.1, 0.2) for n in range(40)), 0.15),
    "periods with gaps": ControlChart(
        NASTY,
        (ControlPoint(NASTY, 5, None, 4), ControlPoint("b", None, 1, 9), ControlPoint("c", 7), ControlPoint("d", 8, 9)),
        None,
        *(LONG, NASTY),
        unit=Unit.DAYS,
        centre_name=LONG,
    ),
    "periods about nought": ControlChart(
        "Change", (ControlPoint("a", -3, -5, 5), ControlPoint("b", 6, -5, 5)), 0, unit=Unit.NUMBER
    ),
    "one bar": HistogramChart("One", (Bin(0, 10, 1),), threshold=0, threshold_name=LONG, quartiles=(5, 5, 5)),
    "line off the scale": HistogramChart(
        "Off", (Bin(50, 60, 136908), Bin(60, 70, 0)), threshold=500, threshold_name="Far", quartiles=(-9, 55, 9000)
    ),
    "line within a bar": HistogramChart(
        "Within", (Bin(0, 10, 2), Bin(10, 20, 3)), NASTY, threshold=5, threshold_name=NASTY
    ),
}


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314  # we wrote it


def said(svg: str) -> str:
    return " ".join(read(svg).itertext())


def places(root: ElementTree.Element) -> list[tuple[float, float]]:
    """Every coordinate pair drawn."""
    found = []
    for each in root.iter():
        number = {key: float(value) for key, value in each.attrib.items() if key in {"x", "y", "cx", "cy", "r"}}
        match each.tag.removeprefix(NAMESPACE):
            case "text":
                found += ends_of(each, number["x"], number["y"])
            case "circle":
                x, y, r = number["cx"], number["cy"], number["r"]
                found += [(x - r, y - r), (x + r, y + r)]
            case "rect":
                x, y = number["x"], number["y"]
                found += [(x, y), (x + float(each.attrib["width"]), y + float(each.attrib["height"]))]
            case "path":
                found += [(float(x), float(y)) for x, y in re.findall(r"[ML](\S+) (\S+)", each.attrib["d"])]
    return found


def ends_of(words: ElementTree.Element, x: float, y: float) -> list[tuple[float, float]]:
    """Where words begin and end, as the charts themselves reckon how long words are; a browser checks the reckoning."""
    bold = words.attrib["class"].startswith(("c-strong", "c-label"))
    wide = length_of(words.text or "", 12, bold=bold)
    before = {"start": 0, "middle": wide / 2, "end": wide}[words.attrib["text-anchor"]]
    return [(x - before, y - 10), (x - before + wide, y + 2)]
