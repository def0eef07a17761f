"""The nightly look through the record: what rules ask for goes on somebody's list once, and leaves it when the record
says that it is done."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from ostara.care.accounts.models import Service
from ostara.care.audit.actor import Actor
from ostara.care.facts.owners import due_days, owner_of
from ostara.care.facts.reviewing import Reviewed, in_portions, people_to_review, review
from ostara.care.rows.days import london_day
from ostara.care.rows.prepared import prepared
from ostara.care.tasks.many import end_all, raise_all
from ostara.care.tasks.models import Task
from ostara.guidance.finding import Finding
from ostara.guidance.rule import Moment, Response, Severity
from ostara.guidance.rulebook import rulebook
from ostara.knowledge.parameters import parameter

DONE = "The record now says that this is done, or that nothing asks for it any more."
# How long a task rests that somebody ended although the record still asks for it: our own choice (decision 16).
RESTS: Mapping[Severity, str] = {
    Severity.CRITICAL: "facts.rest_critical_days",
    Severity.HIGH: "facts.rest_serious_days",
    Severity.MEDIUM: "facts.rest_other_days",
    Severity.LOW: "facts.rest_other_days",
}


@dataclass(frozen=True)
class LookedThrough:
    """How many people were looked through, and how many tasks were raised, are still open, and were ended."""

    people: int = 0
    raised: int = 0
    open: int = 0
    ended: int = 0

    def __add__(self, other: "LookedThrough") -> "LookedThrough":
        """Adds up two portions."""
        return LookedThrough(
            self.people + other.people,
            self.raised + other.raised,
            self.open + other.open,
            self.ended + other.ended,
        )


def look_through(*, on: date, by: Actor, at: datetime) -> LookedThrough:
    """Looks through everybody, a portion at a time. Safe to repeat: a second time on the same day changes nothing."""
    whole = LookedThrough()
    for some in in_portions(people_to_review(on=on)):
        whole += look_through_some(some, on=on, by=by, at=at)
    return whole


def look_through_some(people: Collection[UUID], *, on: date, by: Actor, at: datetime) -> LookedThrough:
    """Looks through some people: judged in a constant number of queries, and written only where something changes.

    Args:
        people: records that go on.
        on: the day.
        by: who or what looks.
        at: when.
    """
    found = review(people, on=on)
    lists = _open_tasks(found)
    new: list[Task] = []
    gone: list[Task] = []
    for one in found.values():
        there = lists[one.person]
        new += [_task(finding, one, one.serves, on=on, by=by, at=at) for finding in _new(one, there, on) if one.serves]
        gone += [task for task in there if task.because not in {finding.rule for finding in one.findings}]
    if new or gone:
        with transaction.atomic():
            raise_all(new, by=by)
            end_all(gone, by=by, at=at, words=DONE)
    still = sum(map(len, lists.values())) - len(gone) + len(new)
    return LookedThrough(len(found), len(new), still, len(gone))


def _open_tasks(found: Mapping[UUID, Reviewed]) -> Mapping[UUID, list[Task]]:
    """The open tasks that a rule of the review asked for, by person."""
    whose = {record: one.person for one in found.values() for record in one.records}
    lists: dict[UUID, list[Task]] = defaultdict(list)
    for task in _open_tasks_of(list(whose)):
        if task.person_id and _of_the_review(task.because):
            lists[whose[task.person_id]].append(task)
    return lists


@prepared
def _open_tasks_of(records: Sequence[UUID]) -> QuerySet[Task]:
    return Task.objects.filter(open__person__in=records).order_by("id")


def _of_the_review(rule: str) -> bool:
    return rule in rulebook() and rulebook()[rule].at is Moment.REVIEW


def _new(one: Reviewed, there: Collection[Task], on: date) -> list[Finding]:
    """What rules ask for that is not on the list, and does not rest."""
    standing = {task.because for task in there}
    asked = {finding.rule: finding for finding in one.of(Response.TASK)}
    return [finding for rule, finding in asked.items() if rule not in standing and not rests(one, finding, on)]


def rests(one: Reviewed, finding: Finding, on: date) -> bool:
    """Whether somebody ended this task so lately that it is not raised again, though the record still asks for it."""
    ends = [end for end in one.known.tasks_ended if end.task.because == finding.rule and end.recorded_by_id]
    last = max((london_day(end.recorded_at) for end in ends), default=None)
    return last is not None and on < last + timedelta(days=parameter(RESTS[finding.severity]).whole)


def _task(finding: Finding, one: Reviewed, service: Service, *, on: date, by: Actor, at: datetime) -> Task:
    rule = rulebook()[finding.rule]
    return Task(
        service=service,
        person_id=one.person,
        words=finding.message,
        due_on=on + timedelta(days=due_days(rule)),
        for_role=owner_of(rule),
        because=finding.rule,
        marker=f"{finding.rule} {one.person}",
        recorded_by_id=by.user,
        recorded_at=at,
    )
