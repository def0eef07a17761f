"""Whose gaps somebody sees by name: people they may open, as their keyworker or whom their services treat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Verb
from ostara.care.people.models import Card
from ostara.care.people.permissions import people_of
from ostara.care.rows.pseudonyms import number_of
from ostara.care.treatment.models import EpisodeNow
from ostara.knowledge.parameters import parameter

WHOSE = ("mine", "service")


@dataclass(frozen=True)
class Somebody:
    """Somebody on the list: the record that goes on, its number in the store, their name, and who looks after them."""

    person: UUID
    number: int
    name: str
    keyworker: str


def people_looked_after(standing: Standing, whose: str, *, at: datetime, on: date) -> dict[UUID, Somebody]:
    """Returns people by each key of their records, in two queries.

    Args:
        standing: who asks.
        whose: `mine` (I am the keyworker) or `service`.
        at: now, for what may be opened.
        on: today; people who left in the last year are among them, as some gaps are about them.
    """
    left_since = on - timedelta(days=parameter("quality.look_back_days").whole)
    rows = EpisodeNow.objects.filter(
        Q(is_open=True) | Q(closed_on__gte=left_since),
        service__in=standing.services(Verb.READ_RECORD),
        person__in=people_of(standing, at=at),
    )
    if whose == "mine":
        rows = rows.filter(keyworker=standing.user)
    workers: dict[UUID, str] = {}
    for person, keyworker in rows.order_by("is_open", "since").values_list("person", "keyworker__name"):
        workers[person] = keyworker or ""
    return dict(_named(workers))


def _named(workers: dict[UUID, str]) -> Iterable[tuple[UUID, Somebody]]:
    cards = Card.objects.filter(person__in=workers).select_related("person", "goes_on_as")
    seen = set()
    for card in cards:
        seen.add(card.person_id)
        goes_on = card.goes_on_as_id or card.person_id
        yield card.person_id, Somebody(goes_on, number_of(goes_on), str(card), workers[card.person_id])
    for person in workers.keys() - seen:
        yield person, Somebody(person, number_of(person), "no name kept", workers[person])
