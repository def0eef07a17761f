"""Fields that several forms of this room share."""

from decimal import Decimal
from typing import Any

from django import forms

from ostara.care.asking.fields import TODAY, DayField
from ostara.care.medication.models import Order
from ostara.knowledge.codes import code_list

SUPERVISIONS = [
    ("supervised", "Every dose is watched"),
    ("mixed", "Some are watched, others taken away"),
    ("collected", "Doses are taken away"),
]
YES_NO = [("yes", "Yes"), ("no", "No"), ("", "Not asked")]
ANSWER = {"yes": True, "no": False, "": None}


class DoseField(forms.DecimalField):
    """Milligrams, typed by a person and never filled in."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Milligrams. Of a depot, of one injection.")
        kwargs.setdefault("min_value", Decimal("0.001"))
        width = {"class": "nhsuk-input--width-5", "inputmode": "decimal", "autocomplete": "off", "data-dose": ""}
        kwargs.setdefault("widget", forms.TextInput(attrs=width))
        super().__init__(max_digits=9, decimal_places=3, **kwargs)


def first_day(label: str = "First day") -> DayField:
    """Returns the field of a day from which something holds: today or later."""
    return DayField(label=label, not_before=TODAY)


def how_taken(label: str = "How doses are taken", *, required: bool = True) -> forms.ChoiceField:
    """Returns the field of how doses are taken."""
    choices = SUPERVISIONS if required else [("", "As before"), *SUPERVISIONS]
    return forms.ChoiceField(label=label, choices=choices, required=required)


def reasons(*apart_from: Order.Reason) -> list[tuple[str, str]]:
    """Returns the reasons of an order, some left out."""
    return [(one.value, one.label) for one in Order.Reason if one not in apart_from]


def asked(label: str, **more: Any) -> forms.ChoiceField:
    """Returns the field of a yes, a no, or that nobody asked."""
    return forms.ChoiceField(label=label, choices=YES_NO, required=False, widget=forms.RadioSelect, **more)


def supervision_words(code: str) -> str:
    """Returns how doses are taken, in words."""
    words = dict(SUPERVISIONS).get(code) or code_list("supervision").meanings.get(code, code)
    return words[:1].upper() + words[1:]
