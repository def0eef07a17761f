"""A page as a PDF: everything is said, in order, as it was said; it can be listened to; nothing is cut off."""

import io
import re

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostara.drawing import pdf
from ostara.drawing.blocks import Bullets, Details, Figure, Finding, Heading, Level, Link, Note, Paragraph, Strong
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.intervals import IntervalChart, IntervalRow
from ostara.drawing.page import Page, Section
from ostara.drawing.pdf import page_pdf
from tests.journeys.drawing_sample import sample_page

MILLIMETRE = 72 / 25.4
NOT_SAID = {"kind", "picture", "badge", "id", "address", "alt", "look"}
HOSTILE = [
    '#let x = 1; #import "/etc/passwd": *',
    "*bold* _em_ `raw` $x^2$ @label <label> ~ \\ \\u{41} // comment /* still */",
    "= Heading",
    "- list + enum / term: 1.",
    "\"quoted\" 'single' -- --- ... sys.inputs.page",
    "https://example.org/?q=#&x=$y",
    "</svg><style>*{display:none}</style> ]]> &amp; {{ }} %{x}",
    "Zażółć gęślą jaźń, Ærøskøbing, Łódź, ½ ≥ 60 µg, Ελλάδα, Жизнь",
]


def paper(*blocks, **more):
    return Page("Title", "Lead", (Section("Section", blocks),), **more)


def opened(page):
    return pypdf.PdfReader(io.BytesIO(page_pdf(page)))


def squeezed(words):
    return re.sub(r"\s", "", words)


def text_of(document):
    """Everything the document says, without blanks: lines may break anywhere."""
    return squeezed("".join(page.extract_text() for page in document.pages))


def tags(document):
    """Each tag of the structure tree with its attributes, in the order in which they are read aloud."""

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                yield from walk(each)
        elif isinstance(node, dict) and "/S" in node:
            yield node["/S"][1:], node
            yield from walk(node.get("/K", pypdf.generic.NullObject()))

    return list(walk(document.trailer["/Root"]["/StructTreeRoot"]["/K"]))


def said_in(data):
    """Every word of a page's data, in order."""
    match data:
        case str():
            yield from data.split()
        case dict():
            for key, value in data.items():
                yield from () if key in NOT_SAID else said_in(value)
        case list() | tuple():
            for value in data:
                yield from said_in(value)


def test_a_pdf_has_a_title_a_language_and_tags_and_keeps_pdf_ua():
    document = opened(sample_page())
    root = document.trailer["/Root"]
    assert document.metadata.title == f"{sample_page().title} – Ostara"
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_every_word_of_the_page_is_there_in_the_order_in_which_it_is_read():
    page = sample_page()
    text, place = text_of(opened(page)), 0
    told = page.as_data()
    order = ("notice", "title", "lead", "facts", "sections", "footer", "origin")
    found = list(said_in({key: told[key] for key in order}))
    assert len(found) > 600
    for word in found:
        place = text.find(squeezed(word), place)
        assert place >= 0, word
        place += len(word)


def test_headings_pictures_lists_and_tables_are_told_to_a_screen_reader():
    page, seen = sample_page(), tags(opened(sample_page()))
    headings = [(name, node.get("/T")) for name, node in seen if re.fullmatch(r"H\d", name)]
    assert [title for name, title in headings if name == "H1"] == [section.title for section in page.sections]
    assert ("H2", "Act on this: Four in ten people never reach 60 mg") in headings
    assert ("H3", "What the limits mean") in headings
    charts = [block.chart for section in page.sections for block in section.blocks if isinstance(block, Figure)]
    assert [node["/Alt"] for name, node in seen if name == "Figure"] == [f"{it.title}. {it.summary()}" for it in charts]
    names = [name for name, _ in seen]
    assert names.count("Table") == names.count("THead") == 8  # an empty chart has no numbers behind it
    assert names.count("Caption") == 8 + len(charts)
    assert names.count("LI") == 4


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words_wherever_they_are_said(words):
    chart = IntervalChart(words, (IntervalRow(words, 0.5, 0.4, 0.6, 1, 2),), words)
    blocks = (
        Paragraph((words, Strong(words), Link(words, "https://example.org/"))),
        Bullets((words,), ordered=True),
        Heading(words),
        Finding(Level.ACT, words, (Note(words),)),
        Figure(chart, words, note=words),
        DataTable(words, (Column(words), Column("b")), ((words, words),), (words,)),
        Details(words, (Paragraph(words),)),
    )
    pairs = ((words, words),)
    document = opened(Page(words, words, (Section(words, blocks),), pairs, words, (Paragraph(words),), pairs))
    assert text_of(document).count(squeezed(words)) >= 25
    assert document.metadata.title == f"{words} – Ostara"


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_any_words_make_a_pdf_that_keeps_pdf_ua(words):
    table = DataTable(words, (Column(words),), ((words,),))
    page = Page(words, words, (Section(words, (Heading(words, 4), Finding(Level.GOOD, words), table)),), notice=words)
    assert page_pdf(page).startswith(b"%PDF-")


def test_a_letter_that_no_font_holds_is_written_as_its_number():
    text = text_of(opened(paper(Paragraph("Service 漢 of 😀 and é\x00"))))
    assert "Service[U+6F22]of[U+1F600]andé\N{REPLACEMENT CHARACTER}" in text


def test_letters_that_are_only_refused_together_are_written_as_numbers_too(monkeypatch):
    monkeypatch.setattr(pdf, "_drawable", lambda letters: True)
    assert "[U+6F22]and[U+00E9]" in text_of(opened(paper(Paragraph("漢 and é"))))


def test_the_same_page_is_the_same_bytes_and_holds_no_date():
    first = page_pdf(sample_page())
    assert first == page_pdf(sample_page())
    assert b"CreationDate" not in first
    assert b"CreateDate" not in first


def test_a_long_table_goes_over_pages_and_repeats_its_head():
    rows = tuple((f"Service-{which}.", which, None) for which in range(300))
    table = DataTable("Every service", (Column("Name of it"), Column("People", True), Column("Rows", True)), rows)
    document = opened(paper(Paragraph("Before."), table, Paragraph("After.")))
    pages = [squeezed(page.extract_text()) for page in document.pages]
    assert len(pages) > 4
    assert [page.count("NameofitPeopleRows") for page in pages] == [1] * len(pages)
    assert [page.count(f"Page{number}of{len(pages)}") for number, page in enumerate(pages, 1)] == [1] * len(pages)
    assert all("".join(pages).count(f"Service-{which}.") == 1 for which in range(300))
    names = [name for name, _ in tags(document)]
    assert (names.count("Table"), names.count("TH"), names.count("TR")) == (1, 3, 301)


def letters(document):
    """Each piece of text with its page, where it begins, and where it ends at the least: no letter is thinner."""
    found = []
    for number, page in enumerate(document.pages):

        def seen(text, outer, inner, _font, size, number=number):
            x = (inner[4] * outer[0] + outer[4]) if text.strip() else None
            if x is not None:
                found.append((number, text.strip(), x, x + 0.2 * size * len(text.strip())))

        page.extract_text(visitor_text=seen)
    return found


DIGEST = "0f343b0931126a20f133d67c2b018a3b0f343b0931126a20f133d67c2b018a3b"
WIDE_CELLS = {
    "two": ("W" * 70, DIGEST),
    "nine": ("W" * 70, DIGEST, *("136,908 of 999,999",) * 7),
    "sixteen": ("W" * 70, DIGEST, *("136,908 of 999,999",) * 14),
    "long words": ("W" * 39,) * 16,
}


@pytest.mark.parametrize("cells", WIDE_CELLS.values(), ids=WIDE_CELLS.keys())
@pytest.mark.parametrize("inside", [False, True], ids=["alone", "in a finding"])
def test_a_wide_table_stays_on_the_paper_with_every_letter(cells, inside):
    columns = tuple(Column(f"Buprenorphine-naloxone measure {which}", which > 1) for which in range(len(cells)))
    table = DataTable("Table", columns, (cells,))
    document = opened(paper(Finding(Level.GOOD, "Inside", (table,)) if inside else table))
    assert all(left > 15 * MILLIMETRE and right < 195 * MILLIMETRE for _, _, left, right in letters(document))
    text, given_letters = text_of(document), squeezed("".join(cells))
    assert all(text.count(letter) >= given_letters.count(letter) for letter in set(given_letters))


def test_a_word_longer_than_a_line_is_broken_and_not_cut():
    document = opened(paper(Paragraph("x" * 300), Note("y" * 300), Details("z" * 300, (Bullets(("w" * 300,)),))))
    assert all(right < 195 * MILLIMETRE for _, _, _, right in letters(document))
    assert all(letter * 300 in text_of(document) for letter in "xyzw")


def test_a_very_tall_chart_fits_on_its_page():
    rows = tuple(IntervalRow(f"Service {which}", 0.5, 0.4, 0.6) for which in range(60))
    document = opened(paper(Figure(IntervalChart("Tall", rows))))
    figure = next(node for name, node in tags(document) if name == "Figure")
    (box,) = [each["/BBox"] for each in figure["/A"] if "/BBox" in each]
    assert 19 * MILLIMETRE < box[1] < box[3] < 280 * MILLIMETRE


def test_links_lead_to_sections_and_outside_and_those_to_nowhere_are_words():
    said = (Link("there", "#s-section"), Link("nowhere", "#s-else"), Link("out", "https://example.org/a"))
    document = opened(paper(Paragraph(said), Paragraph(Link("write", "mailto:a@example.org").said)))
    kinds = [note.get_object() for page in document.pages for note in page.get("/Annots", [])]
    assert len(kinds) == 2
    assert [it["/A"]["/URI"] for it in kinds if "/A" in it and "/URI" in it["/A"]] == ["https://example.org/a"]
    assert "out(https://example.org/a)" in text_of(document)


def test_what_nobody_may_overlook_is_on_every_page():
    blocks = tuple(Paragraph("word " * 200) for _ in range(20))
    for notice, again in (("Keep it inside the service.",) * 2, ("Keep it. " * 200, "See the notice on page 1.")):
        pages = [squeezed(page.extract_text()) for page in opened(paper(*blocks, notice=notice)).pages]
        assert squeezed(notice) in pages[0]
        assert len(pages) > 2
        assert all(squeezed(again) in page for page in pages[1:])


def test_an_empty_table_says_so_and_nothing_stays_closed():
    closed = Details("More", (DataTable("None", (Column("a"), Column("b")), ()),))
    assert "MoreNoneabNodata" in text_of(opened(paper(closed)))
