"""A commissioner asks what if at a terminal and reads the brief: on a desk, on a phone, in the dark."""

import subprocess
import sys

import html5lib
import pytest
from playwright.sync_api import expect

from tests.for_everybody import axe_finds_nothing

ASKED = {"one-year-time-limit": ("--draws", "3"), "outlook": ("--draws", "0")}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Briefs as the command line writes them."""
    folder = tmp_path_factory.mktemp("briefs")
    for name, more in ASKED.items():
        words = ["simulate", name, "--years", "3", *more, "--out", str(folder / f"{name}.html")]
        command = [sys.executable, "-c", "from ostara.cli import main; raise SystemExit(main())", *words]
        done = subprocess.run(command, capture_output=True, check=False, timeout=300)
        assert done.returncode == 0, done.stderr
    return {name: (folder / f"{name}.html").read_text(encoding="utf-8") for name in ASKED}


@pytest.mark.parametrize(("which", "width", "dark"), [("one-year-time-limit", 1280, False), ("outlook", 360, True)])
def test_axe_finds_nothing(open_page, pages, which, width, dark):
    page = open_page(pages[which], width, dark)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    axe_finds_nothing(page)


@pytest.mark.parametrize("which", ASKED)
def test_the_page_is_valid_html_and_fits_a_phone(open_page, pages, which):
    html5lib.HTMLParser(strict=True).parse(pages[which])
    page = open_page(pages[which], 320)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_answer_comes_first_and_its_doubts_above_it(open_page, pages):
    page = open_page(pages["one-year-time-limit"], scripts=False)
    expect(page.locator(".lead")).to_contain_text("more deaths")
    expect(page.locator(".notice")).to_contain_text("assumed or unverified")
    assert page.locator("main h2").all_inner_texts()[0] == "What would change"


def test_every_chart_stands_beside_its_numbers(open_page, pages):
    page = open_page(pages["one-year-time-limit"])
    expect(page.locator("figure")).to_have_count(5)
    expect(page.locator("figure table")).to_have_count(5)
