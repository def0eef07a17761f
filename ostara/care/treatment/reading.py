"""An assessment in words: every answer beside its question, section by section, and what was not asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ostara.care.asking.fields import in_words
from ostara.care.treatment.actions.assessing import CODES
from ostara.care.treatment.forms.assessing import SECTIONS
from ostara.care.treatment.models import Answer, Assessment, SubstanceUse
from ostara.care.treatment.national import capital, meaning

ANSWERS = dict(Answer.choices)
QUESTIONS = {field.name: str(field.verbose_name) for field in Assessment._meta.concrete_fields}


@dataclass(frozen=True)
class Section:
    """A section as it is read: question and answer, and the questions nobody asked."""

    title: str
    answered: list[tuple[str, str]]
    not_asked: list[str]


@dataclass(frozen=True)
class Use:
    """A substance as it is read; blank where nobody asked."""

    substance: str
    route: str
    days: str
    amount: str
    age_first_used: str


def in_sections(row: Assessment) -> list[Section]:
    """Returns the sections of an assessment."""
    return [
        Section(
            title,
            [(capital(question), answer) for question, answer in _read(row, names) if answer],
            [question for question, answer in _read(row, names) if not answer],
        )
        for title, _, names in SECTIONS
    ]


def substances_in_words(used: Sequence[SubstanceUse]) -> list[Use]:
    """Returns the substances of an assessment."""
    return [
        Use(
            meaning("problem_substance", use.code),
            meaning("route", use.route),
            "" if use.days is None else str(use.days),
            use.amount,
            "" if use.age_first_used is None else str(use.age_first_used),
        )
        for use in used
    ]


def _read(row: Assessment, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        yield QUESTIONS[name], _answer(name, getattr(row, name))


def _answer(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name in CODES:
        return meaning(CODES[name], value)
    if isinstance(value, date):
        return in_words(value)
    return ANSWERS.get(value, value) if isinstance(value, str) and len(value) == 1 else str(value)
