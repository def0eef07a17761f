"""What is recorded of one person, or of many at once: as many queries for a caseload as for one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter
from uuid import UUID

from ostara.care.calendar.opening import Opening
from ostara.care.facts.loading import AHEAD, Asked, Row, Tested, histories, injections
from ostara.care.health.models import (
    Ecg,
    HealthCheck,
    LiverTest,
    Measurement,
    NaloxoneKit,
    OlderReview,
    OtherMedicine,
    Overdose,
    Pregnancy,
    Risk,
    Vaccination,
    VirusStep,
)
from ostara.care.medication.models import (
    Choice,
    Confirmation,
    DoseIncident,
    DosePlan,
    Hold,
    Instalment,
    Prescription,
    Supply,
)
from ostara.care.medication.questions.courses import Standing, all_courses_of, standing
from ostara.care.medication.questions.patterns import openings_of
from ostara.care.medication.questions.supplies import Lately, last_taken, lately
from ostara.care.outcomes.models import ScaleAnswers, Top
from ostara.care.people.models import Children, Flag, Person, Relation
from ostara.care.people.questions import born_and_sex, records_of
from ostara.care.specimens.models import Drawing
from ostara.care.tasks.models import TaskDone
from ostara.care.treatment.models import (
    Assessment,
    EpisodeNow,
    Intervention,
    Keyworker,
    PlanReview,
    PlanRevision,
    SubIntervention,
)
from ostara.care.treatment.models.custody import Custody


@dataclass
class Known:
    """What is recorded of one person, each list with the latest first. `lately` and `taken` are by course."""

    born: date | None = None
    sex: str = ""
    courses: tuple[Standing, ...] = ()
    lately: Mapping[UUID, Lately] = field(default_factory=dict)
    taken: Mapping[UUID, Supply] = field(default_factory=dict)
    openings: Mapping[str, Opening] = field(default_factory=dict)
    injections: list[Supply] = field(default_factory=list)
    confirmations: list[Confirmation] = field(default_factory=list)
    prescriptions: list[Prescription] = field(default_factory=list)
    ahead: list[Instalment] = field(default_factory=list)
    incidents: list[DoseIncident] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    plans: list[DosePlan] = field(default_factory=list)
    results: list[Tested] = field(default_factory=list)
    specimens: list[Asked] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    profiles: list[Top] = field(default_factory=list)
    scales: list[ScaleAnswers] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    plan_revisions: list[PlanRevision] = field(default_factory=list)
    plan_reviews: list[PlanReview] = field(default_factory=list)
    keyworkers: list[Keyworker] = field(default_factory=list)
    interventions: list[Intervention] = field(default_factory=list)
    lists: list[SubIntervention] = field(default_factory=list)
    episodes: list[EpisodeNow] = field(default_factory=list)
    custody: list[Custody] = field(default_factory=list)
    children: list[Children] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    pregnancies: list[Pregnancy] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    medicines: list[OtherMedicine] = field(default_factory=list)
    kits: list[NaloxoneKit] = field(default_factory=list)
    overdoses: list[Overdose] = field(default_factory=list)
    liver: list[LiverTest] = field(default_factory=list)
    ecgs: list[Ecg] = field(default_factory=list)
    checks: list[HealthCheck] = field(default_factory=list)
    older_reviews: list[OlderReview] = field(default_factory=list)
    virus_steps: list[VirusStep] = field(default_factory=list)
    vaccinations: list[Vaccination] = field(default_factory=list)
    tasks_ended: list[TaskDone] = field(default_factory=list)


def known_of(person: Person, *, on: date) -> Known:
    """Returns what is recorded of one person up to a day."""
    return known_of_many({person.pk: records_of(person)}, on=on)[person.pk]


def known_of_many(people: Mapping[UUID, Sequence[UUID]], *, on: date) -> dict[UUID, Known]:
    """Returns what is recorded of people, each with the keys of their records; in a constant number of queries."""
    whose = {record: person for person, records in people.items() for record in records}
    found = {person: Known() for person in people}
    for record, born, sex in born_and_sex(list(whose)):
        one = found[whose[record]]
        one.born, one.sex = one.born or born, one.sex or sex
    for name, rows in histories(list(whose), on).items():
        for person, own in _by_person(rows, whose).items():
            setattr(found[person], name, own)
    _with_courses(found, whose, on)
    _with_openings(found, on)
    return found


def _by_person(rows: Sequence[Row], whose: Mapping[UUID, UUID]) -> Mapping[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    record = attrgetter(_to_person(rows[0])) if rows else None
    for row in rows:
        found[whose[record(row)]].append(row)  # type: ignore[misc]  # there is one where there are rows
    return found


def _to_person(row: Row) -> str:
    """How a row of a kind leads to the person's record: by itself, or through what it hangs on."""
    through = next((one for one in ("course", "episode", "plan", "task") if hasattr(row, f"{one}_id")), "")
    return "person_id" if hasattr(row, "person_id") else f"{through}.person_id"


def _with_courses(found: Mapping[UUID, Known], whose: Mapping[UUID, UUID], on: date) -> None:
    courses: dict[UUID, list[Standing]] = defaultdict(list)
    standings = standing(all_courses_of(list(whose)), on=on)
    for one in standings:
        courses[whose[one.course.person_id]].append(one)
    became, taken = lately(standings, on=on), last_taken([one.course.pk for one in standings])
    for person, own in courses.items():
        keys = [one.course.pk for one in own]
        found[person].courses = tuple(sorted(own, key=lambda one: not one.active))
        found[person].lately = {key: became[key] for key in keys}
        found[person].taken = {key: taken[key] for key in keys if key in taken}
    for supply in injections(list(whose), on):
        found[whose[supply.course.person_id]].injections.append(supply)


def _with_openings(found: Mapping[UUID, Known], on: date) -> None:
    """When the places are open at which something is still to be collected."""
    places = {one.place_id: one.place for known in found.values() for one in known.ahead}
    openings = openings_of(places.values(), first=on, last=on + timedelta(days=AHEAD))
    for known in found.values():
        known.openings = {key: openings[key] for key in {str(one.place_id) for one in known.ahead}}
