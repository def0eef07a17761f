"""By which method an estimate of prevalence was made: said by the file, or told by its year and its figure for England.

The three methods for opiates and crack must never be mixed: 2016/17 is 313,971 by one and 324,840 by the next (evidence
page, traps). What belongs to none of them by its figure for England, such as the 305,118 under which Fingertips counts
unmet need, or stands in a year of two methods with nothing to choose by, has the method of its file and goes with no
other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ostara.exchange.england.labels import key
from ostara.exchange.england.lists import rows_of
from ostara.tables.published_sums import NOT_SAID


@dataclass(frozen=True)
class Method:
    """A method: the substances and years it covered, and the words by which a file tells it."""

    name: str
    substances: frozenset[str]
    periods: frozenset[str]
    words: tuple[str, ...]

    def covers(self, substance: str, period: str) -> bool:
        """Whether there are estimates of this substance for this year by this method."""
        return substance in self.substances and period in self.periods

    def named_in(self, text: str) -> bool:
        """Whether a text speaks of this method."""
        plain = key(text)
        return any(key(word) in plain for word in (self.name, *self.words))


@cache
def methods() -> tuple[Method, ...]:
    """Every known method, as `prevalence_methods.csv` lists them."""
    return tuple(_method(row) for row in rows_of("prevalence_methods"))


def _method(row: Mapping[str, str]) -> Method:
    substances, periods, words = (row[column].split("|") for column in ("substances", "periods", "words"))
    return Method(row["method"], frozenset(substances), frozenset(periods), tuple(words))


def method_of(
    substance: str, period: str, *, said: str = "", title: str = "", england: float | None = None, file: str
) -> str:
    """The method of one estimate.

    `said` is what its row says of it, `title` what stands above the table, `england` the number of people using opiates
    or crack that the same file gives for England in that year.
    """
    if said:
        told = [method.name for method in methods() if method.named_in(said)]
        return told[0] if len(told) == 1 else f"as the file says: {said}"
    possible = [method for method in methods() if method.covers(substance, period)]
    published = [row for row in rows_of("prevalence_totals") if row["period"] == period] if possible else []
    if england is not None and published:
        told = [row["method"] for row in published if _is(england, row)]
        return told[0] if told else f"{NOT_SAID} in {file}"
    if len(possible) > 1:
        possible = [method for method in possible if method.named_in(title)]
    return possible[0].name if len(possible) == 1 else f"{NOT_SAID} in {file}"


def _is(england: float, row: Mapping[str, str]) -> bool:
    to = int(row["rounded_to"])
    return round(england / to) * to == int(row["england"])
