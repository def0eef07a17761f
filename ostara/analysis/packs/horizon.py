"""The periods of a pack: which days it is about, those before them, and how far some are set back.

What becomes of somebody takes its time: who completed may come back for six months. Where the store does not observe
that long after a period, the figures that need it are of an earlier period of the same length, so that none is pending.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from ostara.analysis.national.ask import Period
from ostara.analysis.view.periods import Split, asked_periods, in_words
from ostara.knowledge.parameters import parameter
from ostara.knowledge.refusal import RefusalError

PLACE = "--period"
DAYS_IN_MONTH = 365.25 / 12

# The parameter that says how long it takes until a figure is known.
FOLLOW_UP = {
    "effective_treatment": "national.retained_days",
    "early_unplanned_exit": "national.early_exit_days",
    "re_presented": "national.return_months",
    "completed_without_return": "national.return_months",
    "heroin_stopped": "national.heroin_stopped_months",
    "change": "national.outcome_review_until_days",
}


@dataclass(frozen=True)
class Observed:
    """From the first to the last day that a store observes."""

    first: date
    until: date


def follow_up_months(measure: str) -> int:
    """Whole calendar months after which a measure is known of everybody."""
    known = FOLLOW_UP.get("change" if measure.startswith("change_in_") else measure)
    if known is None:
        return 0
    one = parameter(known)
    return one.whole if "month" in one.unit else ceil(one.whole / DAYS_IN_MONTH)


def set_back_by(months: int, last: date, until: date) -> int:
    """By how many months a period that ends on `last` is set back, so that nothing is pending in it."""
    return 0 if months == 0 or months_later(last, months) <= until else months


def years_up_to(said: str, observed: Observed, years: int) -> tuple[Period, ...]:
    """The financial year that was named, and up to so many in all with those before it that the store observes.

    Raises RefusalError for one that the store does not wholly observe, and for what is no financial year.
    """
    [year] = asked_periods(said, Split.YEAR, observed.until).periods[-1:]
    _refuse_outside(year, observed)
    begins = year.first.year - years + 1
    first = max(begins, observed.first.year if observed.first <= _begin(observed.first) else observed.first.year + 1)
    first = min(first, year.first.year)
    names = f"{asked_name(first)}..{year.name}"
    return asked_periods(names, Split.YEAR, observed.until).periods


def asked_name(begins: int) -> str:
    """The name of a financial year, as --period takes it."""
    return f"{begins}/{(begins + 1) % 100:02d}"


def _begin(day: date) -> date:
    return date(day.year, 4, 1)


def _refuse_outside(period: Period, observed: Observed) -> None:
    if period.last <= observed.until and period.last >= observed.first:
        return
    seen = f"{in_words(observed.first)} to {in_words(observed.until)}"
    latest = asked_periods(None, None, observed.until).said
    raise RefusalError(
        PLACE, f"{period.name} is not wholly in the store, which holds {seen}; its last whole year is {latest}"
    )


def set_back(periods: tuple[Period, ...], months: int) -> tuple[Period, ...]:
    """The same periods so many calendar months earlier, named by the month in which each ends."""
    if months == 0:
        return periods
    moved = []
    for one in periods:
        first, last = months_later(one.first, -months), months_later(one.last + timedelta(days=1), -months)
        last -= timedelta(days=1)
        moved.append(Period(f"to {last:%b %Y}", first, last))
    return tuple(moved)


def quarters_up_to(said: str, observed: Observed, quarters: int) -> tuple[Period, ...]:
    """The last whole quarter that a store observes of the period that was named, and those before it, as many in all.

    Raises RefusalError for a period of which the store observes no quarter.
    """
    asked = asked_periods(said, Split.QUARTER, observed.until).periods
    whole = [one for one in asked if one.last <= observed.until and one.first >= observed.first]
    if not whole:
        _refuse_outside(Period(said, asked[0].first, asked[0].last), observed)
    ends = months_later(whole[-1].last + timedelta(days=1), 0)
    found = [_quarter(months_later(ends, -3 * back)) for back in range(quarters)]
    return tuple(reversed([one for one in found if one.first >= observed.first]))


def _quarter(ends: date) -> Period:
    first, last = months_later(ends, -3), ends - timedelta(days=1)
    return Period(f"{first:%b}–{last:%b %Y}", first, last)


def twelve_months(last: date) -> Period:
    """The twelve months that end on the last day of a month."""
    return Period(f"to {last:%b %Y}", months_later(last + timedelta(days=1), -12), last)


def moved_quarters(periods: tuple[Period, ...], months: int) -> tuple[Period, ...]:
    """The same quarters so many months earlier."""
    return tuple(_quarter(months_later(one.last + timedelta(days=1), -months)) for one in periods)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))
