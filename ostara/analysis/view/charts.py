"""The chart that helps to read a view: a trend for periods, rows for groups, a funnel for areas; none for the rest."""

from ostara.analysis.comparison.funnel import AreaCount, funnel_of_shares
from ostara.analysis.national.measure import Shape
from ostara.analysis.view.answer import Line, View
from ostara.analysis.view.wording import ALL, said_of
from ostara.drawing.bars import Bar, BarChart
from ostara.drawing.blocks import Chart
from ostara.drawing.funnel import FunnelChart, FunnelPoint
from ostara.drawing.intervals import IntervalChart, IntervalRow
from ostara.drawing.trend import MOST_SERIES, TrendChart, TrendSeries
from ostara.drawing.words import Unit

MOST_ROWS = 30
PLACES = ("area", "service")


def chart(view: View) -> Chart | None:
    """The chart, or none where the table says it better."""
    asked = view.question
    several, classes = len(asked.asked.periods) > 1, asked.measure.shape is Shape.CLASSES
    if several:
        return _trend(view)
    if len(asked.by) == 1 and asked.by[0].name in PLACES:
        return _funnel(view) if asked.measure.shape is Shape.SHARE else None
    if len(asked.by) + classes != 1 or len(view.lines) > MOST_ROWS:
        return None
    return _intervals(view) if asked.measure.shape is Shape.SHARE and not view.published else _bars(view)


def _title(view: View) -> str:
    return f"{view.question.measure.title}, {view.question.asked.said}"


def _unit(view: View) -> Unit:
    return Unit.NUMBER if view.question.measure.shape is Shape.COUNT else Unit.SHARE


def _value_name(view: View) -> str:
    return view.question.measure.unit.capitalize() if _unit(view) is Unit.NUMBER else "Share"


def _trend(view: View) -> Chart | None:
    """A line for each group, as long as they can be told apart; else the whole alone."""
    groups: dict[tuple[str, ...], dict[str, Line]] = {}
    for line in view.lines:
        groups.setdefault(said_of(view, line)[1:] or (ALL,), {})[line.period] = line
    wholes = {words for words in groups if set(words) == {ALL}}
    parts = [words for words in groups if words not in wholes]
    shown = parts if 0 < len(parts) <= MOST_SERIES else sorted(wholes)
    if not shown:
        return None
    names = [one.name for one in view.question.asked.periods]
    series = tuple(_series(", ".join(words), [groups[words].get(name) for name in names]) for words in shown)
    return TrendChart(_title(view), tuple(map(_short, names)), series, "Period", _value_name(view), _unit(view))


def _series(name: str, lines: list[Line | None]) -> TrendSeries:
    shares = [None if line is None else line.share for line in lines]
    bounded = any(share and share.low is not None for share in shares)
    low = tuple(share.low if share else None for share in shares) if bounded else ()
    high = tuple(share.high if share else None for share in shares) if bounded else ()
    return TrendSeries(name, tuple(share.value if share else None for share in shares), low, high)


def _short(name: str) -> str:
    """The name of a period as it fits under an axis."""
    return name.removeprefix("12 months to ").replace(" to ", "–")


def _whole(view: View) -> float | None:
    return next((line.share.value for line in view.lines if line.total), None)


def _intervals(view: View) -> Chart:
    rows = tuple(
        IntervalRow(said_of(view, line)[-1], line.share.value, line.share.low, line.share.high)
        for line in view.lines
        if not line.total
    )
    return IntervalChart(_title(view), rows, reference=_whole(view), reference_name="All", row_name=_row_name(view))


def _bars(view: View) -> Chart:
    bars = tuple(
        Bar(
            said_of(view, line)[-1],
            line.share.value,
            line.share.low,
            line.share.high,
            withheld=view.published and line.share.value is None,
        )
        for line in view.lines
        if not line.total
    )
    return BarChart(_title(view), bars, _value_name(view), _unit(view), row_name=_row_name(view))


def _row_name(view: View) -> str:
    return view.question.by[0].title if view.question.by else "Class"


def _funnel(view: View) -> Chart | None:
    """Each place around all of them together. What is withheld cannot be drawn."""
    shown = tuple(
        (said_of(view, line)[-1], line.share.numerator, line.share.denominator)
        for line in view.lines
        if not line.total and line.share.numerator is not None and line.share.denominator
    )
    funnel = funnel_of_shares([AreaCount(*each) for each in shown], centre=_whole(view))
    points = tuple(FunnelPoint(*each) for each in shown)
    if not points:
        return None
    unit = view.question.measure.unit.capitalize()
    return FunnelChart(_title(view), points, funnel.centre, funnel.inner, funnel.outer, unit, "Share", "All")
