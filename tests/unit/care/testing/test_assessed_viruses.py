"""What an assessment says of hepatitis and HIV stands beside the steps, and leads to the step that is missing."""

from datetime import date

import pytest
from django.urls import reverse

from ostara.care.accounts.roles import Role
from tests.episodes import an_episode
from tests.persons import a_person
from tests.staff import a_browser_of, a_service, somebody
from tests.tested import a_fact

pytestmark = pytest.mark.django_db


def assessed(**answers):
    """Somebody who was assessed: the person, the service, and a nurse who reads the page of health."""
    harbour = a_service("Harbour")
    heron = a_person(at=harbour, family="Heron")
    an_episode(of=heron, at=harbour).triaged().assessed(**answers)
    nurse = a_browser_of(somebody(Role.NURSE, at=harbour))

    def page() -> str:
        return nurse.get(reverse("health", args=[heron.pk])).content.decode()

    return heron, harbour, page


def test_what_was_told_stands_beside_the_steps_with_a_way_to_the_assessment():
    heron, _, page = assessed(hepatitis_c_tested="Y", hepatitis_c_tested_on=date(2026, 3, 2), hiv_tested="D")
    for words in (
        "What they told in the assessment of",
        "Tested for hepatitis C: ",
        "Latest hepatitis C test: 2 March 2026",
        "Tested for HIV: Would rather not say",
        f"/people/{heron.pk}/episodes/",
    ):
        assert words in page()


def test_a_test_they_told_of_leads_to_the_form_of_that_step_until_it_is_recorded():
    heron, harbour, page = assessed(hepatitis_c_tested="Y")
    record = reverse("record_health", args=[heron.pk, "viruses"])
    assert f"{record}?virus=hcv&amp;step=tested" in page()
    assert "They told of a test for hepatitis C, and no such step is recorded" in page()
    a_fact("viruses", of=heron, at=harbour, virus="hcv", step="tested", result="negative", route="in_person")
    assert "They told of" not in page() and "What they told in the assessment" in page()


def test_doses_of_a_vaccine_they_told_of_lead_to_the_vaccine():
    heron, harbour, page = assessed(hepatitis_b_offer="A", hepatitis_b_vaccinations="2")
    assert "They told of a vaccine against hepatitis B" in page()
    a_fact("vaccines", of=heron, at=harbour, step="immune", dose=None, schedule="")
    assert "They told of" not in page()


@pytest.mark.parametrize("answers", [{"hepatitis_c_tested": "N"}, {"hiv_tested": "U"}])
def test_no_and_not_known_ask_for_no_step(answers):
    _, _, page = assessed(**answers)
    assert "What they told in the assessment" in page() and "They told of" not in page()


def test_an_assessment_that_did_not_ask_says_nothing():
    _, _, page = assessed()
    assert "What they told in the assessment" not in page()
