"""A caseload: the open episodes of somebody's services, filtered and sorted by listed names only. Three queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OrderBy, OuterRef, Q, QuerySet

from ostara.care.accounts.models import Post
from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Verb
from ostara.care.treatment.models import EpisodeNow
from ostara.care.treatment.states import Status, Way
from ostara.knowledge.parameters import parameter

ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "name": ("person__card__family_name", "person__card__given_names", "pk"),
    "due": (F("due_on").asc(nulls_last=True), "person__card__family_name", "pk"),
    "since": ("-since", "pk"),
    "keyworker": (F("keyworker__name").asc(nulls_first=True), "person__card__family_name", "pk"),
    "status": ("status", "person__card__family_name", "pk"),
}
WHOSE = ("mine", "team", "service", "nobody")


@dataclass(frozen=True)
class Asking:
    """What is asked of a caseload; words that are not listed count as not said.

    Attributes:
        whose: `mine`, `team` (whoever is in one of my teams), `service` (everyone) or `nobody` (no keyworker).
        service: the key of one service; none: all of mine.
        status: a status; blank: any.
        way: a pathway; blank: any.
        due: only what is due by today.
        order: one of ORDERS.
    """

    whose: str = "mine"
    service: UUID | None = None
    status: str = ""
    way: str = ""
    due: bool = False
    order: str = "due"


def caseload(standing: Standing, asking: Asking, *, on: date, page: int = 1) -> Page[EpisodeNow]:
    """Returns a page of a caseload."""
    rows = _of(standing, asking, on)
    rows = rows.filter(status=asking.status) if asking.status in Status else rows
    rows = rows.filter(pathway=asking.way) if asking.way in Way else rows
    rows = rows.filter(due_on__lte=on) if asking.due else rows
    rows = rows.select_related("person__card", "service", "keyworker")
    ordered = rows.order_by(*ORDERS.get(asking.order, ORDERS["due"]))
    return Paginator(ordered, parameter("treatment.people_on_a_page").whole).get_page(page)


def due_counts(standing: Standing, asking: Asking, *, on: date) -> dict[str, int]:
    """Returns how many are in the caseload, how many are due by today, and how many have no keyworker."""
    counted: dict[str, int] = _of(standing, asking, on).aggregate(
        people=Count("pk"),
        due=Count("pk", filter=Q(due_on__lte=on)),
        unassessed=Count("pk", filter=Q(assessed_on__isnull=True)),
    )
    return counted


def keyworkers_at(services: frozenset[UUID]) -> list[dict[str, Any]]:
    """Returns whoever works with people at some services: their key and name, and with how many people."""
    rows = EpisodeNow.objects.filter(service__in=services, is_open=True, keyworker__isnull=False)
    counted = rows.values("keyworker", "keyworker__name").annotate(people=Count("pk"))
    return [dict(row) for row in counted.order_by("keyworker__name", "keyworker")]


def _of(standing: Standing, asking: Asking, on: date) -> QuerySet[EpisodeNow]:
    services = standing.services(Verb.READ_RECORD)
    if asking.service in services:
        services = frozenset({asking.service})
    rows = EpisodeNow.objects.filter(service__in=services, is_open=True)
    if asking.whose == "mine":
        return rows.filter(keyworker=standing.user)
    if asking.whose == "team":
        return rows.filter(Exists(_in_my_teams(standing, on).filter(user=OuterRef("keyworker"))))
    return rows.filter(keyworker__isnull=True) if asking.whose == "nobody" else rows


def _in_my_teams(standing: Standing, on: date) -> QuerySet[Post]:
    """Returns the posts of my teams on a day; to be asked of one episode's service."""
    teams = [post.team_id for post in standing.posts if post.team_id]
    running = Q(until_on__isnull=True) | Q(until_on__gte=on)
    return Post.objects.filter(running, team__in=teams, from_on__lte=on, service=OuterRef("service"))
