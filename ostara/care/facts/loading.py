"""The rows that facts are read from, the latest first by a key that cannot tie. Each entry is one query, for however
many people."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

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
from ostara.care.people.models import Card, Children, Flag, Relation
from ostara.care.specimens.models import Drawing, Reading, Result, Specimen
from ostara.care.tasks.models import TaskDone
from ostara.care.treatment.models import Assessment, EpisodeNow, Intervention, Keyworker, PlanReview, PlanRevision
from ostara.care.treatment.models.custody import Custody

BACK = timedelta(days=400)  # a yearly check that is a month late is still seen
AHEAD = 62  # days: no prescription reaches further
INJECTED = (*DEPOTS, "implant")
M = TypeVar("M", bound=Model)


def known_as(records: Sequence[UUID]) -> Iterable[tuple[UUID, date | None, str]]:
    """Returns each record's day of birth and sex registered at birth."""
    return Card.objects.filter(person__in=records).values_list("person", "date_of_birth", "sex")


def histories(records: Sequence[UUID], on: date) -> dict[str, Iterable[Model]]:
    """Returns what is recorded of treatment, outcomes, tests and health up to a day."""

    def dated(model: type[M], day: str = "on", *, back: bool = False) -> QuerySet[M]:
        rows = model._default_manager.standing().filter(**{"person__in": records, f"{day}__lte": on})  # type: ignore[attr-defined]  # each is a HistoryRow
        rows = rows.filter(**{f"{day}__gte": on - BACK}) if back else rows
        latest: QuerySet[M] = rows.order_by(f"-{day}", "-recorded_at", "-id")
        return latest

    def health(model: type[Fact]) -> list[Model]:
        return [row for row in rows_of(model, records) if row.on <= on]

    ended = TaskDone.objects.filter(task__person__in=records, recorded_at__date__gte=on - BACK)
    return {
        "profiles": dated(Top, "asked_on").select_related("episode"),
        "scales": dated(ScaleAnswers, "asked_on"),
        "custody": dated(Custody, "from_on"),
        "children": dated(Children, "effective_on"),
        "relations": dated(Relation, "effective_on"),
        "flags": dated(Flag, "raised_on"),
        "pregnancies": health(Pregnancy),
        "measurements": dated(Measurement, back=True),
        "risks": health(Risk),
        "medicines": health(OtherMedicine),
        "kits": health(NaloxoneKit),
        "overdoses": health(Overdose),
        "liver": health(LiverTest),
        "ecgs": health(Ecg),
        "checks": health(HealthCheck),
        "older_reviews": health(OlderReview),
        "virus_steps": health(VirusStep),
        "vaccinations": health(Vaccination),
        "specimens": dated(Specimen),
        "drawings": dated(Drawing),
        "results": _results(records, on),
        "tasks_ended": ended.select_related("task").order_by("-recorded_at", "-id"),
        **_treatment(records, on),
    }


def _treatment(records: Sequence[UUID], on: date) -> dict[str, QuerySet[Model]]:
    of_episode = {"episode__person__in": records}
    assessed = Assessment.objects.standing().filter(**of_episode, on__lte=on)
    named = Keyworker.objects.standing().filter(**of_episode, from_on__lte=on)
    helped = Intervention.objects.standing().filter(**of_episode, started_on__lte=on)
    planned = PlanRevision.objects.filter(plan__person__in=records, on__lte=on)
    reviewed = PlanReview.objects.standing().filter(plan__person__in=records, on__lte=on)
    return {
        "assessments": assessed.select_related("episode").order_by("-on", "-recorded_at", "-id"),
        "keyworkers": named.select_related("episode").order_by("-from_on", "-recorded_at", "-id"),
        "interventions": helped.select_related("episode").order_by("-started_on", "-recorded_at", "-id"),
        "plan_revisions": planned.select_related("plan", "episode").order_by("-revision", "-id"),
        "plan_reviews": reviewed.select_related("plan", "episode").order_by("-on", "-recorded_at", "-id"),
        "episodes": EpisodeNow.objects.filter(person__in=records)
        .select_related("episode")
        .order_by("-is_open", "-since", "-episode_id"),
    }


def _results(records: Sequence[UUID], on: date) -> QuerySet[Result]:
    lines = Specimen.objects.standing().filter(person__in=records, on__lte=on, on__gte=on - BACK).values("line")
    readings = Reading.objects.standing().filter(person__in=records, on__lte=on, specimen__in=lines)
    rows = Result.objects.filter(reading__in=readings).select_related("reading__specimen")
    return rows.order_by("-reading__specimen__on", "-id")


def medicines(records: Sequence[UUID], on: date) -> Mapping[str, QuerySet[Model]]:
    """Returns what is recorded of medicines up to a day, and what is still to be collected after it."""
    of_course = {"course__person__in": records}
    holds = Hold.objects.standing().filter(**of_course, from_on__lte=on, from_on__gte=on - BACK)
    plans = DosePlan.objects.filter(**of_course, agreed_on__lte=on, replaced_by__isnull=True)
    signed = Prescription.objects.filter(**of_course, first_on__gte=on - BACK)
    ahead = instalments_in_use().filter(**of_course, due_on__gte=on, due_on__lte=on + timedelta(days=AHEAD))
    incidents = DoseIncident.objects.standing().filter(person__in=records, on__lte=on, on__gte=on - BACK)
    choices = Choice.objects.standing().filter(person__in=records, on__lte=on)
    confirmed = Confirmation.objects.standing().filter(**of_course, on__lte=on)
    return {
        "choices": choices.order_by("-on", "-recorded_at", "-id"),
        "confirmations": confirmed.select_related("course").order_by("-on", "-recorded_at", "-id"),
        "holds": holds.select_related("course", "end").order_by("-from_on", "-recorded_at", "-id"),
        "plans": plans.select_related("course").prefetch_related("steps", "events").order_by("-agreed_on", "-id"),
        "prescriptions": signed.select_related("course").prefetch_related("events").order_by("-first_on", "-id"),
        "ahead": ahead.select_related("course", "place", "prescription").order_by("due_on", "part", "id"),
        "incidents": incidents.order_by("-on", "-recorded_at", "-id"),
    }


def injections(records: Sequence[UUID], on: date) -> QuerySet[Supply]:
    """Returns injections of depots, and implants put in, up to a day."""
    rows = standing_supplies().filter(
        course__person__in=records, course__form__in=INJECTED, outcome__in=GIVEN, on__lte=on
    )
    return rows.select_related("course").order_by("-on", "-recorded_at", "-id")


def signed_on(form: Prescription) -> date | None:
    """Returns the day on which a loaded form was signed."""
    return next((one.on for one in form.events.all() if one.kind == PrescriptionEvent.Kind.SIGNED), None)
