"""How the rows of treatment, and of the people room below it, are told on a timeline."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.urls import reverse

from ostara.care.people.models import Consent, Flag
from ostara.care.treatment.models import (
    Assessment,
    Custody,
    Intervention,
    InterventionEnd,
    Keyworker,
    Pathway,
    PlanReview,
    PlanRevision,
    Step,
    SubIntervention,
    Transfer,
)
from ostara.care.treatment.national import code_in_words, meaning
from ostara.care.treatment.timeline import Moment, Source, register_source
from ostara.knowledge.codes import code_list


def register_sources() -> None:
    """Adds them all."""
    for source in (
        _of_episode(Step, "on", _step),
        _of_episode(Pathway, "from_on", _pathway),
        _of_episode(Keyworker, "from_on", _keyworker, "user"),
        _of_episode(Assessment, "on", _assessment),
        _of_episode(PlanRevision, "on", _plan, corrected=False),
        _of_episode(PlanReview, "on", _review),
        Source("intervention", _begun, "started_on", _help),
        _of_episode(InterventionEnd, "on", _help_ended, "intervention__episode__service", path="intervention__episode"),
        _of_episode(SubIntervention, "on", _made_of),
        _of_episode(Transfer, "offered_on", _offer, "to_service", corrected=False),
        _of_person(Custody, "from_on", _custody),
        _of_person(Consent, "asked_on", _consent),
        _of_person(Flag, "raised_on", _flag),
    ):
        register_source(source)


def _of_episode(
    model: type[Model],
    on: str,
    tell: Callable[[Any], Moment],
    *beside: str,
    path: str = "episode",
    corrected: bool = True,
) -> Source:
    def rows(records: Sequence[UUID]) -> QuerySet[Any]:
        found = model._default_manager.standing() if corrected else model._default_manager.all()  # type: ignore[attr-defined] # every HistoryRow's manager has it
        return found.filter(**{f"{path}__person__in": records}).select_related(f"{path}__service", *beside)

    return Source(model._meta.model_name or "", rows, on, tell)


def _of_person(model: type[Model], on: str, tell: Callable[[Any], Moment]) -> Source:
    def rows(records: Sequence[UUID]) -> QuerySet[Any]:
        return model._default_manager.standing().filter(person__in=records)  # type: ignore[attr-defined, no-any-return] # every HistoryRow's manager has it

    return Source(model._meta.model_name or "", rows, on, tell)


def _begun(records: Sequence[UUID]) -> QuerySet[Any]:
    found = Intervention.objects.standing().filter(episode__person__in=records, started_on__isnull=False)
    return found.select_related("episode__service")


def _at(row: Any) -> dict[str, Any]:
    episode = row.episode
    return {"address": reverse("episode", kwargs={"person": episode.person_id, "episode": episode.pk})}


def _step(row: Step) -> Moment:
    words = ". ".join(filter(None, (code_in_words(row), row.words)))
    return Moment(f"{row.get_kind_display()}: {row.episode.service.name}", words, "Episode", **_at(row))


def _pathway(row: Pathway) -> Moment:
    return Moment(f"Pathway: {row.get_kind_display()}", row.words, "Pathway", **_at(row))


def _keyworker(row: Keyworker) -> Moment:
    name = row.user.name if row.user else "nobody named"
    return Moment(f"Keyworker: {name}", row.words, "Keyworker", **_at(row))


def _assessment(row: Assessment) -> Moment:
    address = reverse(
        "assessment",
        kwargs={"person": row.episode.person_id, "episode": row.episode_id, "assessment": row.pk},
    )
    return Moment("Comprehensive assessment", row.person_expects, "Assessment", address)


def _plan(row: PlanRevision) -> Moment:
    address = reverse("plan", kwargs={"person": row.episode.person_id, "episode": row.episode_id})
    return Moment(f"Care plan, revision {row.revision}", row.hopes, "Plan", address)


def _review(row: PlanReview) -> Moment:
    address = reverse("plan", kwargs={"person": row.episode.person_id, "episode": row.episode_id})
    return Moment("Review of the care plan", row.person_says, "Review", address)


def _help(row: Intervention) -> Moment:
    return Moment(f"Began: {code_list('intervention_kind').meanings.get(row.kind, row.kind)}", "", "Help", **_at(row))


def _help_ended(row: InterventionEnd) -> Moment:
    kind = code_list("intervention_kind").meanings.get(row.intervention.kind, row.intervention.kind)
    how = meaning("modality_exit", row.exit_status)
    return Moment(f"Ended: {kind}", ". ".join(filter(None, (how, row.words))), "Help", **_at(row.intervention))


def _made_of(row: SubIntervention) -> Moment:
    return Moment("What the help was made of", "", "Help", **_at(row))


def _offer(row: Transfer) -> Moment:
    return Moment(f"Transfer offered to {row.to_service.name}", row.handover, "Transfer", **_at(row))


def _custody(row: Custody) -> Moment:
    until = f"until {row.to_on.day} {row.to_on:%B %Y}" if row.to_on else "release not known"
    return Moment(f"In prison, {until}", "", "Prison")


def _consent(row: Consent) -> Moment:
    return Moment(
        f"Consent {row.get_kind_display()[:1].lower()}{row.get_kind_display()[1:]}: {row.answer}", "", "Consent"
    )


def _flag(row: Flag) -> Moment:
    return Moment(f"Flag: {row.get_kind_display()}", row.words, "Flag")
