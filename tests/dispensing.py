"""Builders of a dispensing room that read as sentences: `a_room_with(bottles=2)`, `an_arrangement(of=course, at=room)`."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier
from typing import Any

from django.db import connections
from django.utils import timezone

from ostara.care.accounts.models import Service, User
from ostara.care.accounts.roles import Role, Verb
from ostara.care.audit.actor import Actor
from ostara.care.dispensing import actions
from ostara.care.dispensing.actions import Given, Received
from ostara.care.dispensing.due import Due, due_at
from ostara.care.medication.models import Arrangement, Instalment, Place, Stock, Supply
from ostara.care.medication.questions.stocks import disagreements
from ostara.care.medication.writing.supplies import AlreadyGiven
from ostara.care.rows.acts import Refused
from tests.medicines import ACourse, a_course, a_room, days_ago, today
from tests.staff import a_service, somebody, standing

__all__ = ["days_ago", "today"]


class ARoom:
    """Our own dispensing room, with somebody at the counter."""

    def __init__(self, place: Place, service: Service) -> None:
        self.place, self.service = place, service
        self.nurse: User = somebody(Role.NURSE, at=service)
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
        key = said.pop("key", None)
        return actions.give(
            instalment=due,
            place=self.place,
            given=Given(**{"outcome": "observed", "sober": True, **said}),
            on=on,
            by=self.by,
            at=timezone.now(),
            key=key,
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


ROUNDS = 100


def rounds_of_one_supply(workers: int, rounds: int) -> None:
    """Lets so many workers give the same dose at once, one person after another, and looks what became of it.

    Needs a record of its own: each worker has a connection and commits.
    """
    room = a_dispensing_room()
    room.holds(60 * rounds)
    people = [_somebody_due(room) for _ in range(rounds)]
    begin = Barrier(workers)

    def one_desk(_: int) -> list[str]:
        try:
            return [_asked(room, course, begin) for course in people]
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


def _somebody_due(room: ARoom) -> ACourse:
    course = a_course(at=room.service, place=room.place).on(mg=60, since=days_ago(90))
    an_arrangement(of=course, at=room.place)
    course.supplied(days_ago(1))
    return course


def _asked(room: ARoom, course: ACourse, begin: Barrier) -> str:
    due = room.due_of(course).instalment
    begin.wait()
    try:
        room.gives(due)
    except AlreadyGiven:
        return "already given"
    except Refused as refused:
        return refused.message
    return "given"
