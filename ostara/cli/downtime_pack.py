"""`ostara downtime-pack`: the pack of a day for when the system is down, an encrypted PDF; to be run every evening."""

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ostara.cli.opening import ready_record
from ostara.knowledge.refusal import RefusalError

if TYPE_CHECKING:
    from ostara.care.medication.models import Place

HEARD_IN = "OSTARA_DOWNTIME_PASSWORD"


def downtime_pack(
    place: Annotated[str, typer.Option("--place", metavar="NAME", help="The dispensing room or pharmacy, by name.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="PDF to write; a folder names it by the day.")],
    day: Annotated[datetime, typer.Option("--day", formats=["%Y-%m-%d"], help="The day it is for.")],
) -> None:
    """Write the pack of a day: who is due, the dose, the last one, photos, labels. Opens with its password alone.

    The password is asked for, or read from OSTARA_DOWNTIME_PASSWORD.
    """
    password = _password()
    ready_record()
    from ostara.care.audit.actions import note  # noqa: PLC0415 - settings are known only now
    from ostara.care.audit.actor import the_system  # noqa: PLC0415 - as above
    from ostara.care.dispensing.downtime import downtime_pack as made  # noqa: PLC0415 - as above

    found = _place(place)
    pack = made(found, on=day.date(), at=datetime.now(UTC), password=password)
    file = out / f"downtime-{day:%Y-%m-%d}.pdf" if out.is_dir() else out
    _write(file, pack)
    note("dispensing.pack", by=the_system("downtime-pack"), place=str(found.pk), on=day.date().isoformat())
    typer.echo(f"{file}: the pack of {found.name} for {_said(day.date())}, {len(pack):,} bytes, AES-256.")


def _password() -> str:
    given = os.environ.get(HEARD_IN)
    if given is not None:
        return given
    if sys.stdin.isatty():
        typed: str = typer.prompt("Password of the pack", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\n")


def _place(name: str) -> "Place":
    from ostara.care.medication.models import Place  # noqa: PLC0415 - settings are known only now

    found = list(Place.objects.filter(name=name, closed_on__isnull=True))
    if len(found) == 1:
        return found[0]
    if found:
        raise RefusalError(name, "is the name of places in several areas")
    known = ", ".join(Place.objects.filter(closed_on__isnull=True).order_by("name").values_list("name", flat=True)[:20])
    raise RefusalError(name, f"is no place of supply. There are: {known or 'none'}")


def _write(file: Path, pack: bytes) -> None:
    """Writes the file whole or not at all, readable by its owner only."""
    part = file.with_name(f".{file.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        written.write(pack)
        written.flush()
        os.fsync(written.fileno())
    part.replace(file)


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
