"""Posts: somebody is appointed, placed in a team, and leaves. Nothing is deleted."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from ostara.care.accounts.actions.keeping import held, keep, not_oneself
from ostara.care.accounts.models import Post, Service, Team, User
from ostara.care.accounts.questions import posts_before
from ostara.care.accounts.roles import AREA_ROLES, Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Changed, Refused, once


def appoint(
    *,
    user: User,
    role: Role,
    service: Service | None,
    from_on: date,
    by: Actor,
    team: Team | None = None,
    until_on: date | None = None,
    key: UUID | None = None,
) -> Post:
    """Appoints somebody to a post, from a day on.

    Raises:
        Refused: by themselves, twice to the same post, without a service, or with a team of another one.
    """
    not_oneself(user, by, "Nobody appoints themselves: ask another manager.")
    if service is None and role not in AREA_ROLES:
        raise Refused("This role is held at a service. Say which.", field="service")
    if team and team.service_id != (service.pk if service else None):
        raise Refused("This team belongs to another service.", field="team")
    if until_on and until_on < from_on:
        raise Refused("The last day cannot lie before the first.", field="until_on")

    def do() -> UUID:
        held(user)
        running = Post.objects.filter(user=user, role=role, service=service)
        if any(post.until_on is None or post.until_on >= from_on for post in running):
            raise Refused("They hold this post already.", field="role")
        post = Post(user=user, role=role, service=service, team=team, from_on=from_on, until_on=until_on)
        keep(post, by)
        note(
            "accounts.appoint",
            by=by,
            record=post,
            role=role,
            account=str(user.pk),
            service=str(service.pk) if service else None,
        )
        return post.pk

    with transaction.atomic():
        return Post.objects.get(pk=once(key, "accounts.appoint", by.user, do)[0])


def end_post(*, post: Post, on: date, by: Actor) -> Post:
    """Ends a post: the day is the last one worked.

    Raises:
        Refused: one's own, or a day before it began.
        Changed: it has been ended by somebody else.
    """
    with transaction.atomic():
        standing = Post.objects.select_for_update().select_related("user").get(pk=post.pk)
        not_oneself(standing.user, by, "Nobody ends their own post: ask another manager.")
        if standing.until_on is not None:
            raise Changed("This post has been ended already.", latest=standing)
        if on < standing.from_on:
            raise Refused("The last day cannot lie before the first.", field="on")
        standing.until_on = on
        keep(standing, by)
        note("accounts.end_post", by=by, record=standing, role=standing.role, account=str(standing.user_id))
        return standing


def end_posts(*, service: Service, before: date, today: date, by: Actor) -> list[Post]:
    """Ends every post at a service that began before a day; the day before it is the last one worked.

    For a service that passes to another organisation: posts that begin on that day or later are the new one's.

    Returns:
        The posts that were held until now.
    """
    with transaction.atomic():
        ended = list(posts_before(service, before, on=today).select_for_update())
        for post in ended:
            post.until_on = before - timedelta(days=1)
            keep(post, by)
            note("accounts.end_post", by=by, record=post, role=post.role, account=str(post.user_id))
        return ended


def place_in_team(*, post: Post, team: Team | None, by: Actor) -> Post:
    """Places a post in a team of its service, or in none. What the post allows stays the same.

    Raises:
        Refused: the team belongs to another service.
    """
    if team and team.service_id != post.service_id:
        raise Refused("This team belongs to another service.", field="team")
    with transaction.atomic():
        standing = Post.objects.select_for_update().get(pk=post.pk)
        if standing.team_id != (team.pk if team else None):
            standing.team = team
            keep(standing, by)
            note("accounts.place_in_team", by=by, record=standing, account=str(standing.user_id))
        return standing
