"""A page of results in a real browser: on a desk and on a phone, in light and in dark, without scripts and on paper."""

import html5lib
import pytest
from playwright.sync_api import expect

from tests.for_everybody import axe_finds_nothing
from tests.journeys.drawing_sample import sample_page

every_look = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
every_width = pytest.mark.parametrize("width", [1280, 320])

WORDS_OUTSIDE = """() => [...document.querySelectorAll('svg.chart')].filter(svg => svg.getBoundingClientRect().width)
    .flatMap(svg => {
        const box = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].filter(text => {
            const it = text.getBoundingClientRect();
            return it.left < box.left - 1 || it.right > box.right + 1
                || it.top < box.top - 1 || it.bottom > box.bottom + 1;
        }).map(text => text.textContent);
    })"""
SMALLEST_WORDS = """() => Math.min(...[...document.querySelectorAll('svg.chart')]
    .filter(svg => svg.getBoundingClientRect().width)
    .map(svg => parseFloat(svg.getAttribute('font-size'))
        * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width))"""


@pytest.fixture(scope="module")
def html():
    return sample_page().render()


def test_the_page_is_valid_html(html):
    html5lib.HTMLParser(strict=True).parse(html)


@every_look
@every_width
def test_axe_finds_nothing(open_page, html, width, dark):
    page = open_page(html, width, dark)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    axe_finds_nothing(page)


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_the_page_itself_never_scrolls_sideways(open_page, html, width):
    page = open_page(html, width)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_words_in_charts_stay_inside_and_legible(open_page, html, width):
    page = open_page(html, width)
    assert page.evaluate(WORDS_OUTSIDE) == []
    assert page.evaluate(SMALLEST_WORDS) >= 11.9


@every_width
def test_each_chart_is_shown_once(open_page, html, width):
    page = open_page(html, width)
    figures = page.locator("figure")
    shown = [figures.nth(which).locator("svg.chart:visible").count() for which in range(figures.count())]
    assert shown == [1] * 8


def test_a_wide_table_is_reached_and_scrolled_by_keyboard(open_page, html):
    page = open_page(html, 320)
    region = page.get_by_role("region", name="Table: Services and what they sent")
    region.focus()
    assert region.evaluate("it => it.scrollWidth > it.clientWidth")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


def test_the_first_tab_skips_to_the_report(open_page, html):
    page = open_page(html)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_scripts_everything_is_there(open_page, html):
    page = open_page(html, scripts=False)
    assert page.get_by_role("heading", level=1).inner_text() == sample_page().title
    expect(page.get_by_role("img", name="Four in ten people never reach 60 mg")).to_be_visible()
    page.get_by_text("Numbers behind figure 1").click()
    expect(page.get_by_role("cell", name="152").first).to_be_visible()


def test_the_page_asks_nobody_for_anything(open_page, html, tmp_path):
    file = tmp_path / "report.html"
    file.write_text(html, encoding="utf-8")
    page = open_page(file)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert asked == [file.as_uri()]


def test_on_paper_the_numbers_are_open_and_the_contents_gone(open_page, html):
    page = open_page(html)
    page.emulate_media(media="print")
    expect(page.locator("nav")).to_be_hidden()
    expect(page.get_by_role("cell", name="152").first).to_be_visible()
    assert page.locator(".details").first.bounding_box()["height"] > 100
