"""The audit is sealed by a chain of hashes: whatever is changed, taken out or put in between is found and named."""

import threading
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from ostara.care.audit import sealing
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.audit.models import Event, Seal, Sealed
from ostara.care.audit.sealing import canonical, last_seal, seal, verify
from ostara.care.rows.models import new_key

WREN = Actor(uuid4(), "Wren Okoro", "keyworker", uuid4(), "192.0.2.7")


def some_events(count: int) -> list[Event]:
    return [note("people.read", by=WREN, person=uuid4(), fields=["b", "a"], found=n) for n in range(count)]


def sealed_events(count: int = 5) -> list[Event]:
    events = some_events(count)
    seal(at=timezone.now())
    return events


@pytest.fixture
def tamper(db):
    """Runs SQL as somebody would who has the database and has dropped its triggers."""

    def run(statement: str, *values: object) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in ("audit_event", "audit_seal", "audit_sealed"):
                for act in ("update", "delete"):
                    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{act}_of_history_{table}"{on}')
            cursor.execute(statement, [_kept(value) for value in values])

    return run


def _kept(value):
    return value.hex if connection.vendor == "sqlite" and hasattr(value, "hex") else value


@pytest.mark.django_db
def test_what_is_not_sealed_yet_is_sealed_once():
    some_events(3)
    assert [seal(at=timezone.now()), seal(at=timezone.now())] == [3, 0]
    some_events(2)
    assert seal(at=timezone.now()) == 2
    assert list(Seal.objects.order_by("number").values_list("number", "events")) == [(1, 3), (2, 2)]
    assert verify() is None


@pytest.mark.django_db
def test_batches_follow_one_another(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 4)
    some_events(10)
    assert seal(at=timezone.now()) == 10
    assert [one.events for one in Seal.objects.order_by("number")] == [4, 4, 2]
    assert verify() is None


@pytest.mark.django_db
def test_an_event_that_comes_to_light_late_is_sealed_next_time():
    """A transaction that took its key early may end late."""
    early = new_key()
    sealed_events(3)
    Event.objects.create(id=early, verb="people.read", user_name="slow")
    assert seal(at=timezone.now()) == 1
    assert verify() is None


def test_an_empty_audit_is_whole(db):
    assert seal(at=timezone.now()) == 0
    assert verify() is None and last_seal() is None


def test_an_altered_event_is_named(tamper):
    events = sealed_events()
    tamper("UPDATE audit_event SET user_name = 'somebody else' WHERE id = %s", events[2].pk)
    broken = verify()
    assert broken and (broken.seal, broken.event) == (1, events[2].pk) and "altered" in str(broken)


@pytest.mark.parametrize("field", ["verb", "reason", "role", "address", "kind"])
def test_every_word_of_an_event_is_sealed(tamper, field):
    events = sealed_events(2)
    tamper(f"UPDATE audit_event SET {field} = 'x' WHERE id = %s", events[1].pk)
    assert verify().event == events[1].pk


@pytest.mark.parametrize("field", ["at", "person", "detail"])
def test_when_of_whom_and_what_are_sealed_as_well(tamper, field):
    events = sealed_events(2)
    other = {"at": "2001-01-01 00:00:00+00:00", "person": uuid4(), "detail": '{"found": 7}'}
    tamper(f"UPDATE audit_event SET {field} = %s WHERE id = %s", other[field], events[1].pk)
    assert verify().event == events[1].pk


def test_a_missing_event_is_named(tamper):
    events = sealed_events()
    tamper("DELETE FROM audit_event WHERE id = %s", events[3].pk)
    assert (verify().event, verify().what) == (events[3].pk, "missing")


def test_an_event_taken_out_with_its_place_is_missed(tamper):
    events = sealed_events()
    tamper("DELETE FROM audit_event WHERE id = %s", events[1].pk)
    tamper("DELETE FROM audit_sealed WHERE event = %s", events[1].pk)
    assert verify().what == "missing: the event in place 2"


def test_the_last_event_taken_out_is_missed(tamper):
    events = sealed_events()
    tamper("DELETE FROM audit_sealed WHERE event = %s", events[-1].pk)
    assert "missing: 5 events were sealed, 4 are left" in str(verify())


def test_events_that_changed_places_are_named(tamper):
    events = sealed_events()
    tamper("UPDATE audit_sealed SET place = 99 WHERE event = %s", events[1].pk)
    tamper("UPDATE audit_sealed SET place = 2 WHERE event = %s", events[2].pk)
    tamper("UPDATE audit_sealed SET place = 3 WHERE event = %s", events[1].pk)
    assert (verify().event, verify().what) == (events[2].pk, "altered, or out of place")


def test_an_event_put_under_a_seal_that_is_not_there_is_named(tamper):
    sealed_events()
    stray = some_events(1)[0]
    Sealed.objects.create(event=stray.pk, seal=7, place=1, hash="0" * 64)
    assert verify().event == stray.pk


def test_a_seal_taken_out_is_missed(tamper):
    for _ in range(3):
        sealed_events(1)
    tamper("DELETE FROM audit_seal WHERE number = 2")
    assert (verify().seal, verify().what) == (2, "this seal is missing")


def test_a_chain_written_anew_differs_from_what_was_kept_elsewhere(tamper):
    """Whoever has the database can compute every hash again; a hash that has left the house stays."""
    events = sealed_events()
    printed = {1: last_seal().hash}
    tamper("UPDATE audit_event SET user_name = 'somebody else' WHERE id = %s", events[0].pk)
    tamper("DELETE FROM audit_sealed")
    tamper("DELETE FROM audit_seal")
    seal(at=timezone.now())
    assert verify() is None
    assert "kept elsewhere" in str(verify(printed))


def test_an_end_cut_off_is_missed_by_what_was_kept_elsewhere(tamper):
    sealed_events(1)
    sealed_events(1)
    printed = {2: last_seal().hash}
    tamper("DELETE FROM audit_sealed WHERE seal = 2")
    tamper("DELETE FROM audit_seal WHERE number = 2")
    assert verify() is None
    assert "cut off" in str(verify(printed))


def test_an_event_reads_the_same_on_every_database():
    said = canonical({"id": uuid4(), "detail": {"b": 1, "a": "é"}, "at": datetime(2026, 7, 1, 12, tzinfo=UTC)})
    assert '"at":"2026-07-01T12:00:00.000000+00:00"' in said
    assert '"detail":{"a":"\\u00e9","b":1}' in said


def test_two_who_seal_at_once_seal_everything_once(own_record, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 7)
    some_events(60)
    counts: list[int] = []

    def work() -> None:
        counts.append(seal(at=timezone.now()))
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 60 == Sealed.objects.count()
    assert verify() is None
