"""Signing in with e-mail and password: allauth's questions answered our way, and what is counted against guessing.

Wrong passwords and wrong codes are counted by axes, in the record's database, for every process alike. It keeps a hash
of the name that was tried: what is typed into that field may be a person's name, or a password.
"""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from allauth.core import context
from allauth.mfa.models import Authenticator
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.db.models import Max, Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ostara.care.accounts.made_up import DEMO_PASSWORD
from ostara.care.accounts.models import Post, User


class Adapter(DefaultAccountAdapter):
    """Ostara's answers to allauth's questions."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Returns that nobody makes an account of their own: a manager does."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts nothing: axes counts, where every process sees it."""

    def reauthenticate(self, user: User, password: str) -> bool:
        """Returns whether a password typed again is right."""
        return authenticate(context.request, email=user.email, password=password) == user

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Returns whether a password or code is asked for again: not of who sets up their first second step."""
        if not Authenticator.objects.filter(user_id=context.request.user.pk).exists():
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Tells who knows the password of an account that it is switched off."""
        messages.error(request, "This account is switched off. Your service manager can tell you why.")
        return redirect("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Returns where one goes after a new password."""
        return reverse("my_account")


class DoorForm(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        without_placeholders(self)


class SignIn(LoginView):
    """The door. In the demo it says who may come in, and with which password."""

    form_class = DoorForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Returns what the page needs."""
        made_up = made_up_staff() if settings.SAID.demo else []
        return {**super().get_context_data(**kwargs), "made_up": made_up, "demo_password": DEMO_PASSWORD}


sign_in = SignIn.as_view()


def without_placeholders(form: Form) -> None:
    """Takes away words inside fields: they only say the label again, and vanish while one types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


def made_up_staff() -> list[Post]:
    """Returns the posts of everyone in the demo who can sign in, in order of role and service."""
    on = timezone.localdate()
    running = Post.objects.filter(from_on__lte=on).filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
    able = running.filter(user__is_active=True, user__authenticator__type=Authenticator.Type.TOTP)
    return list(able.select_related("user", "service").order_by("role", "service__name", "user__name", "id"))


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Returns a hash of the name somebody tried to sign in with, for axes to count by."""
    said = credentials or {}
    name = said.get("email") or said.get("login") or said.get("username") or request.POST.get("login") or ""
    return salted_hmac("ostara.web.signing_in", str(name).strip().lower(), algorithm="sha256").hexdigest()


def locked(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """Answers somebody who is locked out: when they may try again. The same whether there is such an account."""
    tried = AccessAttempt.objects.filter(username=name_tried(request, credentials), ip_address=request.axes_ip_address)  # type: ignore[attr-defined] # set by axes
    last = tried.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    again = last + (get_cool_off(request) or timedelta())
    return render(request, "account/locked.html", {"again": again, "tries": settings.AXES_FAILURE_LIMIT}, status=429)
