"""Whether a page can be used by everybody: the rules of accessibility at two widths, and no scrolling sideways."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = 390, 1280


def is_for_everybody(page: Page) -> None:
    """Opens whatever is folded away, then asks axe on a phone and on a desk."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
