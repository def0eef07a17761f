"""The printed prescription: what stands on it is what it was given, and no page can be mistaken for a live one."""

import io
import re
import shutil
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

import pytest
from pypdf import PdfReader

from ostara.drawing.prescription_form import (
    NOT_LIVE,
    FormInstalment,
    PrescriptionForm,
    Quantity,
    form_layout,
    print_forms,
)
from ostara.knowledge.refusal import RefusalError

FORM = PrescriptionForm(
    serial="OST-1",
    person="Anna Example-O'Neill",
    address=("1 Canal Street", "Sometown"),
    born="3 February 1984",
    age="42",
    nhs_number="",
    pharmacy="Bridge Street Pharmacy",
    medicine="methadone oral solution 1 mg/mL",
    dose=("60 mg (60 mL) each day",),
    days="14",
    interval="every day",
    instalment_count=Quantity("", "14 instalments", "fourteen instalments"),
    total=(Quantity("", "840 mL", "eight hundred and forty millilitres"),),
    instalments=tuple(FormInstalment(f"Mon {day} Mar", "that day", "60 mL", "all watched") for day in range(2, 16)),
    wordings=("Made-up wording of this test.",),
    wordings_checked=True,
    prescriber="Dr Sample",
    prescriber_number="D 1",
    prescriber_address=("Riverside Recovery Service",),
    date="1 March 2026",
)
HEAD = """[form]
name = "made-up form"
width_mm = 210
height_mm = 297
source = "a specification made up for this test"
place = "page 3"
checked_by = "A Person"
checked_on = 2026-11-22
"""


def pages(pdf):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture
def own(tmp_path):
    (tmp_path / "fp10mda.toml").write_text(HEAD)
    shutil.copy(str(files("ostara.drawing.prescription_form") / "fp10mda.csv"), tmp_path)
    return tmp_path


def test_every_page_of_our_own_drawing_says_that_it_is_not_live():
    text = pages(print_forms([FORM, FORM, FORM], form_layout()))
    assert len(text) == 3
    assert all(page.count(NOT_LIVE) == 2 for page in text)  # at the head and across the page
    assert all("the form's specification is not loaded and checked" in page for page in text)


def test_unchecked_wordings_alone_are_enough_to_say_so(own):
    (page,) = pages(print_forms([replace(FORM, wordings_checked=False)], form_layout(own)))
    assert NOT_LIVE in page and "approved wordings" in page and "specification" not in page


def test_what_the_record_does_not_know_is_enough_to_say_so(own):
    (page,) = pages(print_forms([replace(FORM, lacks=("the prescriber's number is not known",))], form_layout(own)))
    assert NOT_LIVE in page and "the prescriber's number is not known" in page


def test_only_a_checked_form_with_checked_wordings_is_without_the_mark(own):
    (page,) = pages(print_forms([FORM], form_layout(own)))
    assert NOT_LIVE not in page and "made-up form" in page


def test_the_example_in_the_documents_loads(own):
    page = (Path(__file__).parents[3] / "docs/what_a_service_loads.md").read_text(encoding="utf-8")
    _, example = re.findall(r"```toml\n(.*?)```", page, re.S)
    (own / "fp10mda.toml").write_text(example)
    assert form_layout(own).checked


def test_everything_given_stands_on_the_page():
    (page,) = pages(print_forms([FORM], form_layout()))
    for one in fields(FORM):
        value = getattr(FORM, one.name)
        for said in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
            words = vars(said).values() if not isinstance(said, str) else (said,)
            assert all(word in page for word in words), one.name


def test_the_same_forms_give_the_same_bytes_tagged_for_listening():
    pdf = print_forms([FORM], form_layout())
    assert pdf == print_forms([FORM], form_layout())
    catalog = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] and str(catalog["/Lang"]) == "en-GB"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"dose": ("60 mg (60 mL) each day",) * 40}, "dose does not fit"),
        ({"person": "x" * 200}, "person does not fit"),
        ({"instalments": (FormInstalment("Mon 2 Mar", "that day", "y" * 40, ""),)}, "instalments does not fit"),
        ({"person": "漢字"}, "none of the fonts"),
    ],
)
def test_what_cannot_be_read_whole_is_not_printed_and_not_repeated(change, reason):
    with pytest.raises(RefusalError, match=reason) as refused:
        print_forms([replace(FORM, **change)], form_layout())
    assert "xxx" not in str(refused.value) and "漢" not in str(refused.value)


def test_nothing_to_print_is_refused():
    with pytest.raises(RefusalError, match="none to print"):
        print_forms([], form_layout())


@pytest.mark.parametrize(
    "part", ["person", "address", "medicine", "dose", "total", "instalments", "date", "prescriber"]
)
def test_a_form_that_lacks_what_the_law_asks_for_is_refused(part):
    with pytest.raises(RefusalError, match=f"lacks {part}"):
        replace(FORM, **{part: type(getattr(FORM, part))()})


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        ("fp10mda.toml", ('source = "a specification made up for this test"\n', ""), "has no source"),
        ("fp10mda.toml", ('checked_by = "A Person"\n', ""), "has no checked_by"),
        ("fp10mda.toml", ("checked_on = 2026-11-22\n", ""), "has no checked_on"),
        ("fp10mda.toml", ("2026-11-22", '"soon"'), "checked_on is not a date"),
        ("fp10mda.toml", ("width_mm = 210", 'width_mm = "wide"'), "width_mm is not a size"),
        ("fp10mda.toml", ("width_mm = 210", "width_mm = 150"), "beyond the edge"),
        ("fp10mda.csv", ("born,Date of birth,92", "born,Date of birth,80"), "address and born stand on each other"),
        ("fp10mda.csv", ("born,Date of birth,92", "born,Date of birth,left"), "line 6: a position is not a number"),
        ("fp10mda.csv", ("born,Date of birth", "colour,Colour"), "colour is no part"),
        ("fp10mda.csv", ("born,Date of birth,92,34,30,11,10\n", ""), "places born 0 times"),
        ("fp10mda.csv", ("field,label", "field,name"), "its columns are not"),
        ("fp10mda.csv", ("30,11,10", "30,0,10"), "not on any paper"),
    ],
)
def test_a_layout_without_source_check_or_place_is_refused(own, name, change, reason):
    file = own / name
    text = file.read_text()
    assert change[0] in text
    file.write_text(text.replace(*change))
    with pytest.raises(RefusalError, match=reason):
        form_layout(own)


def test_a_folder_without_its_files_is_refused(tmp_path):
    with pytest.raises(RefusalError, match=r"holds no fp10mda.toml"):
        form_layout(tmp_path)
    (tmp_path / "fp10mda.toml").write_text(HEAD)
    with pytest.raises(RefusalError, match="no such file"):
        form_layout(tmp_path)
