"""Fields look as the NHS frontend's do: our markup, written out for speed, is held to its macros element by element."""

from datetime import date
from types import SimpleNamespace
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.template import engines
from django.utils.datastructures import MultiValueDict

from ostara.web.jinja import NhsParts
from tests.sample_form import HELP, SampleForm

ON = date(2026, 11, 22)
WRONG = {
    "name": "x" * 41,
    "seen_on": "31/6/24",
    "mood": "elsewhere",
    "wants": ["nothing"],
    "where": "moon",
    "words": "a\0",
}


def form(*, wrong: bool = False) -> SampleForm:
    if not wrong:
        return SampleForm(on=ON, initial={"mood": "unwell", "wants": ["work"], "where": "hill", "words": "<Jo> & co"})
    sent = {name: value if isinstance(value, list) else [value] for name, value in WRONG.items()}
    return SampleForm(MultiValueDict(sent), on=ON)


def ours(words: str, **context) -> str:
    imports = '{% from "parts/forms.html" import error_summary, open_form, field, all_fields, buttons with context %}'
    return engines["jinja2"].from_string(imports + words).render(context, SimpleNamespace(META={}, **REQUEST))


REQUEST = {"user": SimpleNamespace(is_authenticated=False), "resolver_match": None, "_messages": []}


def shape(html: str) -> object:
    """What a browser makes of a piece of HTML: tags, attributes and words, without what is only space."""
    return told(html5lib.parseFragment(html, namespaceHTMLElements=False))


def told(element: Element) -> tuple[object, ...]:
    attributes = {name: " ".join(value.split()) for name, value in element.attrib.items() if name != "data-module"}
    words = [(element.text or "").split()]
    inside = []
    for child in element:
        inside.append(told(child))
        words.append((child.tail or "").split())
    return element.tag, attributes, words, inside


def theirs(bound, component: str, **more) -> str:
    label = f"{bound.label}{'' if bound.field.required else ' (optional)'}"
    said = {"id": bound.auto_id, "name": bound.name, "label": label, **more}
    if component in ("radios", "checkboxes"):
        said = {"idPrefix": bound.auto_id, "name": bound.name, "fieldset": {"legend": {"text": label}}, **more}
    if bound.errors:
        said["errorMessage"] = {"text": " ".join(bound.errors)}
    if bound.help_text:
        said["hint"] = {"text": bound.help_text}
    return getattr(NhsParts(), component)(said)


def same(bound, component: str, **more) -> None:
    assert shape(ours("{{ field(bound) }}", bound=bound)) == shape(theirs(bound, component, **more))


@pytest.mark.parametrize("wrong", [False, True], ids=["right", "wrong"])
class TestEachKindOfField:
    def test_a_line_of_words(self, wrong):
        bound = form(wrong=wrong)["name"]
        same(bound, "input", value=bound.value())

    def test_a_day(self, wrong):
        bound = form(wrong=wrong)["seen_on"]
        same(bound, "input", value=bound.value(), width=10)

    def test_a_number(self, wrong):
        same(form(wrong=wrong)["visits"], "input", inputmode="numeric", width=5)

    def test_a_choice_of_one(self, wrong):
        bound = form(wrong=wrong)["mood"]
        items = [{"value": v, "text": t, "checked": v == bound.value()} for v, t in bound.field.choices]
        same(bound, "radios", items=items)

    def test_a_choice_of_several(self, wrong):
        bound = form(wrong=wrong)["wants"]
        same(bound, "checkboxes", items=[{"value": v, "text": t, "checked": v in bound.value()} for v, t in HELP])

    def test_a_text(self, wrong):
        bound = form(wrong=wrong)["words"]
        same(bound, "textarea", value=bound.value(), rows="4")

    def test_a_list_to_choose_from(self, wrong):
        class Where(SampleForm):
            marks_optional = True

        Where.base_fields["where"].choices = [("harbour", "Harbour"), ("hill", "Hill")]
        bound = Where(MultiValueDict({"where": ["moon"]}) if wrong else None, on=ON, initial={"where": "hill"})["where"]
        items = [{"value": v, "text": t, "selected": v == bound.value()} for v, t in bound.field.choices]
        same(bound, "select", items=items)


def test_the_summary_of_what_is_wrong_is_the_nhs_one_and_leads_to_each_field():
    sent = form(wrong=True)
    sent.add_error(None, "They are registered already.")
    errors = [{"text": "They are registered already."}]
    errors += [{"text": text, "href": f"#{bound.auto_id}"} for bound in sent for text in bound.errors]
    summary = NhsParts().errorSummary({"titleText": "There is a problem", "errorList": errors})
    for part in ("There is a problem", "They are registered already."):
        assert part in ours("{{ error_summary(form) }}", form=sent)
    links = html5lib.parseFragment(ours("{{ error_summary(form) }}", form=sent), namespaceHTMLElements=False).iter("a")
    expected = html5lib.parseFragment(summary, namespaceHTMLElements=False).iter("a")
    assert [(a.get("href"), a.text) for a in links] == [(a.get("href"), a.text.strip()) for a in expected]


def test_what_is_wrong_in_several_forms_of_a_page_stands_in_one_summary():
    other = SampleForm({"name": ""}, on=ON, prefix="other")
    html = ours("{{ error_summary(form, more=[other]) }}", form=form(wrong=True), other=other)
    assert 'href="#id_other-name"' in html and html.count("There is a problem") == 1


def test_nothing_wrong_no_summary():
    assert ours("{{ error_summary(form) }}", form=form()).strip() == ""


def test_a_browser_never_cuts_off_or_holds_back_what_is_typed():
    html = ours("{{ open_form(form) }}{{ all_fields(form) }}</form>", form=form())
    assert "novalidate" in html
    for attribute in ("maxlength", "required", " min=", " max=", "pattern", "style="):
        assert attribute not in html


def test_what_may_be_left_out_says_so_unless_nearly_everything_may():
    assert "Visits in the last 28 days (optional)" in ours("{{ all_fields(form) }}", form=form())
    quiet = form()
    quiet.marks_optional = False
    assert "(optional)" not in ours("{{ all_fields(form) }}", form=quiet)


def test_words_of_people_are_never_markup():
    html = ours(
        "{{ all_fields(form) }}", form=SampleForm(on=ON, initial={"name": '"><script>', "words": "</textarea>"})
    )
    assert "<script" not in html and html.count("</textarea>") == 1
