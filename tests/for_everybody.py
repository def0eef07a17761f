"""Whether a page can be used by everybody: the rules of accessibility at two widths, and no scrolling sideways."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}  # what passes need not be listed
PHONE, NARROW, DESK = 390, 320, 1280


def axe_finds_nothing(page: Page) -> None:
    """Asks axe of a page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate("rules => axe.run(rules)", RULES))
    assert found.violations_count == 0, found.generate_report()


def is_for_everybody(page: Page) -> None:
    """Opens whatever is folded away, then asks axe on a phone and on a desk; the page is never wider than them."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        axe_finds_nothing(page)
    for width in (NARROW, PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
