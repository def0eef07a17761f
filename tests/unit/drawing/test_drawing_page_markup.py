"""The page's markup: escaped, valid, in order, and with nothing from elsewhere."""

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostara.drawing.blocks import Bullets, Details, Figure, Finding, Heading, Level, Link, Note, Paragraph, Strong
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.intervals import IntervalChart, IntervalRow
from ostara.drawing.markup import element, figure, text
from ostara.drawing.names import Names
from ostara.drawing.page import Page, Section

ATTACK = "<script>alert(1)</script>\" onload='x' & \x00"


def parsed(page: Page):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.render())


def page_saying(words: str) -> Page:
    chart = IntervalChart(words, (IntervalRow(words, 0.5, 0.4, 0.6, 1, 2),), words)
    blocks = (
        Paragraph((words, Strong(words), Link(words, f"https://example.org/?q={words}"))),
        Bullets((words, words), ordered=True),
        Heading(words, 3),
        Finding(Level.ACT, words, (Note(words),)),
        Figure(chart, words, note=words),
        DataTable(words, (Column(words), Column(words)), ((words, words),), (words,)),
        Details(words, (Paragraph(words),)),
    )
    pairs = ((words, words),)
    return Page(words, words, (Section(words, blocks),) * 2, pairs, words, (Paragraph(words),), pairs)


def test_nothing_that_is_said_becomes_markup():
    tree = parsed(page_saying(ATTACK))
    assert not list(tree.iter("script"))
    assert not [name for each in tree.iter() for name in each.attrib if name.startswith("on")]


@given(st.text(max_size=60))
def test_any_words_make_a_valid_page(words):
    parsed(page_saying(words))


def test_ids_and_region_names_are_used_once():
    tree = parsed(page_saying("Dose"))
    ids = [each.attrib["id"] for each in tree.iter() if "id" in each.attrib]
    regions = [each.attrib["aria-label"] for each in tree.iter() if each.attrib.get("role") == "region"]
    assert len(ids) == len(set(ids))
    assert len(regions) == len(set(regions)) == 4


def test_ids_of_sections_alike_do_not_meet():
    names = Names()
    given = [names.identifier(title) for title in ("Dose", "Dose", "Dose 2", "!", "?")]
    assert given == ["s-dose", "s-dose-2", "s-dose-2-2", "s-section", "s-section-2"]


def test_contents_lead_to_every_section():
    tree = parsed(page_saying("Dose"))
    ids = {each.attrib["id"] for each in tree.iter() if "id" in each.attrib}
    addresses = [each.attrib["href"] for each in tree.find(".//nav").iter("a")]
    assert len(addresses) == 2
    assert {address.removeprefix("#") for address in addresses} <= ids


def test_landmarks_language_and_one_heading_of_level_one():
    tree = parsed(page_saying("Dose"))
    assert tree.attrib["lang"] == "en-GB"
    assert [len(list(tree.iter(name))) for name in ("header", "nav", "main", "footer", "h1")] == [1] * 5


def test_the_page_needs_nothing_from_elsewhere():
    html = page_saying("Dose").render()
    assert not re.search(r"<(script|link|img|iframe|object)\b|@import|url\(", html)


def test_the_same_page_is_the_same_bytes():
    assert page_saying("Dose").render() == page_saying("Dose").render()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " javascript:x", "//elsewhere", ""])
def test_an_address_that_could_run_something_is_refused(address):
    with pytest.raises(ValueError):
        Link("x", address)


def test_table_cells_say_numbers_and_what_is_not_known():
    table = DataTable("t", (Column("a"), Column("b", numeric=True)), (("x", 136908), ("y", None)))
    html = table.render(Names())
    assert '<th scope="col" class="number">b</th>' in html
    assert '<th scope="row">x</th><td class="number">136,908</td>' in html
    assert "not known" in html


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError):
        DataTable("t", (Column("a"), Column("b")), (("x",),))
    with pytest.raises(ValueError):
        DataTable("t", (), ())


def test_headings_within_a_section_keep_their_level():
    with pytest.raises(ValueError):
        Heading("x", 2)


def test_every_level_is_a_word_and_a_shape_beside_its_colour():
    shown = [Finding(level, "t").render(Names()) for level in Level]
    words = [re.search(r"</svg><span>([^<]+)", each)[1] for each in shown]
    shapes = [re.search(r"<svg.*?</svg>", each)[0] for each in shown]
    assert words == ["Act on this", "Watch", "Good", "Not known"]
    assert len(set(shapes)) == 4


def test_markup_is_escaped_once():
    assert element("p", "a < b", element("b", "&")) == "<p>a &lt; b<b>&amp;</b></p>"
    assert text(text("&")) == "&amp;"
    assert (
        element("a", title="\"'", open=True, rel=None, stroke_width=1.5)
        == '<a title="&quot;&#x27;" open stroke-width="1.5"></a>'
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_place_that_is_nowhere_is_refused(value):
    with pytest.raises(ValueError):
        figure(value)
