"""Pages by which somebody is let in: links to set a password, accounts switched off and on, and started again."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ostara.care.accounts import actions, links, permissions
from ostara.care.accounts.asked import Asked
from ostara.care.accounts.forms import PasswordForm, SureForm
from ostara.care.accounts.models import User
from ostara.care.accounts.policy import demands, opened
from ostara.care.accounts.roles import Verb
from ostara.care.asking.forms import done


@demands(Verb.MANAGE_STAFF)
def give_link(request: Asked, account: UUID) -> HttpResponse:
    """A new link to set a password; older ones end."""
    found = managed(request, account, here=True)
    form = SureForm(request.POST if request.method == "POST" else None)
    return show_link(request, found, form=form) if request.method == "POST" else _ask(request, found, form, "link")


@demands(Verb.MANAGE_STAFF)
def switch_account(request: Asked, account: UUID) -> HttpResponse:
    """Switches an account off, or on again."""
    found = managed(request, account, wholly=True)
    form = SureForm(request.POST if request.method == "POST" else None)
    made = done(request, form, lambda: actions.switch(user=found, on=not found.is_active, by=request.by))
    if made:
        return redirect("staff_member", account=account)
    return _ask(request, found, form, "switch_off" if found.is_active else "switch_on")


@demands(Verb.MANAGE_STAFF)
def start_again(request: Asked, account: UUID) -> HttpResponse:
    """A lost phone: password and second steps are taken away, and a link begins anew."""
    found = managed(request, account, wholly=True)
    form = SureForm(request.POST if request.method == "POST" else None)
    made = done(request, form, lambda: actions.start_again(user=found, by=request.by))
    return show_link(request, made) if made else _ask(request, found, form, "start_again")


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


def managed(request: Asked, account: UUID, *, here: bool = False, wholly: bool = False) -> User:
    """Finds the account of somebody whose posts the manager looks after.

    `here`: somebody who works here now or soon; `wholly`: nobody else's too.
    """
    found: User = get_object_or_404(permissions.managed_accounts(request.standing), pk=account)
    if here and not permissions.works_here(request.standing, account, on=request.today):
        raise PermissionDenied  # who has left is not for the manager they had
    if wholly and not permissions.wholly_managed(request.standing, account, on=request.today):
        raise PermissionDenied  # another service employs them too: it is not for one manager to shut them out
    return found


def show_link(request: Asked, account: User, *, form: SureForm | None = None) -> HttpResponse:
    """Makes a link and shows it, once."""
    form = form or SureForm(request.POST)
    link = done(request, form, lambda: links.give_link(user=account, by=request.by))
    if link is None:
        return _ask(request, account, form, "link")
    address = request.build_absolute_uri(reverse("set_password", kwargs={"link": link}))
    context = {"account": account, "address": address, "until": request.at + links.good_for()}
    return render(request, "accounts/link.html", context)


def _ask(request: Asked, account: User, form: SureForm, what: str) -> HttpResponse:
    return render(request, "accounts/sure.html", {"form": form, "account": account, "what": what})
