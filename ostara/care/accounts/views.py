"""Pages about staff: who I am, who works at my services, new accounts, posts and links."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ostara.care.accounts import actions, links, permissions, recent
from ostara.care.accounts.asked import Asked
from ostara.care.accounts.forms import (
    AppointForm,
    EndPostForm,
    NewAccountForm,
    PasswordForm,
    PlaceForm,
    SureForm,
    TeamForm,
    TeamNameForm,
)
from ostara.care.accounts.models import Post, Team, User
from ostara.care.accounts.policy import demands, opened
from ostara.care.accounts.questions import with_members
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done


@demands()
def my_account(request: Asked) -> HttpResponse:
    """Who I am: my posts and what they allow, how I sign in, and what I did lately."""
    user = request.standing.user
    return render(
        request,
        "accounts/me.html",
        {
            "allowed": recent.what_posts_allow(request.standing),
            "steps": recent.second_steps(user),
            "lately": recent.lately(user.pk),
        },
    )


@demands(Verb.MANAGE_STAFF)
def staff(request: Asked) -> HttpResponse:
    """Who works at my services, and who did."""
    posts = list(permissions.managed_posts(request.standing))
    running = [post for post in posts if post.until_on is None or post.until_on >= request.today]
    past = [post for post in posts if post not in running]
    return render(request, "accounts/staff.html", {"running": running, "past": past})


@demands(Verb.MANAGE_STAFF)
def new_account(request: Asked) -> HttpResponse:
    """Somebody new: an account, a first post, and the link to set a password."""
    form = NewAccountForm(request.POST or None, standing=request.standing, on=request.today)

    def act() -> User:
        with transaction.atomic():
            user = actions.make_account(by=request.by, key=form.once, **form.account())
            if not user.posts.exists():
                actions.appoint(user=user, by=request.by, **form.facts())
            return user

    made = done(request, form, act)
    return _show_link(request, made) if made else render(request, "accounts/new.html", {"form": form})


@demands(Verb.MANAGE_STAFF)
def appoint(request: Asked) -> HttpResponse:
    """A post for somebody who has an account."""
    form = AppointForm(request.POST or None, standing=request.standing, on=request.today)
    made = done(
        request,
        form,
        lambda: actions.appoint(user=form.cleaned_data["email"], by=request.by, key=form.once, **form.facts()),
    )
    if made:
        return redirect("staff_member", account=made.user_id)
    return render(request, "accounts/appoint.html", {"form": form})


@demands(Verb.MANAGE_STAFF)
def staff_member(request: Asked, account: UUID) -> HttpResponse:
    """One member of staff: posts at my services, what was changed, and what can be done."""
    found = _managed(request, account)
    posts = list(permissions.managed_posts(request.standing).filter(user=found))
    return render(
        request,
        "accounts/member.html",
        {
            "account": found,
            "posts": posts,
            "changes": recent.changes_of(found, posts),
            "wholly": permissions.wholly_managed(request.standing, account, on=request.today),
        },
    )


@demands(Verb.MANAGE_STAFF)
def end_post(request: Asked, post: UUID) -> HttpResponse:
    """The last day of a post."""
    found: Post = get_object_or_404(permissions.managed_posts(request.standing), pk=post)
    form = EndPostForm(request.POST or None, on=request.today)
    made = done(request, form, lambda: actions.end_post(post=found, on=form.cleaned_data["on"], by=request.by))
    if made:
        return redirect("staff_member", account=made.user_id)
    return render(request, "accounts/end_post.html", {"form": form, "post": found})


@demands(Verb.MANAGE_STAFF)
def teams(request: Asked) -> HttpResponse:
    """The teams of my services, and a new one."""
    form = TeamForm(request.POST or None, standing=request.standing)
    said = ("service", "name")

    def act() -> Team:
        return actions.make_team(by=request.by, key=form.once, **{name: form.cleaned_data[name] for name in said})

    if done(request, form, act):
        messages.success(request, "The team is made. Now place posts in it.")
        return redirect("teams")
    listed = with_members(permissions.managed_teams(request.standing), on=request.today)
    return render(request, "accounts/teams.html", {"form": form, "teams": listed})


@demands(Verb.MANAGE_STAFF)
def team(request: Asked, team: UUID) -> HttpResponse:
    """A team: who is in it, and its name."""
    found = get_object_or_404(permissions.managed_teams(request.standing), pk=team)
    form = TeamNameForm(request.POST or None, initial={"name": found.name})
    if done(request, form, lambda: actions.rename_team(team=found, name=form.cleaned_data["name"], by=request.by)):
        messages.success(request, "The name is changed.")
        return redirect("teams")
    posts = permissions.managed_posts(request.standing).filter(team=found)
    running = posts.filter(Q(until_on__isnull=True) | Q(until_on__gte=request.today))
    title = permissions.managed_teams(request.standing).get(pk=team).name  # not what was typed and refused
    return render(request, "accounts/team.html", {"form": form, "team": found, "title": title, "posts": running})


@demands(Verb.MANAGE_STAFF)
def place_in_team(request: Asked, post: UUID) -> HttpResponse:
    """Places a post in a team, or in none."""
    found = get_object_or_404(permissions.managed_posts(request.standing), pk=post)
    form = PlaceForm(request.POST or None, post=found)
    if done(request, form, lambda: actions.place_in_team(post=found, team=form.cleaned_data["team"], by=request.by)):
        return redirect("staff_member", account=found.user_id)
    return render(request, "accounts/place_in_team.html", {"form": form, "post": found})


@demands(Verb.MANAGE_STAFF)
def give_link(request: Asked, account: UUID) -> HttpResponse:
    """A new link to set a password; older ones end."""
    found = _managed(request, account)
    form = SureForm(request.POST if request.method == "POST" else None)
    return _show_link(request, found, form=form) if request.method == "POST" else _ask(request, found, form, "link")


@demands(Verb.MANAGE_STAFF)
def switch_account(request: Asked, account: UUID) -> HttpResponse:
    """Switches an account off, or on again."""
    found = _managed(request, account, wholly=True)
    form = SureForm(request.POST if request.method == "POST" else None)
    made = done(request, form, lambda: actions.switch(user=found, on=not found.is_active, by=request.by))
    if made:
        return redirect("staff_member", account=account)
    return _ask(request, found, form, "switch_off" if found.is_active else "switch_on")


@demands(Verb.MANAGE_STAFF)
def start_again(request: Asked, account: UUID) -> HttpResponse:
    """A lost phone: password and second steps are taken away, and a link begins anew."""
    found = _managed(request, account, wholly=True)
    form = SureForm(request.POST if request.method == "POST" else None)
    made = done(request, form, lambda: actions.start_again(user=found, by=request.by))
    return _show_link(request, made) if made else _ask(request, found, form, "start_again")


@opened
def set_password(request: HttpRequest, link: str) -> HttpResponse:
    """Where a link leads: a first password."""
    if request.user.is_authenticated:
        raise PermissionDenied  # somebody else's link, or one's own that is no longer needed
    user = links.whose(link)
    if user is None:
        return render(request, "accounts/link_gone.html", {"words": links.GONE})
    form = PasswordForm(request.POST or None, user=user)
    address = request.META.get("REMOTE_ADDR", "")
    if done(request, form, lambda: links.use_link(link=link, password=form.cleaned_data["password"], address=address)):
        messages.success(request, "Your password is set. Sign in with it: then you set up a second step.")
        return redirect("account_login")
    return render(request, "accounts/set_password.html", {"form": form, "user": user})


def _managed(request: Asked, account: UUID, *, wholly: bool = False) -> User:
    found: User = get_object_or_404(permissions.managed_accounts(request.standing), pk=account)
    if wholly and not permissions.wholly_managed(request.standing, account, on=request.today):
        raise PermissionDenied  # another service employs them too: it is not for one manager to shut them out
    return found


def _ask(request: Asked, account: User, form: SureForm, what: str) -> HttpResponse:
    return render(request, "accounts/sure.html", {"form": form, "account": account, "what": what})


def _show_link(request: Asked, account: User, *, form: SureForm | None = None) -> HttpResponse:
    form = form or SureForm(request.POST)
    link = done(request, form, lambda: links.give_link(user=account, by=request.by))
    if link is None:
        return _ask(request, account, form, "link")
    address = request.build_absolute_uri(reverse("set_password", kwargs={"link": link}))
    context = {"account": account, "address": address, "until": request.at + links.good_for()}
    return render(request, "accounts/link.html", context)
