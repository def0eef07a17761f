"""A process that gives doses and is killed in the middle of it, again and again; and what must hold afterwards.

It is a process of its own, with its own connection to the record, that does what the counter does. It says each dose
on its standard output once the action has returned: that is what somebody at the counter was told.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction

from ostara.care.accounts.models import User
from ostara.care.accounts.roles import Role
from ostara.care.medication.models import Instalment, Place, RegisterLine, Stock, Supply
from ostara.care.medication.questions.stocks import disagreements
from ostara.care.people.projecting import rebuild
from ostara.web.keeping.checking import check_record
from tests.dispensing import ARoom, a_dispensing_room, somebody_due, today
from tests.own_record import OwnRecord
from tests.settings import ON

ROOT = Path(__file__).parents[1]
AT_THE_COUNTER = "from tests.killing import give_on; give_on()"
LONGEST_START = 60.0  # seconds
AT_MOST = 50  # doses: more than anybody gives before they are killed


def give_on() -> None:
    """In the other process: gives every dose that is due, one after the other, and says so."""
    place = Place.objects.get(kind=Place.Kind.ROOM)
    assert place.service is not None
    room = ARoom(place, place.service, nurse=User.objects.get(posts__role=Role.NURSE))
    waiting = Instalment.objects.filter(place=place, due_on=today(), supplies__isnull=True).order_by("pk")
    for due in list(waiting.select_related("course__person", "course__service", "place", "order")[:AT_MOST]):
        supply = room.gives(due)
        sys.stdout.write(f"{supply.instalment_id}\n")
        sys.stdout.flush()


def somebody_waits(doses: int) -> ARoom:
    """Makes a room and so many doses that are due."""
    with transaction.atomic():
        room = a_dispensing_room()
        room.holds(60 * doses)
        for _ in range(doses):
            somebody_due(at=room).due(today())
        rebuild()  # their cards; to register thousands would compare the names of each with those of all the others
    return room


def killed_while_giving(record: OwnRecord, kills: int, *, doses: int = 0) -> None:
    """Kills the process at the counter so many times while it gives, and looks at what became of what it said."""
    somebody_waits(doses or kills * 12)
    told: set[str] = set()
    for _ in range(kills):
        told |= one_life(record, kill)
    holds_together(told)


def one_life(record: OwnRecord, end: Callable[[subprocess.Popen[str]], None]) -> set[str]:
    """Starts somebody at the counter, lets them give a few doses, and ends them; returns what they were told."""
    address = os.environ.get("OSTARA_TEST_POSTGRESQL", "").replace("/postgres?", f"/{record.database}?")
    environment = {
        **os.environ,
        "OSTARA_DATABASE": address if ON == "postgresql" else f"sqlite:///{record.database}",
        "DJANGO_SETTINGS_MODULE": "ostara.web.settings",
        "OSTARA_DEMO": "1",
    }
    code = f"import django; django.setup(); {AT_THE_COUNTER}"
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    first = process.stdout.readline().strip()
    assert first, "nothing was given"
    time.sleep(random.uniform(0, 0.15))  # noqa: S311 - somewhere within a dose
    end(process)
    rest = process.stdout.read().splitlines()
    process.wait(timeout=LONGEST_START)
    return {first, *(line for line in rest if len(line) == len(first))}


def kill(process: subprocess.Popen[str]) -> None:
    os.kill(process.pid, signal.SIGKILL)


def holds_together(told: set[str]) -> None:
    """What was told is there once; every supply has its line; the register adds up; and the record is whole."""
    connection.close()
    given = Supply.objects.filter(on=today()).values_list("instalment", flat=True)
    there = [str(key) for key in given]
    assert len(there) == len(set(there))
    assert told <= set(there)
    lines = RegisterLine.objects.filter(kind=RegisterLine.Kind.SUPPLIED)
    assert sorted(str(line.supply.instalment_id) for line in lines.select_related("supply")) == sorted(there)
    assert list(disagreements()) == []
    assert Stock.objects.get().balance == sum(line.change for line in RegisterLine.objects.all())
    faults = [(check.name, check.faults) for check in check_record() if check.faults]
    assert faults == [], faults
