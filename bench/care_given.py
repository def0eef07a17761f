"""A record for `./run bench care`, in its own process: an area of people on methadone, a room, doses that are due.

Writes JSON to the file named: what each desk sends to give its doses, what one supply asks and writes, so that the bare
view does the same number of both, and how long the rulebook takes over a caseload and over the area: beside reading
the same rows and asking no rule, and beside asking about one person after another.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.care_page import CASELOAD, DESKS, TIMES
from bench.web_given import BACKEND, GONE_ON, SEEN, TOKEN, WROTE, Cost
from ostara.care.accounts.models import Organisation, Post, Service, User
from ostara.care.accounts.roles import Role
from ostara.care.facts.known import known_of_many
from ostara.care.facts.reviewing import review
from ostara.care.medication.models import Arrangement, Course, Instalment, Order, Place, Stock, Supply
from ostara.care.people.models import Involvement, Particulars, Person
from ostara.care.rows.days import london_day

DOSES, CHUNK = 40, 500
NEEDED = DESKS * DOSES + 2  # people, for a dose each: at every desk more than it can give in a round, and two to try
LONG_AGO = date(2024, 1, 8)
DOSE, SUPPLIED_DAYS = Decimal(60), 7
NAMED = 2_000  # more than the bare view reads at once
EVERY_DAY = "1" * 7


def main(to: Path, area: int) -> None:
    """Makes an area of so many people, or what the desks need, looks through it, and writes what to send."""
    settings.ALLOWED_HOSTS = ["*"]
    today = london_day(timezone.now())
    place = _room()
    courses = _area(place, today, max(area, NEEDED))
    Stock.objects.create(place=place, product="methadone_1", strength=1, balance=0)
    clients = [_nurse(place, number) for number in range(DESKS)]
    spare, doses = courses[:2], courses[2 : 2 + DESKS * DOSES]
    cost = _cost(clients[0], *(_address(course) for course in spare))
    said = {
        "rulebook": _rulebook([course.person_id for course in courses], today) if area else None,
        "cost": asdict(cost),
        "ours": [_desk(client, doses[number::DESKS]) for number, client in enumerate(clients)],
        "bare": [_bare(cost) for _ in range(DESKS)],
    }
    to.write_text(json.dumps(said), encoding="utf-8")


def _room() -> Place:
    organisation = Organisation.objects.create(name="A made-up provider")
    service = Service.objects.create(organisation=organisation, name="Harbour", agency_code="A0001", area="P31B")
    return Place.objects.create(kind=Place.Kind.ROOM, name="Harbour room", area=service.area, service=service)


def _area(place: Place, today: date, area: int) -> list[Course]:
    """Makes people who take sixty milligrams a day and had them this week."""
    service, since = place.service, timezone.now() - timedelta(days=400)
    people = Person.objects.bulk_create(Person(number=f"B{number:06}") for number in range(area))
    Particulars.objects.bulk_create(
        Particulars(person=one, effective_on=LONG_AGO, family_name="Madeup", given_names=f"Person {one.number}")
        for one in people[:NAMED]
    )
    Involvement.objects.bulk_create(
        Involvement(person=one, service=service, because=Involvement.Because.EPISODE, from_at=since) for one in people
    )
    fields = {"service": service, "product": "methadone_1", "medicine": "methadone", "form": "oral_solution"}
    fields |= {"strength": Decimal(1), "purpose": Course.Purpose.MAINTENANCE, "began": Course.Began.INDUCTION}
    courses = Course.objects.bulk_create(Course(person=one, **fields) for one in people)
    said = {"kind": "start", "dose_mg": DOSE, "supervision": "supervised", "reason": Order.Reason.STARTING}
    orders = Order.objects.bulk_create(Order(course=one, effective_on=LONG_AGO, **said) for one in courses)
    Arrangement.objects.bulk_create(
        Arrangement(course=one, effective_on=LONG_AGO, pickups=EVERY_DAY, watched=EVERY_DAY, place=place)
        for one in courses
    )
    for back in range(SUPPLIED_DAYS, 0, -1):
        _supplied(place, orders, today - timedelta(days=back))
    return courses


def _supplied(place: Place, orders: Sequence[Order], on: date) -> None:
    due = Instalment.objects.bulk_create(
        Instalment(
            course=one.course, order=one, place=place, due_on=on, covers_from=on, days=1, dose_mg=DOSE, watched=1
        )
        for one in orders
    )
    said = {"place": place, "on": on, "outcome": "observed", "given_mg": DOSE, "said": Supply.Said.HERE, "attempt": 1}
    Supply.objects.bulk_create(Supply(instalment=one, course=one.course, **said) for one in due)


def _nurse(place: Place, number: int) -> Client:
    user = User(email=f"nurse{number}@example.test", name=f"Nurse {number}")
    user.save()
    Post.objects.create(user=user, role=Role.NURSE, service=place.service, from_on=LONG_AGO)
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend=BACKEND)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    return client


def _rulebook(people: Sequence[UUID], today: date) -> dict[str, float]:
    """Returns what asking every rule of the review takes: milliseconds over a caseload, seconds over the area."""
    own = people[:CASELOAD]
    ways: dict[str, Callable[[], object]] = {
        "caseload_ms": lambda: review(own, on=today),
        "rows_ms": lambda: known_of_many({one: [one] for one in own}, on=today),
        "each_ms": lambda: [review([one], on=today) for one in own],
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(TIMES + 1):
        for name, way in ways.items():
            begun = perf_counter()
            way()
            took[name] += [perf_counter() - begun] if turn else []  # the first time is not counted
    begun = perf_counter()
    for chunk in _chunks(people):
        review(chunk, on=today)
    return {name: median(each) * 1000 for name, each in took.items()} | {"area_s": perf_counter() - begun}


def _chunks(people: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(people), CHUNK):
        yield people[start : start + CHUNK]


def _address(course: Course) -> str:
    return reverse("give_dose", args=(course.person_id, course.pk))


def _cost(client: Client, first: str, second: str) -> Cost:
    """Returns what giving one dose asks, reads and writes, once another has been given."""
    _give(client, first)
    said: list[tuple[str, Any]] = []

    def noted(execute: Any, sql: str, given: Any, many: bool, context: Any) -> Any:  # noqa: ANN401 - Django's
        said.append((sql, given))
        return execute(sql, given, many, context)

    with connection.execute_wrapper(noted):
        _give(client, second)
    asked = [(sql, given) for sql, given in said if sql.lstrip().upper().startswith("SELECT")]
    with connection.cursor() as cursor:
        read = sum(len(cursor.execute(sql, given).fetchall()) for sql, given in asked)
    return Cost(len(asked), read, sum(sql.lstrip().upper().startswith(WROTE) for sql, _ in said))


def _give(client: Client, path: str) -> None:
    answer = client.post(path, {"checked": "on", "what": "observed"})
    if answer.status_code != GONE_ON:
        raise SystemExit(f"{path} answered {answer.status_code}")


def _desk(client: Client, courses: Sequence[Course]) -> dict[str, Any]:
    cookies = {settings.SESSION_COOKIE_NAME: client.session.session_key, settings.CSRF_COOKIE_NAME: TOKEN}
    form = {"checked": "on", "what": "observed", "csrfmiddlewaretoken": TOKEN}
    return {
        "cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "asks": [{"path": _address(course), "form": form, "ends": [GONE_ON]} for course in courses],
    }


def _bare(cost: Cost) -> dict[str, Any]:
    asked = f"/bare/?questions={cost.questions}&read={cost.read}&written={cost.written}"
    return {"cookie": "", "asks": [{"path": asked, "form": None, "ends": [SEEN]}]}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
