"""`check-record` finds what is wrong with a record, each fault under the check that looks for it."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models

from ostara.care.audit.actions import note
from ostara.care.audit.actor import the_system
from ostara.care.audit.models import Event
from ostara.care.audit.sealing import last_seal, seal
from ostara.care.people.models import Involvement, Person
from ostara.care.rows import projections
from ostara.care.rows.acts import correct
from ostara.web.keeping.checking import check_record
from ostara.web.keeping.migrating import migrate, not_applied
from ostara.web.keeping.pointers import LOOSE, POINTERS
from tests.persons import a_person
from tests.settings import ON
from tests.staff import a_keyworker, a_service
from tests.unit.web.keeping.test_backup_and_restore import AT


def found(known_seals=None) -> dict[str, tuple[str, ...]]:
    return {check.name: check.faults for check in check_record(known_seals) if check.faults}


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def nothing_refused():
    """As whoever has the database in their hands can do, past every constraint and trigger."""
    if ON == "sqlite":
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        with connection.cursor() as cursor:
            names = [name for (name,) in cursor.execute(triggers).fetchall()]
        run(
            "PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON", *(f'DROP TRIGGER "{n}"' for n in names)
        )
        yield
        run("PRAGMA foreign_keys = ON")
        migrate()
    else:
        run("SET session_replication_role = replica")
        yield
        run("SET session_replication_role = origin")


@pytest.fixture
def in_use(own_record):
    """A record in which something happened."""
    service = a_service("Harbour")
    person = a_person(at=service)
    row = person.involvements.get()
    worker = a_keyworker(at=service)
    correct(row, why="moved away", by=worker.pk, until_at=AT.replace(year=2027))
    note("people.read", by=the_system("test"), person=person.pk, record=person)
    seal(at=AT)
    return person


def test_a_record_in_use_holds_together(in_use):
    assert found() == {}


def test_a_table_that_would_let_itself_be_changed(in_use):
    switched_off = "ALTER TABLE people_person DISABLE TRIGGER update_of_history_people_person"
    run(switched_off if ON == "postgresql" else 'DROP TRIGGER "delete_of_history_people_person"')
    (faults,) = found().values()
    assert faults == ("people_person would let its history be changed: ostara record upgrade",)
    migrate()
    assert found() == {}


def test_a_row_that_points_nowhere(in_use):
    with nothing_refused():
        Involvement.objects.update(person_id=uuid4())
    faults = found()["foreign keys"]
    assert len(faults) == 2 and all("person_id points at no people.Person" in fault for fault in faults)
    assert all(str(in_use.pk) not in fault for fault in faults)


def test_a_key_in_the_audit_that_points_nowhere(own_record):
    nobody = uuid4()
    note("people.read", by=the_system("test"), person=nobody)
    note("people.read", by=the_system("test"), record=Person(pk=nobody, number="X"))
    told = found()["pointers"]
    assert any("person points at no people.Person" in fault for fault in told)
    assert any("record points at no people.Person" in fault for fault in told)


def test_a_correction_without_a_reason_and_one_from_before_what_it_corrects(in_use):
    with nothing_refused():
        Involvement.objects.filter(corrects__isnull=False).update(why="", recorded_at=AT.replace(year=2001))
    assert len(found()["corrections"]) == 2


def test_a_projection_that_says_other_than_its_history(in_use, monkeypatch):
    monkeypatch.setattr(
        projections, "_registered", {"test.Now": lambda: ["status of 7: open, where history says closed"]}
    )
    assert found()["projections"] == ("test.Now: status of 7: open, where history says closed",)


def test_an_audit_that_was_altered(in_use):
    with nothing_refused():
        Event.objects.update(verb="people.nothing")
    assert "altered" in found()["audit"][0]


def test_an_audit_whose_end_was_cut_off_is_found_by_a_seal_kept_elsewhere(in_use):
    kept = {last_seal().number: last_seal().hash}
    with nothing_refused():
        run("DELETE FROM audit_sealed", "DELETE FROM audit_seal", "DELETE FROM audit_event")
    assert found() == {}
    assert "cut off" in found(kept)["audit"][0]


def test_a_record_of_an_older_ostara_is_only_told_so(in_use):
    run("DELETE FROM django_migrations WHERE app = 'audit'")
    assert set(not_applied()) >= {"audit.0001_initial"}
    assert list(found()) == ["migrations"]


def test_a_record_of_a_newer_ostara_is_told_so(in_use):
    run("INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_later', CURRENT_TIMESTAMP)")
    assert found() == {"migrations": ("people.9999_later is not known to this Ostara: a newer one was here",)}


def test_every_key_that_is_no_foreign_key_says_what_it_points_at():
    """A new one: say in web/keeping/pointers.py what it points at, or why it may point nowhere."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("ostara.")]
    keys = {
        (model._meta.label, field.name)
        for model in ours
        for field in model._meta.concrete_fields
        if isinstance(field, models.UUIDField) and not field.primary_key
    }
    keys |= {("audit.Sealed", "event"), ("rows.Act", "key")}  # their own primary keys
    assert keys == set(POINTERS) | set(LOOSE)
    assert not set(POINTERS) & set(LOOSE)
