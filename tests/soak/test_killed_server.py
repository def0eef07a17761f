"""A server that is killed while it writes: nothing it had acknowledged is lost, and the record holds together."""

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from ostara.care.audit.models import Event
from ostara.web.keeping.checking import check_record
from tests.persons import a_person
from tests.settings import ON
from tests.staff import a_browser_of, a_keyworker, a_service

pytestmark = pytest.mark.soak

ROOT = Path(__file__).parents[2]
RUN = "import sys; from ostara.cli import main; sys.argv[0] = 'ostara'; raise SystemExit(main())"
READERS, SECONDS, KILLS = 8, 3, 3


def serving(database: str, port: int) -> subprocess.Popen[bytes]:
    address = os.environ.get("OSTARA_TEST_POSTGRESQL", "").replace("/postgres?", f"/{database}?")
    environment = {
        **os.environ,
        "OSTARA_DATABASE": address if ON == "postgresql" else f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "ostara.web.settings",
        "OSTARA_DEMO": "1",
    }
    command = [sys.executable, "-c", RUN, "serve", "--port", str(port), "--no-access-log"]
    return subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL)


def read_on(port: int, address: str, cookie: str, stop: threading.Event, acknowledged: list[int]) -> None:
    """Opens a person's page again and again, and counts what was acknowledged."""
    line = http.client.HTTPConnection("localhost", port, timeout=5)
    while not stop.is_set():
        try:
            line.request("GET", address, headers={"Cookie": cookie})
            answer = line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            line.close()
            time.sleep(0.05)
            continue
        if answer.status == 200:
            acknowledged.append(1)


@pytest.mark.parametrize("_attempt", range(KILLS))
def test_nothing_acknowledged_is_lost(own_record, tmp_path, _attempt):
    service = a_service("Harbour")
    worker, person = a_keyworker(at=service), a_person(at=service)
    session = a_browser_of(worker).cookies[settings.SESSION_COOKIE_NAME]
    port = int(own_record.url.rpartition(":")[2]) + 1
    acknowledged: list[int] = []
    stop = threading.Event()
    work = (port, f"/people/{person.pk}/history/", f"{session.key}={session.value}", stop, acknowledged)
    server = serving(own_record.database, port)
    readers = [threading.Thread(target=read_on, args=work) for _ in range(READERS)]
    try:
        for reader in readers:
            reader.start()
        began = time.monotonic()
        while len(acknowledged) < 20:
            assert time.monotonic() - began < 60, "nobody was answered"
            time.sleep(0.1)
        time.sleep(SECONDS)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        stop.set()
        server.wait()
        for reader in readers:
            reader.join()
    connection.close()
    written = Event.objects.filter(person=person.pk, user=worker.pk).count()
    print(f"{len(acknowledged)} acknowledged, {written} written")  # noqa: T201 - what the soak measured
    assert written >= len(acknowledged) > 20
    assert [check.faults for check in check_record() if check.faults] == []
