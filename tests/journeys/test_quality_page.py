"""A service manager reads the quality report: on a desk, on a phone, in the dark, without script, and on paper."""

import html5lib
import pytest

from ostara.analysis.reports.quality import quality
from ostara.analysis.reports.quality_page import as_html
from ostara.analysis.reports.quality_published import published
from ostara.exchange.made_up import make_up_store
from ostara.tables.store import open_store
from tests.for_everybody import axe_finds_nothing
from tests.people import a_service


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The report of a made-up service, the same for the public, and that of a store with nobody in it."""
    folder = tmp_path_factory.mktemp("quality")
    make_up_store(folder / "store", people=600, years=2, seed=7)
    report = quality(open_store(folder / "store"))
    empty = quality(a_service(folder / "empty"))
    return {"full": as_html(report), "published": as_html(published(report)), "empty": as_html(empty)}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("which", ["full", "published", "empty"])
def test_axe_finds_nothing(open_page, pages, which, width, dark):
    page = open_page(pages[which], width, dark)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    axe_finds_nothing(page)


@pytest.mark.parametrize("which", ["full", "published", "empty"])
def test_the_page_is_valid_html_and_fits_a_phone(open_page, pages, which):
    html5lib.HTMLParser(strict=True).parse(pages[which])
    page = open_page(pages[which], 320)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_first_thing_a_manager_reads_is_the_risk(open_page, pages, picture):
    page = open_page(pages["full"], scripts=False)
    picture(page, "quality-report")
    sections = page.locator("main h2").all_inner_texts()
    assert sections[:2] == ["What to look at first", "What to look at next"]
    first = page.locator("main section").first
    assert "after five days or more without a recorded dose" in first.inner_text()
    assert "What the log cannot tell" in first.inner_text()


def test_every_chart_has_its_table_beside_it(open_page, pages):
    page = open_page(pages["full"], scripts=False)
    figures = page.locator("figure").all()
    assert len(figures) >= 10
    assert all(figure.locator("table").count() == 1 for figure in figures)


def test_a_made_up_service_says_so_before_anything_else(open_page, pages):
    page = open_page(pages["full"])
    assert page.locator("header").inner_text().splitlines()[-1] == "A made-up service: none of these people exist."


def test_every_link_on_the_page_leads_somewhere(open_page, pages):
    page = open_page(pages["full"])
    targets = page.eval_on_selector_all(
        "a[href^='#']", "links => links.map(link => link.getAttribute('href').slice(1))"
    )
    assert targets
    assert page.evaluate("ids => ids.filter(id => !document.getElementById(id))", targets) == []
    outside = page.eval_on_selector_all("[src], a[href^='http'], link", "found => found.length")
    assert outside == 0
