"""Answers to scales as scores again: with the version they were asked in, and the change since the first time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ostara.care.outcomes.keeping import by_number
from ostara.care.outcomes.models import ScaleAnswers
from ostara.knowledge.scales import ScaleChange, Score, scale, scale_change, score


@dataclass(frozen=True)
class Scored:
    """Answers with their score. `since` is the change since the first of the same line of care; none for the first."""

    row: ScaleAnswers
    score: Score
    since: ScaleChange | None
    first: ScaleAnswers | None


@dataclass(frozen=True)
class Course:
    """A scale that was asked, about one substance where it is about one: every time, the latest first."""

    name: str
    about: str
    times: list[Scored]


def score_of(row: ScaleAnswers) -> Score:
    """What the answers come to, by the version of the scale in which they were asked."""
    return score(scale(row.scale, row.version), by_number(row.answers), about=row.about or None)


def courses_of(rows: Sequence[ScaleAnswers]) -> list[Course]:
    """Every scale that was asked, in order of its name; `rows` stand, and come the latest first."""
    kinds = sorted({(scale(row.scale, row.version).name, row.scale, row.about) for row in rows})
    return [
        Course(name, about, list(_times([row for row in rows if (row.scale, row.about) == (id, about)])))
        for name, id, about in kinds
    ]


def _times(rows: Sequence[ScaleAnswers]) -> Iterator[Scored]:
    scores = {row.pk: score_of(row) for row in rows}
    for row in rows:
        first = next(one for one in reversed(rows) if one.episode.line == row.episode.line)
        if first.pk == row.pk:
            yield Scored(row, scores[row.pk], None, None)
        else:
            yield Scored(row, scores[row.pk], scale_change(scores[first.pk], scores[row.pk]), first)
