"""Pages about staff: who I am, who works at my services and where these are, new accounts, details and posts."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ostara.care.accounts import actions, permissions, recent
from ostara.care.accounts.asked import Asked
from ostara.care.accounts.forms import AppointForm, DetailsForm, EndPostForm, NewAccountForm, WhereForm
from ostara.care.accounts.models import Post, User
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.accounts.views.letting_in import managed, show_link
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
    services = permissions.managed_services(request.standing)
    return render(request, "accounts/staff.html", {"running": running, "past": past, "services": services})


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
    return show_link(request, made) if made else render(request, "accounts/new.html", {"form": form})


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
    found = managed(request, account)
    posts = list(permissions.managed_posts(request.standing).filter(user=found))
    return render(
        request,
        "accounts/member.html",
        {
            "account": found,
            "posts": posts,
            "changes": recent.changes_of(found, posts),
            "works_here": permissions.works_here(request.standing, account, on=request.today),
            "wholly": permissions.wholly_managed(request.standing, account, on=request.today),
        },
    )


@demands(Verb.MANAGE_STAFF)
def change_details(request: Asked, account: UUID) -> HttpResponse:
    """What an account says of who works with it."""
    found = managed(request, account, here=True)
    form = DetailsForm(request.POST or None, row=found, oneself=found == request.standing.user)
    made = done(
        request,
        form,
        lambda: actions.change_details(
            user=found, seen=form.cleaned_data["seen"], by=request.by, key=form.once, **form.facts()
        ),
        said="The details are saved.",
    )
    if made:
        return redirect("staff_member", account=account)
    return render(request, "accounts/details.html", {"form": form, "account": found})


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
def change_service(request: Asked, service: UUID) -> HttpResponse:
    """Where a service is, and its telephone."""
    found = get_object_or_404(permissions.managed_services(request.standing), pk=service)
    form = WhereForm(request.POST or None, row=found)
    made = done(
        request,
        form,
        lambda: actions.change_service(
            service=found, seen=form.cleaned_data["seen"], by=request.by, key=form.once, **form.facts()
        ),
        said="Where it is and its telephone are saved.",
    )
    if made:
        return redirect("staff")
    return render(request, "accounts/service.html", {"form": form, "service": found})
