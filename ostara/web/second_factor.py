"""The second step of signing in: a code from a phone, a passkey, or a code kept for when the phone is lost.

A code is good once, whichever process sees it; wrong ones count towards the same lock as wrong passwords.
"""

import time
from typing import Any
from uuid import uuid5

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from qrcode.image.svg import SvgPathImage
from qrcode.main import make as make_qr

from ostara.care.accounts.models import User
from ostara.care.rows.acts import once
from ostara.care.rows.models import Act
from ostara.web.signing_in import without_placeholders

USED = "This code has been used. Wait for the next one, at most half a minute."


class Adapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth carries no types
    """Ostara's answers to allauth's questions about the second step."""

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """Returns what a passkey is called until somebody says better."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def build_totp_svg(self, url: str) -> str:
        """Returns the key as a picture a phone can read, to stand in the page itself."""
        return str(make_qr(url, image_factory=SvgPathImage).to_string(encoding="unicode"))


class _GoodOnce:
    """Refuses codes while locked out, counts wrong ones, and takes a right one once only."""

    user: User
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)  # type: ignore[arg-type] # the form it stands before

    def clean_code(self) -> str:
        """Checks a code.

        Raises:
            ValidationError: it is wrong, or used, or there were too many wrong ones.
        """
        request, credentials = context.request, {"login": self.user.email}
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out, request.axes_credentials = True, credentials
            raise ValidationError("Too many wrong codes. Try again later.")
        try:
            code = str(super().clean_code())  # type: ignore[misc] # of the form it stands before
        except ValidationError:
            AxesProxyHandler.user_login_failed(sender=type(self), credentials=credentials, request=request)
            raise
        if self.authenticator.type == Authenticator.Type.TOTP and not _first_use(self.user, self.authenticator, code):
            raise ValidationError(USED)
        return code


class SecondStepForm(_GoodOnce, AuthenticateForm):  # type: ignore[misc] # as above
    """The code that completes signing in."""


class AgainForm(_GoodOnce, ReauthenticateForm):  # type: ignore[misc] # as above
    """The code asked for again, before something that matters."""


class PhoneForm(ActivateTOTPForm):  # type: ignore[misc] # as above
    """The first code of a phone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "The code it shows"
        without_placeholders(self)


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc] # as above
    """A new passkey and what it is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = "Sign in with it alone, without the password"
        self.fields["passwordless"].help_text = "It then asks for your finger, face or PIN."


class SecondStep(AuthenticateView):  # type: ignore[misc] # as above
    """The page that asks for the code. In the demo it shows it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Returns what the page needs."""
        shown = present_code(self.stage.login.user) if settings.SAID.demo else ""
        return {**super().get_context_data(**kwargs), "present_code": shown}


second_step = SecondStep.as_view()


def present_code(user: User) -> str:
    """Returns the code somebody's phone would show now, or the next one where that has been used; "" without a key."""
    own = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if own is None:
        return ""
    now = int(time.time()) // app_settings.TOTP_PERIOD
    used = set(Act.objects.filter(key__in=[_use(user, now), _use(user, now + 1)]).values_list("key", flat=True))
    counter = now + 1 if _use(user, now) in used else now
    return str(totp.format_hotp_value(totp.hotp_value(_secret(own), counter)))


def remember_first(*, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Counts the code or touch that proved a new second step as given: nobody is asked for it twice in a row."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, method="mfa", type=authenticator.type, id=authenticator.pk, reauthenticated=True
        )


def forget_last(*, request: HttpRequest, user: User, **_: Any) -> None:
    """Takes back what this session was opened with, once no second step is left: one is set up again before work."""
    steps = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    if not Authenticator.objects.filter(user=user, type__in=steps).exists():
        given = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [one for one in given if one["method"] != "mfa"]


def listen() -> None:
    """Begins to listen; called once, when the apps are ready."""
    authenticator_added.connect(remember_first, dispatch_uid="web.second_factor")
    authenticator_removed.connect(forget_last, dispatch_uid="web.no_second_factor")


def _first_use(user: User, own: Authenticator, code: str) -> bool:
    typed = "".join(code.split())
    for counter in totp.yield_hotp_counters_from_time():
        if totp.format_hotp_value(totp.hotp_value(_secret(own), counter)) == typed:
            return once(_use(user, counter), "second step", user.pk, lambda: user.pk)[1]
    return True  # a recovery code of the same length: good once by itself


def _use(user: User, counter: int) -> Any:
    return uuid5(user.pk, f"code {counter}")


def _secret(own: Authenticator) -> str:
    return str(DefaultMFAAdapter().decrypt(own.data["secret"]))
