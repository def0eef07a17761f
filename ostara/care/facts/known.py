"""The rows that facts are read from, of one person or of many at once: as many queries for a caseload as for one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from ostara.care.health.models import (
    Ecg,
    LiverTest,
    Measurement,
    NaloxoneKit,
    OtherMedicine,
    Overdose,
    Pregnancy,
    Risk,
)
from ostara.care.medication.models import Choice, Course, DosePlan, Hold
from ostara.care.medication.questions.courses import Standing, standing
from ostara.care.outcomes.models import Top
from ostara.care.people.models import Card, Children, Flag, Person
from ostara.care.people.questions import records_of
from ostara.care.specimens.models import Result
from ostara.care.treatment.models import Assessment, EpisodeNow, PlanReview
from ostara.care.treatment.models.custody import Custody

BACK = timedelta(days=400)  # a yearly check that is a month late is still seen
M = TypeVar("M", bound=Model)


@dataclass
class Known:
    """What is recorded of one person, each list with the latest first."""

    born: date | None = None
    courses: tuple[Standing, ...] = ()
    holds: list[Hold] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    plans: list[DosePlan] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    profiles: list[Top] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    plan_reviews: list[PlanReview] = field(default_factory=list)
    episodes: list[EpisodeNow] = field(default_factory=list)
    custody: list[Custody] = field(default_factory=list)
    children: list[Children] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    pregnancies: list[Pregnancy] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    medicines: list[OtherMedicine] = field(default_factory=list)
    kits: list[NaloxoneKit] = field(default_factory=list)
    overdoses: list[Overdose] = field(default_factory=list)
    liver: list[LiverTest] = field(default_factory=list)
    ecgs: list[Ecg] = field(default_factory=list)


def known_of(person: Person, *, on: date) -> Known:
    """Returns what is recorded of one person up to a day."""
    return known_of_many({person.pk: records_of(person)}, on=on)[person.pk]


def known_of_many(people: Mapping[UUID, Sequence[UUID]], *, on: date) -> dict[UUID, Known]:
    """Returns what is recorded of people, each with the keys of their records; in a constant number of queries."""
    whose = {record: person for person, records in people.items() for record in records}
    found = {person: Known() for person in people}
    for card in Card.objects.filter(person__in=whose):
        found[whose[card.person_id]].born = found[whose[card.person_id]].born or card.date_of_birth
    for name, rows in _histories(list(whose), on).items():
        for person, own in _by_person(rows, whose).items():
            setattr(found[person], name, own)
    for person, courses in _courses(whose, on).items():
        found[person].courses = courses
    return found


def _histories(records: Sequence[UUID], on: date) -> dict[str, QuerySet[Model]]:
    """Every history that has a person and a day, the latest first by a key that cannot tie."""

    def dated(model: type[M], day: str, *, back: bool = True) -> QuerySet[M]:
        rows = model._default_manager.standing().filter(**{"person__in": records, f"{day}__lte": on})  # type: ignore[attr-defined]  # each is a HistoryRow
        rows = rows.filter(**{f"{day}__gte": on - BACK}) if back else rows
        latest: QuerySet[M] = rows.order_by(f"-{day}", "-recorded_at", "-id")
        return latest

    reviews = PlanReview.objects.standing().filter(plan__person__in=records, on__lte=on, on__gte=on - BACK)
    assessed = Assessment.objects.standing().filter(episode__person__in=records, on__lte=on)
    holds = Hold.objects.standing().filter(course__person__in=records, from_on__lte=on, from_on__gte=on - BACK)
    results = Result.objects.filter(
        reading__in=_readings(records, on), reading__specimen__on__lte=on, reading__specimen__on__gte=on - BACK
    )
    return {
        "choices": dated(Choice, "on", back=False),
        "profiles": dated(Top, "asked_on"),
        "custody": dated(Custody, "from_on", back=False),
        "children": dated(Children, "effective_on", back=False),
        "flags": dated(Flag, "raised_on", back=False),
        "pregnancies": dated(Pregnancy, "on", back=False),
        "measurements": dated(Measurement, "on"),
        "risks": dated(Risk, "on", back=False),
        "medicines": dated(OtherMedicine, "on", back=False),
        "kits": dated(NaloxoneKit, "on", back=False),
        "overdoses": dated(Overdose, "on"),
        "liver": dated(LiverTest, "on", back=False),
        "ecgs": dated(Ecg, "on", back=False),
        "assessments": assessed.select_related("episode").order_by("-on", "-recorded_at", "-id"),
        "plan_reviews": reviews.select_related("plan").order_by("-on", "-recorded_at", "-id"),
        "episodes": EpisodeNow.objects.filter(person__in=records).order_by("-is_open", "-since", "-episode_id"),
        "holds": holds.select_related("course", "end").order_by("-from_on", "-recorded_at", "-id"),
        "plans": DosePlan.objects.filter(course__person__in=records, agreed_on__lte=on, replaced_by__isnull=True)
        .select_related("course")
        .prefetch_related("steps", "events")
        .order_by("-agreed_on", "-id"),
        "results": results.select_related("reading__specimen").order_by("-reading__specimen__on", "-id"),
    }


def _readings(records: Sequence[UUID], on: date) -> QuerySet[Model]:
    from ostara.care.specimens.models import Reading  # noqa: PLC0415 - beside its only use

    return Reading.objects.standing().filter(person__in=records, on__lte=on)


def _by_person(rows: Iterable[Model], whose: Mapping[UUID, UUID]) -> Mapping[UUID, list[Model]]:
    found: dict[UUID, list[Model]] = defaultdict(list)
    for row in rows:
        found[whose[_record(row)]].append(row)
    return found


def _record(row: Model) -> UUID:
    for through in ("course", "episode", "plan", "reading"):
        if hasattr(row, f"{through}_id") and not hasattr(row, "person_id"):
            row = getattr(row, through)
    record: UUID = row.person_id  # type: ignore[attr-defined]  # each belongs to a person, or to what does
    return record


def _courses(whose: Mapping[UUID, UUID], on: date) -> Mapping[UUID, tuple[Standing, ...]]:
    every = Course.objects.filter(person__in=whose).select_related("service", "follows").order_by("-id")
    found: dict[UUID, list[Standing]] = defaultdict(list)
    for one in standing(list(every), on=on):
        found[whose[one.course.person_id]].append(one)
    return {person: tuple(sorted(own, key=lambda one: not one.active)) for person, own in found.items()}
