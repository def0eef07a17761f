"""A commissioner asks for a pack at a terminal and reads it: on a desk, on a phone, in the dark, and as a PDF."""

import json
import subprocess
import sys

import html5lib
import pytest

from ostara.exchange.made_up import make_up_store
from ostara.exchange.made_up_nation import make_up_nation_store
from tests.for_everybody import axe_finds_nothing
from tests.terminal import typed

AREA, YEAR = "S23B", "2014/15"
WAYS = {
    "needs": ("--prevalence", "{prevalence}"),
    "needs, published": ("--publish",),
    "quarterly": ("--kind", "quarterly"),
    "quarterly, published": ("--kind", "quarterly", "--publish"),
}


def ostara(*arguments):
    command = [sys.executable, "-c", "from ostara.cli import main; raise SystemExit(main())", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nation")
    make_up_nation_store(folder / "store", journeys=6_000, years=2, seed=3, replace=False, progress=lambda _: None)
    lines = ("area,group,method,period,people,low,high", f"{AREA},opiates,one,2014/15,300,250,400")
    (folder / "estimates.csv").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture(scope="module")
def pages(nation):
    """Every kind of pack, as the command line writes it."""
    written = {}
    for name, more in WAYS.items():
        file = nation / f"{len(written)}.html"
        words = [word.format(prevalence=nation / "estimates.csv") for word in more]
        done = typed("pack", AREA, nation / "store", "--period", YEAR, "--out", file, *words)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        written[name] = file.read_text(encoding="utf-8")
    return written


@pytest.mark.parametrize(
    ("which", "width", "dark"),
    [
        ("needs", 1280, False),
        ("needs, published", 360, True),
        ("quarterly", 360, False),
        ("quarterly, published", 1280, True),
    ],
)
def test_axe_finds_nothing(open_page, pages, which, width, dark):
    page = open_page(pages[which], width, dark)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    axe_finds_nothing(page)


@pytest.mark.parametrize("which", WAYS)
def test_the_page_is_valid_html_and_fits_a_phone(open_page, pages, which):
    html5lib.HTMLParser(strict=True).parse(pages[which])
    page = open_page(pages[which], 320)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_position_beside_others_comes_right_after_what_matters_most(open_page, pages):
    page = open_page(pages["needs"], scripts=False)
    sections = page.locator("main h2").all_inner_texts()
    assert sections[:2] == ["What matters most", "Our position beside the nation"]
    assert sections[-1] == "What this rests on"
    assert 3 <= page.locator("main section").first.locator(".finding").count() <= 6


@pytest.mark.parametrize("wanted", ["Waiting", "Leaving", "Deaths"])
def test_waits_completions_and_deaths_are_one_click_away(open_page, pages, wanted):
    page = open_page(pages["needs"])
    page.get_by_role("navigation").get_by_role("link", name=wanted, exact=True).click()
    heading = page.locator("main h2", has_text=wanted)
    assert heading.bounding_box()["y"] < 800


def test_every_chart_of_the_needs_assessment_has_its_table(open_page, pages):
    figures = open_page(pages["needs"], scripts=False).locator("figure").all()
    assert len(figures) > 20
    assert all(figure.locator("table").count() == 1 for figure in figures)


def test_what_is_missing_is_said_with_how_to_give_it(open_page, pages):
    said = open_page(pages["needs, published"]).locator("main").inner_text()
    assert "No estimates were given" in said
    assert "--prevalence" in said
    with_file = open_page(pages["needs"]).locator("main").inner_text()
    assert "No estimates were given" not in with_file


@pytest.mark.parametrize("which", WAYS)
def test_the_end_says_what_it_rests_on(open_page, pages, which):
    page = open_page(pages[which])
    assert "none of these people" in page.locator("header").inner_text()
    end = page.locator("footer").inner_text()
    assert "not the set in force" in end
    assert "Unverified numbers" in end
    assert "client" not in page.locator("main").inner_text().lower()


@pytest.mark.parametrize("kind", ["needs", "quarterly"])
def test_the_pdf_and_the_data_say_the_same(nation, kind):
    asked = ("pack", AREA, nation / "store", "--period", YEAR, "--kind", kind)
    done = ostara(*asked, "--format", "pdf", "--out", nation / "pack.pdf")
    assert done.returncode == 0, done.stderr
    assert (nation / "pack.pdf").read_bytes().startswith(b"%PDF-")
    told = json.loads(ostara(*asked, "--format", "json").stdout)
    assert told["kind"] == kind
    assert told["figures"]["in_treatment"]["by"]["here"]
    assert told["origin"]["unverified"]
    assert len(told["origin"]["store"]) == 64


FAULTS = [
    # what is asked, what is said
    (("pack", "S23", "{store}", "--period", YEAR), "did you mean S23B"),
    (("pack", AREA, "{store}", "--period", "1990/91"), "is not wholly in the store"),
    (("pack", AREA, "{store}", "--period", YEAR, "--prevalence", "{tmp}/nowhere.csv"), "there is no such file"),
    (("pack", AREA, "{store}", "--period", YEAR, "--kind", "quarterly", "--prevalence", "x"), "has no estimates"),
    (("pack", AREA, "{store}", "--period", YEAR, "--out", "{tmp}/nowhere/p.html"), "could not be written"),
    (
        ("pack", AREA, "{store}", "--period", YEAR, "--format", "pdf", "--out", "{tmp}/nowhere/p"),
        "could not be written",
    ),
    (("pack", AREA, "{service}", "--period", "2021/22"), "ostara: "),
]


@pytest.mark.parametrize(("asked", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_a_mistake_is_one_line_and_exit_code_2(nation, tmp_path, asked, said):
    service = tmp_path / "service"
    if "{service}" in asked:
        make_up_store(service, people=30, years=2, seed=1)
    done = typed(*(word.format(store=nation / "store", tmp=tmp_path, service=service) for word in asked))
    lines = done.stderr.splitlines()
    assert (done.returncode, len(lines)) == (2, 1), lines
    assert said in lines[0]
