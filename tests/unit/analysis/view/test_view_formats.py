"""A view in each form: nothing in it runs, numbers are numbers, and what it rests on stands beside it."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from rich.console import Console

from ostara.analysis.journeys.prepared import prepared
from ostara.analysis.view.answer import answered
from ostara.analysis.view.charts import chart
from ostara.analysis.view.data import as_csv, as_json
from ostara.analysis.view.members import members, members_csv, members_json
from ostara.analysis.view.page import as_page
from ostara.analysis.view.publishing import published
from ostara.analysis.view.question import observed_until, question
from ostara.analysis.view.terminal import as_table
from ostara.analysis.view.workbook import as_xlsx
from ostara.drawing.bars import BarChart
from ostara.drawing.funnel import FunnelChart
from ostara.drawing.intervals import IntervalChart
from ostara.drawing.page import Section
from ostara.drawing.trend import TrendChart
from tests.national import a_nation, somebody

FORMULA = '=HYPERLINK("http://example.org")'
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

PEOPLE = [
    somebody(sex=sex, ethnicity=ethnicity, area=area).in_treatment("2023-05-01", until="2023-08-31", left=left)
    for sex, ethnicity, area, left, times in (
        ("male", "White British", "A12B", 80, 7),
        ("female", FORMULA, "A12B", 85, 2),
        ("female", None, "B34B", 80, 9),
    )
    for _ in range(times)
]


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    """`view(how, measure=…, by=…)` of a store in which an ethnicity looks like a formula."""
    store = a_nation(tmp_path_factory.mktemp("formats") / "store", *PEOPLE)

    def made(how=answered, *, measure="completed_of_treated", by="ethnicity", where=None, period="2023/24"):
        with prepared(store) as connection:
            asked = question(measure=measure, by=by, where=where, period=period, until=observed_until(connection))
            return how(connection, asked) if how is members else how(connection, store, asked)

    return made


def test_json_keeps_its_keys(view):
    told = json.loads(as_json(view(where="sex is recorded")))
    assert list(told) == [
        "measure", "period", "periods", "by", "where", "lines", "parameters", "notes", "published", "origin",
    ]  # fmt: skip
    assert told["where"] == "sex is recorded"
    assert told["periods"] == [{"name": "2023/24", "first": "2023-04-01", "last": "2024-03-31"}]
    line = next(line for line in told["lines"] if line["cut"] == {"ethnicity": "White British"})
    assert (line["numerator"], line["denominator"], line["value"], line["not_known"]) == (7, 7, 1.0, 0)
    assert told["lines"][-1]["total"] is True and told["lines"][-1]["cut"] == {}
    assert any(one["unverified"] for one in told["parameters"])
    assert re.fullmatch("[0-9a-f]{64}", told["origin"]["store"])


def test_a_csv_has_a_line_each_and_no_formula(view):
    rows = list(csv.DictReader(io.StringIO(as_csv(view()))))
    assert [row["ethnicity"] for row in rows] == ["White British", "'" + FORMULA, "not recorded", "all"]
    assert [row["numerator"] for row in rows] == ["7", "0", "9", "16"]
    assert all("UNVERIFIED" in row["unverified"] and row["store"] for row in rows)


def test_what_is_withheld_is_an_empty_cell_and_no_nought(view):
    rows = list(csv.DictReader(io.StringIO(as_csv(view(published)))))
    assert {row["ethnicity"]: row["numerator"] for row in rows}["'" + FORMULA] == ""


def sheets(view):
    """The cells of both sheets as (type, value, whether there is a formula), and the XML of the first."""
    with zipfile.ZipFile(io.BytesIO(as_xlsx(view))) as book:
        strings = [
            "".join(part.itertext())
            for part in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 our own
        ]
        texts = [book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)]
    found = []
    for text in texts:
        cells = ElementTree.fromstring(text).iter(f"{SHEET}c")  # noqa: S314 our own
        found.append([_cell(cell, strings) for cell in cells])
    return found, texts


def _cell(cell, strings):
    value, formula = cell.find(f"{SHEET}v").text, cell.find(f"{SHEET}f") is not None
    return ("words", strings[int(value)], formula) if cell.get("t") == "s" else ("number", float(value), formula)


def test_a_workbook_holds_numbers_words_and_no_formula(view):
    (figures, meaning), texts = sheets(view())
    assert not any(formula for _, _, formula in (*figures, *meaning))
    assert ("words", FORMULA, False) in figures
    assert ("number", 7.0, False) in figures and ("number", 1.0, False) in figures
    assert 'state="frozen"' in texts[0] and "<hyperlink" not in texts[0]
    assert ("words", "Population", False) in meaning
    assert any(kind == "words" and "UNVERIFIED" in value for kind, value, _ in meaning)


def test_a_workbook_says_withheld_and_is_the_same_each_time(view):
    (figures, _), _ = sheets(view(published))
    assert ("words", "withheld", False) in figures
    assert as_xlsx(view()) == as_xlsx(view())


def printed(view):
    console = Console(width=140, record=True, file=io.StringIO())
    console.print(as_table(view))
    return console.export_text()


def test_the_terminal_says_what_it_is_before_and_what_to_know_after(view):
    text = printed(view(where="sex is recorded"))
    before, after = text.split("\nWhite British", 1)
    assert "Population: people in treatment" in before and "Limited to: sex is recorded" in before
    assert "UNVERIFIED: days after the end of an episode" in before and "(national.journey_gap_days)" in before
    assert FORMULA in after and "Store: " in after


@pytest.mark.parametrize(("door", "told"), [("ndtms", True), ("made_up", False)])
def test_a_store_from_a_k_file_says_that_k_is_a_worked_example(view, door, told):
    def answered_as_if(connection, store, asked):
        manifest = replace(store.manifest, origin=replace(store.manifest.origin, door=door))
        return answered(connection, replace(store, manifest=manifest), asked)

    assert ("worked example" in printed(view(answered_as_if))) is told


CHARTS = [
    # by, measure, period, chart
    ("sex", "completed_of_treated", "2023/24", IntervalChart),
    ("sex", "in_treatment", "2023/24", BarChart),
    ("", "exit_reasons", "2023/24", BarChart),
    ("area", "completed_of_treated", "2023/24", FunnelChart),
    ("year", "in_treatment", "2021/22..2023/24", TrendChart),
    ("year,sex", "completed_of_treated", "2021/22..2023/24", TrendChart),
    ("year,ethnicity,sex", "in_treatment", "2021/22..2023/24", TrendChart),
    ("sex,ethnicity", "in_treatment", "2023/24", type(None)),
    ("", "in_treatment", "2023/24", type(None)),
]


@pytest.mark.parametrize(("by", "measure", "period", "kind"), CHARTS, ids=lambda it: str(it)[:40])
def test_the_chart_fits_the_question(view, by, measure, period, kind):
    drawn = chart(view(measure=measure, by=by, period=period))
    assert isinstance(drawn, kind)
    assert drawn is None or "<svg" in drawn.draw()


def test_a_published_chart_says_withheld(view):
    assert "withheld" in chart(view(published)).draw()


def test_a_page_escapes_what_the_store_says_and_takes_further_sections(view):
    made = view()
    real = replace(made, origin=replace(made.origin, made_up=False))
    html = as_page(real, extra=(Section("Beside others", ()),)).render()
    assert "&quot;http://example.org" in html or "=HYPERLINK(&#34;" in html
    assert html.index("Beside others") < html.index("What this rests on</h2>")
    assert "Holds small counts" in html and "Unverified" in html
    assert "Holds small counts" not in as_page(replace(real, published=True)).render()
    assert "Made up: none of these people exist" in as_page(made).render()


def test_members_are_listed_in_both_forms(view):
    found = view(members, where="sex = female", by="ethnicity")
    told = json.loads(members_json(found))
    assert {row["person"] for row in told} == set(range(8, 19))
    assert members_csv(found).count("'=HYPERLINK") == 2
