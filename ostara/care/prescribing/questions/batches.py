"""A batch of prescriptions on one page: each line with what it says, what differs, what stands in the way."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

from ostara.care.calendar.schedule import Problem, Trouble
from ostara.care.facts.deciding import Judged, judge_known
from ostara.care.facts.edition import edition_on
from ostara.care.facts.gathering import About
from ostara.care.facts.known import known_of_many
from ostara.care.facts.mark import Mark, mark_of
from ostara.care.medication.models import Hold, Instalment, Prescription, PrescriptionEvent
from ostara.care.medication.questions.courses import Standing, standing
from ostara.care.medication.questions.orders import arrangements_on
from ostara.care.medication.questions.patterns import openings_of
from ostara.care.medication.questions.supplies import ENDED
from ostara.care.medication.words import amount, product_name
from ostara.care.people.due_items import records_of_all
from ostara.care.people.models import Card
from ostara.care.prescribing.loaded import wordings
from ostara.care.prescribing.questions.runs import differences, last_before, worked_out
from ostara.guidance.facts import Value
from ostara.guidance.rule import Moment
from ostara.knowledge.instalment_wordings import approved

Kind = PrescriptionEvent.Kind
CLOSED = (Trouble.CLOSED, Trouble.CLOSED_NOTHING_BEFORE)


@dataclass(frozen=True)
class Line:
    """One prescription of a batch, as somebody who signs it sees it."""

    prescription: Prescription
    card: Card | None
    instalments: tuple[Instalment, ...]
    changed: tuple[str, ...]
    problems: tuple[Problem, ...]
    kinds: frozenset[str]
    judged: Judged | None
    hold: Hold | None

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        for kind in (Kind.CANCELLED, Kind.VOID, Kind.LOST, Kind.ARRIVED, Kind.SENT, Kind.SIGNED):
            if kind in self.kinds:
                return str(kind.label)
        return "Not signed"

    @property
    def open(self) -> bool:
        """Whether it can still be signed."""
        return Kind.SIGNED not in self.kinds and not self.kinds & set(ENDED)

    @property
    def says(self) -> list[str]:
        """Its instalments in words, the same ones together."""
        course = self.prescription.course
        return [
            f"{count} × {amount(course, mg * days)}" + (f" for {days} days" if days > 1 else "")
            for (mg, days), count in _counted(self.instalments).items()
        ]

    @property
    def wordings_approved(self) -> bool | None:
        """Whether its wordings stand on it as approved; none while a text is not loaded."""
        return approved(self.prescription.wordings, wordings())

    @property
    def total(self) -> str:
        """The amount in all."""
        return amount(self.prescription.course, self.prescription.total_mg)

    @property
    def name(self) -> str:
        """The medicine."""
        return product_name(self.prescription.course.product)


def batch(key: UUID, services: Collection[UUID]) -> QuerySet[Prescription]:
    """Returns the prescriptions of a batch that belong to some services, in order of number."""
    rows = Prescription.objects.filter(batch=key, course__service__in=services)
    return rows.select_related("course__person", "course__service", "place").order_by("number")


def batches(services: Collection[UUID]) -> list[dict[str, object]]:
    """Returns the latest batches of some services: when, how many, how many of them wait for a signature."""
    signed = Count("pk", filter=Q(events__kind=Kind.SIGNED), distinct=True)
    ended = Count("pk", filter=Q(events__kind__in=ENDED), distinct=True)
    rows = Prescription.objects.filter(batch__isnull=False, course__service__in=services).values("batch")
    counted = rows.annotate(
        made=Max("recorded_at"), count=Count("pk", distinct=True), signed=signed, ended=ended,
        first=Min("first_on"), last=Max("last_on"),
    )  # fmt: skip
    return [dict(row) for row in counted.order_by("-made")[:20]]


def lines(
    found: Sequence[Prescription], *, key: UUID, on: date, judging: bool, signing: Collection[str] = ()
) -> list[Line]:
    """Returns the lines of a batch, each with what the rules say while it waits for a signature. Constant queries.

    Args:
        found: its prescriptions.
        key: the batch.
        on: the day.
        judging: whether the rules are asked.
        signing: the keys of those that are about to be signed by what is said here; two queries more for each.
    """
    rows = list(found)
    marks = _marks([one for one in rows if str(one.pk) in signing], on)
    courses = [one.course for one in rows]
    where = {one.course.pk: one for one in standing(courses, on=on)}
    instalments, kinds = _instalments(rows), _kinds(rows)
    cards = {one.person_id: one for one in Card.objects.filter(person__in={one.person_id for one in courses})}
    before, problems = last_before([one.pk for one in courses], key), _problems(rows, where)
    answers = _judged(rows, where, instalments, problems, cards, on) if judging else {}
    for one, mark in marks.items():
        answers[one.pk] = replace(answers[one.pk], mark=mark, again=partial(_judged_again, one, key, on))
    return [
        Line(
            one,
            cards.get(one.course.person_id),
            tuple(instalments[one.pk]),
            tuple(differences(before.get(one.course_id), one)),
            problems[one.pk],
            frozenset(kinds[one.pk]),
            answers.get(one.pk),
            where[one.course_id].hold,
        )
        for one in rows
    ]


def _problems(rows: Sequence[Prescription], where: Mapping[UUID, Standing]) -> dict[UUID, tuple[Problem, ...]]:
    if not rows:
        return {}
    first, last = min(one.first_on for one in rows), max(one.last_on for one in rows)
    arranged = arrangements_on([one.course_id for one in rows], last)
    openings = openings_of({one.place for one in rows}, first=first, last=last)
    found: dict[UUID, tuple[Problem, ...]] = {}
    for one in rows:
        row = arranged.get(one.course_id)
        worked = worked_out(where[one.course_id], row, openings, first=one.first_on, last=one.last_on) if row else None
        found[one.pk] = worked.of(str(one.place_id)).problems if worked else ()
    return found


def _marks(rows: Sequence[Prescription], on: date) -> dict[Prescription, Mark]:
    records = _records(rows) if rows else {}
    return {one: mark_of(records[one.course.person_id], on=on) for one in rows}


def _judged_again(one: Prescription, key: UUID, on: date) -> Judged:
    (line,) = lines([one], key=key, on=on, judging=True, signing={str(one.pk)})
    if line.judged is None:
        raise TypeError("the rules were asked of every line")
    return line.judged


def _records(rows: Sequence[Prescription]) -> dict[UUID, list[UUID]]:
    people = {one.course.person_id for one in rows}
    records: dict[UUID, list[UUID]] = {person: [] for person in people}
    for record, person in records_of_all(people).items():
        records[person].append(record)
    return records


def _judged(
    rows: Sequence[Prescription],
    where: Mapping[UUID, Standing],
    instalments: Mapping[UUID, Sequence[Instalment]],
    problems: Mapping[UUID, Sequence[Problem]],
    cards: Mapping[UUID, Card],
    on: date,
) -> dict[UUID, Judged]:
    known, rules = known_of_many(_records(rows), on=on), edition_on(on)
    return {
        one.pk: judge_known(
            known[one.course.person_id],
            About(on=on, standing=where[one.course_id]),
            moment=Moment.PRESCRIPTION,
            said=_said(one, instalments[one.pk], problems[one.pk], cards.get(one.course.person_id)),
            rules=rules,
        )
        for one in rows
    }


def _said(
    one: Prescription, instalments: Sequence[Instalment], problems: Sequence[Problem], card: Card | None
) -> dict[str, Value]:
    """What a form says of itself: made from the record, it always has number, interval and quantity."""
    kinds = {problem.kind for problem in problems}
    on_it = approved(one.wordings, wordings())
    return {
        **({} if on_it is None else {"prescription.wordings_approved": on_it}),
        "prescription.days_covered": (one.last_on - one.first_on).days + 1,
        "prescription.on_fp10mda": True,
        "prescription.is_repeat": False,
        "prescription.instalments_complete": bool(instalments),
        "prescription.content_complete": bool(card and card.family_name),
        "pickups.early_allowed": "a" in one.wordings,
        "pickups.on_holiday": bool(kinds & set(CLOSED)),
        "pickups.on_usual_closing_day": Trouble.USUALLY_CLOSED in kinds,
    }


def _instalments(rows: Sequence[Prescription]) -> dict[UUID, list[Instalment]]:
    found: dict[UUID, list[Instalment]] = {one.pk: [] for one in rows}
    for one in Instalment.objects.filter(prescription__in=found).order_by("due_on", "part"):
        if one.prescription_id:
            found[one.prescription_id].append(one)
    return found


def _kinds(rows: Sequence[Prescription]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {one.pk: set() for one in rows}
    events = PrescriptionEvent.objects.filter(prescription__in=found)
    for prescription, kind in events.values_list("prescription", "kind"):
        found[prescription].add(kind)
    return found


def _counted(instalments: Sequence[Instalment]) -> dict[tuple[Decimal, int], int]:
    found: dict[tuple[Decimal, int], int] = {}
    for one in instalments:
        key = (one.dose_mg, one.days)
        found[key] = found.get(key, 0) + 1
    return found
