"""Every route × every role × an object of another service: nobody sees what is not theirs to see.

A route without a policy fails. A route with a parameter that this file cannot make fails: say in FOREIGN how to make an
object of another service. A route that reaches beyond one's own people stands in BEYOND with the reason.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ostara.care.accounts.links import give_link
from ostara.care.accounts.models import Service
from ostara.care.accounts.policy import Policy
from ostara.care.accounts.roles import MAY, Role, Verb
from ostara.care.audit.actor import the_system
from ostara.care.people.models import Person
from ostara.web.policies import OF_LIBRARIES
from tests.dispensing import a_stay_of, a_stock_of, a_supply_of, an_incident_of, something_brought_back
from tests.episodes import (
    a_keyworker_of,
    a_naming_of,
    a_pathway_of,
    a_review_of,
    a_step_of,
    an_assessment_of,
    an_intervention_of,
    the_episode,
)
from tests.medicines import a_course, a_pharmacy, a_prescription, today
from tests.outcomes_forms import a_profile_of, answers_asked_of
from tests.persons import a_contact_of, a_flag_of, a_relation_of, an_alias_of
from tests.ruled import a_finding_of, a_task_of
from tests.sharing import opened_in_emergency, shared
from tests.staff import a_browser_of, a_keyworker, a_person_in_care, a_service, a_team, somebody
from tests.submissions import a_submission
from tests.tested import a_kit_of, a_reading_of, a_specimen_of

# How to make an object of a person of another service, by the name of the route's parameter.
FOREIGN: dict[str, Callable[[Person, Service], UUID | str]] = {
    "person": lambda person, _service: person.pk,
    "relation": lambda person, _service: a_relation_of(person).pk,
    "flag": lambda person, _service: a_flag_of(person).pk,
    "row": lambda person, _service: a_contact_of(person).pk,
    "alias": lambda person, service: an_alias_of(person, joined=a_person_in_care(at=service)).pk,
    "account": lambda _person, service: a_keyworker(at=service).pk,
    "post": lambda _person, service: a_keyworker(at=service).posts.get().pk,
    "team": lambda _person, service: a_team(of=service).pk,
    "service": lambda _person, service: service.pk,
    "opening": lambda person, _service: opened_in_emergency(person, by_one_of=a_service()).pk,
    "involvement": lambda person, service: shared(person, by_one_of=service, with_service=a_service()).pk,
    "link": lambda _person, service: give_link(user=a_keyworker(at=service), by=the_system("test")),
    "episode": lambda person, service: the_episode(person, service).episode.pk,
    "assessment": lambda person, service: an_assessment_of(person, service).pk,
    "intervention": lambda person, service: an_intervention_of(person, service).pk,
    "step": lambda person, service: a_step_of(person, service).pk,
    "pathway": lambda person, service: a_pathway_of(person, service).pk,
    "naming": lambda person, service: a_naming_of(person, service).pk,
    "review": lambda person, service: a_review_of(person, service).pk,
    "transfer": lambda person, service: the_episode(person, service).offered(a_service()).pk,
    "keyworker": lambda person, service: a_keyworker_of(person, service).pk,
    "profile": lambda person, service: a_profile_of(person, service).pk,
    "answers": lambda person, service: answers_asked_of(person, service).pk,
    "scale": lambda _person, _service: "phq9",
    "specimen": lambda person, service: a_specimen_of(person, service).pk,
    "reading": lambda person, service: a_reading_of(person, service).pk,
    "topic": lambda _person, _service: "naloxone",
    "fact": lambda person, service: a_kit_of(person, service).pk,
    "place": lambda _person, _service: a_pharmacy(area="Z99Z").pk,
    "day": lambda _person, _service: today().isoformat(),
    "token": lambda _person, _service: "nobody-signed-this",
    "batch": lambda person, service: a_prescription(of=person, at=service).batch,
    "prescription": lambda person, service: a_prescription(of=person, at=service).pk,
    "course": lambda person, service: a_course(of=person, at=service).on(mg=60).course.pk,
    "order": lambda person, service: a_course(of=person, at=service).on(mg=60).on(mg=70, since=today()).orders[-1].pk,
    "supply": lambda person, service: a_supply_of(person, service).pk,
    "stay": lambda person, service: a_stay_of(person, service).pk,
    "incident": lambda person, service: an_incident_of(person, service).pk,
    "stock": lambda _person, service: a_stock_of(service).pk,
    "register_line": lambda _person, service: a_stock_of(service).register.get().pk,
    "brought_back": lambda _person, service: something_brought_back(service).pk,
    "finding": lambda person, service: a_finding_of(person, service).pk,
    "task": lambda person, service: a_task_of(person, service).pk,
    "chore": lambda _person, service: a_task_of(None, service).pk,
    "result": lambda _person, service: a_submission(of=service, by=a_keyworker(at=service), files=False).pk,
}
# Parameters that name an entry of a list of ours, not an object of a person.
LISTED = frozenset({"scale", "topic"})
# Routes that reach beyond one's own people on purpose, and why that is safe.
BEYOND: dict[str, str] = {
    "open_in_emergency": "shows initials, year of birth and service; opens with a reason, for hours, and is reviewed",
}
REFUSED = {403, 404}


def routes(
    resolver: URLResolver | None = None, prefix: str = "", above: frozenset[str] = frozenset()
) -> Iterator[tuple[str, URLPattern, set[str]]]:
    """Yields every route: its name, itself, and the names of its parameters."""
    for entry in (resolver or get_resolver()).url_patterns:
        parameters = above | set(entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from routes(entry, prefix + str(entry.pattern), parameters)
        else:
            yield entry.name or prefix + str(entry.pattern), entry, set(parameters)


ROUTES = {name: (entry, parameters) for name, entry, parameters in routes()}


def policy(name: str) -> Policy | None:
    return getattr(ROUTES[name][0].callback, "policy", None) or OF_LIBRARIES.get(name)


def ours(name: str) -> bool:
    return name not in OF_LIBRARIES


@pytest.mark.parametrize("name", ROUTES)
def test_every_route_says_what_it_demands(name):
    assert policy(name) is not None, f"{name} has no policy: declare one with @demands"


def test_what_reaches_beyond_ones_own_people_is_listed_with_a_reason():
    assert {name for name in ROUTES if policy(name) and policy(name).beyond} == set(BEYOND)


@dataclass(frozen=True)
class World:
    """Two services, a person of each, and at the first of them a session of somebody in every role."""

    here: Service
    elsewhere: Service
    mine: Person
    theirs: Person
    sessions: dict[Role, str]

    def browser(self, role: Role) -> Client:
        """Returns a browser of its own: what one address does to a session no other one sees."""
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The world, built once: each test goes back to it, and the last one leaves nothing behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        here, elsewhere = a_service(), a_service()
        browsers = {role: a_browser_of(somebody(role, at=here)) for role in Role}
        sessions = {role: one.cookies[settings.SESSION_COOKIE_NAME].value for role, one in browsers.items()}
        yield World(here, elsewhere, a_person_in_care(at=here), a_person_in_care(at=elsewhere), sessions)
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db) -> World:
    return built


def made(name: str, person: Person, service: Service) -> dict[str, UUID | str]:
    """Makes an object of a person for each parameter of a route."""
    return {parameter: FOREIGN[parameter](person, service) for parameter in ROUTES[name][1]}


def let_in(address: str, world: World) -> list[str]:
    """Returns the roles here to whom an address gives anything but a refusal, read or sent to."""
    found = []
    for role in Role:
        client = world.browser(role)
        if not {client.get(address).status_code, client.post(address, {}).status_code} <= REFUSED:
            found.append(role)
    return found


@pytest.mark.parametrize("name", [name for name in ROUTES if ours(name) and ROUTES[name][1] and name not in BEYOND])
def test_an_object_of_another_service_is_found_by_no_role(name, world):
    address = reverse(name, kwargs=made(name, world.theirs, world.elsewhere))
    assert let_in(address, world) == []


@pytest.mark.parametrize("name", [name for name in ROUTES if ours(name) and {"person"} < ROUTES[name][1] - LISTED])
def test_an_object_of_another_person_is_found_by_no_role_under_ones_own(name, world):
    address = reverse(name, kwargs=made(name, world.theirs, world.elsewhere) | {"person": world.mine.pk})
    assert let_in(address, world) == []


@pytest.mark.parametrize("name", [name for name in ROUTES if ours(name) and policy(name) and policy(name).verb])
def test_a_role_that_may_not_is_refused(name, world):
    address = reverse(name, kwargs=made(name, world.mine, world.here))
    barred = [role for role in Role if policy(name).verb not in MAY[role]]
    answered = {role: world.browser(role).get(address).status_code for role in barred}
    assert answered == dict.fromkeys(barred, 403)


@pytest.mark.parametrize("name", [name for name in ROUTES if ours(name)])
def test_nobody_enters_without_signing_in(name, world):
    demanded = policy(name)
    answer = Client().get(reverse(name, kwargs=made(name, world.mine, world.here)), {"name": "Planted"})
    if demanded.open:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
        assert "Planted" not in answer["Location"]


@pytest.mark.parametrize(
    "name", [name for name in ROUTES if ours(name) and not (policy(name).open or policy(name).alone)]
)
def test_a_password_alone_opens_only_the_setting_up_of_the_second_factor(name, world):
    client = Client()
    client.force_login(
        somebody(Role.KEYWORKER, at=world.here), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.get(reverse(name, kwargs=made(name, world.mine, world.here)))["Location"] == reverse("mfa_index")


def test_in_this_world_whoever_may_is_let_in(world):
    """So that the refusals above are of the person and the role, not of a session that is none."""
    readers = [role for role in Role if Verb.READ_RECORD in MAY[role] and role in world.sessions]
    address = reverse("person", kwargs={"person": world.mine.pk})
    assert readers and {world.browser(role).get(address).status_code for role in readers} == {200}
