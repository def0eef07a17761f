"""Whose accounts and posts a manager looks after: those of their own services. Asked by the views."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from ostara.care.accounts.models import Post, Service, Team, User
from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import AREA_ROLES, Role, Verb

APPOINTED_BY_MANAGERS = tuple(role for role in Role if role not in AREA_ROLES)


def managed_services(standing: Standing) -> QuerySet[Service]:
    """Returns the services whose staff somebody manages, in order of name."""
    return Service.objects.filter(pk__in=standing.services(Verb.MANAGE_STAFF)).order_by("name")


def managed_teams(standing: Standing) -> QuerySet[Team]:
    """Returns the teams of those services."""
    teams = Team.objects.filter(service__in=standing.services(Verb.MANAGE_STAFF))
    return teams.select_related("service").order_by("service__name", "name")


def managed_posts(standing: Standing) -> QuerySet[Post]:
    """Returns the posts at those services, past ones too."""
    posts = Post.objects.filter(service__in=standing.services(Verb.MANAGE_STAFF))
    return posts.select_related("user", "service", "team").order_by("user__name", "user_id", "from_on", "id")


def managed_accounts(standing: Standing) -> QuerySet[User]:
    """Returns the accounts of everyone who holds or held a post at those services."""
    return User.objects.filter(pk__in=managed_posts(standing).order_by().values("user")).order_by("name", "id")


def works_here(standing: Standing, account: UUID, *, on: date) -> bool:
    """Returns whether somebody holds a post at one of those services, now or soon: only then are their details kept."""
    return managed_posts(standing).filter(Q(until_on__isnull=True) | Q(until_on__gte=on), user=account).exists()


def wholly_managed(standing: Standing, account: UUID, *, on: date) -> bool:
    """Returns whether somebody works for no one else: only then may their account be switched off or started again."""
    running = Post.objects.filter(user=account).filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
    return not running.exclude(service__in=standing.services(Verb.MANAGE_STAFF)).exists()
