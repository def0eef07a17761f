"""Answers to the Treatment Outcomes Profile: days by week and in all, ratings, yes or no, and what was not answered.

Three things that are not the same: nought, a question that was asked and not answered (NA), and one not asked yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ostara.ndtms.lists import national_list
from ostara.ndtms.top.items import DAYS_A_WEEK, WEEKS, Asks, TopItem, top_items


class Untold(StrEnum):
    """Asked, and not answered or not disclosed."""

    NOT_ANSWERED = "NA"


@dataclass(frozen=True)
class Days:
    """Days of the last 28. `weeks` holds those of each week in the order of the form, None where one is not known.

    `total` is what was written as the sum. `amount` is how much, in the unit of the item.
    """

    weeks: tuple[int | None, ...] = (None,) * WEEKS
    total: int | None = None
    amount: Decimal | None = None

    @property
    def days(self) -> int | None:
        """How many days: what was written, or the sum of four known weeks; None while a week is not known."""
        if self.total is not None:
            return self.total
        known = [week for week in self.weeks if week is not None]
        return sum(known) if len(known) == WEEKS else None


Answer = Days | int | bool | Untold
Answers = Mapping[str, Answer]  # by item; an item left out was not asked yet


def fitting_total(weeks: tuple[int | None, ...], total: int) -> bool:
    """Whether a total can be that of these weeks: exactly their sum, or within what the unknown ones leave open."""
    known = sum(week for week in weeks if week is not None)
    return known <= total <= known + DAYS_A_WEEK * weeks.count(None)


def reported(answers: Answers, *, stage: str, on: date, id: str = "") -> dict[str, str]:
    """The answers as texts by header of data set K; a header that was not asked yet is left out.

    `stage` is ours (start, review, exit, after). Days of which a week is not known count as not answered. Where there
    was no day of injecting the form says no to sharing without asking.
    """
    texts = {"TOPDATE": on.isoformat(), "TRSTAGE": _national_stage(stage)} | ({"TOPID": id} if id else {})
    for header, items in _by_header().items():
        text = _text([answers.get(item.item) for item in items])
        if text is not None:
            texts[header] = text
    if texts.get("IVDRGUSE") == "0":
        texts.setdefault("SHARING", "N")
    return texts


def _national_stage(ours: str) -> str:
    return next(code for code, one in national_list("top_stage").items() if one.more["from_ours"] == ours)


def _by_header() -> dict[str, list[TopItem]]:
    found: dict[str, list[TopItem]] = {}
    for item in top_items().values():
        if item.header:
            found.setdefault(item.header, []).append(item)
    return found


def _text(said: list[Answer | None]) -> str | None:
    """The text of the answers to all items of one header: any yes is a yes; a no needs a no to each."""
    if any(one is True for one in said):
        return "Y"
    if None in said:
        return None
    first = said[0]
    if Untold.NOT_ANSWERED in said or (isinstance(first, Days) and first.days is None):
        return str(Untold.NOT_ANSWERED)
    return "N" if first is False else str(first.days if isinstance(first, Days) else first)


def asked_as(item: TopItem, answer: Answer) -> bool:
    """Whether an answer is of the kind that the item asks for; that it was not answered may be said of any."""
    if isinstance(answer, Untold):
        return True
    if item.asks is Asks.DAYS:
        return isinstance(answer, Days)
    return isinstance(answer, bool) == (item.asks is Asks.YES_NO) and isinstance(answer, int)
