"""The pack of a day: who is due, which dose, the last one, a photo, and blank labels; as a PDF that any desktop opens
with a password (AES-256), so that it works with our system dead and is worth nothing to who finds it."""

import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from uuid import UUID

import typst
from PIL import Image
from pypdf import PdfReader, PdfWriter

from ostara.care.dispensing.due import State
from ostara.care.dispensing.questions.queue import Line, queue_of
from ostara.care.medication.models import Place, Supply
from ostara.care.medication.questions.supplies import last_taken
from ostara.care.medication.words import amount
from ostara.care.people.models import Photo
from ostara.care.rows.days import LONDON
from ostara.knowledge.refusal import RefusalError

SHORTEST = 12  # signs of the password, as of any other
SIDE = 240  # pixels of a photo: enough to know a face by, on paper
CIPHER = "AES-256"


def downtime_pack(place: Place, *, on: date, at: datetime, password: str) -> bytes:
    """Returns the pack of a day, encrypted.

    Args:
        place: whose.
        on: the day it is for, today or one that comes.
        at: the instant at which it is made: what happened afterwards is not in it, and every page says so.
        password: opens it; at least SHORTEST signs.

    Raises:
        RefusalError: the password is too short.
    """
    if len(password) < SHORTEST:
        raise RefusalError("password", f"has at least {SHORTEST} signs: the pack holds names, faces and doses")
    return _sealed(_printed(_said(place, on, at)), password)


def _said(place: Place, on: date, at: datetime) -> dict[str, object]:
    lines = queue_of(place, on=on, back=False).lines
    courses = [line.due.course.pk for line in lines]
    last, photos = last_taken(courses), _photos([line.due.course.person_id for line in lines])
    made = at.astimezone(LONDON)
    return {
        "place": place.name,
        "on": f"{on:%A} {on.day} {on:%B %Y}",
        "made": f"{made.day} {made:%B %Y}, {made:%H:%M}",
        "people": [_person(line, last.get(line.due.course.pk), photos) for line in lines],
    }


def _person(line: Line, last: Supply | None, photos: dict[UUID, str]) -> dict[str, object]:
    due = line.due
    state = "" if due.state is State.DUE else due.state.label
    return {
        "name": line.name,
        "born": f"{line.born.day} {line.born:%B %Y}" if line.born else "not known",
        "number": due.course.person.shown_number,
        "medicine": line.medicine,
        "strength": f"{due.course.strength.normalize():f} mg/mL" if due.course.strength else "",
        "strong": line.is_strong,
        "amount": line.amount,
        "dose": line.dose,
        "watched": due.watched,
        "away": line.taken_away,
        "state": state,
        "last": _last(line, last),
        "photo": photos.get(due.course.person_id, ""),
    }


def _last(line: Line, last: Supply | None) -> str:
    if last is None or last.given_mg is None:
        return "none recorded"
    days = f" for {last.instalment.days} days" if last.instalment.days > 1 else ""
    return f"{amount(line.due.course, last.given_mg)}{days}, {last.on.day} {last.on:%B}, {last.place.name}"


def _photos(people: Sequence[UUID]) -> dict[UUID, str]:
    """Returns the latest photo of each person as a picture a page can hold, in one query."""
    rows = Photo.objects.standing().filter(person__in=people).order_by("taken_on", "recorded_at", "id")
    return {row.person_id: _picture(bytes(row.jpeg)) for row in rows}


def _picture(jpeg: bytes) -> str:
    with Image.open(BytesIO(jpeg)) as face:
        small = face.convert("RGB")
    small.thumbnail((SIDE, SIDE))
    written = BytesIO()
    small.save(written, "JPEG", quality=70)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {small.width} {small.height}">'
        f'<image width="{small.width}" height="{small.height}" '
        f'href="data:image/jpeg;base64,{b64encode(written.getvalue()).decode()}"/></svg>'
    )


def _printed(said: dict[str, object]) -> bytes:
    template = (files(__package__) / "pack.typ").read_bytes()
    given = {"pack": json.dumps(said, ensure_ascii=False)}
    printed: bytes = typst.compile(template, format="pdf", font_paths=_fonts(), sys_inputs=given, timestamp=0)
    return printed


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def _sealed(pdf: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    writer.encrypt(password, algorithm=CIPHER)
    sealed = BytesIO()
    writer.write(sealed)
    return sealed.getvalue()
