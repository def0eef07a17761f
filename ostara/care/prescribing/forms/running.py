"""Forms of a run: for which pharmacies and days; and what becomes of a prescription."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from ostara.care.asking.fields import TODAY, DayField
from ostara.care.asking.forms import Form
from ostara.care.calendar.days import WEEK
from ostara.care.medication.models import Place, PrescriptionEvent
from ostara.knowledge.parameters import parameter

Kind = PrescriptionEvent.Kind
BECAME = [
    (Kind.SENT.value, "It was sent, or taken to the pharmacy"),
    (Kind.ARRIVED.value, "The pharmacy has it"),
    (Kind.LOST.value, "It is lost: nothing more is supplied on it"),
    (Kind.CANCELLED.value, "It is cancelled: nothing more is supplied on it"),
    (Kind.VOID.value, "It is void: another takes its place"),
    (Kind.CONFIRMED.value, "The pharmacy confirmed that it supplies nothing more on it"),
]
ENDS = (Kind.LOST.value, Kind.CANCELLED.value, Kind.VOID.value)


class RunForm(Form):
    """For whom, and for which days."""

    place = forms.ModelChoiceField(
        Place.objects.none(), label="Which pharmacy?", required=False, empty_label="All of them"
    )
    first = DayField(label="First day", not_before=TODAY)
    last = DayField(label="Last day", not_before=TODAY)

    def __init__(self, *args: Any, places: QuerySet[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined] # it chooses a model

    @staticmethod
    def next_form(today: Any) -> dict[str, Any]:
        """Returns the days that one form covers, from the next Monday on."""
        first = today + timedelta(days=WEEK - today.weekday())
        return {"first": first, "last": first + timedelta(days=parameter("prescriptions.fp10mda_days").whole - 1)}


class BecameForm(Form):
    """What became of a prescription."""

    kind = forms.ChoiceField(label="What happened?", choices=BECAME, widget=forms.RadioSelect)
    said_by = forms.CharField(label="Who at the pharmacy says so?", max_length=200, required=False)
    words = forms.CharField(label="In words", max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """An end says why."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("kind") in ENDS and not said.get("words", "").strip():
            self.add_error("words", "Say why it ends.")
        return said
