"""A record to ask, in its own process: a made-up caseload, people signed in, and what each page costs in questions.

Writes JSON to the file named: for every page what to ask of ours and what to ask of the bare view, so that both do the
same number of questions of the database. Asking each page once also shows that it answers.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.web_load import CASELOAD, DESKS, EACH_DAY, dated
from ostara.care.accounts.models import Organisation, Post, Service, User
from ostara.care.accounts.roles import Role
from ostara.care.people.models import Involvement, Particulars, Person
from ostara.care.people.projecting import rebuild as rebuild_people
from ostara.care.treatment.models import Episode, Keyworker, Pathway, Step
from ostara.care.treatment.projection import rebuild as rebuild_episodes
from ostara.care.treatment.states import StepKind, Way

PASSWORD = "a password of the benchmark"  # noqa: S105 - of people who do not exist
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FIRST = date(2024, 1, 8)
LONG_AGO = date(1990, 1, 1)  # from here on each profile has a day of its own, whatever the round
TRIED = (12_000, 12_001)  # days after that: no round comes so far
WROTE = ("INSERT", "UPDATE", "DELETE")
SEEN, GONE_ON = 200, 302
TOKEN = "b" * 32  # against forged forms: cookie and form say the same


@dataclass
class Desk:
    """Somebody at work: a browser, and one person of theirs."""

    client: Client
    user: User
    person: Person
    episode: Episode


def desks() -> list[Desk]:
    """Makes a service with as many keyworkers as sit at desks, each with a caseload."""
    service = Service.objects.create(
        organisation=Organisation.objects.create(name="A made-up provider"),
        name="Harbour",
        agency_code="A0001",
        area="P31B",
    )
    return [_desk(service, number) for number in range(DESKS)]


def _desk(service: Service, number: int) -> Desk:
    user = User(email=f"desk{number}@example.test", name=f"Worker {number}", password=_hash())
    user.save()
    Post.objects.create(user=user, role=Role.KEYWORKER, service=service, from_on=FIRST)
    episodes = [_episode(service, user, number * CASELOAD + place) for place in range(CASELOAD)]
    rebuild_people([episode.person_id for episode in episodes])
    rebuild_episodes([episode.pk for episode in episodes])
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend=BACKEND)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    return Desk(client, user, episodes[0].person, episodes[0])


@cache
def _hash() -> str:
    """One for all: making it is slow on purpose."""
    return make_password(PASSWORD)


def _episode(service: Service, user: User, number: int) -> Episode:
    person = Person.objects.create(number=f"B{number:06}")
    Particulars.objects.create(
        person=person,
        effective_on=FIRST,
        family_name=f"Madeup{number % 97}",
        given_names=f"Person{number}",
        date_of_birth=date(1970, 1, 1) + timedelta(days=number),
    )
    begun = timezone.now() - timedelta(days=400)
    Involvement.objects.create(person=person, service=service, because=Involvement.Because.EPISODE, from_at=begun)
    episode = Episode.objects.create(person=person, service=service)
    Step.objects.create(episode=episode, kind=StepKind.REFERRED, on=FIRST, code="1")
    Step.objects.create(episode=episode, kind=StepKind.TRIAGED, on=FIRST)
    Pathway.objects.create(episode=episode, kind=Way.OST, from_on=FIRST)
    Keyworker.objects.create(episode=episode, user=user, from_on=FIRST)
    return episode


def asks(everyone: list[Desk]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields each page by name: what each desk asks of ours, and the bare view's address."""
    pages = {
        "caseload": lambda desk: (reverse("caseload"), None),
        "person page": lambda desk: (reverse("person", args=[desk.person.pk]), None),
        "save TOP": lambda desk: (reverse("record_profile", args=[desk.person.pk, desk.episode.pk]), profile_form()),
    }
    for name, page in pages.items():
        cost = _cost(everyone[-1].client, *page(everyone[-1]))
        asked = f"/bare/?questions={cost.questions}&read={cost.read}&written={cost.written}"
        bare = {"path": asked, "form": None, "ends": [SEEN]}
        ours = [_of(desk, *page(desk)) for desk in everyone]
        yield name, {**asdict(cost), "ours": ours, "bare": _all(bare)}
    signing = {"login": everyone[0].user.email, "password": PASSWORD}
    ours = [
        {"cookie": f"{settings.CSRF_COOKIE_NAME}={TOKEN}", "asks": [_sign_in(desk.user.email)]} for desk in everyone
    ]
    yield "sign-in", {"ours": ours, "bare": _all({"path": "/authenticate/", "form": signing, "ends": [SEEN]})}


@dataclass(frozen=True)
class Cost:
    """What a page asks of its database: how many questions, how many rows they answer with, how many it writes."""

    questions: int
    read: int
    written: int


def _cost(client: Client, path: str, form: dict[str, Any] | None) -> Cost:
    """Returns what a page costs once it has been opened before."""
    _asked(client, path, form and dated(form, TRIED[0]))
    said: list[tuple[str, Any]] = []
    with connection.execute_wrapper(
        lambda execute, sql, given, many, context: _noted(said, execute, sql, given, many, context)
    ):
        _asked(client, path, form and dated(form, TRIED[1]))
    asked = [(sql, given) for sql, given in said if sql.lstrip().upper().startswith("SELECT")]
    with connection.cursor() as cursor:
        read = sum(len(cursor.execute(sql, given).fetchall()) for sql, given in asked)
    return Cost(len(asked), read, sum(sql.lstrip().upper().startswith(WROTE) for sql, _ in said))


def _noted(said: list[tuple[str, Any]], execute: Any, sql: str, given: Any, *rest: Any) -> Any:  # noqa: ANN401 - Django's
    said.append((sql, given))
    return execute(sql, given, *rest)


def _asked(client: Client, path: str, form: dict[str, Any] | None) -> None:
    answer = client.get(path) if form is None else client.post(path, form)
    if answer.status_code != (SEEN if form is None else GONE_ON):
        raise SystemExit(
            f"{path} answered {answer.status_code}: {re.findall('error-message[^<]*<[^<]*<[^<]*', answer.text)}"
        )


def profile_form() -> dict[str, Any]:
    """Returns an outcomes profile as a browser sends it."""
    weeks = {f"heroin_days_{week}": 2 for week in range(1, 5)} | {f"alcohol_days_{week}": 0 for week in range(1, 5)}
    return {
        "stage": "review",
        "asked_on": f"{EACH_DAY}{LONG_AGO}",
        "filled": "together",
        "psychological_health": 12,
        "physical_health": 11,
        "quality_of_life": 13,
        **weeks,
    }


def _of(desk: Desk, path: str, form: dict[str, Any] | None) -> dict[str, Any]:
    cookies = {settings.SESSION_COOKIE_NAME: desk.client.session.session_key, settings.CSRF_COOKIE_NAME: TOKEN}
    sent = None if form is None else {**form, "csrfmiddlewaretoken": TOKEN}
    ends = [SEEN] if form is None else [GONE_ON]
    return {
        "cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "asks": [{"path": path, "form": sent, "ends": ends}],
    }


def _sign_in(email: str) -> dict[str, Any]:
    form = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": TOKEN}
    return {"path": reverse("account_login"), "form": form, "ends": [GONE_ON]}


def _all(ask: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"cookie": "", "asks": [ask]} for _ in range(DESKS)]


def main(to: Path) -> None:
    """Makes the record's caseload and writes what to ask."""
    settings.ALLOWED_HOSTS = ["*"]
    to.write_text(json.dumps(dict(asks(desks()))), encoding="utf-8")
