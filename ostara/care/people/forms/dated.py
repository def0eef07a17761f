"""The end of every form that changes a dated fact: has something changed, or is a mistake put right?"""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms

from ostara.care.asking.fields import TODAY, DayField
from ostara.care.asking.forms import Form
from ostara.care.audit.actor import Actor
from ostara.care.people.actions.writing import Saving
from ostara.care.rows.models import HistoryRow

CHANGE, MISTAKE = "change", "mistake"


class DatedForm(Form):
    """Asks for the fields in `kept`, filled in with what stands.

    Args (beside those of `Form`):
        current: what stands; none asks for a first time, and then only from which day.
    """

    kept: ClassVar[tuple[str, ...]] = ()
    marks_optional = False

    saving = forms.ChoiceField(
        label="What are you doing?",
        choices=[(CHANGE, "Something has changed"), (MISTAKE, "Putting a mistake right")],
        initial=CHANGE,
        widget=forms.RadioSelect,
    )
    effective_on = DayField(label="Since when, for a change", required=False, not_after=TODAY)
    why = forms.CharField(label="What was wrong, for a mistake", max_length=500, required=False)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, current: HistoryRow | None, on: date, **kwargs: Any) -> None:
        initial = {name: getattr(current, name) for name in self.kept} if current else {}
        initial |= {"effective_on": on, "seen": current.pk if current else None}
        super().__init__(*args, on=on, initial=initial, **kwargs)
        if current is None:
            del self.fields["saving"], self.fields["why"]
            self.fields["effective_on"].label = "Since when"
        self.order_fields([*self.kept, "saving", "effective_on", "why"])

    def clean(self) -> dict[str, Any]:
        """Asks for the day of a change, or the reason of a correction."""
        cleaned = super().clean() or self.cleaned_data
        mistake = cleaned.get("saving") == MISTAKE
        if mistake and not cleaned.get("why"):
            self.add_error("why", "Say what was wrong.")
        if not mistake and not cleaned.get("effective_on") and "effective_on" not in self.errors:
            self.add_error("effective_on", "Say since when.")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Returns the fields of the row."""
        return {name: self.cleaned_data[name] for name in self.kept}

    def as_saving(self, *, by: Actor, at: datetime, on: date) -> Saving:
        """Returns the rest of what a saving says."""
        mistake = self.cleaned_data.get("saving") == MISTAKE
        seen: UUID | None = self.cleaned_data["seen"]
        return Saving(
            by=by,
            at=at,
            on=self.cleaned_data.get("effective_on") or on,
            seen=seen,
            why=self.cleaned_data["why"] if mistake else "",
            key=self.once,
        )
