"""A person's pages ask no question twice, and as many for a long record as for a short one."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ostara.care.testing.topics import TOPICS
from tests.episodes import an_episode_in_treatment, days_ago
from tests.medicines import a_course_with_everything
from tests.outcomes_forms import a_profile
from tests.persons import a_contact_of, a_flag_of, a_relation_of
from tests.staff import a_browser_of, a_service
from tests.tested import a_fact, a_specimen, days_drawn

pytestmark = pytest.mark.django_db
PAGES = {"person": 83, "medicines": 31}
HANGS_ON = ("medication_planstep", "medication_planevent")  # of a plan that two sections look up, each in its own way


def a_full_record(at):
    """Somebody of whom every section has something to show."""
    stay = an_episode_in_treatment(at=at)
    a_contact_of(stay.person)
    more_of(stay, at, ago=2)
    a_course_with_everything(of=stay.person, at=at)
    days_drawn(of=stay.person, at=at)
    return stay


def more_of(stay, at, *, ago):
    a_flag_of(stay.person)
    a_relation_of(stay.person)
    a_profile(of=stay.episode, day=days_ago(ago), heroin_days=ago)
    a_specimen(of=stay.person, at=at, ago=ago, opiates="negative", cocaine="positive")
    for slug in TOPICS:
        a_fact(slug, of=stay.person, at=at, ago=ago)


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [one["sql"] for one in queries]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_much_of_a_long_record_as_of_a_short_one_and_nothing_twice(name):
    here = a_service()
    stay = a_full_record(here)
    client, address = a_browser_of(stay.worker), reverse(name, args=[stay.person.pk])
    short = asked(client, address)
    for ago in (3, 4, 5):
        more_of(stay, here, ago=ago)
    long = asked(client, address)
    assert len(long) == len(short)
    assert [sql for sql, times in Counter(long).items() if times > 1 and not any(one in sql for one in HANGS_ON)] == []
    assert len(long) == PAGES[name]
