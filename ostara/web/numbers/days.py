"""The periods that a list offers, as people ask for them most: whole years, several of them, the last twelve months."""

from collections.abc import Iterator
from datetime import date, timedelta

from ostara.analysis.journeys.lookups import FIRST_MONTH, financial_year_name
from ostara.analysis.view.periods import Split, in_words

YEARS = 5


def usual_periods(until: date, *, published: bool) -> Iterator[tuple[str, str, str]]:
    """Yields the days, how they are split and the words for it; the first is what is shown when nothing was chosen.

    Args:
        until: the last day that the store observes.
        published: only whole financial years, and quarters of them.
    """
    after = until + timedelta(days=1)
    last = (after.year if after.month >= FIRST_MONTH else after.year - 1) - 1  # the last whole year begins in it
    first = last - YEARS + 1
    several = f"{financial_year_name(first)}..{financial_year_name(last)}"
    said = f"{financial_year_name(first)} to {financial_year_name(last)}"
    yield several, Split.YEAR, f"{said}, year by year"
    for year in range(last, first - 1, -1):
        yield (
            financial_year_name(year),
            "",
            f"{financial_year_name(year)}{' (the last whole year)' if year == last else ''}",
        )
    yield several, Split.QUARTER, f"{said}, quarter by quarter"
    if published:
        return
    yield f"12m to {until.isoformat()}", "", f"12 months to {in_words(until)}"
    yield "rolling quarters", "", "12 months to the end of each of the last quarters"
