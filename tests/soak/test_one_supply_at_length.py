"""One dose is given once, at length: a thousand rounds, over HTTP, two hundred kills, and PostgreSQL itself killed."""

import http.client
import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode

import dj_database_url
import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.urls import reverse

from ostara.care.medication.models import RegisterLine, Stock, Supply
from ostara.care.medication.questions.stocks import disagreements
from tests.clusters import a_cluster, a_place, address, killed, ostara, started
from tests.dispensing import a_dispensing_room, rounds_of_one_supply, somebody_due, today
from tests.killing import holds_together, killed_while_giving, one_life, somebody_waits
from tests.persons import a_person
from tests.settings import ON, STARTED
from tests.staff import a_browser_of

pytestmark = pytest.mark.soak

ROUNDS, OVER_HTTP, WORKERS, KILLS, SERVER_KILLS = 1000, 100, 32, 200, 5
KEY = re.compile(r'name="(key|csrfmiddlewaretoken)" value="([^"]+)"')


def test_a_thousand_rounds(own_record):
    rounds_of_one_supply(WORKERS, ROUNDS)


class Desk:
    """A browser without a window, signed in as the nurse of the room."""

    def __init__(self, host: str, user) -> None:
        self.line = http.client.HTTPConnection(host, timeout=120)
        session = a_browser_of(user).cookies[settings.SESSION_COOKIE_NAME]
        self.cookies = {session.key: session.value}

    def asks(self, address: str, sent: dict[str, str] | None = None) -> tuple[int, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(sent) if sent else None
        self.line.request("POST" if sent else "GET", address, body=body, headers=headers)
        answer = self.line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                said, _, rest = value.split(";")[0].partition("=")
                self.cookies[said] = rest
        return answer.status, answer.read().decode(errors="replace")

    def gives(self, address: str, begin: Barrier) -> str:
        """Opens the page of a dose, waits for the others, and gives it; returns what it was told."""
        _, page = self.asks(address)
        hidden = dict(KEY.findall(page))
        begin.wait()
        status, page = self.asks(address, {**hidden, "checked": "on", "what": "observed"})
        if status == 302:
            return "given"
        return "already given" if status == 200 and ("Already given" in page or ">Given<" in page) else str(status)


def test_over_http_one_desk_gives_and_the_others_hear_of_it(own_record):
    with transaction.atomic():
        room = a_dispensing_room()
        room.holds(60 * OVER_HTTP)
        courses = [somebody_due(at=room, of=a_person(at=room.service)).course for _ in range(OVER_HTTP)]
    addresses = [reverse("give_dose", args=(course.person_id, course.pk)) for course in courses]
    host = own_record.url.removeprefix("http://")
    begin = Barrier(WORKERS)
    desks = [Desk(host, room.nurse) for _ in range(WORKERS)]
    with ThreadPoolExecutor(WORKERS) as pool:
        told = list(pool.map(lambda desk: [desk.gives(address, begin) for address in addresses], desks))
    connections.close_all()
    wrong = [one for one in zip(*told, strict=True) if sorted(one) != ["already given"] * (WORKERS - 1) + ["given"]]
    assert wrong == []
    assert list(disagreements()) == []
    assert Stock.objects.get().balance == 0
    assert Supply.objects.filter(on=today()).count() == OVER_HTTP


def test_two_hundred_kills(own_record):
    killed_while_giving(own_record, KILLS)


if ON == "postgresql":  # a file has no server that could be killed

    @pytest.fixture
    def place(own_record) -> Iterator[Path]:
        """A server of this test's own with an empty record, to which everything here is pointed: others go on."""
        with a_place() as folder, pytest.MonkeyPatch.context() as patched:
            a_cluster(folder)
            started(folder, "data")
            ostara(folder, "record", "create")
            patched.setenv(STARTED, address(folder))
            there = {"OPTIONS": {}, **dj_database_url.parse(address(folder))}
            connections.close_all()
            for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD", "OPTIONS"):
                patched.setitem(connection.settings_dict, name, there[name])
            yield folder
            connections.close_all()

    def test_postgresql_itself_is_killed(place, own_record):
        somebody_waits(SERVER_KILLS * 12)
        connections.close_all()
        record = replace(own_record, database="postgres")
        told: set[str] = set()

        def end(process: subprocess.Popen[str]) -> None:
            killed(place, "data")
            process.wait(timeout=60)
            started(place, "data")

        for _ in range(SERVER_KILLS):
            told |= one_life(record, end)
        holds_together(told)
        assert RegisterLine.objects.filter(kind=RegisterLine.Kind.SUPPLIED).count() >= len(told) > 0
