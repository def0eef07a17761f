"""The record refuses to start where it is unsafe, and says everything that is wrong at once."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from ostara.web.environment import DEMO_SECRET, read_environment

SAFE = {"OSTARA_SECRET": "x" * 50, "OSTARA_HOSTS": "record.example.test", "OSTARA_BEHIND_TLS": "1"}


def test_a_safe_environment_starts():
    said = read_environment(SAFE)
    assert not said.demo and not said.debug and said.behind_tls
    assert said.hosts == ["record.example.test"]


@pytest.mark.parametrize(
    ("unsafe", "told"),
    [
        ({"OSTARA_SECRET": DEMO_SECRET}, "the demo's own"),
        ({"OSTARA_SECRET": "short"}, "50 random characters"),
        ({"OSTARA_DEBUG": "1"}, "OSTARA_DEBUG is on"),
        ({"OSTARA_HOSTS": ""}, "OSTARA_HOSTS is empty"),
        ({"OSTARA_HOSTS": "*"}, "holds \\*"),
        ({"OSTARA_BEHIND_TLS": "no"}, "in the clear"),
        ({"OSTARA_DEMO": "perhaps"}, "neither yes nor no"),
    ],
)
def test_what_is_unsafe_is_refused_by_name(unsafe, told):
    with pytest.raises(ImproperlyConfigured, match=told):
        read_environment({**SAFE, **unsafe})


def test_every_problem_is_told_at_once():
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_environment({})
    assert all(name in str(refusal.value) for name in ("OSTARA_SECRET", "OSTARA_HOSTS", "OSTARA_BEHIND_TLS"))


def test_the_demo_starts_by_itself():
    assert read_environment({"OSTARA_DEMO": "1"}).secret == DEMO_SECRET


@pytest.mark.django_db
def test_done_means_on_the_disk():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            answers = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
            assert answers == {"journal_mode": "wal", "synchronous": 2}
            assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        else:
            cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
            assert cursor.fetchone() == ("on", "on")
