"""Days with limits, NHS numbers, and words: what a field takes and what it says of what it does not."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from ostara.care.asking.fields import LONGEST, TODAY, DayField, NhsNumberField, Words
from ostara.care.asking.forms import Form

ON = date(2026, 11, 22)


def asked(field: forms.Field, written: str) -> object:
    """What a form with one field makes of what was written."""
    form = type("OneField", (Form,), {"it": field})({"it": written}, on=ON)
    if form.is_valid():
        return form.cleaned_data["it"]
    raise ValidationError(form.errors["it"].data[0].message)


@pytest.mark.parametrize(
    ("field", "written", "told"),
    [
        (DayField(not_after=TODAY), "tomorrow", "You wrote 23 November 2026. It cannot lie in the future."),
        (DayField(not_after=TODAY), "1/1/27", "You wrote 1 January 2027. It cannot lie in the future."),
        (DayField(not_before=TODAY), "yesterday", "You wrote 21 November 2026. It cannot lie in the past."),
        (DayField(not_before=date(2026, 3, 1)), "28/2/26", "It must be 1 March 2026 or after."),
        (DayField(not_after=date(2026, 3, 1)), "2/3/26", "It must be 1 March 2026 or before."),
        (DayField(label="Born on"), "", "Born on: this is needed."),
        (DayField(), "x" * 100_000, "Write a day"),
        (NhsNumberField(), "943 476 591", "This has 9."),
        (NhsNumberField(), "943 476 5910", "One digit of this NHS number is wrong"),
        (NhsNumberField(), "943 476 591O", "digits"),
        (Words(longest=10), "eleven long", "too long by 1 characters: 10 fit"),
        (Words(), "x" * (LONGEST + 513), "too long by 513 characters: 100,000 fit"),
        (Words(), "a\0b", "Null characters"),
    ],
)
def test_what_is_wrong_is_said_plainly(field, written, told):
    with pytest.raises(ValidationError) as refused:
        asked(field, written)
    assert told in refused.value.message


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        (DayField(not_after=TODAY), "today", ON),
        (DayField(not_after=TODAY, of_birth=True), "1/1/27", date(1927, 1, 1)),
        (DayField(required=False), "", None),
        (NhsNumberField(), "943 476 5919", "9434765919"),
        (NhsNumberField(), "943-476-5919", "9434765919"),
        (NhsNumberField(required=False), " ", ""),
        (Words(), "one\r\ntwo", "one\ntwo"),
        (Words(), "x" * LONGEST, "x" * LONGEST),
        (Words(), "=1+1", "=1+1"),
    ],
)
def test_what_is_right_is_taken(field, written, meant):
    assert asked(field, written) == meant


def test_a_field_shows_what_it_holds_as_people_read_it():
    assert DayField().prepare_value(ON) == "22 November 2026"
    assert DayField().prepare_value("31 June") == "31 June"
    assert NhsNumberField().prepare_value("9434765919") == "943 476 5919"
    assert NhsNumberField().prepare_value("12") == "12"


def test_a_day_written_otherwise_has_not_changed():
    field = DayField()
    field.today = ON
    assert not field.has_changed(ON, "22/11/26")
    assert field.has_changed(ON, "21/11/26") and field.has_changed(ON, "soon")


def test_a_form_that_asks_for_a_day_must_be_told_which_day_it_is():
    form = type("OneField", (Form,), {"it": DayField()})({"it": "today"})
    with pytest.raises(TypeError, match="on="):
        form.is_valid()
