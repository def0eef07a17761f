"""The rows that facts are read from, the latest first by a key that cannot tie. Each entry is one query, for however
many people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ostara.care.health.models import (
    Ecg,
    Fact,
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
from ostara.care.health.questions import rows_of
from ostara.care.medication.models import (
    Choice,
    Confirmation,
    DoseIncident,
    DosePlan,
    Hold,
    Instalment,
    Prescription,
    PrescriptionEvent,
    Supply,
)
from ostara.care.medication.questions.supplies import (
    DEPOTS,
    GIVEN,
    instalments_in_use,
    standing_supplies,
)
from ostara.care.outcomes.models import ScaleAnswers, Top
from ostara.care.people.models import Children, Flag, Relation
from ostara.care.people.questions import all_of
from ostara.care.rows.models import HistoryRow
from ostara.care.rows.prepared import prepared
from ostara.care.specimens.models import Drawing, Reading, Result, Specimen
from ostara.care.tasks.models import TaskDone
from ostara.care.treatment.models import Intervention, Keyworker, PlanReview, PlanRevision, SubIntervention
from ostara.care.treatment.models.custody import Custody
from ostara.care.treatment.questions import assessed, episodes_now
from ostara.knowledge.parameters import parameter

BACK = timedelta(days=parameter("facts.back_days").whole)
AHEAD = parameter("facts.ahead_days").whole
INJECTED = (*DEPOTS, "implant")


Row = Model | tuple[Any, ...]  # what other parts of a page read too is a model; what only facts need, named values


@dataclass(frozen=True)
class History:
    """Rows that stand up to a day: which day of theirs, how they belong to a person, what is read beside them.

    Of some, only what is no longer ago than BACK.
    """

    model: type[HistoryRow]
    day: str = "on"
    whose: str = "person"
    beside: tuple[str, ...] = ()
    lately: bool = False


HISTORIES = {
    "profiles": History(Top, "asked_on", beside=("episode",)),
    "scales": History(ScaleAnswers, "asked_on"),
    "custody": History(Custody, "from_on"),
    "measurements": History(Measurement, lately=True),
    "drawings": History(Drawing),
    "keyworkers": History(Keyworker, "from_on", "episode__person", ("episode",)),
    "interventions": History(Intervention, "started_on", "episode__person", ("episode",)),
    "plan_reviews": History(PlanReview, whose="plan__person", beside=("plan", "episode")),
    "lists": History(SubIntervention, whose="episode__person", beside=("episode",)),
    "choices": History(Choice),
    "confirmations": History(Confirmation, whose="course__person", beside=("course",)),
    "holds": History(Hold, "from_on", "course__person", ("course", "end"), lately=True),
    "incidents": History(DoseIncident, lately=True),
}
OF_HEALTH: dict[str, type[Fact]] = {
    "pregnancies": Pregnancy,
    "risks": Risk,
    "medicines": OtherMedicine,
    "kits": NaloxoneKit,
    "overdoses": Overdose,
    "liver": LiverTest,
    "ecgs": Ecg,
    "checks": HealthCheck,
    "older_reviews": OlderReview,
    "virus_steps": VirusStep,
    "vaccinations": Vaccination,
}


def histories(records: Sequence[UUID], on: date) -> dict[str, Sequence[Row]]:
    """Returns what is recorded up to a day, and what medicine is still to be collected after it."""
    health = {name: [row for row in rows_of(model, records) if row.on <= on] for name, model in OF_HEALTH.items()}
    return {
        **health,
        "children": [row for row in all_of(Children, records, "effective_on") if row.effective_on <= on],
        "relations": [row for row in all_of(Relation, records, "effective_on") if row.effective_on <= on],
        "flags": [row for row in all_of(Flag, records, "raised_on") if row.raised_on <= on],
        "assessments": [row for row in assessed(records) if row.on <= on],
        **{name: _history(name, records, on) for name in HISTORIES},
        "specimens": [Asked._make(row) for row in _specimens(records, on)],
        "results": [Tested._make(row) for row in _results(records, on)],
        "tasks_ended": _tasks_ended(records, on),
        "plan_revisions": _plan_revisions(records, on),
        "episodes": episodes_now(records),
        "plans": _plans(records, on),
        "prescriptions": _prescriptions(records, on),
        "ahead": _ahead(records, on),
    }


@prepared
def _history(name: str, records: Sequence[UUID], on: date) -> QuerySet[Any]:
    of = HISTORIES[name]
    rows: Any = of.model.objects.standing().filter(**{f"{of.whose}__in": records, f"{of.day}__lte": on})
    rows = rows.filter(**{f"{of.day}__gte": on - BACK}) if of.lately else rows
    return rows.select_related(*of.beside or (None,)).order_by(f"-{of.day}", "-recorded_at", "-id")  # type: ignore[no-any-return]  # any history


class Asked(NamedTuple):
    """A specimen that somebody was asked for, by its line, and whether they gave it."""

    person_id: UUID
    line: UUID
    on: date
    kind: str
    given: str


@prepared
def _specimens(records: Sequence[UUID], on: date) -> QuerySet[Specimen, Any]:
    rows = Specimen.objects.standing().filter(person__in=records, on__lte=on)
    return rows.order_by("-on", "-recorded_at", "-id").values_list("person", "line", "on", "kind", "given")


class Tested(NamedTuple):
    """What was found of one substance in a specimen, which is named by its line."""

    person_id: UUID
    specimen: UUID
    on: date
    marker: str
    result: str
    prescribed: bool | None
    method: str


@prepared
def _results(records: Sequence[UUID], on: date) -> QuerySet[Result, Any]:
    lines = Specimen.objects.standing().filter(person__in=records, on__lte=on, on__gte=on - BACK).values("line")
    readings = Reading.objects.standing().filter(person__in=records, on__lte=on, specimen__in=lines)
    rows = Result.objects.filter(reading__in=readings).order_by("-reading__specimen__on", "-id")
    specimen = "reading__specimen"
    return rows.values_list("person", specimen, f"{specimen}__on", "marker", "result", "prescribed", "reading__method")


@prepared
def _tasks_ended(records: Sequence[UUID], on: date) -> QuerySet[TaskDone]:
    rows = TaskDone.objects.filter(task__person__in=records, recorded_at__date__gte=on - BACK)
    return rows.select_related("task").order_by("-recorded_at", "-id")


@prepared
def _plan_revisions(records: Sequence[UUID], on: date) -> QuerySet[PlanRevision]:
    rows = PlanRevision.objects.filter(plan__person__in=records, on__lte=on)
    return rows.select_related("plan", "episode").order_by("-revision", "-id")


@prepared
def _plans(records: Sequence[UUID], on: date) -> QuerySet[DosePlan]:
    rows = DosePlan.objects.filter(course__person__in=records, agreed_on__lte=on, replaced_by__isnull=True)
    return rows.select_related("course").prefetch_related("steps", "events").order_by("-agreed_on", "-id")


@prepared
def _prescriptions(records: Sequence[UUID], on: date) -> QuerySet[Prescription]:
    """Forms that were lost, and those that have not run out: of the others nothing is asked."""
    lost = PrescriptionEvent.objects.filter(prescription=OuterRef("pk"), kind=PrescriptionEvent.Kind.LOST)
    rows = Prescription.objects.filter(course__person__in=records, first_on__gte=on - BACK)
    rows = rows.filter(Q(last_on__gte=on) | Exists(lost))
    return rows.select_related("course").prefetch_related("events").order_by("-first_on", "-id")


@prepared
def _ahead(records: Sequence[UUID], on: date) -> QuerySet[Instalment]:
    until = on + timedelta(days=AHEAD)
    rows = instalments_in_use().filter(course__person__in=records, due_on__gte=on, due_on__lte=until)
    return rows.select_related("course", "place", "prescription").order_by("due_on", "part", "id")


@prepared
def injections(records: Sequence[UUID], on: date) -> QuerySet[Supply]:
    """Returns injections of depots, and implants put in, up to a day."""
    rows = standing_supplies().filter(
        course__person__in=records, course__form__in=INJECTED, outcome__in=GIVEN, on__lte=on
    )
    return rows.select_related("course").order_by("-on", "-recorded_at", "-id")


def signed_on(form: Prescription) -> date | None:
    """Returns the day on which a loaded form was signed."""
    return next((one.on for one in form.events.all() if one.kind == PrescriptionEvent.Kind.SIGNED), None)
