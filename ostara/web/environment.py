"""What the environment says, and the refusal to start where it is unsafe.

`OSTARA_DEMO=1` is for made-up people on one machine. Without it the record is taken to be real, and every
setting that would make it unsafe is an error that says what to set.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

DEMO_SECRET = "made-up-people-only-" * 3  # refused wherever people are real
SHORTEST_SECRET = 50


@dataclass(frozen=True)
class Environment:
    """What was said.

    Attributes:
        demo: made-up people on one machine.
        debug: Django's own error pages (never with real people: they show what was typed).
        secret: signs sessions.
        database: an address, `sqlite:///PATH` or `postgresql://…`.
        hosts: the names under which the record is reached.
        behind_tls: a proxy in front speaks TLS and sets X-Forwarded-Proto.
        proxies: addresses of such proxies; what they say of where a request came from is believed.
        files: where backups, stores and results of long work are kept.
        form: a folder with what the service loaded for its prescriptions; none: our own drawing and words, marked.
    """

    demo: bool
    debug: bool
    secret: str
    database: str
    hosts: list[str]
    behind_tls: bool
    proxies: list[str]
    files: Path
    form: Path | None = None


def read_environment(said: dict[str, str] | None = None) -> Environment:
    """Reads the environment.

    Raises:
        ImproperlyConfigured: something is missing or unsafe; every such thing is named at once.
    """
    said = dict(os.environ) if said is None else said
    demo = _yes(said, "OSTARA_DEMO")
    files = Path(said.get("OSTARA_FILES", "record"))
    environment = Environment(
        demo=demo,
        debug=_yes(said, "OSTARA_DEBUG"),
        secret=said.get("OSTARA_SECRET", DEMO_SECRET if demo else ""),
        database=said.get("OSTARA_DATABASE", f"sqlite:///{(files / 'record.sqlite').absolute()}"),
        hosts=[
            host.strip() for host in said.get("OSTARA_HOSTS", "localhost,127.0.0.1" if demo else "").split(",") if host
        ],
        behind_tls=_yes(said, "OSTARA_BEHIND_TLS"),
        proxies=[proxy.strip() for proxy in said.get("OSTARA_PROXIES", "127.0.0.1,::1").split(",") if proxy.strip()],
        files=files,
        form=Path(said["OSTARA_FORM"]).absolute() if said.get("OSTARA_FORM") else None,
    )
    problems = [] if demo else list(_unsafe(environment))
    if problems:
        raise ImproperlyConfigured("The record does not start:\n" + "\n".join(f"- {problem}" for problem in problems))
    return environment


def _unsafe(environment: Environment) -> list[str]:
    checks = {
        "OSTARA_SECRET is the demo's own: anyone could sign in as anyone. Set a random one.": (
            environment.secret == DEMO_SECRET
        ),
        f"OSTARA_SECRET is missing or short: set {SHORTEST_SECRET} random characters or more.": (
            len(environment.secret) < SHORTEST_SECRET
        ),
        "OSTARA_DEBUG is on: error pages would show what was typed. Take it out.": environment.debug,
        "OSTARA_HOSTS is empty: say under which names the record is reached.": not environment.hosts,
        "OSTARA_HOSTS holds *: say under which names the record is reached.": "*" in environment.hosts,
        "OSTARA_BEHIND_TLS is not set: names and passwords would travel in the clear. Put a proxy that speaks TLS and "
        "sets X-Forwarded-Proto in front, then set OSTARA_BEHIND_TLS=1.": not environment.behind_tls,
    }
    return [problem for problem, wrong in checks.items() if wrong]


def _yes(said: dict[str, str], name: str) -> bool:
    value = said.get(name, "").strip().lower()
    if value in ("1", "yes", "true", "on"):
        return True
    if value in ("", "0", "no", "false", "off"):
        return False
    raise ImproperlyConfigured(f"{name} is neither yes nor no: {value!r}")
