"""How tests and health are told on a person's timeline."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from ostara.care.specimens.models import Given, Specimen
from ostara.care.testing.topics import TOPICS, Topic
from ostara.care.treatment.timeline import Moment, Source, register_source


def register_sources() -> None:
    """Adds drug tests and every kind of fact of health to every timeline."""
    register_source(Source("drug_test", _standing(Specimen), "on", _specimen))
    for topic in TOPICS.values():
        register_source(Source(f"health_{topic.slug}", _standing(topic.model), "on", _fact(topic)))


def _standing(model: Any) -> Callable[[Sequence[UUID]], Any]:
    def rows(records: Sequence[UUID]) -> Any:
        return model.objects.standing().filter(person__in=records)

    return rows


def _specimen(row: Specimen) -> Moment:
    words = f"{row.get_kind_display()}. {row.get_asked_display()}."
    if row.given != Given.GIVEN:
        words = f"No specimen: {row.get_given_display().lower()}."
    return Moment(
        "Drug test", words[:1].upper() + words[1:], "Tests", reverse("specimen", args=[row.person_id, row.pk])
    )


def _fact(topic: Topic) -> Callable[[Any], Moment]:
    def tell(row: Any) -> Moment:
        address = reverse("health_fact", args=[row.person_id, topic.slug, row.pk])
        return Moment(topic.title, f"{topic.tell(row)}.", "Health", address)

    return tell
