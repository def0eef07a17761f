"""Someone at a browser, signed in to a running record."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError

from ostara.care.accounts.models import User
from tests.own_record import OwnRecord
from tests.staff import a_browser_of

PHONE, DESK = 390, 1280
A_MOMENT = 1000  # milliseconds


class Desks:
    """Desks with a browser each: tidied when somebody leaves and used by the next, as a new one is dear to start.

    Every tab that was opened is closed and every cookie gone. A first tab stays, so that the process behind it does
    (`--process-per-site`); nobody sits at it. A browser that a test closed is not used again.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self._url = browser, url
        self._free: dict[tuple[int, bool], list[BrowserContext]] = {}
        self._taken: list[tuple[tuple[int, bool], BrowserContext]] = []

    def take(self, width: int, *, scripts: bool) -> BrowserContext:
        kind = (width, scripts)
        free = self._free.setdefault(kind, [])
        context = free.pop() if free else self._new(width, scripts=scripts)
        self._taken.append((kind, context))
        return context

    def tidy(self) -> None:
        """Everybody has left."""
        for kind, context in self._taken:
            if not context.pages:
                continue
            if all(_closed(tab) for tab in context.pages[1:]):
                context.clear_cookies()
                self._free[kind].append(context)
            else:
                context.close()
        self._taken.clear()

    def _new(self, width: int, *, scripts: bool) -> BrowserContext:
        context = self._browser.new_context(
            base_url=self._url,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.new_page().goto(settings.STATIC_URL + "ostara/ostara.css")
        return context


def _closed(tab: Page) -> bool:
    """Closes a tab, and says whether it is.

    Chromium may say yes and leave it open where another page is just arriving, and Playwright would wait for ever
    (Playwright issue 42068): its `close` has no limit in time, so it is told not to wait, and we do.
    """
    try:
        with tab.expect_event("close", timeout=A_MOMENT):
            tab.close(run_before_unload=True)
    except TimeoutError:
        return False
    return True


@pytest.fixture(scope="session")
def desks(browser: Browser, served: str) -> Desks:
    return Desks(browser, served)


@pytest.fixture
def sit_down(desks: Desks, own_record: OwnRecord) -> Iterator[Callable[..., Page]]:
    """Opens a tab of the record for somebody who has signed in (none: nobody has), at the first page or another."""

    def opened(user: User | None = None, *, width: int = DESK, scripts: bool = True, at: str = "/") -> Page:
        context = desks.take(width, scripts=scripts)
        if user is not None:
            cookie = a_browser_of(user).cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": own_record.url}])
        page = context.new_page()
        if at != "about:blank":
            page.goto(at)
        return page

    yield opened
    desks.tidy()
