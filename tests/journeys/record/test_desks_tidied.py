"""The desks of these tests are tidied whatever their browsers are doing, so that no run waits for ever."""

import pytest
from playwright.sync_api import Error

from tests.journeys.record.conftest import DESK

GO_ON = "location.reload(); new Promise(() => {})"  # no answer: another page comes first


@pytest.mark.looks
@pytest.mark.usefixtures("own_record")
def test_a_tab_in_which_a_page_is_just_arriving_is_closed(desks):
    """Of twelve, Chromium leaves about five open and says that it closed them."""
    for _ in range(12):
        tab = desks.take(DESK, scripts=True).new_page()
        tab.goto("/sign-in/")
        with pytest.raises(Error):
            tab.evaluate(GO_ON)
        desks.tidy()
        assert tab.is_closed()
