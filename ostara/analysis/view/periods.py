"""Which days a view is about, as people say them, and how they are split: `2023/24`, `12m to 2024-09-30` and others."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ostara.analysis.journeys.lookups import FIRST_MONTH, financial_year_name
from ostara.analysis.national.ask import Period
from ostara.knowledge.refusal import RefusalError

PLACE = "--period"
FORMS = (
    "2023/24, 2019/20..2023/24, 2023Q1, 2023/24Q1, 2023-04, 2023-04-01..2024-03-31, 12m to 2024-09-30, "
    "rolling months or rolling quarters (also followed by two days, as 2022-03-31..2024-03-31)"
)
MOST_PERIODS = 400
EARLIEST, LATEST = 1900, 2199
USUAL_YEARS = 5


class Split(StrEnum):
    """Periods of equal length into which a view can be split."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def months(self) -> int:
        """How many months a period has."""
        return {Split.YEAR: 12, Split.QUARTER: 3, Split.MONTH: 1}[self]


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included, under the name that was given them."""

    first: date
    last: date
    said: str


@dataclass(frozen=True)
class Asked:
    """The periods of a view. `rolling` ones overlap each other; `years` are whole financial years, each for itself."""

    periods: tuple[Period, ...]
    said: str
    rolling: bool = False

    @property
    def years(self) -> bool:
        """Whether every period is one whole financial year."""
        return all(one.first == _year_of(one.first) and one.last == _end(one.first, 12) for one in self.periods)


def asked_periods(said: str | None, split: Split | None, until: date) -> Asked:
    """The periods of `--period` and of year, quarter or month in `--by`, of a store observed until a day.

    Without words for it: the last whole financial year, or the last five where they are split into years.
    Raises RefusalError for words it does not understand, and for days that do not split.
    """
    if said is None:
        last = _year_of(until + timedelta(days=1)) - timedelta(days=1)
        years = USUAL_YEARS if split is Split.YEAR else 1
        first = _plus(last + timedelta(days=1), -12 * years)
        return _split(Span(first, last, _years_said(first, last)), split)
    words = " ".join(said.split())
    rolling = re.fullmatch(r"rolling (month|quarter)s(?: (\S+))?", words)
    if rolling:
        if split:
            raise RefusalError(PLACE, f"rolling years are split already; leave {split} out of --by")
        return _rolling(Split(rolling[1]), rolling[2], until)
    if words.startswith("12m to "):
        last = _day(words.removeprefix("12m to "))
        return _split(Span(_plus(last + timedelta(days=1), -12), last, f"12 months to {in_words(last)}"), split)
    return _split(_range(words), split)


def in_words(day: date) -> str:
    """A day: 30 September 2024."""
    return f"{day.day} {day:%B %Y}"


def unobserved(asked: Asked, until: date) -> tuple[str, ...]:
    """The names of periods that go on after the last day the store observes."""
    return tuple(one.name for one in asked.periods if one.last > until)


def year_of(period: Period) -> Period:
    """The financial year in which a period begins."""
    span = _months(_year_of(period.first), 12)
    return Period(span.said, span.first, span.last)


def quarters(year: Period) -> tuple[Period, ...]:
    """The four quarters of a financial year."""
    return tuple(_pieces(Span(year.first, year.last, year.name), Split.QUARTER))


def _range(words: str) -> Span:
    first, _, last = words.partition("..")
    begins, ends = _span(first.strip()), _span(last.strip() or first.strip())
    if ends.last < begins.first:
        raise RefusalError(PLACE, f"{words} ends before it begins")
    same = begins.said == ends.said
    return Span(begins.first, ends.last, begins.said if same else f"{begins.said} to {ends.said}")


_READERS: tuple[tuple[str, Callable[[re.Match[str]], Span]], ...] = (
    (r"(\d{4})/(\d{2})", lambda it: _year(int(it[1]), it[2])),
    (r"(\d{4})/(\d{2})Q([1-4])", lambda it: _months(_plus(_year(int(it[1]), it[2]).first, 3 * int(it[3]) - 3), 3)),
    (r"(\d{4})Q([1-4])", lambda it: _months(date(int(it[1]), 3 * int(it[2]) - 2, 1), 3)),
    (r"(\d{4})-(0[1-9]|1[0-2])", lambda it: _months(date(int(it[1]), int(it[2]), 1), 1)),
    (r"(\d{4}-\d{2}-\d{2})", lambda it: Span(_day(it[1]), _day(it[1]), in_words(_day(it[1])))),
)


def _span(words: str) -> Span:
    """One end of a range: a year, quarter, month or day."""
    for pattern, read in _READERS:
        found = re.fullmatch(pattern, words, re.IGNORECASE | re.ASCII)
        if found and EARLIEST <= int(words[:4]) <= LATEST:
            return read(found)
    raise RefusalError(PLACE, f"{words!r} is not understood; it may be {FORMS}")


def _year(begins: int, ends: str) -> Span:
    if f"{(begins + 1) % 100:02d}" != ends:
        raise RefusalError(PLACE, f"{begins}/{ends} is no financial year; {financial_year_name(begins)} would be")
    return _months(date(begins, FIRST_MONTH, 1), 12)


def _months(first: date, months: int) -> Span:
    last = _end(first, months)
    if months == 12:
        return Span(first, last, financial_year_name(first.year))
    return Span(first, last, f"{first:%B %Y}" if months == 1 else f"{first:%B} to {last:%B %Y}")


def _day(words: str) -> date:
    try:
        day = date.fromisoformat(words if len(words) == len("2024-09-30") else "")
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day.year <= LATEST:
        raise RefusalError(PLACE, f"{words!r} is no day; write it as 2024-09-30")
    return day


def _split(span: Span, split: Split | None) -> Asked:
    if split is None:
        return Asked((Period(span.said, span.first, span.last),), span.said)
    pieces = tuple(_pieces(span, split))
    if not pieces or pieces[0].first != span.first or pieces[-1].last != span.last:
        kind = "financial years" if split is Split.YEAR else f"calendar {split}s"
        raise RefusalError(PLACE, f"{span.said} cannot be split into whole {kind}, as --by {split} asks")
    return Asked(_few(pieces), span.said)


def _pieces(span: Span, split: Split) -> Iterator[Period]:
    """The whole periods within a span; they begin where the financial year, quarter or month does."""
    first = span.first.replace(day=1)
    while (first.month - FIRST_MONTH) % split.months:
        first = _plus(first, 1)
    while first <= span.last:
        one = _months(first, split.months)
        if one.first >= span.first and one.last <= span.last:
            yield Period(one.said, one.first, one.last)
        first = _plus(first, split.months)


def _rolling(split: Split, days: str | None, until: date) -> Asked:
    """Twelve months up to the end of each month or quarter between two days; of the last two years unless said."""
    span = _range(days) if days else Span(_plus(until + timedelta(days=1), -24), until, "")
    ends = [
        one for one in _pieces(Span(_plus(span.first, -split.months), span.last, ""), split) if one.last >= span.first
    ]
    periods = tuple(
        Period(f"12 months to {in_words(one.last)}", _plus(one.last + timedelta(days=1), -12), one.last) for one in ends
    )
    if not periods:
        raise RefusalError(PLACE, f"no {split} ends between {in_words(span.first)} and {in_words(span.last)}")
    return Asked(_few(periods), f"12 months to the end of each {split}", rolling=True)


def _few(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    if len(periods) > MOST_PERIODS:
        raise RefusalError(PLACE, f"holds {len(periods)} periods; at most {MOST_PERIODS} can be asked for at once")
    return periods


def _years_said(first: date, last: date) -> str:
    begins, ends = financial_year_name(first.year), financial_year_name(last.year - 1)
    return begins if begins == ends else f"{begins} to {ends}"


def _year_of(day: date) -> date:
    """The first day of the financial year of a day."""
    return date(day.year if day.month >= FIRST_MONTH else day.year - 1, FIRST_MONTH, 1)


def _end(first: date, months: int) -> date:
    return _plus(first, months) - timedelta(days=1)


def _plus(day: date, months: int) -> date:
    """The same day some months later or earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))
