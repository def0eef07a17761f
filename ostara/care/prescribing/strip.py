"""The last days with and without medicine as a small picture, with the table that stands for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ostara.care.calendar.in_hand import DayInHand, InHand, Why

WORDS = {
    Why.SUPPLIED: "Supplied",
    Why.DEPOT: "Injection covers it",
    Why.NOT_COLLECTED: "Not collected",
    Why.GIVEN_LATE: "Collected later",
    Why.HELD: "Held",
    Why.STOPPED: "Stopped",
    Why.SILENT: "Not reported",
    Why.NOTHING_EXPECTED: "Nothing recorded",
}
CLASSES = {InHand.WITH: "with", InHand.WITHOUT: "without", InHand.NOT_REPORTED: "silent"}
WIDE, HIGH, GAP = 20, 34, 2


@dataclass(frozen=True)
class Strip:
    """A picture of days, and its rows: the day, and what is known of it in words."""

    picture: SafeString
    rows: tuple[tuple[date, str], ...]
    summary: str


def strip_of(days: Sequence[DayInHand]) -> Strip:
    """Draws days, the earliest first. Colour is never alone: days without medicine are low, silent ones hollow."""
    with_, without = (sum(day.in_hand is kind for day in days) for kind in (InHand.WITH, InHand.WITHOUT))
    silent = len(days) - with_ - without
    summary = f"Of {len(days)} days: {with_} with medicine, {without} without, {silent} nobody has reported."
    boxes = format_html_join(
        "", '<rect class="day day--{}" x="{}" y="{}" width="{}" height="{}"/>', map(_box, *_at(days))
    )
    picture = format_html(
        '<svg class="strip" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        len(days) * WIDE,
        HIGH,
        summary,
        boxes,
    )
    return Strip(picture, tuple((day.day, words(day)) for day in days), summary)


def words(day: DayInHand) -> str:
    """Returns what is known of a day."""
    more = [said for said, holds in (("part of a dose", day.part), ("twice", day.doubled)) if holds]
    more += ["although it was held"] if day.conflict else []
    return WORDS[day.why] + (f" ({', '.join(more)})" if more else "")


def _at(days: Sequence[DayInHand]) -> tuple[range, Sequence[DayInHand]]:
    return range(len(days)), days


def _box(place: int, day: DayInHand) -> tuple[str, int, int, int, int]:
    high = {InHand.WITH: HIGH - 4, InHand.WITHOUT: 6, InHand.NOT_REPORTED: HIGH - 4}[day.in_hand]
    return CLASSES[day.in_hand], place * WIDE + GAP, HIGH - 2 - high, WIDE - 2 * GAP, high
