"""The form of a kind of fact of health, made from its topic and the columns of its model."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db import models

from ostara.care.asking.fields import TODAY, DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.health.models import YesNo
from ostara.care.rows.models import HistoryRow
from ostara.care.testing.topics import Topic

FEW = 6  # choices that are shown at once; more are a list that opens
NOT_ASKED, NONE = ("", "Not asked"), ("", "None of these")


class FactForm(Form):
    """Asks for a fact. Once it is right, `facts` holds the columns.

    Args (beside those of `Form`):
        topic: which kind.
        asks: the columns it asks; those of the topic where left out.
        why: whether it asks why (a correction).
        known: what the row says already, for what is judged together.
    """

    def __init__(
        self,
        *args: Any,
        topic: Topic,
        asks: Iterable[str] = (),
        why: bool = False,
        known: dict[str, Any] | None = None,
        on: date,
        **kwargs: Any,
    ) -> None:
        self.topic, self.asks, self.known = topic, tuple(asks) or topic.fields, known or {}
        made = {name: field_of(topic, name) for name in self.asks}
        if why:
            reason = Words(label="Why?", help_text="This is kept with the history.", rows=2)
            made = {"why": reason, **made}
        # Set before a draft is filled in, on this form alone.
        self.base_fields = {**self.base_fields, **made}  # type: ignore[misc] # Django copies it from the instance
        super().__init__(*args, on=on, **kwargs)
        self.on = on

    def clean(self) -> dict[str, Any]:
        """Says at its field what does not fit."""
        super().clean()
        if not self.errors:
            for field, message in self.topic.wrong({**self.known, **self.facts}, self.on):
                self.add_error(field if field in self.fields else None, message)
        return self.cleaned_data

    @property
    def facts(self) -> dict[str, Any]:
        """The columns, as the model keeps them."""
        return {name: self.cleaned_data[name] for name in self.asks}


def field_of(topic: Topic, name: str) -> forms.Field:
    """The field of a column: its words, what may be chosen, and whether it may be left out."""
    column: Any = topic.model._meta.get_field(name)
    label = f"{column.verbose_name[:1].upper()}{column.verbose_name[1:]}"
    said: dict[str, Any] = {"label": label, "required": name in topic.needed}
    if topic.hints and name in topic.hints:
        said["help_text"] = topic.hints[name]
    if column.choices:
        return _choice(column, said)
    if isinstance(column, models.DateField):
        return DayField(not_after=None if name in topic.ahead else TODAY, **said)
    made = next((make for kind, make in MAKES.items() if isinstance(column, kind)), _line)
    return made(column, said)


def _time(_: Any, said: dict[str, Any]) -> forms.Field:
    return forms.TimeField(widget=_short(), input_formats=["%H:%M", "%H.%M"], **said)


def _words(_: Any, said: dict[str, Any]) -> forms.Field:
    return Words(rows=3, **said)


def _decimal(column: Any, said: dict[str, Any]) -> forms.Field:
    said |= {"max_digits": column.max_digits, "decimal_places": column.decimal_places}
    return forms.DecimalField(widget=_short("decimal"), min_value=0, **said)


def _whole(_: Any, said: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(widget=_short("numeric"), min_value=0, max_value=32_767, **said)


def _line(column: Any, said: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=column.max_length, **said)


MAKES = {
    models.TimeField: _time,
    models.TextField: _words,
    models.DecimalField: _decimal,
    models.PositiveSmallIntegerField: _whole,
}


def initial_of(topic: Topic, row: HistoryRow, asks: Iterable[str] = ()) -> dict[str, Any]:
    """What the form shows of a row."""
    return {name: getattr(row, name) for name in tuple(asks) or topic.fields}


def _choice(column: Any, said: dict[str, Any]) -> forms.Field:
    blank = NOT_ASKED if column.choices == YesNo.choices else NONE
    choices = [*([] if said["required"] else [blank]), *column.choices]
    widget = forms.RadioSelect() if len(choices) <= FEW else forms.Select()
    if said["required"] and isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect):
        choices = [("", "Choose"), *choices]
    return forms.ChoiceField(choices=choices, widget=widget, **said)


def _short(keys: str = "") -> forms.TextInput:
    """A small box; `keys` brings up those of numbers on a phone."""
    more = {"inputmode": keys} if keys else {}
    return forms.TextInput(attrs={"class": "nhsuk-input--width-5", "autocomplete": "off", **more})
