"""Someone at a browser, signed in to a running record."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from ostara.care.accounts.models import User
from tests.own_record import OwnRecord
from tests.staff import a_browser_of

PHONE, DESK = 390, 1280
PICTURES = Path(__file__).parents[3] / "docs" / "pictures"


@pytest.fixture
def sit_down(browser: Browser, own_record: OwnRecord) -> Iterator[Callable[..., Page]]:
    """Opens a tab of the record for somebody who has signed in (none: nobody has), at the first page or another."""
    with contextlib.ExitStack() as contexts:

        def opened(user: User | None = None, *, width: int = DESK, scripts: bool = True, at: str = "/") -> Page:
            context = browser.new_context(
                base_url=own_record.url,
                viewport={"width": width, "height": 900},
                java_script_enabled=scripts,
                locale="en-GB",
                timezone_id="Europe/London",
            )
            contexts.callback(context.close)
            if user is not None:
                cookie = a_browser_of(user).cookies[settings.SESSION_COOKIE_NAME]
                context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": own_record.url}])
            page = context.new_page()
            if at != "about:blank":
                page.goto(at)
            return page

        yield opened


@pytest.fixture
def picture(tmp_path: Path) -> Callable[..., Path]:
    """Takes a picture of a page for the documents: `picture(page, "caseload")`.

    It lands in docs/pictures where OSTARA_PICTURES is set, else where the test leaves nothing behind.
    """
    folder = PICTURES if os.environ.get("OSTARA_PICTURES") else tmp_path

    def taken(page: Page, name: str, *, whole: bool = False) -> Path:
        path = folder / f"{name}.png"
        page.screenshot(path=path, full_page=whole, animations="disabled", caret="hide")
        return path

    return taken
