"""The record looked through by every rule that is asked of it at rest: what speaks, what is not known, for whom.

A caseload is looked through in as many queries as one person. Somebody with two courses is asked once: of what a rule
answered for each, the answer that asks for most holds.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cache
from itertools import chain, islice
from uuid import UUID

from ostara.care.accounts.models import Service
from ostara.care.facts.edition import edition_on
from ostara.care.facts.gathering import About, facts_in
from ostara.care.facts.known import Known, known_of_many
from ostara.care.facts.loading import BACK
from ostara.care.medication.models import Course
from ostara.care.medication.questions.courses import Standing
from ostara.care.people.due_items import records_of_all
from ostara.care.people.models import Card
from ostara.care.treatment.models import EpisodeNow
from ostara.guidance.finding import Edition, Finding
from ostara.guidance.rule import Moment, Response
from ostara.guidance.rulebook import asked_at

OF_A_COURSE = frozenset({"order", "prescription", "course", "gap", "depot", "supervision", "pickups"})
AFTER_THE_END = frozenset({"aftercare"})
DIED = "died"  # in our own list of reasons why an episode ended


@dataclass(frozen=True)
class Reviewed:
    """What the rules say of one person. `findings` speak or cannot be known; a rule that is not among them is content.

    `serves` is whose list a task goes on; none: nobody cares for this person any more.
    """

    person: UUID
    records: tuple[UUID, ...]
    known: Known
    findings: tuple[Finding, ...]
    course: Course | None
    serves: Service | None

    def of(self, response: Response) -> tuple[Finding, ...]:
        """Returns what asks for one kind of response and is known to."""
        return tuple(one for one in self.findings if one.response is response and one.answer)

    @property
    def unknown(self) -> tuple[Finding, ...]:
        """Returns what cannot be known."""
        return tuple(one for one in self.findings if one.answer is None)


def review(people: Collection[UUID], *, on: date) -> dict[UUID, Reviewed]:
    """Asks every rule of the review of some people, in a constant number of queries.

    Args:
        people: records that go on.
        on: the day.
    """
    records: dict[UUID, list[UUID]] = {person: [] for person in people}
    for record, person in records_of_all(people).items():
        records[person].append(record)
    edition = edition_on(on)
    return {
        person: _reviewed(person, tuple(records[person]), known, edition, on)
        for person, known in known_of_many(records, on=on).items()
    }


def people_to_review(*, on: date) -> list[UUID]:
    """Returns whom to look through: everybody with an episode or a course, and those whose care ended lately."""
    episodes = EpisodeNow.objects.exclude(is_open=False, closed_on__lt=on - BACK).values_list("person", flat=True)
    records = set(episodes) | set(Course.objects.values_list("person", flat=True))
    joined = dict(Card.objects.exclude(person=None).values_list("person", "goes_on_as"))
    return sorted({joined.get(record, record) for record in records})


def in_portions(people: Collection[UUID], *, of: int = 100) -> Iterator[tuple[UUID, ...]]:
    """Yields people in portions, so that a large caseload is never in memory at once."""
    left = iter(people)
    while some := tuple(islice(left, of)):
        yield some


def _reviewed(person: UUID, records: tuple[UUID, ...], known: Known, edition: Edition, on: date) -> Reviewed:
    active = [one for one in known.courses if one.active]
    asked: list[Standing | None] = [*active] or [None]
    answers = chain.from_iterable(_asked(edition, known, one, on) for one in asked)
    strongest: dict[str, Finding] = {}
    for one in answers:
        if one.rule not in strongest or (one.answer is True and strongest[one.rule].answer is None):
            strongest[one.rule] = one
    course = active[0].course if active else None
    return Reviewed(person, records, known, tuple(strongest.values()), course, _serves(known, course))


def _asked(edition: Edition, known: Known, standing: Standing | None, on: date) -> Iterator[Finding]:
    where = _where(known, standing)
    if where is None:
        return iter(())
    in_force = [rule for rule in _rules_asked(where) if rule in edition.versions]
    return edition.speaking(in_force, facts_in(known, About(on=on, standing=standing)))


class Where(Enum):
    """Where somebody stands when rules are asked."""

    ON_A_COURSE = auto()
    WITHOUT_A_COURSE = auto()
    AFTER_THE_END = auto()


def _where(known: Known, standing: Standing | None) -> Where | None:
    """None: of somebody who died nothing is asked."""
    if standing is not None:
        return Where.ON_A_COURSE
    if any(one.is_open for one in known.episodes):
        return Where.WITHOUT_A_COURSE
    return None if _died(known) else Where.AFTER_THE_END


@cache
def _rules_asked(where: Where) -> tuple[str, ...]:
    """Of somebody without a course, nothing that is of a course; after the end, only what is of the end."""
    asked = {rule.key: frozenset(path.partition(".")[0] for path in rule.facts) for rule in asked_at(Moment.REVIEW)}
    if where is Where.WITHOUT_A_COURSE:
        return tuple(rule for rule, groups in asked.items() if not groups & OF_A_COURSE)
    if where is Where.AFTER_THE_END:
        return tuple(rule for rule, groups in asked.items() if groups <= AFTER_THE_END)
    return tuple(asked)


def _died(known: Known) -> bool:
    return bool(known.episodes) and known.episodes[0].end_reason == DIED


def _serves(known: Known, course: Course | None) -> Service | None:
    if course is not None:
        return course.service
    return known.episodes[0].service if known.episodes else None
