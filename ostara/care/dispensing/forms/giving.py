"""Forms of the counter: one tick that it is the right person, and a button that says what was done."""

from typing import Any

from django import forms

from ostara.care.asking.fields import DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.facts.forms import ReplyForm
from ostara.care.medication.models import Hold, Place
from ostara.knowledge.codes import code_list

GIVES = ("observed", "collected")
ON_WORD = "on_word"  # watched too, of somebody who is not sober: a prescriber decided on the telephone
SAYS = [
    ("observed", "Taken in front of me"),
    ("collected", "Handed over"),
    ("not_collected", "Did not come"),
    ("declined", "Came, and did not want it"),
]


def milligrams(label: str, **kwargs: Any) -> forms.DecimalField:
    """Returns a field for an amount in milligrams."""
    return forms.DecimalField(label=f"{label} (mg)", min_value=0, max_digits=9, decimal_places=3, **kwargs)


class GiveForm(ReplyForm):
    """What became of a dose at our own counter."""

    what = forms.ChoiceField(choices=[*SAYS, (ON_WORD, "Not sober: as a prescriber decided")], widget=forms.HiddenInput)
    checked = forms.BooleanField(label="I compared photo, name and date of birth: it is this person", required=False)
    site = forms.ChoiceField(label="Where the injection went", required=False)
    given_mg = milligrams("Given in all, if less than is due", required=False)
    why_part = forms.CharField(label="Why it is less", max_length=200, required=False)
    collected_by_other = forms.BooleanField(label="Somebody else collects it for them", required=False)
    words = Words(label="In words", required=False, rows=2)
    marks_optional = False

    def __init__(self, *args: Any, depot: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if depot:
            self.fields["site"].choices = [("", "Choose a place"), *code_list("injection_site").meanings.items()]  # type: ignore[attr-defined]  # it is a ChoiceField
            for name in ("given_mg", "why_part", "collected_by_other"):
                del self.fields[name]
        else:
            del self.fields["site"]

    def clean(self) -> dict[str, Any]:
        """Asks that the person was looked at wherever something is given."""
        said = super().clean() or self.cleaned_data
        if said.get("what") in (*GIVES, ON_WORD) and not said.get("checked"):
            other = said.get("collected_by_other")
            self.add_error("checked", "Compare who stands here first." if not other else "Check who collects first.")
        return said

    @property
    def outcome(self) -> str:
        """Returns what became of the dose, of our code list supply_outcome."""
        what = self.cleaned_data["what"]
        return "observed" if what == ON_WORD else what if what in GIVES else "not_collected"

    @property
    def sober(self) -> bool | None:
        """Returns what the button said of whoever stands here; none where nothing is given."""
        return self.cleaned_data["what"] != ON_WORD if self.outcome in GIVES else None


class WithholdForm(Form):
    """Giving nothing, and why."""

    reason = forms.ChoiceField(label="Why nothing is given", choices=Hold.Reason.choices, widget=forms.RadioSelect)
    words = Words(label="What was seen", required=False, rows=3)


class DeskForm(Form):
    """One click of a pharmacy's desk, or of the queue: which course, which part, and what became of it."""

    course = forms.UUIDField(widget=forms.HiddenInput)
    part = forms.IntegerField(widget=forms.HiddenInput)
    what = forms.ChoiceField(choices=SAYS, widget=forms.HiddenInput)


class StayForm(Form):
    """Some days at another place."""

    place = forms.ModelChoiceField(Place.objects.none(), label="Where", empty_label="Choose a place")
    from_on = DayField(label="First day")
    until_on = DayField(label="Last day")
    confirmed_by = forms.CharField(label="Who there agreed, and how you reached them", max_length=200)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]  # it chooses a model


class EndStayForm(Form):
    """Another end of a stay."""

    until_on = DayField(label="Last day there", help_text="The day before its first one takes the stay back.")
    why = forms.CharField(label="Why", max_length=500)


class TestDoseForm(Form):
    """A test dose, and how long the person was watched."""

    mg = milligrams("Test dose")
    given = forms.TimeField(label="Given at", help_text="Today, for example 10:05")
    until = forms.TimeField(label="Watched until", help_text="Today, for example 11:10")
    well = forms.ChoiceField(
        label="Was the person well?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect
    )
    words = Words(label="What was seen", required=False, rows=3)
