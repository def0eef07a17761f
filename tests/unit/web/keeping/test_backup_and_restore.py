"""A record is backed up while it is used and brought back elsewhere, with every row that stood at that instant."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Event as Signal

import pytest
from django.db import connection, connections

from ostara.care.audit.actions import note
from ostara.care.audit.actor import the_system
from ostara.care.audit.models import Event
from ostara.care.audit.sealing import last_seal, seal
from ostara.care.people.models import Person
from ostara.knowledge.refusal import RefusalError
from ostara.web.keeping.backup import About, back_up, keep_newest, read_through
from ostara.web.keeping.envelope import Envelope, Opened
from ostara.web.keeping.keys import Key
from ostara.web.keeping.places import looking_at, settings_of, the_record
from ostara.web.keeping.postgresql import connected
from ostara.web.keeping.restore import restore
from ostara.web.keeping.snapshots import Stands
from tests.persons import a_person
from tests.settings import ON
from tests.staff import a_service

KEY = Key(b"k" * 32, "file")
AT = datetime(2026, 3, 3, 3, 0, tzinfo=UTC)


def quiet(_done: int, _of: int) -> None:
    """A progress nobody watches."""


def backed_up(folder: Path, **said):
    return back_up(the_record(), folder, key=KEY, at=said.get("at", AT), progress=quiet)


def brought_back(file: Path, to: str, **said):
    said = {"replace": False, "with_faults": False, **said}
    return restore(file, key=KEY, to=to, at=AT, progress=quiet, **said)


@pytest.fixture
def elsewhere(tmp_path, own_record):
    """Where a record comes back: a file, or a database that is taken away afterwards."""
    if ON == "sqlite":
        yield str(tmp_path / "elsewhere" / "record.sqlite")
    else:
        name = f"{own_record.database}_b"[-60:]
        yield name
        with connected({**the_record(), "NAME": "postgres"}, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def of(restored):
    return settings_of(restored.address) if ON == "sqlite" else {**the_record(), "NAME": restored.address}


def test_a_record_comes_back_as_it_stood(own_record, tmp_path, elsewhere):
    person = a_person(at=a_service("Harbour"))
    note("people.read", by=the_system("test"), person=person.pk)
    seal(at=AT)
    sealed = last_seal().hash
    file, about = backed_up(tmp_path)
    a_person(at=a_service())  # later than the backup
    restored = brought_back(file, elsewhere)
    assert about.stands.last_seal == (1, sealed) and about.stands.rows["people_person"] == 1
    assert restored.about == about and not any(check.faults for check in restored.checks)
    assert Person.objects.count() == 2
    with looking_at(of(restored)):
        assert [one.pk for one in Person.objects.all()] == [person.pk]
        assert last_seal().hash == sealed


def test_what_is_written_meanwhile_goes_on_and_the_counts_are_those_of_the_copy(own_record, tmp_path, elsewhere):
    stop, written = Signal(), []

    def write():
        while not stop.is_set():
            note("test.write", by=the_system("meanwhile"))
            written.append(1)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write)
        try:
            while len(written) < 20 and not writer.done():
                stop.wait(0.01)
            file, about = backed_up(tmp_path)
            after = len(written)
        finally:
            stop.set()
    writer.result()
    restored = brought_back(file, elsewhere)
    assert 20 <= about.stands.rows["audit_event"] <= after <= Event.objects.count()
    with looking_at(of(restored)):
        assert Event.objects.count() == about.stands.rows["audit_event"]


def test_a_backup_is_never_written_over_and_one_that_fails_leaves_nothing(own_record, tmp_path):
    file, _ = backed_up(tmp_path / "a.backup")
    with pytest.raises(RefusalError, match="never written over"):
        backed_up(file)
    assert file.stat().st_mode & 0o777 == 0o600

    def interrupted(_done, _of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(the_record(), tmp_path / "b.backup", key=KEY, at=AT, progress=interrupted)
    assert [one.name for one in tmp_path.iterdir() if "b.backup" in one.name or one.name.startswith(".")] == []


def test_a_record_that_is_there_is_not_written_over(own_record, tmp_path, elsewhere):
    file, _ = backed_up(tmp_path)
    brought_back(file, elsewhere)
    with pytest.raises(RefusalError, match="there is a record here" if ON == "sqlite" else "is there already"):
        brought_back(file, elsewhere)


def test_what_came_back_is_compared_with_what_was_backed_up(own_record, tmp_path, elsewhere):
    """A backup whose content is not what it says, though every byte of it is genuine."""
    file, about = backed_up(tmp_path / "a.backup")
    rows = {**about.stands.rows, "people_person": 7}
    lying = About(
        about.at, about.kind, about.ostara, about.made_by, Stands(rows, about.stands.migrations, (1, "f" * 64))
    )
    rewritten = tmp_path / "lying.backup"
    with rewritten.open("wb") as out:
        envelope = Envelope(out, KEY)
        envelope.about(lying.as_dict())
        for some in content_of(file):
            envelope.data(some)
        envelope.end()
    with pytest.raises(RefusalError, match="people_person held 7 rows and holds 0; the audit's last seal is another"):
        brought_back(rewritten, elsewhere)
    assert not Path(elsewhere).exists() and not list(tmp_path.glob("elsewhere/.*"))


def content_of(file: Path):
    with Opened(file, KEY) as opened:
        yield from opened.data()


def test_a_record_with_faults_comes_back_only_when_that_is_said(own_record, tmp_path, elsewhere):
    with connection.cursor() as cursor:
        trigger = '"update_of_history_people_person"'
        cursor.execute(f"DROP TRIGGER {trigger}" + (" ON people_person" if ON == "postgresql" else ""))
    file, _ = backed_up(tmp_path)
    with pytest.raises(RefusalError, match="refusals: people_person would let its history be changed"):
        brought_back(file, elsewhere)
    restored = brought_back(file, elsewhere, with_faults=True)
    assert [check.name for check in restored.checks if check.faults] == ["refusals"]


def test_the_newest_are_kept(tmp_path):
    names = [f"ostara-2026-03-0{day}T030000Z.backup" for day in range(1, 6)]
    for name in (*names, "ostara-before-the-move.backup"):
        (tmp_path / name).touch()
    assert [one.name for one in keep_newest(tmp_path, 2)] == names[:3]
    assert sorted(one.name for one in tmp_path.iterdir()) == [*names[3:], "ostara-before-the-move.backup"]


def test_a_backup_is_read_through_without_a_record(own_record, tmp_path):
    file, about = backed_up(tmp_path)
    assert read_through(file, KEY) == about
