"""What health asks for at whole services: who is due for a test, a vaccine, a trace, a check or a kit.

A few hundred people are asked about at once, in the same questions as one; a service asks so many times more.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Verb
from ostara.care.health.questions import due_of
from ostara.care.people.due_items import DueItem, in_order
from ostara.care.people.models import Person
from ostara.care.people.permissions import people_of
from ostara.care.treatment.models import EpisodeNow

SOON_DAYS = 28  # how far the list looks ahead: a way of working, no threshold of the field
AT_ONCE = 500  # people in one question: databases limit how many it may name
KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "naloxone": ("Naloxone", ("naloxone",)),
    "viruses": ("Tests for viruses", ("virus_",)),
    "vaccines": ("Vaccines", ("vaccine",)),
    "ecg": ("ECG", ("ecg",)),
    "checks": ("Health checks", ("health_check", "older_review", "liver")),
    "follow_up": ("To follow up", ("overdose_", "pregnancy", "risk", "mental_health")),
}


@dataclass(frozen=True)
class InTreatment:
    """Somebody in treatment at one of the services: where, and who works with them."""

    person: UUID
    service: str
    keyworker: str


@dataclass(frozen=True)
class Listed:
    """Something due, with whose it is."""

    item: DueItem
    of: InTreatment
    name: str


def due_at(
    standing: Standing, *, on: date, at: datetime, kind: str = "", mine: bool = False
) -> tuple[list[DueItem], dict[UUID, InTreatment]]:
    """Returns what is late or due soon for the people in treatment at somebody's services, and who they are.

    Args:
        standing: who asks; only people whose record they may open are listed.
        on: today.
        at: now, by which access is judged.
        kind: of KINDS; blank for every kind.
        mine: only those whose keyworker asks.
    """
    treated = _in_treatment(standing, at=at, mine=mine)
    every = (one for some in _some(list(treated)) for one in due_of(some, on=on))
    until = on + timedelta(days=SOON_DAYS)
    return in_order([one for one in every if one.by <= until and is_kind(one, kind)]), treated


def listed(items: Sequence[DueItem], treated: Mapping[UUID, InTreatment]) -> list[Listed]:
    """Returns what is due with the names of the people, for one page of the list; in one query."""
    people = Person.objects.filter(pk__in={one.person for one in items}).select_related("card")
    names = {one.pk: str(one.card) if hasattr(one, "card") else one.number for one in people}
    return [Listed(one, treated[one.person], names[one.person]) for one in items]


def is_kind(item: DueItem, kind: str) -> bool:
    """Returns whether something due is of a kind; everything is of the blank one."""
    return not kind or item.what.startswith(KINDS[kind][1])


def _in_treatment(standing: Standing, *, at: datetime, mine: bool) -> dict[UUID, InTreatment]:
    """People in treatment, by the record that goes on; somebody at two services stands once, with the newer one."""
    services = standing.services(Verb.RECORD_HEALTH)
    rows = EpisodeNow.objects.filter(service__in=services, is_open=True, triaged_on__isnull=False)
    if mine:
        rows = rows.filter(keyworker=standing.user.pk)
    may_open = people_of(standing, at=at, verb=Verb.RECORD_HEALTH).values("pk")
    told = rows.filter(person__in=may_open).order_by("triaged_on", "pk")
    said = told.values_list("person", "person__card__goes_on_as", "service__name", "keyworker__name")
    return {
        goes_on or person: InTreatment(goes_on or person, service, keyworker or "")
        for person, goes_on, service, keyworker in said
    }


def _some(people: Collection[UUID]) -> Iterator[list[UUID]]:
    left = iter(people)
    while some := list(islice(left, AT_ONCE)):
        yield some
