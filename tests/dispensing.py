"""Builders of a dispensing room that read as sentences: `room.holds(500)`, `room.gives(course)`."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from ostara.care.accounts.models import Service, User
from ostara.care.accounts.roles import Role, Verb
from ostara.care.audit.actor import Actor
from ostara.care.dispensing import actions
from ostara.care.dispensing.actions import Given, Received
from ostara.care.dispensing.due import Due, due_at
from ostara.care.medication.models import (
    Arrangement,
    BroughtBack,
    DoseIncident,
    GuestStay,
    Instalment,
    Place,
    Stock,
    Supply,
)
from ostara.care.medication.questions.stocks import disagreements
from ostara.care.medication.writing.supplies import AlreadyGiven
from ostara.care.people.models import Person
from ostara.care.rows.acts import Refused
from tests.medicines import ACourse, a_course, a_room, days_ago, today
from tests.staff import a_service, somebody, standing

__all__ = ["days_ago", "today"]


class ARoom:
    """Our own dispensing room, with somebody at the counter."""

    def __init__(self, place: Place, service: Service, *, nurse: User | None = None) -> None:
        self.place, self.service = place, service
        self.nurse: User = nurse or somebody(Role.NURSE, at=service)
        self.by: Actor = standing(self.nurse).actor(Verb.SUPPLY)

    def holds(self, amount: str | int, *, product: str = "methadone_1", strength: str | int = 1, **said: Any) -> Stock:
        """Receives some of a product."""
        fields = {"batch": "B1", "expires_on": today() + timedelta(days=365), "supplier": "Wholesaler", **said}
        line = actions.receive(
            place=self.place,
            received=Received(product=product, strength=Decimal(strength), amount=Decimal(amount), **fields),
            on=today(),
            by=self.by,
            at=timezone.now(),
        )
        return line.stock

    def queue(self, on: date | None = None) -> list[Due]:
        return due_at(self.place, on=on or today())

    def due_of(self, course: ACourse, on: date | None = None) -> Due:
        (found,) = due_at(self.place, on=on or today(), courses=[course.course])
        return found

    def gives(self, course: ACourse | Instalment, *, on: date | None = None, **said: Any) -> Supply:
        """Gives what is due, watched and sober unless said otherwise."""
        on = on or today()
        due = course if isinstance(course, Instalment) else self.due_of(course, on).instalment
        more = {name: said.pop(name, None) for name in ("key", "judged")}
        return actions.give(
            instalment=due,
            place=self.place,
            given=Given(**{"outcome": "observed", "sober": True, **said}),
            on=on,
            by=self.by,
            at=timezone.now(),
            **more,
        )


def a_dispensing_room(*, at: Service | None = None) -> ARoom:
    service = at or a_service()
    return ARoom(a_room(at=service), service)


def an_arrangement(
    *, of: ACourse, at: Place, pickups: str = "1111111", watched: str = "1111111", since: date | None = None
) -> Arrangement:
    """Says where and on which weekdays a course is supplied, ninety days ago unless said otherwise."""
    return Arrangement.objects.create(
        course=of.course, effective_on=since or days_ago(90), pickups=pickups, watched=watched, place=at
    )


def somebody_due(*, at: ARoom, **fields: Any) -> ACourse:
    """Somebody who takes sixty milligrams a day in front of the counter, and had them yesterday."""
    course = a_course(at=at.service, place=at.place, **fields).on(mg=60, since=days_ago(90))
    an_arrangement(of=course, at=at.place)
    course.supplied(days_ago(1))
    return course


ROUNDS = 100


def the_room(service: Service) -> ARoom:
    """The dispensing room of a service, made where there is none yet."""
    place = Place.objects.filter(service=service, kind=Place.Kind.ROOM).first()
    return ARoom(place or a_room(at=service), service)


def a_supply_of(person: Person, service: Service) -> Supply:
    room = the_room(service)
    return room.gives(somebody_due(at=room, of=person))


def a_stay_of(person: Person, service: Service) -> GuestStay:
    room = the_room(service)
    course = somebody_due(at=room, of=person).course
    fields = {"from_on": today(), "until_on": today(), "confirmed_by": "Mo"}
    return GuestStay.objects.create(course=course, place=room.place, **fields)


def an_incident_of(person: Person, service: Service) -> DoseIncident:
    course = somebody_due(at=the_room(service), of=person).course
    return DoseIncident.objects.create(person=person, course=course, on=today(), kind="double", words="Twice.")


def a_stock_of(service: Service) -> Stock:
    room = the_room(service)
    return Stock.objects.filter(place=room.place).first() or room.holds(500)


def something_brought_back(service: Service) -> BroughtBack:
    place = the_room(service).place
    return BroughtBack.objects.create(place=place, product="methadone_1", amount=30, on=today())


def rounds_of_one_supply(workers: int, rounds: int) -> None:
    """Lets so many workers give the same dose at once, one person after another, and looks what became of it.

    Each of them asks the rules itself, as a desk does. Needs a record of its own: each has a connection and commits.
    """
    with transaction.atomic():
        room = a_dispensing_room()
        room.holds(60 * rounds)
        doses = [room.due_of(somebody_due(at=room)).instalment for _ in range(rounds)]
    begin = Barrier(workers)

    def one_desk(_: int) -> list[str]:
        try:
            return [_asked(room, dose, begin) for dose in doses]
        except BaseException:
            begin.abort()  # else the others wait for this one for ever
            raise
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        told = list(zip(*pool.map(one_desk, range(workers)), strict=True))
    wrong = [Counter(round_) for round_ in told if Counter(round_) != {"given": 1, "already given": workers - 1}]
    assert wrong == []
    assert list(disagreements()) == []
    (stock,) = Stock.objects.all()
    assert (stock.balance, stock.lines) == (0, rounds + 1)
    assert Supply.objects.filter(on=today()).count() == rounds


def _asked(room: ARoom, dose: Instalment, begin: Barrier) -> str:
    begin.wait()
    try:
        room.gives(dose)
    except AlreadyGiven:
        return "already given"
    except (Refused, DatabaseError) as other:
        return str(other)
    return "given"
