"""Days in order: what happened later cannot be entered as earlier. A refusal names both days, at the field."""

from dataclasses import dataclass
from datetime import date, datetime

from ostara.care.asking.fields import in_words
from ostara.care.rows.acts import Refused
from ostara.care.rows.days import london_day


@dataclass(frozen=True)
class Known:
    """Something whose day is known, and the words for it: `the referral`."""

    words: str
    on: date | None


def in_order(
    words: str,
    on: date | None,
    *,
    at: datetime,
    after: tuple[Known, ...] = (),
    before: tuple[Known, ...] = (),
    field: str = "on",
    ahead: bool = False,
) -> None:
    """Checks that a day is in order. A day that is not known is in order with any.

    Args:
        words: what is entered, as `the triage`.
        on: its day.
        at: now.
        after: what cannot have happened later.
        before: what cannot have happened earlier.
        field: the field of the form.
        ahead: whether it may lie ahead, as an appointment does.

    Raises:
        Refused: it is not; with both days.
    """
    if on is None:
        return
    begin, today = words[:1].upper() + words[1:], london_day(at)
    if on > today and not ahead:
        raise Refused(f"{begin} ({in_words(on)}) lies in the future: today is {in_words(today)}.", field=field)
    for known in after:
        if known.on is not None and on < known.on:
            raise Refused(f"{begin} ({in_words(on)}) is before {known.words} ({in_words(known.on)}).", field=field)
    for known in before:
        if known.on is not None and on > known.on:
            raise Refused(f"{begin} ({in_words(on)}) is after {known.words} ({in_words(known.on)}).", field=field)
