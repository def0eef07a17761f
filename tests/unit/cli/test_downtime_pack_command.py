"""`ostara downtime-pack` writes one file, whole, for its owner only; what cannot be is said as a line."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from ostara.cli import app
from ostara.knowledge.refusal import RefusalError
from tests.dispensing import a_dispensing_room, somebody_due, today
from tests.persons import a_person
from tests.staff import a_service

pytestmark = [pytest.mark.django_db, pytest.mark.record]
WORDS = "seven grey herons"


def pack(*said: str, typed: str = f"{WORDS}\n") -> str:
    day = ["--day", today().isoformat()]
    return CliRunner().invoke(app, ["downtime-pack", *said, *day], input=typed, catch_exceptions=False).output


def test_a_pack_is_written_for_its_owner_only(tmp_path):
    room = a_dispensing_room(at=a_service("Harbour"))
    somebody_due(at=room, of=a_person(at=room.service, given="Robin"))
    told = pack("--place", room.place.name, "--out", str(tmp_path))
    (file,) = tmp_path.iterdir()
    assert file.name == f"downtime-{today().isoformat()}.pdf" and str(file) in told
    assert file.stat().st_mode & 0o777 == 0o600
    read = PdfReader(BytesIO(file.read_bytes()), password=WORDS)
    assert "Robin" in "".join(page.extract_text() for page in read.pages)


def test_a_place_that_is_not_there_is_said_with_those_that_are(tmp_path):
    room = a_dispensing_room(at=a_service("Harbour"))
    with pytest.raises(RefusalError, match=room.place.name):
        pack("--place", "Hill", "--out", str(tmp_path / "pack.pdf"))
    assert not list(tmp_path.iterdir())


def test_a_short_password_is_refused(tmp_path):
    room = a_dispensing_room(at=a_service("Harbour"))
    with pytest.raises(RefusalError, match="12 signs"):
        pack("--place", room.place.name, "--out", str(tmp_path / "pack.pdf"), typed="short\n")
    assert not list(tmp_path.iterdir())
