"""The record's own style: colours that hold WCAG 2.2 AA in light, in dark and on paper, and a rule for every NHS class.

4.5 to 1 for words, 3 to 1 for edges.
"""

import re
from pathlib import Path

import pytest

from ostara import drawing, web

STYLE = Path(web.__file__).parent / "static" / "ostara"
WORDS = ("ink", "soft", "link", "act", "watch", "good", "unknown", "series-1", "series-2", "series-3", "series-4")
GROUNDS = ("paper", "panel", "field")
SOFT = {
    "act": "act-soft",
    "watch": "watch-soft",
    "good": "good-soft",
    "unknown": "unknown-soft",
    "series-1": "series-1-soft",
}
SOFT_GROUNDS = ("act-soft", "watch-soft", "good-soft", "series-1-soft", "dawn-soft")


def roots(css: str) -> list[dict[str, str]]:
    return [dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in re.findall(r":root \{(.*?)\}", css, re.S)]


def palettes() -> dict[str, dict[str, str]]:
    """The colours of each scheme; dark and paper say only what differs from light."""
    light, dark = roots((STYLE / "ostara.css").read_text(encoding="utf-8"))
    (paper,) = roots((STYLE / "print.css").read_text(encoding="utf-8"))
    return {"light": light, "dark": {**light, **dark}, "paper": {**light, **paper}}


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", palettes().values(), ids=palettes().keys())
class TestColours:
    def test_words_can_be_read(self, colours):
        faint = [(w, g) for g in GROUNDS for w in WORDS if contrast(colours[w], colours[g]) < 4.5]
        faint += [(w, g) for w, g in SOFT.items() if contrast(colours[w], colours[g]) < 4.5]
        faint += [(w, g) for g in SOFT_GROUNDS for w in ("ink", "link") if contrast(colours[w], colours[g]) < 4.5]
        assert not faint

    def test_header_and_buttons_can_be_read(self, colours):
        pairs = [
            ("house-ink", "house"),
            ("house-soft", "house"),
            ("button-ink", "button"),
            ("button-ink", "button-over"),
        ]
        assert not [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
        assert contrast(colours["paper"], colours["act"]) >= 4.5  # the button that warns

    def test_edges_and_focus_can_be_seen(self, colours):
        assert not [(e, g) for g in GROUNDS for e in ("edge", "focus", "act") if contrast(colours[e], colours[g]) < 3]
        assert contrast(colours["button"], colours["paper"]) >= 3


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_record_has_the_colours_of_the_reports(scheme):
    reports = roots((Path(drawing.__file__).parent / "page.css").read_text(encoding="utf-8"))[scheme]
    record = roots((STYLE / "ostara.css").read_text(encoding="utf-8"))[scheme]
    assert {name: record[name] for name in reports} == reports


def test_every_colour_has_a_name():
    for sheet in STYLE.glob("*.css"):
        rules = re.sub(r":root \{.*?\}", "", sheet.read_text(encoding="utf-8"), flags=re.S)
        assert set(re.findall(r"#[0-9a-f]{3,8}\b", rules)) <= {"#0d4a4a"}, sheet.name


# Say what something is, and need no rule.
PLAIN = {"nhsuk-radios", "nhsuk-checkboxes", "nhsuk-details__summary-text", "nhsuk-pagination-item--previous"}


def test_every_class_of_the_nhs_frontend_that_a_page_uses_has_a_rule():
    """Its style sheet is not in the Python package: ours is written for the names in use."""
    package = Path(web.__file__).parents[1]
    ruled = {name for sheet in package.rglob("*.css") for name in re.findall(r"\.(nhsuk-[\w-]+)", sheet.read_text())}
    used = set()
    for template in package.rglob("templates/**/*.html"):
        for names in re.findall(r'class="([^"]*)"', template.read_text(encoding="utf-8")):
            whole = re.sub(r"\S*(\{\{.*?\}\})\S*|\{%.*?%\}", " ", names)  # a name put together is not known here
            used |= {name for name in whole.split() if name.startswith("nhsuk-") and name[-1].isalnum()}
    assert len(used) > 50 and used - ruled - PLAIN == set()
