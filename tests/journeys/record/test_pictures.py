"""The pictures of the README, taken of the made-up area: what a keyworker and a commissioner see."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from ostara.care.treatment.models import EpisodeNow
from ostara.exchange.made_up_record import make_up_record

pytestmark = pytest.mark.looks


def test_the_record_as_a_keyworker_sees_it(sit_down, picture):
    make_up_record(300, seed=3, now=datetime.now(UTC))
    kelly = EpisodeNow.objects.get(
        is_open=True, person__card__family_name="Plovermere", person__card__given_names="Kelly"
    )
    worker = kelly.keyworker
    page = sit_down(worker, at="/caseload/")
    people = page.locator("table tbody tr")
    expect(people.nth(3)).to_be_visible()
    picture(page, "caseload")
    page.get_by_role("link", name="Plovermere, Kelly").click()
    page.get_by_role("link", name="Kelly Plovermere", exact=True).click()
    expect(page.get_by_role("heading", name="Kelly Plovermere")).to_be_visible()
    picture(page, "person")
    phone = sit_down(worker, width=390, at=page.url)
    expect(phone.get_by_role("heading", name="Kelly Plovermere")).to_be_visible()
