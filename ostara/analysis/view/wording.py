"""What every form of a view says beside its numbers: headings, cells, the definition and where it comes from."""

from collections.abc import Iterator

from ostara.analysis.measures.answer import Share
from ostara.analysis.national.measure import Shape
from ostara.analysis.view.answer import Line, View
from ostara.analysis.view.periods import in_words
from ostara.drawing.words import UNKNOWN, WITHHELD, interval, number, percent
from ostara.knowledge.parameters import parameter
from ostara.knowledge.sources import source

ALL = "all"
NOBODY = "nobody"


def headings(view: View) -> tuple[str, ...]:
    """The names of the columns that say what a line is of."""
    asked = view.question
    period = ("Period",) if asked.by_period else ()
    class_ = ("Class",) if asked.measure.shape is Shape.CLASSES else ()
    return (*period, *(each.title for each in asked.by), *class_) or ("",)


def said_of(view: View, line: Line) -> tuple[str, ...]:
    """What a line is of, one cell for each of `headings`."""
    asked = view.question
    period = (line.period,) if asked.by_period else ()
    if line.total:
        cut = tuple(ALL for _ in asked.by)
    else:
        cut = tuple(each.said(value) for each, value in zip(asked.by, line.cut, strict=True))
    class_ = (line.class_ or "",) if asked.measure.shape is Shape.CLASSES else ()
    return (*period, *cut, *class_) or (ALL,)


def number_headings(view: View) -> tuple[str, ...]:
    """The names of the columns with numbers."""
    if view.question.measure.shape is Shape.COUNT:
        return (view.question.measure.unit.capitalize(),)
    return ("Share", "95% interval", "Number", "Out of", "Not known")


def numbers(view: View, line: Line) -> tuple[str, ...]:
    """The numbers of a line in words, one cell for each of `number_headings`."""
    part = line.share
    if view.question.measure.shape is Shape.COUNT:
        return (counted(view, part.numerator),)
    bounds = interval(part.low, part.high) if part.value is not None else _none(view, part)
    share = percent(part.value) if part.value is not None else _none(view, part)
    return share, bounds, *(counted(view, each) for each in (part.numerator, part.denominator, line.unknown))


def counted(view: View, count: int | None) -> str:
    """A count, or that it is withheld."""
    if count is None:
        return WITHHELD if view.published else UNKNOWN
    return number(count)


def definition(view: View) -> tuple[tuple[str, str], ...]:
    """What the figure is, in pairs of a heading and words."""
    measure = view.question.measure
    pairs = (
        ("Counted in", measure.unit),
        ("Population", measure.population),
        ("Counts", measure.counts),
        ("Out of", measure.denominator),
        ("Left out", measure.exclusions),
        ("Source", source(measure.source).title),
    )
    return tuple((heading, said) for heading, said in pairs if said)


def limits(view: View) -> tuple[tuple[str, str], ...]:
    """Which days and which people it is about, in pairs of a heading and words."""
    asked = view.question
    first, last = asked.asked.periods[0].first, max(one.last for one in asked.asked.periods)
    named = f"{asked.asked.said} ({in_words(first)} to {in_words(last)})"
    return (("Period", named), ("Limited to", asked.where_said or "everybody"))


def rests_on(view: View) -> tuple[str, ...]:
    """Each number that the figure rests on, with its value; those that nobody has checked say so first."""
    known = [parameter(name) for name in view.question.measure.rests_on]
    return tuple(
        f"{'UNVERIFIED: ' if one.unverified else ''}{one.meaning}: {one.value} {one.unit} ({one.name})"
        for one in sorted(known, key=lambda one: not one.unverified)
    )


def origin_pairs(view: View) -> tuple[tuple[str, str], ...]:
    """Where the figures come from, in pairs."""
    origin, measure = view.origin, view.question.measure
    return (
        ("From", origin.words),
        ("Store", origin.store),
        ("Observed until", origin.observed_until),
        ("Ostara", origin.ostara),
        ("Name in the data", measure.name),
        ("Resting on unverified numbers", f"{len(measure.unverified)} of {len(measure.rests_on)}"),
    )


def every_word(view: View) -> Iterator[tuple[str, str]]:
    """The definition, the limits, what it rests on, the notes and the origin, as one list of pairs."""
    yield from definition(view)
    yield from limits(view)
    yield from (("Rests on", words) for words in rests_on(view))
    yield from (("Note", words) for words in view.notes)
    yield from origin_pairs(view)


def _none(view: View, part: Share) -> str:
    if part.denominator == 0:
        return NOBODY
    return WITHHELD if view.published else UNKNOWN
