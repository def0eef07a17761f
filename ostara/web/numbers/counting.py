"""Counts what is asked: freely within one's own services, or made safe to publish; the same question once."""

from dataclasses import replace
from functools import lru_cache

from ostara.analysis.view.answer import View, answered
from ostara.analysis.view.members import Members, members
from ostara.analysis.view.publishing import published
from ostara.analysis.view.question import Question, question
from ostara.analysis.view.where import All, OneOf
from ostara.web.numbers.cuts import Cut
from ostara.web.numbers.held import Held, asked

Codes = frozenset[str]
KEPT = 128  # answers; each is a table of at most a few thousand lines


def count_free(held: Held, cut: Cut, within: Codes | None, names: tuple[tuple[str, str], ...] = ()) -> View:
    """Returns a free cut.

    Args:
        held: the store.
        cut: what is asked.
        within: the codes of the services it is limited to; none for the whole area.
        names: the name of each service by its code, to be shown in its place.

    Raises:
        RefusalError: what is asked is not understood, or it took too long.
    """
    return _free(held, cut, within, names)


def count_published(held: Held, cut: Cut) -> View:
    """Returns a protected cut of the whole area. Raises RefusalError as above, and for what is not published."""
    return _published(held, cut)


def count_members(held: Held, cut: Cut, within: Codes | None) -> Members:
    """Returns the people and journeys behind a free cut, by their numbers in the store."""
    asked_for = _within(held, _question(held, cut), within)
    with asked(held.store) as connection:
        return members(connection, asked_for)


@lru_cache(maxsize=KEPT)
def _free(held: Held, cut: Cut, within: Codes | None, names: tuple[tuple[str, str], ...]) -> View:
    asked_for = _named(_within(held, _question(held, cut), within), dict(names))
    with asked(held.store) as connection:
        return answered(connection, held.store, asked_for)


@lru_cache(maxsize=KEPT)
def _published(held: Held, cut: Cut) -> View:
    with asked(held.store) as connection:
        return published(connection, held.store, _question(held, cut))


def _question(held: Held, cut: Cut) -> Question:
    return question(
        measure=cut.measure, by=cut.by, where=cut.where or None, period=cut.period or None, until=held.until
    )


def _within(held: Held, asked_for: Question, within: Codes | None) -> Question:
    """The question, limited to some services whatever else it says."""
    if within is None:
        return asked_for
    here = sorted(within & set(held.words_of("service")))  # not empty: the page says so before it asks
    limit = OneOf("service", tuple(here), tuple(0 for _ in here))
    return replace(asked_for, where=limit if asked_for.where is None else All((limit, asked_for.where)))


def _named(asked_for: Question, names: dict[str, str]) -> Question:
    by = (replace(each, words=names) if each.name == "service" else each for each in asked_for.by)
    return replace(asked_for, by=tuple(by))
