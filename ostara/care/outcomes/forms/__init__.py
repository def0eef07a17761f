"""The forms of outcomes: the profile with its grid by week, and a scale item by item."""

from django import forms

from ostara.care.asking.fields import TODAY, DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.outcomes.models import Filled


class Asked(Form):
    """What every form of outcomes asks first: when it was asked, and how."""

    asked_on = DayField(label="Day on which it was asked", not_after=TODAY)
    filled = forms.ChoiceField(label="How was it filled in?", choices=Filled.choices, widget=forms.RadioSelect)


class Why(Form):
    """The reason, where something recorded is put right or taken back."""

    why = Words(label="Why?", help_text="This is kept with the history. Both versions stay readable.", rows=2)
