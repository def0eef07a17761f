"""The page of the next national file: worked out in the background, with names for those who may open the record."""

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings as conf
from django.core.management import call_command
from django.urls import reverse

from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.care.people.models import Consent
from tests.episodes import HEROIN, an_episode, an_episode_in_treatment, days_ago
from tests.figures import links_in
from tests.persons import a_person
from tests.settings import ON
from tests.staff import a_browser_of, a_service, somebody
from tests.submissions import a_submission


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.SAID = replace(settings.SAID, files=tmp_path)
    return tmp_path


@pytest.fixture
def harbour(db):
    return a_service("Harbour", agency_code="N0001", area="A12B")


@pytest.fixture
def worker(harbour):
    return somebody(Role.KEYWORKER, at=harbour)


def rosa(at, consent="yes", **said):
    person = a_person(at=at, **{"given": "Rosa", "family": "Ahern", "born": date(1980, 2, 29), "sex": "F", **said})
    if consent:
        Consent.objects.create(person=person, kind="ndtms", answer=consent, asked_on=days_ago(90))
    return person


def page(user, **query):
    return a_browser_of(user).get(reverse("submission"), query)


def test_before_it_was_worked_out_there_is_a_button(worker):
    shown = page(worker).content.decode()
    assert "Nothing has been worked out yet for N0001" in shown
    assert "Work it out" in shown


def test_asking_is_written_down_and_waits_for_the_worker(worker):
    a_browser_of(worker).post(reverse("submission"))
    assert "Waiting for its turn" in page(worker).content.decode()
    (event,) = Event.objects.filter(verb="numbers.run")
    assert event.detail == {"work": "submission", "with_services": "N0001"}


def test_what_would_be_rejected_names_the_person_the_keyworker_and_the_very_form(harbour, worker):
    one = an_episode(of=rosa(harbour), at=harbour, with_=worker).triaged()  # nobody has assessed her yet
    a_submission(of=harbour, by=worker)
    shown = page(worker)
    words = shown.content.decode()
    assert "Would be rejected" in words and "Ahern, Rosa" in words and worker.name in words
    assert reverse("assess", args=[one.person.pk, one.episode.pk]) in links_in(shown).values()


def test_a_worked_example_is_said_to_be_one(harbour, worker):
    a_submission(of=harbour, by=worker)
    assert "worked example" in page(worker).content.decode()
    taken = a_browser_of(worker).get(reverse("submission_file"))
    assert taken["Content-Disposition"].startswith('attachment; filename="worked-example-k-')


def test_a_colleague_at_the_service_sees_the_same_report(harbour, worker):
    an_episode(of=rosa(harbour), at=harbour).triaged()
    a_submission(of=harbour, by=worker)
    assert "Ahern, Rosa" in page(somebody(Role.SERVICE_MANAGER, at=harbour)).content.decode()


def test_another_service_sees_nothing_of_it(harbour, worker):
    an_episode(of=rosa(harbour), at=harbour).triaged()
    a_submission(of=harbour, by=worker)
    elsewhere = somebody(Role.SERVICE_MANAGER, at=a_service(agency_code="N0002"))
    assert "Ahern" not in page(elsewhere).content.decode()
    assert a_browser_of(elsewhere).get(reverse("submission_file")).status_code == 404
    assert a_browser_of(elsewhere).get(reverse("submission_left_out")).status_code == 302


def test_issues_can_be_limited_to_ones_own_people_and_to_a_rule(harbour, worker):
    an_episode(of=rosa(harbour), at=harbour, with_=worker).triaged()
    an_episode(of=rosa(harbour, given="Sam", sex="M"), at=harbour).triaged()
    a_submission(of=harbour, by=worker)
    mine = page(worker, whose="mine").content.decode().partition("Who is left out")[0]
    assert "Ahern, Rosa" in mine and "Ahern, Sam" not in mine
    assert "Ahern, Sam" in page(worker, rule="K-REQUIRED-DRUG1").content.decode()
    assert "Planted" not in page(worker, rule="Planted", severity="Planted").content.decode()


def test_who_is_left_out_and_why_with_the_form_of_consent(harbour, worker):
    unasked = rosa(harbour, consent="")
    an_episode(of=unasked, at=harbour).triaged().assessed(HEROIN)
    a_submission(of=harbour, by=worker)
    shown = a_browser_of(worker).get(reverse("submission_left_out"))
    assert "Has not been asked" in shown.content.decode()
    assert links_in(shown)["Consent of Ahern, Rosa"] == reverse("consent", args=[unasked.pk])


def test_late_outcome_profiles_are_listed_and_say_what_they_rest_on(harbour, worker):
    an_episode_in_treatment(of=rosa(harbour), at=harbour)
    a_submission(of=harbour, by=worker)
    shown = page(worker).content.decode()
    assert "profile is late" in shown
    assert "Unverified: " in shown


def test_taking_the_file_is_written_down(harbour, worker):
    an_episode_in_treatment(of=rosa(harbour), at=harbour)
    a_submission(of=harbour, by=worker)
    taken = a_browser_of(worker).get(reverse("submission_file"))
    assert b'"R","A","1980-02-29"' in b"".join(taken.streaming_content)
    (event,) = Event.objects.filter(verb="submission.file")
    assert event.detail == {"services": ["N0001"], "rows": 1}


def test_files_that_were_taken_away_are_worked_out_again(harbour, worker):
    a_submission(of=harbour, by=worker, files=False)
    assert "Nothing has been worked out yet" in page(worker).content.decode()


def test_the_page_asks_as_much_for_one_as_for_many(harbour, worker, django_assert_max_num_queries):
    for number in range(8):
        an_episode(of=rosa(harbour, given=f"Made-Up {number}"), at=harbour).triaged()
    a_submission(of=harbour, by=worker)
    browser = a_browser_of(worker)
    browser.get(reverse("submission"))
    with django_assert_max_num_queries(14):
        browser.get(reverse("submission"))


def test_the_worker_works_it_out_from_the_very_record(own_record, monkeypatch, files):
    address = f"sqlite:///{own_record.database}"
    if ON == "postgresql":
        address = conf.SAID.database.replace("/postgres?", f"/{own_record.database}?")
    for name, value in {
        "OSTARA_DATABASE": address,
        "OSTARA_FILES": str(files),
        "DJANGO_SETTINGS_MODULE": "ostara.web.settings",
    }.items():
        monkeypatch.setenv(name, value)
    here = a_service("Harbour", agency_code="N0001", area="A12B")
    worker = somebody(Role.KEYWORKER, at=here)
    an_episode_in_treatment(of=rosa(here), at=here)
    a_browser_of(worker).post(reverse("submission"))
    call_command("db_worker", batch=True, reload=False, verbosity=0, startup_delay=False)
    assert "1 people, 1 episodes and 1 rows" in page(worker).content.decode()
