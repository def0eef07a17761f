"""Long work: asked for on a page, done by a worker in a process of its own, shown to whoever asked and nobody else."""

import os
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.urls import reverse

from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.web.running import folder_of, results_folder
from ostara.web.works import WORKS
from tests.figures import a_shelf, in_the_care_of, links_in
from tests.staff import a_browser_of, a_keyworker, a_service, somebody

AREA, YEAR = "A12B", "2025/26"
PDF = "quarterly-A12B-2025-26.pdf"


@pytest.fixture(scope="module")
def with_a_store(tmp_path_factory):
    files = tmp_path_factory.mktemp("files")
    a_shelf(files, [*in_the_care_of("N0001"), *in_the_care_of("N0002")])
    return files


@pytest.fixture
def store(settings, with_a_store):
    settings.SAID = replace(settings.SAID, files=with_a_store)


def commissioner():
    return a_browser_of(somebody(Role.COMMISSIONER))


def the_worker_works():
    call_command("db_worker", batch=True, reload=False, verbosity=0, startup_delay=False)


def ask(browser, **said):
    return browser.post(reverse("results"), said)


def my_results(browser):
    return browser.get(reverse("results"))


def test_a_commissioner_asks_for_a_summary_and_finds_it_and_nobody_else_does(own_record, store):
    hers, another = commissioner(), commissioner()
    old = folder_of("old")
    old.mkdir(parents=True)
    os.utime(old, (0, 0))
    assert ask(hers, work="quarterly", area=AREA, period=YEAR).status_code == 302
    assert b"Waiting for its turn" in my_results(hers).content
    the_worker_works()

    address = links_in(my_results(hers))[PDF]
    assert b"".join(hers.get(address).streaming_content).startswith(b"%PDF")
    assert another.get(address).status_code == 404
    assert PDF not in links_in(my_results(another))
    for name in ("../../record.sqlite", "told.txt", "", "/etc/passwd"):
        assert hers.get(address.partition("?")[0], {"name": name}).status_code == 404

    written = Event.objects.filter(verb__startswith="numbers.").order_by("at")
    assert [event.verb for event in written] == ["numbers.run", "numbers.result"]
    assert written[0].detail == {"work": "quarterly", "with_area": AREA, "with_period": YEAR}
    (folder,) = results_folder().iterdir()  # what lay there for long is gone
    assert folder.stat().st_mode & 0o077 == 0


def test_what_cannot_be_done_says_why(own_record, settings, tmp_path):
    settings.SAID = replace(settings.SAID, files=tmp_path)
    a_shelf(tmp_path, in_the_care_of("N0001"), until="2020-03-31")
    hers = commissioner()
    ask(hers, work="quarterly", area=AREA, period="2019/20")
    the_worker_works()
    shown = my_results(hers).content.decode()
    assert "Not done" in shown
    assert "2019/20" in shown


@pytest.mark.django_db
@pytest.mark.parametrize("said", [{"work": "quarterly"}, {"work": "quarterly", "area": "--out", "period": YEAR}, {}])
def test_only_what_is_listed_can_be_asked_for(store, said):
    answer = ask(commissioner(), **said)
    assert answer.status_code == 200
    assert b"There is a problem" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("work", ["extract", "submission", "backup"])
def test_a_commissioner_may_not_ask_for_the_work_of_others(store, work):
    assert b"There is a problem" in ask(commissioner(), work=work).content


@pytest.mark.django_db
def test_a_keyworker_has_nothing_to_ask_for_here(store):
    assert b"Ask for something" not in my_results(a_browser_of(a_keyworker(at=a_service()))).content


def test_every_work_is_in_words_and_demands_something():
    assert all(one.words and one.about and one.needs for one in WORKS.values())
