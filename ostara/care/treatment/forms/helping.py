"""Forms of help: what kind, from when, how it ended, what it is made of."""

from typing import Any

from django import forms

from ostara.care.asking.fields import DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.treatment.forms.referring import a_day
from ostara.care.treatment.national import PARTS, capital, choices, kinds_of_help, part_in_words
from ostara.knowledge.codes import code_list


def _medicines() -> list[tuple[str, str]]:
    listed = code_list("medicine").meanings.items()
    return [("", "None, or not known yet"), *((code, capital(words)) for code, words in listed if code != "unknown")]


class HelpForm(Form):
    """Help that was sought, offered or begun."""

    kind = forms.ChoiceField(label="What kind of help?", choices=kinds_of_help)
    setting = forms.ChoiceField(label="Where?", choices=lambda: [("", "Not said"), *choices("setting")], required=False)
    medicine = forms.ChoiceField(label="Medicine it begins with", choices=_medicines, required=False)
    referred_on = a_day("Sought on", required=False, help_text="Waiting begins on this day.")
    offered_on = DayField(label="First appointment offered for", required=False, help_text="Waiting ends on this day.")
    started_on = a_day("Began on", required=False, help_text="Leave empty while it has not begun.")


class HelpBegunForm(Form):
    """Help put right, or begun."""

    referred_on = a_day("Sought on", required=False)
    offered_on = DayField(label="First appointment offered for", required=False)
    started_on = a_day("Began on", required=False)
    national_setting = forms.ChoiceField(
        label="Where?", choices=lambda: [("", "Not said"), *choices("setting")], required=False
    )
    withdrawn = forms.BooleanField(label="This was never given: take it back", required=False)
    why = Words(label="What changes, and why?", rows=2, help_text="Such as: it has begun; the day was typed wrongly.")


class EndForm(Form):
    """How help ended."""

    on = a_day("Last day")
    exit_status = forms.ChoiceField(
        label="How did it end?", choices=lambda: choices("modality_exit"), widget=forms.RadioSelect
    )
    words = Words(label="In words", required=False, rows=2)


class PartsForm(Form):
    """What the help of the last six months was made of, and how many hours a week."""

    marks_optional = False
    on = a_day("Day of this list")
    band = forms.ChoiceField(
        label="Hours of help a week", choices=lambda: [("", "Not said"), *choices("time_in_treatment")], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PARTS:
            self.fields[name] = forms.NullBooleanField(
                label=part_in_words(name),
                required=False,
                widget=forms.Select(choices=[("", "Not said"), ("true", "Yes"), ("false", "No")]),
            )

    def parts(self) -> dict[str, bool | None]:
        """Returns the answers by the names of the columns."""
        return {name: self.cleaned_data[name] for name in PARTS}
