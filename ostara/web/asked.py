"""What a template needs to know of a field that is asked: of which kind it is, what can be chosen, what belongs to it.

The markup is the NHS frontend's, written out in `templates/parts/forms.html`: its own macros take a millisecond or two
for every field (tests/unit/web/test_forms_look.py holds ours to theirs).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from markupsafe import Markup, escape

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "tick"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
)
# Attributes that would act before a person is told: a browser cuts what is pasted at maxlength and says nothing.
LEFT_OUT = {"maxlength", "minlength", "required", "cols", "class", "id", "min", "max", "step", "rows"}
NUMBERS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.DecimalField, "decimal"),
    (forms.FloatField, "decimal"),
    (forms.IntegerField, "numeric"),
)
IN_TYPE = {"email", "password", "tel", "url", "search"}


@dataclass(frozen=True)
class Option:
    """Something that can be chosen."""

    value: str
    words: str
    chosen: bool
    identifier: str
    disabled: bool = False


def kind(bound: BoundField) -> str:
    """Returns which part of `forms.html` shows a field."""
    return next((name for widget, name in KINDS if isinstance(bound.field.widget, widget)), "input")


def legend(bound: BoundField) -> str:
    """Returns a field's words, with *(optional)* where the form says so of what may be left out."""
    words = str(bound.label)
    optional = getattr(bound.form, "marks_optional", False) and not bound.field.required
    return f"{words} (optional)" if optional and "(optional)" not in words else words


def groups(bound: BoundField) -> Iterator[tuple[str, list[Option]]]:
    """Yields what can be chosen, by group (whose name is empty where there are none)."""
    widget: Any = bound.field.widget
    listed = widget.optgroups(bound.html_name, widget.format_value(bound.value()))
    numbers = count(1)
    for name, together in groupby(listed, key=lambda group: str(group[0] or "")):  # each ungrouped one comes alone
        options = [option for _, options, _ in together for option in options]
        yield name, [_option(bound, option, next(numbers)) for option in options]


def _option(bound: BoundField, option: dict[str, Any], number: int) -> Option:
    return Option(
        value="" if option["value"] is None else str(option["value"]),
        words=str(option["label"]),
        chosen=bool(option["selected"]),
        identifier=f"{bound.auto_id}-{number}" if number > 1 else bound.auto_id,  # the first is where an error leads
        disabled=bool(option["attrs"].get("disabled") or bound.field.disabled),
    )


def attributes(bound: BoundField, classes: str, described: list[str]) -> Markup:
    """Returns the attributes of a field's input, with what describes it for a screen reader."""
    widget = bound.field.widget
    said: dict[str, Any] = {"class": classes, "id": bound.auto_id, "name": bound.html_name}
    if kind(bound) == "input":
        said |= _of_input(bound, classes)
    if kind(bound) == "textarea":
        said["rows"] = widget.attrs.get("rows", 4)
    if own := widget.attrs.get("class"):
        said["class"] = f"{classes} {own}"
    if described:
        said["aria-describedby"] = " ".join(described)
    if bound.field.disabled:
        said["disabled"] = True
    said |= {name: value for name, value in widget.attrs.items() if name not in LEFT_OUT}
    return Markup("").join(_attribute(name, value) for name, value in said.items())


def _of_input(bound: BoundField, classes: str) -> dict[str, Any]:
    widget: Any = bound.field.widget
    said: dict[str, Any] = {"type": widget.input_type if widget.input_type in IN_TYPE else "text"}
    number = next((mode for field, mode in NUMBERS if isinstance(bound.field, field)), None)
    if number:
        said |= {"inputmode": number, "class": f"{classes} nhsuk-input--width-5"}
    value = widget.format_value(bound.value())
    if value not in (None, "") and said["type"] != "password":
        said["value"] = value
    return said


def _attribute(name: str, value: Any) -> Markup:
    if value is False or value is None:
        return Markup("")
    if value is True:
        return Markup(" {}").format(name)
    return Markup(' {}="{}"').format(name, escape(value))
