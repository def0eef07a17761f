"""Forms of downtime: the pack with its password, and what happened while the system was down."""

from typing import Any

from django import forms

from ostara.care.asking.fields import TODAY, DayField
from ostara.care.asking.forms import Form
from ostara.care.dispensing.downtime import SHORTEST
from ostara.care.dispensing.forms.giving import SAYS, milligrams
from ostara.care.medication.models import Place


def _password(label: str, **kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, min_length=SHORTEST, strip=False, widget=widget, **kwargs)


class PackForm(Form):
    """The pack of a day."""

    place = forms.ModelChoiceField(Place.objects.none(), label="Where", empty_label=None)
    on = DayField(label="For which day", not_before=TODAY)
    password = _password(
        "Password of the pack",
        help_text=f"At least {SHORTEST} signs. Agree on it in the room and write it down elsewhere: nobody can open "
        "the pack without it, neither can we.",
    )
    again = _password("The same once more")

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]  # it chooses a model

    def clean(self) -> dict[str, Any]:
        """Compares the two."""
        said = super().clean() or self.cleaned_data
        if said.get("password") and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", "This is not the same as above.")
        return said


class LaterForm(Form):
    """What happened with one dose on a day that has passed, from the paper."""

    course = forms.UUIDField(widget=forms.HiddenInput)
    part = forms.IntegerField(widget=forms.HiddenInput)
    what = forms.ChoiceField(label="What became of it", choices=[("", "Choose"), *SAYS])
    given_mg = milligrams("Given in all, if less", required=False)
    why_part = forms.CharField(label="Why less", max_length=200, required=False)
    said_by = forms.CharField(label="Who gave it", max_length=200)
    marks_optional = False
