"""A real browser for the journeys: started once, with one fresh tab for each page opened."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
# The first is the same browser without windows: it takes half the time of a core, so it goes first where it is.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium from the system. Fails, with what to type, where there is none."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("needs Chromium. Type:  sudo apt-get install --no-install-recommends chromium fonts-dejavu-core")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--process-per-site"])
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a file (a Path) or HTML (a string) in a tab of its own, closed after the test."""
    with contextlib.ExitStack() as contexts:

        def opened(html: Path | str, width: int = 1280, dark: bool = False, *, scripts: bool = True) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": 800},
                color_scheme="dark" if dark else "light",
                java_script_enabled=scripts,
            )
            contexts.callback(context.close)
            page = context.new_page()
            if isinstance(html, Path):
                page.goto(html.resolve().as_uri())
            else:
                page.set_content(html)
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
        page.wait_for_load_state()  # a part of a page may bring a style of its own, and is not drawn before it
        page.screenshot(path=path, full_page=whole, animations="disabled", caret="hide")
        return path

    return taken
