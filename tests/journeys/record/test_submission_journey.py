"""Given people whose national rows lack something, when a keyworker looks, then the page leads to the very form."""

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from ostara.care.accounts.roles import Role
from ostara.care.people.models import Consent
from tests.episodes import HEROIN, an_episode, days_ago
from tests.for_everybody import is_for_everybody
from tests.persons import a_person
from tests.staff import a_service, somebody
from tests.submissions import a_submission


@pytest.fixture
def harbour(own_record, tmp_path):
    before = settings.SAID
    settings.SAID = replace(before, files=tmp_path / "files")
    yield a_service("Harbour", agency_code="N0001", area="A12B")
    settings.SAID = before


def rosa(at, *, agrees=True, **said):
    person = a_person(at=at, **{"given": "Rosa", "family": "Ahern", "born": date(1980, 2, 29), "sex": "F", **said})
    if agrees:
        Consent.objects.create(person=person, kind="ndtms", answer="yes", asked_on=days_ago(90))
    return person


def test_a_keyworker_mends_what_would_be_rejected(sit_down, harbour, picture):
    worker = somebody(Role.KEYWORKER, at=harbour, name="Kim Example")
    unassessed = an_episode(of=rosa(harbour), at=harbour, with_=worker).triaged()
    an_episode(of=rosa(harbour, given="Sam", sex="M"), at=harbour, with_=worker).triaged().assessed(HEROIN)
    an_episode(of=rosa(harbour, given="Ada", agrees=False), at=harbour, with_=worker).triaged()
    a_submission(of=harbour, by=worker)

    page = sit_down(worker, at="/submission/")
    assert "A worked example" in page.get_by_role("main").inner_text()
    picture(page, "submission")
    is_for_everybody(page)
    page.get_by_role("link", name="Open the form for Ahern, Rosa: DRUG1").click()
    assert page.url.endswith(reverse("assess", args=[unassessed.person.pk, unassessed.episode.pk]))

    page.goto("/submission/")
    page.get_by_role("link", name="Who they are").click()
    expect(page.get_by_role("row", name="Ahern, Ada").get_by_role("link", name="Consent")).to_be_visible()
    is_for_everybody(page)


def test_it_is_worked_out_again_when_asked_and_says_that_it_waits(sit_down, harbour):
    page = sit_down(somebody(Role.ADMINISTRATOR, at=harbour), at="/submission/", scripts=False)
    page.get_by_role("button", name="Work it out").click()
    assert "Waiting for its turn" in page.get_by_role("main").inner_text()
    expect(page.get_by_role("button", name="Work it out")).to_have_count(0)
