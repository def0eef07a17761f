"""Making accounts, appointing people to posts and ending them. Nothing is deleted; who did it stays in the history.

Whether a manager may do this *here* is asked before (`permissions`); these refuse what nobody may do.
"""

from datetime import date, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from ostara.care.accounts.models import Organisation, Post, Service, Team, User
from ostara.care.accounts.questions import posts_before
from ostara.care.accounts.roles import AREA_ROLES, Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Changed, Refused, once

TAKEN = "Someone with this e-mail address has an account already. Appoint them by their e-mail address instead."


def make_account(
    *, email: str, name: str, by: Actor, job_title: str = "", telephone: str = "", key: UUID | None = None
) -> User:
    """Makes an account nobody can sign in to yet: its first password is set by a link (`links`).

    Raises:
        Refused: the e-mail address has an account.
    """

    def make() -> UUID:
        user = User(email=email.strip().lower(), name=name.strip(), job_title=job_title, telephone=telephone)
        user.set_unusable_password()
        _keep(user, by)
        note("accounts.make", by=by, record=user)
        return user.pk

    try:
        with transaction.atomic():
            return User.objects.get(pk=once(key, "accounts.make", by.user, make)[0])
    except IntegrityError:
        raise Refused(TAKEN, field="email") from None


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
    _not_oneself(user, by, "Nobody appoints themselves: ask another manager.")
    if service is None and role not in AREA_ROLES:
        raise Refused("This role is held at a service. Say which.", field="service")
    if team and team.service_id != (service.pk if service else None):
        raise Refused("This team belongs to another service.", field="team")
    if until_on and until_on < from_on:
        raise Refused("The last day cannot lie before the first.", field="until_on")

    def do() -> UUID:
        _locked(user)
        running = Post.objects.filter(user=user, role=role, service=service)
        if any(post.until_on is None or post.until_on >= from_on for post in running):
            raise Refused("They hold this post already.", field="role")
        post = Post(user=user, role=role, service=service, team=team, from_on=from_on, until_on=until_on)
        _keep(post, by)
        note("accounts.appoint", by=by, record=post, role=role, account=str(user.pk), service=_key(service))
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
        _not_oneself(standing.user, by, "Nobody ends their own post: ask another manager.")
        if standing.until_on is not None:
            raise Changed("This post has been ended already.", latest=standing)
        if on < standing.from_on:
            raise Refused("The last day cannot lie before the first.", field="on")
        standing.until_on = on
        _keep(standing, by)
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
            _keep(post, by)
            note("accounts.end_post", by=by, record=post, role=post.role, account=str(post.user_id))
        return ended


def make_team(*, service: Service, name: str, by: Actor, key: UUID | None = None) -> Team:
    """Makes a team of a service.

    Raises:
        Refused: the service has one of this name.
    """

    def do() -> UUID:
        team = Team(service=service, name=name.strip())
        _keep_team(team)
        note("accounts.make_team", by=by, record=team, service=str(service.pk))
        return team.pk

    with transaction.atomic():
        return Team.objects.get(pk=once(key, "accounts.make_team", by.user, do)[0])


def rename_team(*, team: Team, name: str, by: Actor) -> Team:
    """Gives a team another name.

    Raises:
        Refused: the service has one of this name.
    """
    with transaction.atomic():
        team.name = name.strip()
        _keep_team(team)
        note("accounts.rename_team", by=by, record=team, service=str(team.service_id))
        return team


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
            _keep(standing, by)
            note("accounts.place_in_team", by=by, record=standing, account=str(standing.user_id))
        return standing


def switch(*, user: User, on: bool, by: Actor) -> User:
    """Switches an account off, so that nobody can sign in to it, or on again. What they did stays.

    Raises:
        Refused: one's own.
    """
    _not_oneself(user, by, "Nobody switches off their own account: ask another manager.")
    with transaction.atomic():
        standing = _locked(user)
        if standing.is_active != on:
            standing.is_active = on
            _keep(standing, by)
            note("accounts.switch_on" if on else "accounts.switch_off", by=by, record=standing)
        return standing


def start_again(*, user: User, by: Actor) -> User:
    """Takes away an account's password and second steps: a phone was lost, or somebody else may know the password.

    Whoever is signed in to the account is signed out. It is opened again by a link.

    Raises:
        Refused: one's own.
    """
    _not_oneself(user, by, "Nobody starts their own account again: ask another manager.")
    with transaction.atomic():
        standing = _locked(user)
        standing.set_unusable_password()
        _keep(standing, by)
        removed, _ = Authenticator.objects.filter(user=standing).delete()
        note("accounts.remove_factor", by=by, record=standing, removed=removed)
        return standing


def first_account(
    *, email: str, name: str, organisation: str, service: str, agency_code: str, area: str, on: date, by: Actor
) -> User:
    """Makes the first manager of a service, and its service and organisation where they are not there yet.

    Raises:
        Refused: the e-mail address has an account, the agency code cannot be one, or it belongs to a service of
            another name.
    """
    longest = Service._meta.get_field("agency_code").max_length or 0
    if not (agency_code.isascii() and agency_code.isalnum() and len(agency_code) <= longest):
        raise Refused(f"An agency code has letters and figures only, at most {longest}.", field="agency_code")
    with transaction.atomic():
        provider, _ = Organisation.objects.get_or_create(name=organisation)
        site = Service.objects.filter(agency_code=agency_code).first()
        if site is not None and site.name != service:
            raise Refused("This agency code belongs to another service.", field="agency_code")
        if site is None:
            site = Service(name=service, organisation=provider, agency_code=agency_code, area=area)
            _keep(site, by)
        user = make_account(email=email, name=name, by=by)
        appoint(user=user, role=Role.SERVICE_MANAGER, service=site, from_on=on, by=by)
        note("accounts.first", by=by, record=user, service=_key(site))
        return user


def _keep(row: User | Post | Service, by: Actor) -> None:
    row._history_user = User.objects.filter(pk=by.user).first() if by.user else None  # type: ignore[union-attr] # simple_history reads it
    row.save()


def _keep_team(team: Team) -> None:
    others = Team.objects.filter(service=team.service_id, name__iexact=team.name).exclude(pk=team.pk)
    if others.exists():
        raise Refused("This service has a team of this name already.", field="name")
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError:  # somebody made it at the same moment
        raise Refused("This service has a team of this name already.", field="name") from None


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _not_oneself(user: User, by: Actor, words: str) -> None:
    if by.user == user.pk:
        raise Refused(words)


def _key(row: Service | None) -> str | None:
    return str(row.pk) if row else None
