"""Counts of gaps in care and indicators as pages say them: a share, how sure it is, and of how many it is not known."""

from dataclasses import dataclass

from ostara.analysis.measures.answer import Answer
from ostara.analysis.measures.care_gaps.gap import CareGap
from ostara.analysis.measures.care_gaps.registry import CARE_GAPS
from ostara.analysis.measures.cultures.cultures import CULTURES
from ostara.analysis.measures.cultures.medians import Median
from ostara.analysis.measures.cultures.profile import Told
from ostara.drawing.words import interval, number, percent
from ostara.knowledge.parameters import parameter
from ostara.web.care_quality.held import Count, HeldGaps


@dataclass(frozen=True)
class Row:
    """A gap as a line of counts."""

    gap: CareGap
    said: str
    sure: str
    unknown: str
    left_out: str


def counted(gap: CareGap, count: Count) -> Row:
    """Returns a gap as a line of exact counts."""
    part = count.share
    said = f"{number(count.hits)} of {number(count.known)}" if count.known else "none looked at"
    return Row(
        gap,
        f"{said} ({percent(part.value)})" if count.known else said,
        _sure(part.low, part.high),
        number(count.unknown),
        number(count.left_out),
    )


def said(gap: CareGap, answer: Answer, left_out: int | None) -> Row:
    """Returns a gap as a line of what was published of it."""
    shown = _share_of(answer), _sure(answer.overall.low, answer.overall.high)
    return Row(gap, *shown, _or_withheld(answer.unknown), _or_withheld(left_out))


def _or_withheld(count: int | None) -> str:
    return "withheld" if count is None else number(count)


def _share_of(answer: Answer) -> str:
    of = answer.overall
    if of.denominator == 0:
        return "none looked at"
    if of.numerator is None or of.denominator is None:
        return "too few to show"
    return f"{number(of.numerator)} of {number(of.denominator)} ({percent(of.value)})"


def _sure(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else interval(low, high)


def indicated(told: Told, answer: Answer, *, with_median: bool = True) -> dict[str, str]:
    """Returns an indicator, ready to be read."""
    median = told.median if with_median else None
    return {
        "title": told.indicator.measure.title,
        "counts": told.indicator.measure.counts,
        "said": _share_of(answer),
        "sure": _sure(answer.overall.low, answer.overall.high),
        "unknown": _or_withheld(answer.unknown),
        "median": _middle(median, told) if median else "",
    }


def _middle(median: Median, told: Told) -> str:
    if median.value is None:
        return ""
    sure = "" if median.low is None or median.high is None else f" ({median.low:g} to {median.high:g})"
    return f"{told.indicator.median_of}: median {median.value:g} {told.indicator.unit}{sure}, of {median.of}"


def by_service(here: HeldGaps, names: dict[str, str], within: frozenset[str] | None) -> list[tuple[str, list[str]]]:
    """Returns each service of one's reach with its share of each indicator."""
    codes = {code for told in here.cultures for code in told.share.by["service"]}
    shown = sorted(code for code in codes if within is None or code in within)
    return [(names.get(code, code), [_cell(told, code) for told in here.cultures]) for code in shown]


def _cell(told: Told, service: str) -> str:
    part = told.share.by["service"].get(service)
    if part is None or not part.denominator or part.low is None or part.high is None:
        return "–"
    return f"{part.numerator} of {part.denominator} ({interval(part.low, part.high)})"


def kinds(here: HeldGaps) -> list[tuple[str, str, list[str], list[str]]]:
    """Returns the four cultures: name, what each is like, what would be high in it, and what low."""
    titles = {told.indicator.measure.name: told.indicator.measure.title for told in here.cultures}
    return [
        (one.name, one.about, [titles[name] for name in one.high], [titles[name] for name in one.low])
        for one in CULTURES
    ]


def unverified() -> list[str]:
    """Returns each number behind the gaps that nobody has checked against its source."""
    names = sorted({name for gap in CARE_GAPS.values() for name in gap.measure.unverified})
    known = (parameter(name) for name in names)
    return [f"{one.meaning} ({one.value} {one.unit})" for one in known]
