"""The guard at the door of every page: permission is denied unless a policy grants it.

It turns away whoever has not signed in with a second factor or has been away too long, whoever's posts do not allow
what the page does, and whoever's services have no part in the care of the person in the address (who is told the same
as if there were no such person). What was read it writes into the audit. Views find what it found in
`request.standing`, `request.by` and `request.person`.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import Policy
from ostara.care.accounts.questions import standing_of
from ostara.care.accounts.roles import Verb
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.people.models import Person
from ostara.care.people.permissions import find_person, involvements
from ostara.care.rows.days import london_day
from ostara.web.drafts import sign_in_first
from ostara.web.idle import sign_out_if_idle
from ostara.web.policies import OF_LIBRARIES

SECOND_FACTOR = "mfa"
SESSION_METHODS = "account_authentication_methods"


class Guard:
    """Django middleware; stands after authentication and before every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Passes a request on; what it may do is decided once its view is known.

        A page that shows a person is written into the audit before it leaves the house, however it was asked for.
        """
        response = self.get_response(request)
        reads = getattr(request, "reads", "")
        if reads and response.status_code == HTTPStatus.OK:
            note(reads, by=request.by, person=request.person.pk)  # type: ignore[attr-defined] # set with `reads`
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")  # a shared computer keeps no page of a person
        return response

    def process_view(
        self, request: Asked, view: Callable[..., Any], _args: tuple[str, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Lets a request through (None), or answers it."""
        policy = policy_of(request, view)
        if policy.open:
            return None
        now = timezone.now()
        if not request.user.is_authenticated or sign_out_if_idle(request, at=now):
            return sign_in_first(request)
        if not policy.alone and not has_second_factor(request):
            return redirect("mfa_index")
        request.at = now
        request.today = london_day(request.at)
        request.standing = standing_of(request.user, on=request.today)
        request.by = self._actor(request, policy)
        if "person" in kwargs:
            self._find(request, policy, kwargs)
        return None

    def _actor(self, request: Asked, policy: Policy) -> Actor:
        address = request.META.get("REMOTE_ADDR", "")
        if policy.verb is None:
            user = request.standing.user
            return Actor(user.pk, user.name, address=address)
        try:
            return request.standing.actor(policy.verb, address=address)
        except PermissionError:
            raise PermissionDenied from None

    def _find(self, request: Asked, policy: Policy, kwargs: dict[str, Any]) -> None:
        key = kwargs["person"]
        if policy.beyond:
            person = Person.objects.filter(pk=key).first()
        else:
            person = find_person(key, request.standing, at=request.at, verb=policy.verb or Verb.READ_RECORD)
        if person is None:
            raise Http404
        request.person, request.reads = person, policy.reads
        if policy.verb and not policy.beyond:
            request.by = self._for_service(request, policy.verb)

    def _for_service(self, request: Asked, verb: Verb) -> Actor:
        """Returns who acts, in the post at a service that has a part in the person's care, where they hold several."""
        if len({post.service_id for post in request.standing.posts}) == 1:
            return request.by
        mine = involvements(request.standing, at=request.at, verb=verb).filter(person=request.person)
        services = frozenset(mine.values_list("service", flat=True))
        return request.standing.actor(verb, address=request.by.address, services=services)


def policy_of(request: HttpRequest, view: Callable[..., Any]) -> Policy:
    """Returns what a page demands.

    Raises:
        PermissionDenied: nothing is declared, so nobody may.
    """
    declared: Policy | None = getattr(view, "policy", None)
    if declared is None and request.resolver_match is not None:
        declared = OF_LIBRARIES.get(request.resolver_match.view_name)
    if declared is None:
        raise PermissionDenied
    return declared


def has_second_factor(request: HttpRequest) -> bool:
    """Returns whether this session was opened with a second factor (a code, or a passkey)."""
    return any(used.get("method") == SECOND_FACTOR for used in request.session.get(SESSION_METHODS, []))
