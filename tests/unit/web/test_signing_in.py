"""Signing in: a password and a second step; who guesses is locked out; a screen left alone signs itself out."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings as of_django
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from ostara.care.accounts.made_up import DEMO_PASSWORD, NotADemo, ready_to_sign_in
from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.web.idle import SEEN
from ostara.web.second_factor import present_code
from ostara.web.showing import instant
from tests.staff import a_browser_of, a_keyworker, a_service, somebody

pytestmark = pytest.mark.django_db
DOOR = "/sign-in/"
CODE = "/sign-in/second/authenticate/"


@pytest.fixture(autouse=True)
def _a_fresh_process():
    """Forgets how many times this address came to the door within a minute (kept in memory, for all tests)."""
    cache.clear()


@pytest.fixture
def worker():
    return ready_to_sign_in(
        somebody(Role.KEYWORKER, at=a_service("Harbour"), name="Wren Okoro", email="wren@example.test")
    )


def tries(client, password, login="wren@example.test", **extra):
    return client.post(DOOR, {"login": login, "password": password}, **extra)


def signed_in(client) -> bool:
    return client.get("/").status_code == 200


def test_a_password_and_then_a_code_open_the_door(worker):
    client = Client()
    assert tries(client, DEMO_PASSWORD)["Location"] == CODE
    assert not signed_in(client)
    assert client.post(CODE, {"code": present_code(worker)})["Location"] == "/"
    assert signed_in(client)
    assert list(Event.objects.filter(verb="accounts.sign_in").values_list("user", flat=True)) == [worker.pk]


def test_a_code_opens_the_door_once(worker):
    code = present_code(worker)
    first, second = Client(), Client()
    for client in (first, second):
        tries(client, DEMO_PASSWORD)
        client.post(CODE, {"code": code})
    assert signed_in(first) and not signed_in(second)


def test_a_code_used_in_another_process_is_used(worker):
    """allauth remembers used codes in the memory of one process; the record remembers for all of them."""
    code, first, second = present_code(worker), Client(), Client()
    for client in (first, second):
        tries(client, DEMO_PASSWORD)
        cache.clear()
        answer = client.post(CODE, {"code": code})
    assert signed_in(first) and not signed_in(second)
    assert "has been used" in answer.content.decode()


def test_a_code_kept_for_a_lost_phone_opens_the_door_once(worker):
    code = RecoveryCodes.activate(worker).get_unused_codes()[0]
    answers = []
    for client in (Client(), Client()):
        tries(client, DEMO_PASSWORD)
        client.post(CODE, {"code": code})
        answers.append(signed_in(client))
    assert answers == [True, False]


def test_five_wrong_passwords_lock_the_name_from_that_address(worker):
    client = Client()
    answers = [tries(client, "wrong").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    refused = tries(client, DEMO_PASSWORD)
    assert refused.status_code == 429
    until = AccessAttempt.objects.get().attempt_time + timedelta(minutes=15)
    assert instant(until) in refused.content.decode()
    assert tries(Client(), DEMO_PASSWORD, REMOTE_ADDR="192.0.2.7")["Location"] == CODE
    assert Event.objects.filter(verb="accounts.locked_out").exists()


def test_the_lock_opens_by_itself(worker):
    client = Client()
    for _ in range(5):
        tries(client, "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert tries(client, DEMO_PASSWORD)["Location"] == CODE


def test_an_unknown_name_is_locked_out_in_the_same_words(worker):
    known, unknown = Client(), Client()
    for _ in range(5):
        at_known, at_unknown = tries(known, "wrong"), tries(unknown, "wrong", login="nobody@example.test")
    assert at_known.status_code == at_unknown.status_code == 429
    assert at_known.content == at_unknown.content


def test_wrong_codes_count_as_wrong_passwords_do(worker):
    client = Client()
    tries(client, DEMO_PASSWORD)
    answers = [client.post(CODE, {"code": "000000"}).status_code for _ in range(5)]
    assert answers[-1] == 429
    assert client.post(CODE, {"code": present_code(worker)}).status_code == 429
    assert not signed_in(client)


def test_what_was_typed_is_neither_kept_nor_logged(worker, caplog):
    caplog.set_level(logging.DEBUG)
    for _ in range(6):
        tries(Client(), "hunter2 and more")
    kept = str([AccessAttempt.objects.values(), AccessFailureLog.objects.values(), AccessLog.objects.values()])
    kept += str(list(Event.objects.values()))
    for typed in ("wren", "hunter2"):
        assert typed not in kept.lower()
        assert typed not in caplog.text.lower()


def test_the_demo_says_who_may_come_in_and_shows_the_code(worker):
    client = Client()
    door = client.get(DOOR).content.decode()
    assert "wren@example.test" in door and DEMO_PASSWORD in door
    tries(client, DEMO_PASSWORD)
    assert present_code(worker) in client.get(CODE).content.decode()


def test_where_people_are_real_the_door_shows_nobody_and_no_code(worker, settings):
    settings.SAID = replace(of_django.SAID, demo=False)
    client = Client()
    door = client.get(DOOR).content.decode()
    assert "wren@example.test" not in door and DEMO_PASSWORD not in door
    tries(client, DEMO_PASSWORD)
    assert present_code(worker) not in client.get(CODE).content.decode()
    with pytest.raises(NotADemo):
        ready_to_sign_in(worker)


def test_without_a_second_step_only_its_setting_up_is_open():
    """How it is set up, in a browser: tests/journeys/record/test_access_signing_in.py."""
    worker = a_keyworker(at=a_service())
    worker.set_password(DEMO_PASSWORD)
    worker.save()
    client = Client()
    tries(client, DEMO_PASSWORD, login=worker.email)
    assert client.get("/")["Location"] == "/sign-in/second/"
    page = client.get("/sign-in/second/totp/activate/").content.decode()
    assert "<svg" in page and client.session["mfa.totp.secret"][:4] in page


def test_taking_the_second_step_away_asks_for_the_password_and_then_for_a_new_one(worker):
    client = Client()
    tries(client, DEMO_PASSWORD)
    client.post(CODE, {"code": present_code(worker)})
    taking = "/sign-in/second/totp/deactivate/"
    assert client.get(taking)["Location"].startswith("/sign-in/again/")
    assert client.post(f"/sign-in/again/?next={taking}", {"password": "wrong"}).status_code == 200
    assert client.post(f"/sign-in/again/?next={taking}", {"password": DEMO_PASSWORD})["Location"] == taking
    assert client.post(taking)["Location"] == "/sign-in/second/"
    assert client.get("/")["Location"] == "/sign-in/second/"


def test_who_does_nothing_for_long_is_signed_out_and_told(worker):
    client = a_browser_of(worker)
    assert signed_in(client)
    long_ago = int((timezone.now() - timedelta(seconds=of_django.IDLE_SECONDS + 1)).timestamp())
    _seen(client, long_ago)
    answer = client.get("/", follow=True)
    assert answer.redirect_chain == [("/sign-in/?next=/", 302)]
    assert "signed out because nothing was done for 20 minutes" in answer.content.decode()
    assert not signed_in(client)


def test_being_seen_is_written_at_most_once_a_minute(worker):
    client = a_browser_of(worker)
    just_now = int(timezone.now().timestamp()) - 30
    for seen, written in ((just_now, False), (just_now - 60, True)):
        _seen(client, seen)
        client.get("/")
        assert (client.session[SEEN] != seen) is written


def test_an_account_that_is_switched_off_is_out_at_once(worker):
    client = a_browser_of(worker)
    worker.is_active = False
    worker.save()
    assert not signed_in(client)
    assert (
        "switched off"
        in client.post(DOOR, {"login": worker.email, "password": DEMO_PASSWORD}, follow=True).content.decode()
    )


def test_passwords_are_kept_as_argon2_hashes():
    from ostara.web import settings as of_the_record  # noqa: PLC0415 - the tests' own settings hash faster

    assert of_the_record.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def _seen(client, at: int) -> None:
    session = client.session
    session[SEEN] = at
    session.save()
