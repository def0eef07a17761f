"""Who is at work: the posts somebody holds on a day, and what follows from them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ostara.care.accounts.models import Post, Service, Team, User
from ostara.care.accounts.roles import MAY, Role, Verb
from ostara.care.audit.actor import Actor
from ostara.care.rows.prepared import prepared


@dataclass(frozen=True)
class Standing:
    """What somebody is on a day: their account and the posts they hold then.

    Attributes:
        user: the account.
        posts: in order of role and service, each with its service.
    """

    user: User
    posts: tuple[Post, ...]

    def may(self, verb: Verb) -> bool:
        """Returns whether any post allows something."""
        return any(verb in MAY[Role(post.role)] for post in self.posts)

    def services(self, verb: Verb) -> frozenset[UUID]:
        """Returns the services for which something is allowed."""
        return frozenset(post.service_id for post in self.posts if post.service_id and verb in MAY[Role(post.role)])

    def whole_area(self, verb: Verb) -> bool:
        """Returns whether something is allowed for the whole area, not for one service."""
        return any(post.service_id is None and verb in MAY[Role(post.role)] for post in self.posts)

    def actor(self, verb: Verb, *, address: str = "", services: frozenset[UUID] = frozenset()) -> Actor:
        """Returns who acts when they do something: in the first post that allows it, at one of some services if it can.

        Raises:
            PermissionError: no post allows it.
        """
        able = [post for post in self.posts if verb in MAY[Role(post.role)]]
        if not able:
            raise PermissionError(f"no post of this user may {verb.label}")
        post = next((post for post in able if post.service_id in services), able[0])
        return Actor(self.user.pk, self.user.name, post.role, post.service_id, address)


def standing_of(user: User, *, on: date) -> Standing:
    """Returns what somebody is on a day, in one query."""
    return Standing(user, tuple(_posts_of(user.pk, on)))


@prepared
def _posts_of(user: UUID, on: date) -> QuerySet[Post]:
    running = Q(until_on__isnull=True) | Q(until_on__gte=on)
    at_work = Q(service__closed_on__isnull=True) | Q(service__closed_on__gte=on)
    rows = Post.objects.filter(running, at_work, user=user, from_on__lte=on)
    return rows.select_related("service", "team").order_by("role", "service__name", "id")


def with_members(teams: QuerySet[Team], *, on: date) -> QuerySet[Team]:
    """Returns teams with how many posts are in each on a day, as `members`."""
    running = Q(posts__until_on__isnull=True) | Q(posts__until_on__gte=on)
    return teams.annotate(members=Count("posts", filter=running & Q(posts__from_on__lte=on)))


def posts_held(service: Service, roles: Collection[Role], *, on: date) -> QuerySet[Post]:
    """Returns the posts of some roles that are held at a service on a day, by name of who holds them."""
    still_held = Q(until_on__isnull=True) | Q(until_on__gte=on)
    held = Post.objects.filter(still_held, service=service, role__in=roles, from_on__lte=on, user__is_active=True)
    return held.select_related("user").order_by("user__name", "user_id", "role", "id")


def posts_before(service: Service, began_before: date, *, on: date) -> QuerySet[Post]:
    """Returns the posts at a service that began before one day and are held on another."""
    still_held = Q(until_on__isnull=True) | Q(until_on__gte=on)
    return Post.objects.filter(still_held, service=service, from_on__lt=began_before).order_by("role", "id")
