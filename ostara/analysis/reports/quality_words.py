"""How the report says a share, and what must stand beside it: never a number without how sure, or its doubts."""

from ostara.analysis.measures.answer import Answer, Share
from ostara.drawing.blocks import Block, Finding, KeyFigure, Level, Note, Paragraph
from ostara.drawing.words import UNKNOWN, interval, listed, number, percent
from ostara.knowledge.parameters import parameter

WITHHELD = "too few to show"


def said_of(part: Share) -> str:
    """`28 of 50 (56%)`, or why there is no number."""
    if part.denominator == 0:
        return "none of none"
    if part.numerator is None or part.denominator is None:
        return WITHHELD
    return f"{number(part.numerator)} of {number(part.denominator)} ({percent(part.value)})"


def sure(part: Share) -> str:
    """`plausibly 42% to 69%`, or nothing where there is no interval."""
    return "" if part.low is None or part.high is None else f"plausibly {interval(part.low, part.high)}"


def key_figure(part: Share, meaning: str) -> KeyFigure:
    """A share as a big number with how sure and out of how many."""
    value = percent(part.value) if part.value is not None else (WITHHELD if part.denominator else UNKNOWN)
    of = "" if part.denominator is None else f"of {number(part.denominator)}"
    return KeyFigure(value, meaning, sure(part), of)


def doubts(answer: Answer) -> tuple[Block, ...]:
    """What must be said beside an answer: members not known, and numbers that nobody has verified."""
    notes: list[Block] = []
    if answer.unknown:
        notes.append(Note(f"Not known for {number(answer.unknown)}: left out of the share, not counted as fine."))
    if answer.unverified:
        said = listed(tuple(_with_value(name) for name in answer.unverified))
        notes.append(Note(f"Rests on unverified numbers: {said}."))
    return tuple(notes)


def _with_value(name: str) -> str:
    one = parameter(name)
    return f"{one.meaning} ({one.value} {one.unit})"


def safety_finding(answer: Answer, happened: str, never: str, *blocks: Block, level: Level = Level.WATCH) -> Finding:
    """A finding on something that should not happen: `level` where it did, good where it never did, or not known.

    `happened` is completed by the share; `never` stands alone. Where the unit is rare among very many, such as rises
    among days, hand over the answer counted in people: nobody can picture two in a thousand days.
    """
    part = answer.overall
    if part.denominator == 0:
        return Finding(Level.UNKNOWN, f"{never[:-1]}: nothing in the store to judge by", (*blocks, *doubts(answer)))
    if part.numerator == 0:
        return Finding(Level.GOOD, never, doubts(answer))
    return Finding(level, f"{happened}: {said_of(part)}", (Paragraph(_events(answer)), *blocks, *doubts(answer)))


def _events(answer: Answer) -> str:
    said = sure(answer.overall).capitalize()
    if answer.people is None:
        return f"{said}." if said else "The share is withheld."
    people = said_of(answer.people.overall)
    return f"{said + '. ' if said else ''}People it happened to at least once: {people}."
