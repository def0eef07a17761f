"""A caseload: the open episodes of somebody's services, filtered and sorted by listed names only. Two queries.

It is the page that is opened most, so its rows are plain tuples: fifty people as rows of five tables take several times
as long to make.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OrderBy, OuterRef, Q, QuerySet

from ostara.care.accounts.models import Post
from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Verb
from ostara.care.people.models.finding import listed_name
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


class Listed(NamedTuple):
    """Somebody in a caseload.

    Attributes:
        pk: the key of the episode.
        person: the key of the person, and `number` of their record.
        family_name, given_names, known_as: as their card has them; none where there is no card.
        service: its name.
        keyworker: their name; none: nobody yet.
        status, pathway, due: codes, as an episode's; `since` and `due_on` are their days.
    """

    pk: UUID
    person: UUID
    number: str
    family_name: str | None
    given_names: str | None
    known_as: str | None
    service: str
    keyworker: str | None
    status: str
    pathway: str
    since: date
    due: str
    due_on: date | None

    @property
    def name(self) -> str:
        """Returns the person's name as a list shows it, or their number where no name was kept."""
        if self.family_name is None:
            return self.number
        return listed_name(self.family_name, self.given_names or "", self.known_as or "")


CARD = "person__card__"
COLUMNS = (
    *("pk", "person_id", "person__number", f"{CARD}family_name", f"{CARD}given_names", f"{CARD}known_as"),
    *("service__name", "keyworker__name", "status", "pathway", "since", "due", "due_on"),
)


class Counts(NamedTuple):
    """How many are in a caseload, due by today, not assessed yet, and on its list once it is filtered."""

    people: int
    due: int
    unassessed: int
    listed: int


def caseload(standing: Standing, asking: Asking, *, on: date, page: int = 1, listed: int | None = None) -> Page[Listed]:
    """Returns a page of a caseload.

    Args:
        standing: who asks.
        asking: for what.
        on: today.
        page: which; the last, where there are fewer.
        listed: how many there are in all, where that is known (`due_counts`): it is not counted again then.
    """
    rows = _listed(asking.order if asking.order in ORDERS else "due").filter(
        _of(standing, asking, on), _narrowed(asking, on)
    )
    pages = Paginator(rows, parameter("treatment.people_on_a_page").whole)
    if listed is not None:
        pages.count = listed
    found: Page[Any] = pages.get_page(page)
    found.object_list = [Listed._make(row) for row in found.object_list]
    return found


def due_counts(standing: Standing, asking: Asking, *, on: date) -> Counts:
    """Returns how many are in a caseload."""
    narrowed = _narrowed(asking, on)
    counted = EpisodeNow.objects.filter(_of(standing, asking, on)).aggregate(
        people=Count("pk"),
        due=Count("pk", filter=Q(due_on__lte=on)),
        unassessed=Count("pk", filter=Q(assessed_on__isnull=True)),
        **({"listed": Count("pk", filter=narrowed)} if narrowed else {}),
    )
    return Counts(**{"listed": counted["people"], **counted})


def keyworkers_at(services: frozenset[UUID]) -> list[dict[str, Any]]:
    """Returns whoever works with people at some services: their key and name, and with how many people."""
    rows = EpisodeNow.objects.filter(service__in=services, is_open=True, keyworker__isnull=False)
    counted = rows.values("keyworker", "keyworker__name").annotate(people=Count("pk"))
    return [dict(row) for row in counted.order_by("keyworker__name", "keyworker")]


@cache
def _listed(order: str) -> QuerySet[EpisodeNow, tuple[Any, ...]]:
    """Returns every row as `Listed` has it, in order, asked for nothing yet."""
    return EpisodeNow.objects.order_by(*ORDERS[order]).values_list(*COLUMNS)


def _narrowed(asking: Asking, on: date) -> Q:
    """Returns what narrows a caseload down to what is asked for."""
    narrowed = Q(status=asking.status) if asking.status in Status else Q()
    narrowed &= Q(pathway=asking.way) if asking.way in Way else Q()
    return narrowed & (Q(due_on__lte=on) if asking.due else Q())


def _of(standing: Standing, asking: Asking, on: date) -> Q:
    """Returns whose episodes they are, of those that are open."""
    services = standing.services(Verb.READ_RECORD)
    if asking.service in services:
        services = frozenset({asking.service})
    is_open = Q(service__in=services, is_open__in=[True])  # a bare flag is a thing for which SQLite has no index
    if asking.whose == "mine":
        return is_open & Q(keyworker=standing.user)
    if asking.whose == "team":
        return is_open & Q(Exists(_in_my_teams(standing, on).filter(user=OuterRef("keyworker"))))
    return is_open & Q(keyworker__isnull=True) if asking.whose == "nobody" else is_open


def _in_my_teams(standing: Standing, on: date) -> QuerySet[Post]:
    """Returns the posts of my teams on a day; to be asked of one episode's service."""
    teams = [post.team_id for post in standing.posts if post.team_id]
    running = Q(until_on__isnull=True) | Q(until_on__gte=on)
    return Post.objects.filter(running, team__in=teams, from_on__lte=on, service=OuterRef("service"))
