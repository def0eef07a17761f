"""A commissioner reads a view as a page: on a desk, on a phone, in the dark; nothing small in the published one."""

import html5lib
import pytest
from playwright.sync_api import expect

from ostara.analysis.journeys.prepared import prepared
from ostara.analysis.view.answer import answered
from ostara.analysis.view.page import as_page
from ostara.analysis.view.publishing import published
from ostara.analysis.view.question import observed_until, question
from ostara.exchange.made_up_nation import make_up_nation_store
from ostara.tables.store import open_store
from tests.for_everybody import axe_finds_nothing

VIEWS = {
    "trend": (answered, {"measure": "in_treatment", "by": "year,substance_group"}),
    "funnel": (answered, {"measure": "completed_of_treated", "by": "area"}),
    "classes": (answered, {"measure": "progress_classes", "by": ""}),
    "published": (published, {"measure": "completed_of_exits", "by": "age_band,sex"}),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Pages of a made-up nation."""
    folder = tmp_path_factory.mktemp("views") / "store"
    make_up_nation_store(folder, journeys=1_500, years=4, seed=5)
    store = open_store(folder)
    with prepared(store) as connection:
        until = observed_until(connection)
        asked = {
            name: question(**{"where": None, "period": None, **how}, until=until) for name, (_, how) in VIEWS.items()
        }
        return {name: as_page(VIEWS[name][0](connection, store, one)).render() for name, one in asked.items()}


@pytest.mark.parametrize("name", VIEWS)
def test_the_page_is_well_formed(pages, name):
    html5lib.HTMLParser(strict=True).parse(pages[name])


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_everybody_can_read_it(open_page, pages, name, width, dark):
    page = open_page(pages[name], width, dark)
    axe_finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_answer_comes_first_and_the_numbers_beneath(open_page, pages):
    page = open_page(pages["trend"])
    assert "people" in page.locator(".lead").inner_text()
    expect(page.locator("table").first).to_be_visible()
    assert "Unverified" in page.locator("main").inner_text()


def test_the_published_page_shows_no_small_count(open_page, pages):
    cells = open_page(pages["published"]).locator("td").all_inner_texts()
    assert "withheld" in cells
    assert not {"1", "2", "3", "4"} & set(cells)
