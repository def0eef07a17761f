"""Asking the rules before something is done, and keeping what they answered with what was done about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Model

from ostara.care.accounts.models import Post, Service
from ostara.care.audit.actor import Actor
from ostara.care.facts.edition import edition_on
from ostara.care.facts.gathering import About, facts_in
from ostara.care.facts.gathering.about import OrderSaid, SupplySaid
from ostara.care.facts.known import Known, known_of_many
from ostara.care.facts.mark import Mark, mark_of
from ostara.care.facts.models import Finding
from ostara.care.facts.on_word import ask_to_confirm
from ostara.care.facts.owners import due_days, owner_of
from ostara.care.facts.replies import Reply, decider, refuse_unless_answered
from ostara.care.medication.models import Course
from ostara.care.people.models import Person
from ostara.care.people.questions import records_of
from ostara.care.rows.acts import Refused
from ostara.care.tasks.actions import raise_task
from ostara.guidance.facts import Facts, Value
from ostara.guidance.finding import Edition
from ostara.guidance.finding import Finding as Said
from ostara.guidance.rule import Moment, Response
from ostara.guidance.rulebook import rulebook


@dataclass(frozen=True)
class Judged:
    """What the rules answered, by what follows; where something may be done with it also when (`mark`), and how the
    same is asked anew."""

    facts: Facts
    findings: tuple[Said, ...]
    moment: Moment
    mark: Mark | None = None
    again: "Callable[[], Judged] | None" = field(default=None, repr=False, compare=False)

    def now(self) -> "Judged":
        """Returns what the rules answer at this moment: asked anew where anything was written since they were asked.

        The rules are asked before a transaction, which keeps others waiting; this is asked within it, while the course
        is held and before anything is written.
        """
        if self.mark is None or self.again is None:
            raise TypeError("this was asked to be shown: nothing may be done with it")
        return self if self.holds() else self.again()

    def holds(self) -> bool:
        """Returns whether nothing was written since the rules were asked; never of what was asked to be shown."""
        return self.mark is not None and self.mark.holds()

    @property
    def stops(self) -> tuple[Said, ...]:
        """Returns those that let nobody through."""
        return self._of(Response.STOP)

    @property
    def asks(self) -> tuple[Said, ...]:
        """Returns those that somebody of a role may answer with a reason."""
        return self._of(Response.ASK)

    @property
    def tells(self) -> tuple[Said, ...]:
        """Returns those that are shown beside the work."""
        return self._of(Response.TELL)

    @property
    def tasks(self) -> tuple[Said, ...]:
        """Returns those that put something on somebody's list."""
        return self._of(Response.TASK)

    def _of(self, response: Response) -> tuple[Said, ...]:
        return tuple(one for one in self.findings if one.response is response)

    def refuse_unless(self, replies: Mapping[str, Reply], *, by: Actor, service: Service, on: date) -> None:
        """Lets the work go on only where nothing stops it and every question is answered.

        Args:
            replies: by the keys of the rules that ask.
            by: who answers; the role is that in which the work is done.
            service: where the course is.
            on: the day.

        Raises:
            Refused: in the words of the first rule that is in the way.
        """
        if self.stops:
            raise Refused(self.stops[0].message)
        for one in self.asks:
            refuse_unless_answered(one, replies.get(one.rule), by=by, service=service, on=on)


def judge(
    person: Person,
    *,
    moment: Moment,
    on: date,
    course: Course | None = None,
    order: OrderSaid | None = None,
    supply: SupplySaid | None = None,
    specimen: UUID | None = None,
    said: Mapping[str, Value] | None = None,
) -> Judged:
    """Asks every rule of one kind of work.

    Args:
        person: whom it concerns.
        moment: the work.
        on: the day.
        course: which course; none before a first order.
        order: the order that is being written.
        supply: the supply that is being made.
        specimen: the line of the specimen whose result is being read.
        said: facts stated at the work itself.
    """
    records = records_of(person)
    mark = mark_of(records, on=on)  # before anything is read: what is written meanwhile is asked again
    known = known_of_many({person.pk: records}, on=on)[person.pk]
    standing = next((one for one in known.courses if course and one.course.pk == course.pk), None)
    about = About(on=on, standing=standing, order=order, supply=supply, specimen=specimen)
    judged = judge_known(known, about, moment=moment, said=said, rules=mark.rules)
    again = partial(
        judge,
        Person(pk=person.pk),
        moment=moment,
        on=on,
        course=course,
        order=order,
        supply=supply,
        specimen=specimen,
        said=said,
    )
    return replace(judged, mark=mark, again=again)


def judge_known(
    known: Known,
    about: About,
    *,
    moment: Moment,
    said: Mapping[str, Value] | None = None,
    rules: Edition | None = None,
) -> Judged:
    """Asks every rule of one kind of work of rows that were loaded already; `rules` too, where many are asked about."""
    facts = facts_in(known, about, said=said)
    answers = (rules or edition_on(about.on)).ask(facts, moment)
    return Judged(facts, tuple(one for one in answers if one.response is not None), moment)


def keep(
    judged: Judged,
    *,
    person: Person,
    course: Course | None,
    service: Service,
    record: Model | None,
    by: Actor,
    at: datetime,
    on: date,
    replies: Mapping[str, Reply] | None = None,
) -> list[Finding]:
    """Writes what the rules answered beside what was done, and puts their tasks on the list; within its transaction.

    Raises Refused where a reply names somebody who may not decide.
    """
    given = {one.rule: replies[one.rule] for one in judged.asks if one.rule in replies} if replies else {}
    posts = _posts_of(judged, given, service, on)
    rows = [_row(one, judged, given.get(one.rule), person, course, record, by, at) for one in judged.findings]
    kept = Finding.objects.bulk_create(rows)
    ask_to_confirm([one for one in kept if one.decided_by_id], posts, service=service, on=on, by=by, at=at)
    for one in judged.tasks:
        rule = rulebook()[one.rule]
        raise_task(
            service=service,
            person=person,
            words=one.message,
            due_on=on + timedelta(days=due_days(rule)),
            for_role=owner_of(rule),
            because=one.rule,
            marker=f"{one.rule} {course.pk if course else person.pk}",
            by=by,
            at=at,
        )
    return kept


def _posts_of(judged: Judged, given: Mapping[str, Reply], service: Service, on: date) -> dict[UUID, Post]:
    """Returns in which posts those who are named decided, by their keys."""
    named = ((one, given[one.rule]) for one in judged.asks if one.rule in given)
    return {reply.decided_by: decider(one, reply, service, on=on) for one, reply in named if reply.decided_by}


def _row(
    one: Said,
    judged: Judged,
    reply: Reply | None,
    person: Person,
    course: Course | None,
    record: Model | None,
    by: Actor,
    at: datetime,
) -> Finding:
    return Finding(
        person=person,
        course=course,
        rule=one.rule,
        version=one.version,
        moment=judged.moment.value,
        answer=one.answer,
        response=one.response.value if one.response else "",
        message=one.message,
        seen={path: str(value) for path, value in one.seen},
        missing=list(one.missing),
        signed=one.signed,
        unverified=one.unverified,
        reason=reply.reason if reply else "",
        words=reply.words.strip() if reply else "",
        decided_by_id=reply.decided_by if reply else None,
        about=record.pk if record else None,
        about_kind=record._meta.label_lower if record else "",
        recorded_by_id=by.user,
        recorded_at=at,
    )
