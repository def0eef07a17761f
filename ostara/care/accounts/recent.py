"""What a member of staff's pages tell: what their posts allow, what was changed about them, what they did lately."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator

from ostara.care.accounts.actions import DETAILS
from ostara.care.accounts.models import Post, Service, User
from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import MAY, Role, Verb
from ostara.care.audit.questions import events_by
from ostara.care.audit.words import in_words

SHOWN = 50


@dataclass(frozen=True)
class Told:
    """A line of a history: when, by whom, what, and where it adds something, from where or at which service."""

    at: datetime
    who: str
    what: str
    where: str = ""


@dataclass(frozen=True)
class Allowed:
    """A post and what it allows, in words."""

    post: Post
    may: tuple[str, ...]


def what_posts_allow(standing: Standing) -> list[Allowed]:
    """Returns each post somebody holds with what it allows, in the order of the table of roles."""
    return [
        Allowed(post, tuple(verb.label for verb in Verb if verb in MAY[Role(post.role)])) for post in standing.posts
    ]


def second_steps(user: User) -> list[Authenticator]:
    """Returns what somebody signs in with beside the password."""
    return list(Authenticator.objects.filter(user=user).order_by("type", "id"))


def lately(user: UUID) -> list[Told]:
    """Returns what an account did last, at most SHOWN lines, in two queries."""
    events = list(events_by(user)[:SHOWN])
    names = {one.pk: one.name for one in Service.objects.filter(pk__in={one.service for one in events})}
    return [
        Told(one.at, one.user_name, in_words(one.verb), names.get(one.service, "") if one.service else "")
        for one in events
    ]


def changes_of(account: User, posts: list[Post]) -> list[Told]:
    """Returns what was changed about an account and about the posts given, newest first, in three queries."""
    lines = [*_of_account(account), *_of_posts(posts)]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _of_account(account: User) -> Iterator[Told]:
    before: Any = None
    for one in account.history.select_related("history_user").order_by("history_date", "history_id"):
        if before is None:
            what = "made the account"
        elif before.is_active != one.is_active:
            what = "switched the account on" if one.is_active else "switched the account off"
        else:
            what = _details_of(before, one)
        yield Told(one.history_date, _who(one), what)
        before = one


def _details_of(before: Any, now: Any) -> str:
    called = {one.name: one.verbose_name for one in User._meta.fields}
    changed = [name for name in DETAILS if getattr(before, name) != getattr(now, name)]
    if not changed:
        return "changed the password"  # which is never kept
    return "changed " + ", ".join(f"the {called[name]}: {getattr(now, name) or 'none'}" for name in changed)


def _of_posts(posts: list[Post]) -> Iterator[Told]:
    by_key = {post.pk: post for post in posts}
    history = Post.history.filter(id__in=by_key).select_related("history_user", "team")
    before: dict[UUID, Any] = {}
    for one in history.order_by("history_date", "history_id"):
        yield Told(one.history_date, _who(one), _change_of(by_key[one.id], before.get(one.id), one))
        before[one.id] = one


def _change_of(post: Post, before: Any, now: Any) -> str:
    if before is None:
        return f"appointed: {post}, from {_day(now.from_on)}"
    if before.team_id != now.team_id:
        return f"team changed: {post}, {now.team or 'no team'}"
    return f"last day set: {post}, {_day(now.until_on)}"


def _who(row: Any) -> str:
    return row.history_user.name if row.history_user else "the system"


def _day(value: date | None) -> str:
    return f"{value.day} {value:%B %Y}" if value else "open"
