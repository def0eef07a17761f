"""Tests and what the person said, from the start on, in one small picture: one line of marks for each thing.

Found is a full mark, not found an empty one, what could not be read a triangle; what was not looked for has none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString, mark_safe

from ostara.care.asking.fields import in_words
from ostara.care.outcomes.models import Top
from ostara.care.specimens.questions import Taken
from ostara.drawing.markup import Markup
from ostara.drawing.scale import Scale
from ostara.drawing.svg import font, length_of, line, marker, picture, written

WIDTHS = (288.0, 640.0)  # a phone, a desk
ROW, RIGHT = 26.0, 16.0
MANY, SOME, LITTLE = 4.5, 3.5, 2.5  # sizes of a mark
LINES = {
    "Heroin, opiates": ("opiates", "acetylmorphine", "fentanyl", "nitazene"),
    "Cocaine, crack": ("cocaine",),
    "Benzodiazepines": ("benzodiazepine",),
    "Amphetamine": ("amphetamine",),
    "Alcohol": ("alcohol",),
    "Treatment": ("methadone", "eddp", "buprenorphine"),
}
ALWAYS = ("Heroin, opiates", "Cocaine, crack", "Treatment")
SAID = "Said: heroin"


@dataclass(frozen=True)
class Drawn:
    """A picture for a desk and one for a phone."""

    wide: SafeString
    narrow: SafeString
    summary: str


def course(tests: Sequence[Taken], profiles: Sequence[Top], *, since: date, on: date) -> Drawn | None:
    """Draws the tests and profiles since a day; none for fewer than two of them.

    Args:
        tests: those that stand; what was not given is left out.
        profiles: those that stand.
        since: where the picture begins; `on` is where it ends.
    """
    read = [one for one in tests if one.readings and one.specimen.on >= since]
    said = [one for one in profiles if one.heroin_days is not None and one.asked_on >= since]
    if len(read) + len(said) < 2:
        return None
    summary = (
        f"{len(read)} {'test' if len(read) == 1 else 'tests'} and "
        f"{len(said)} {'answer' if len(said) == 1 else 'answers'} about heroin from "
        f"{in_words(since)} to {in_words(on)}. The table below has each of them."
    )
    narrow, wide = (_draw(read, said, since, on, width, summary) for width in WIDTHS)
    return Drawn(wide, narrow, summary)


def _draw(read: list[Taken], said: list[Top], since: date, on: date, width: float, summary: str) -> SafeString:
    names = [name for name in LINES if name in ALWAYS or any(_of(one, name) == "positive" for one in read)]
    across = Scale(since.toordinal(), max(on, since + timedelta(days=1)).toordinal(), _left(width) + 8, width - RIGHT)
    height = ROW * (len(names) + 2) + 6
    rows = [_row(place, name, read, across, width) for place, name in enumerate(names)]
    marks = [*rows, _said(len(names), said, across, width), *_days(since, on, across, height, width)]
    drawn = picture("Tests and what was said, since the start", summary, width, height, *marks)
    return mark_safe(drawn)  # noqa: S308 - drawing escapes every word


def _row(place: int, name: str, read: list[Taken], across: Scale, width: float) -> Markup:
    y = ROW * place + 16
    found = [(across.at(one.specimen.on.toordinal()), _of(one, name)) for one in read]
    marks = [_mark(x, y, result) for x, result in found if result]
    return Markup("".join([_name(y, name, width), *marks]))


def _said(place: int, said: list[Top], across: Scale, width: float) -> Markup:
    y = ROW * place + 16
    marks = [_days_said(across.at(one.asked_on.toordinal()), y, one.heroin_days or 0) for one in said]
    return Markup("".join([_name(y, SAID, width), *marks]))


def _name(y: float, name: str, width: float) -> Markup:
    rule = line((_left(width), y), (width - RIGHT / 2, y), "c-soft")
    return Markup(written(2, y + font(width) / 3, name) + rule)


def _mark(x: float, y: float, result: str) -> Markup:
    if result == "unclear":
        return marker(2, x, y, SOME, class_="c-s3", hollow=True)
    return marker(0, x, y, MANY if result == "positive" else SOME, class_="c-s1", hollow=result == "negative")


def _days_said(x: float, y: float, days: int) -> Markup:
    """A square, the larger the more days of the 28 before it; an empty one for no day."""
    if days == 0:
        return marker(1, x, y, SOME, class_="c-s2", hollow=True)
    return marker(1, x, y, LITTLE + 3 * days / 28, class_="c-s2")


def _days(since: date, on: date, across: Scale, height: float, width: float) -> Iterator[Markup]:
    for day, anchor in ((since, "start"), (on, "end")):
        yield written(across.at(day.toordinal()), height - 8, f"{day:%b %Y}", anchor=anchor)
    middle = since + (on - since) / 2
    if width > WIDTHS[0]:
        yield written(across.at(middle.toordinal()), height - 8, f"{middle:%b %Y}", anchor="middle")


def _of(test: Taken, name: str) -> str:
    """What a test says of a line of the picture: a finding before anything else."""
    results = {result.result for _, result in test.results() if result.marker in LINES[name]}
    return next((one for one in ("positive", "unclear", "negative") if one in results), "")


def _left(width: float) -> float:
    """Where the lines begin, right of their names."""
    return max(length_of(name, font(width)) for name in (*LINES, SAID)) + 6
