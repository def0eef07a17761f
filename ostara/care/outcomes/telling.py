"""How outcomes are told on a person's timeline."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from ostara.care.outcomes.models import STAGES, ScaleAnswers, Top
from ostara.care.treatment.timeline import Moment, Source, register_source
from ostara.knowledge.scales import scale

STAGE_WORDS = dict(STAGES)


def register_sources() -> None:
    """Adds profiles and scales to every timeline."""
    register_source(Source("profile", _standing(Top), "asked_on", _profile))
    register_source(Source("scale", _standing(ScaleAnswers), "asked_on", _scale))


def _standing(model: type[Top] | type[ScaleAnswers]) -> Any:
    def rows(records: Sequence[UUID]) -> QuerySet[Any]:
        return model.objects.standing().filter(person__in=records)

    return rows


def _profile(row: Top) -> Moment:
    address = reverse("profile", args=[row.person_id, row.pk])
    return Moment("Outcomes profile", f"Asked {STAGE_WORDS[row.stage]}.", "Outcomes", address)


def _scale(row: ScaleAnswers) -> Moment:
    name = scale(row.scale, row.version).name
    about = f", about {row.about}" if row.about else ""
    total = "total not known" if row.total is None else f"total {row.total}"
    address = reverse("scale_answers", args=[row.person_id, row.pk])
    return Moment(f"{name}{about}", f"{total[:1].upper()}{total[1:]}.", "Outcomes", address)
