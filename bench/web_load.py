"""People at their desks: so many at once ask one server, each over a connection of their own, for some seconds.

A program of its own, so that asking takes no time from what is asked. Reads what to ask as JSON from standard input:
`{"port": …, "seconds": …, "round": 0, "desks": [{"cookie": …, "asks": […]}]}`, where something to ask is
`{"path": …, "form": {…} or null, "ends": [200]}`.
A form's value `each day from 2024-02-01` is that day the first time, the next day the next time, and so on; each round
begins with days of its own.
Writes `{"answers": n, "seconds": s, "milliseconds": [middle, 95 of 100, slowest], "wrong": {status: n}}`.
"""

import http.client
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import cycle
from random import randrange
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

DESKS, CASELOAD = 50, 60
EACH_DAY = "each day from "
DAYS_A_ROUND = 1000  # more than one desk can ask in
WARM_UP = 2.0  # seconds in which nothing is counted


class Desk(threading.Thread):
    """One person, who asks again as soon as the answer is there."""

    def __init__(self, given: Mapping[str, Any], start: threading.Barrier, of: Mapping[str, Any]) -> None:
        super().__init__(daemon=True)
        self.given, self.start_together = given, start
        self.port, self.seconds = of["port"], of["seconds"]
        self.took: list[float] = []
        self.wrong: Counter[str] = Counter()
        self.asked = of["round"] * DAYS_A_ROUND

    def run(self) -> None:
        """Asks until the time is over."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(anywhere(), 0))
        self.start_together.wait()
        begun = time.monotonic()
        for ask in cycle(self.given["asks"]):
            asked = time.monotonic()
            if asked - begun > WARM_UP + self.seconds:
                return
            status = self._ask(connection, ask)
            if status not in ask["ends"]:
                self.wrong[str(status)] += 1
            elif asked - begun > WARM_UP:
                self.took.append(time.monotonic() - asked)

    def _ask(self, connection: http.client.HTTPConnection, ask: Mapping[str, Any]) -> int:
        headers = {"Cookie": self.given["cookie"], "Host": f"localhost:{self.port}"}
        body = None
        if ask["form"] is not None:
            # A key of its own each time: the same form sent again would be answered "already done".
            body = urlencode({**dated(ask["form"], self.asked), "key": str(uuid4())}, doseq=True)
            self.asked += 1
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("GET" if body is None else "POST", ask["path"], body, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            return 0
        return answer.status


def anywhere() -> str:
    """Returns an address of this machine to ask from: signing in is limited for each address, as it should be."""
    return ".".join(["127", *(str(randrange(1, 255)) for _ in range(3))])  # noqa: S311 - no secret


def dated(form: Mapping[str, Any], times: int) -> dict[str, Any]:
    """Returns a form as it is sent after so many times."""
    return {
        name: (date.fromisoformat(str(said).removeprefix(EACH_DAY)) + timedelta(days=times)).isoformat()
        if str(said).startswith(EACH_DAY)
        else said
        for name, said in form.items()
    }


def asked_at_once(of: Mapping[str, Any]) -> dict[str, Any]:
    """Everybody asks at once. Answers a second count from the end of the warm-up."""
    desks: Sequence[Mapping[str, Any]] = of["desks"]
    together = threading.Barrier(len(desks))
    threads = [Desk(desk, together, of) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = sorted(one for thread in threads for one in thread.took)
    wrong = sum((thread.wrong for thread in threads), Counter())
    places = [took[int(len(took) * share)] * 1000 for share in (0.5, 0.95)] + [took[-1] * 1000] if took else []
    return {"answers": len(took), "seconds": of["seconds"], "milliseconds": places, "wrong": wrong}


if __name__ == "__main__":
    json.dump(asked_at_once(json.load(sys.stdin)), sys.stdout)
