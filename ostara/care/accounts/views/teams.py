"""Pages about teams: which there are, a new one, its name, and who is in it."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ostara.care.accounts import actions, permissions
from ostara.care.accounts.asked import Asked
from ostara.care.accounts.forms import PlaceForm, TeamForm, TeamNameForm
from ostara.care.accounts.models import Team
from ostara.care.accounts.policy import demands
from ostara.care.accounts.questions import with_members
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done


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
