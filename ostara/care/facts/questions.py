"""What rules answered about somebody, how often people went on over which, and the tasks of a list."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Role, Verb
from ostara.care.facts.models import Finding, Tightened
from ostara.care.people.models import Card, Involvement
from ostara.care.people.permissions import involvements, people_of
from ostara.care.tasks.models import OpenTask
from ostara.care.tasks.questions import tasks_of_services


def findings_of(records: Sequence[UUID]) -> QuerySet[Finding]:
    """Returns what rules answered about a person, the latest first, with who went on."""
    rows = Finding.objects.filter(person__in=records).select_related(
        "recorded_by", "decided_by", "course", "review__recorded_by"
    )
    return rows.order_by("-recorded_at", "-id")


def findings_about(rows: Sequence[UUID]) -> dict[UUID, list[Finding]]:
    """Returns the findings beside some rows that were written, by row, in one query."""
    found: dict[UUID, list[Finding]] = {row: [] for row in rows}
    for one in Finding.objects.filter(about__in=rows).select_related("decided_by").order_by("recorded_at", "id"):
        if one.about:
            found[one.about].append(one)
    return found


def overrides_for(standing: Standing) -> QuerySet[Finding]:
    """Returns where people went on with a reason at the services of whoever reviews it; not looked at first."""
    rows = Finding.objects.exclude(reason="").select_related(
        "person", "course__service", "recorded_by", "decided_by", "review"
    )
    if not standing.whole_area(Verb.REVIEW_RULES):
        own = standing.services(Verb.REVIEW_RULES)
        part = Involvement.objects.standing().filter(person=OuterRef("person"), service__in=own)
        rows = rows.filter(Q(course__service__in=own) | Q(course__isnull=True) & Exists(part))
    return rows.order_by("review", "-recorded_at", "-id")


def roles_of(standing: Standing) -> frozenset[Role]:
    """Returns the roles in which somebody works with people."""
    return frozenset(Role(post.role) for post in standing.posts if post.service_id)


def tasks_for(
    standing: Standing, *, at: datetime, roles: Collection[Role], service: UUID | None = None
) -> QuerySet[OpenTask]:
    """Returns the open tasks of somebody's services for some roles, the most urgent first.

    A person in whose care the service has no part any more is not named: the task is then for who has.
    """
    services = standing.services(Verb.READ_RECORD)
    chosen = [one for one in services if service in (None, one)]
    own = Exists(involvements(standing, at=at).filter(person=OuterRef("person")))
    joined = Card.objects.filter(person=OuterRef("person"), goes_on_as__in=people_of(standing, at=at).values("pk"))
    found = tasks_of_services(chosen, [Role(role) for role in roles])
    return found.filter(Q(person__isnull=True) | own | Exists(joined))


def proposals() -> QuerySet[Tightened]:
    """Returns every number that was proposed, the latest first, with who agreed."""
    rows = Tightened.objects.select_related("recorded_by", "agreed__agreed_by")
    return rows.order_by("-recorded_at", "-id")
