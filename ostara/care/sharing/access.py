"""Who has opened a person's record, and who can: for staff, for the person on paper, and for reviewers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.models import Service, User
from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Role, Verb
from ostara.care.audit.models import Event
from ostara.care.audit.questions import events_about, events_by
from ostara.care.audit.words import in_words
from ostara.care.people.models import Involvement, Person
from ostara.care.people.questions import involved_in, records_of
from ostara.care.rows.days import LONDON
from ostara.care.sharing.models import Opening, OpeningReview


@dataclass(frozen=True)
class Seen:
    """A line of an access history.

    Attributes:
        at: when.
        who, role, service: who it was, in which post.
        what: what was done, in words.
        reason: why, where it was asked.
        person: the number of the record, in a history of what a member of staff did.
    """

    at: datetime
    who: str
    role: str
    service: str
    what: str
    reason: str = ""
    person: str = ""


@dataclass(frozen=True)
class OneDay:
    """What somebody did to a record on a day, and how often: a line of the paper for the person."""

    on: date
    who: str
    role: str
    service: str
    what: str
    reason: str
    times: int


def seen_of(events: Sequence[Event]) -> list[Seen]:
    """Returns events in words. Two queries, however many."""
    services = _names({event.service for event in events if event.service})
    keys = {event.person for event in events if event.person}
    numbers = dict(Person.objects.filter(pk__in=keys).values_list("pk", "number"))
    return [
        Seen(
            event.at,
            event.user_name,
            _role(event.role),
            services.get(event.service, "") if event.service else "",
            in_words(event.verb),
            event.reason,
            numbers.get(event.person, "") if event.person else "",
        )
        for event in events
    ]


def history_of(person: Person) -> QuerySet[Event]:
    """Returns everything done to a person's record, and to those joined with it; newest first."""
    return events_about(records_of(person))


def days_of(person: Person) -> list[OneDay]:
    """Returns the same, a line for each day, member of staff and act: the oldest first. Three queries."""
    grouped = (
        history_of(person)
        .annotate(on=TruncDate("at", tzinfo=LONDON))
        .order_by()
        .values("on", "user_name", "role", "service", "verb", "reason")
        .annotate(times=Count("id"), last=Max("at"))
        .order_by("on", "last", "user_name", "verb")
    )
    lines = list(grouped)
    services = _names({line["service"] for line in lines if line["service"]})
    return [
        OneDay(
            line["on"],
            line["user_name"],
            _role(line["role"]),
            services.get(line["service"], "") if line["service"] else "",
            in_words(line["verb"]),
            line["reason"],
            line["times"],
        )
        for line in lines
    ]


def of_the_page(request: Asked) -> dict[str, Any]:
    """Returns the part of a person's page about sharing: what is shared and open now, beyond those who treat them."""
    beyond = (Involvement.Because.CONSENT, Involvement.Because.EMERGENCY)
    parts = involved_in(records_of(request.person), at=request.at)
    return {
        "parts": [part for part in parts if part.because in beyond],
        "may_share": request.standing.may(Verb.SHARE),
        "may_show_access": request.standing.may(Verb.GIVE_COPY),
        "person": request.person,
    }


def openings_for(standing: Standing) -> QuerySet[Opening]:
    """Returns the emergency openings somebody reviews: of people their services cared for then, or of the whole area.

    Those not yet reviewed first, then the newest.
    """
    openings = Opening.objects.select_related("person", "user", "service")
    if not standing.whole_area(Verb.REVIEW_ACCESS):
        openings = openings.filter(_cared_for_then(standing))
    reviewed = OpeningReview.objects.standing().filter(opening=OuterRef("pk"))
    return openings.annotate(reviewed=Exists(reviewed)).order_by("reviewed", "-from_at", "-id")


def reviewed_accounts(standing: Standing) -> QuerySet[User]:
    """Returns the accounts whose access somebody reviews: of their services' staff, or everybody's."""
    if standing.whole_area(Verb.REVIEW_ACCESS):
        return User.objects.all()
    return User.objects.filter(posts__service__in=standing.services(Verb.REVIEW_ACCESS)).distinct()


def activity_of(user: User) -> QuerySet[Event]:
    """Returns what a member of staff did; newest first."""
    return events_by(user.pk)


def _cared_for_then(standing: Standing) -> Q:
    part = (
        Involvement.objects.standing()
        .filter(service__in=standing.services(Verb.REVIEW_ACCESS), from_at__lte=OuterRef("from_at"))
        .filter(Q(until_at__isnull=True) | Q(until_at__gt=OuterRef("from_at")))
        .exclude(because=Involvement.Because.EMERGENCY)
    )
    own = Exists(part.filter(person=OuterRef("person")))
    return Q(own) | Q(Exists(part.filter(person__card__goes_on_as=OuterRef("person__card__goes_on_as"))))


def _names(keys: set[UUID]) -> dict[UUID, str]:
    return dict(Service.objects.filter(pk__in=keys).values_list("pk", "name"))


def _role(role: str) -> str:
    return Role(role).label if role in Role.values else role
