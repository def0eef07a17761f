"""Forms about who sees what: sharing, looking beyond one's service, emergencies, reviewing, asking about OST."""

from datetime import datetime, time
from typing import Any

from django import forms

from ostara.care.accounts.models import Service
from ostara.care.asking.fields import TODAY, DayField, NhsNumberField, Words
from ostara.care.asking.forms import Form
from ostara.care.people.models import Consent
from ostara.care.rows.days import LONDON
from ostara.care.sharing.elsewhere import Known
from ostara.care.sharing.models import OpeningReview, Why
from ostara.care.sharing.ost import Asking


class ShareForm(Form):
    """With whom, until when, and when the person agreed."""

    with_service: forms.ModelChoiceField[Service] = forms.ModelChoiceField(
        label="With which service", queryset=None, empty_label="Choose a service"
    )
    until_on = DayField(
        label="Until the end of which day", required=False, not_before=TODAY, help_text="Left out: until it is stopped"
    )
    asked_on = DayField(
        label="When the person agreed", required=False, not_after=TODAY, help_text="Left out: recorded before"
    )
    how = forms.ChoiceField(
        label="How they were asked", required=False, choices=[("", "Not recorded"), *Consent.How.choices]
    )

    def __init__(self, *args: Any, services: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["with_service"].queryset = services  # type: ignore[attr-defined] # a field of choices has one

    def facts(self) -> dict[str, Any]:
        """Returns what `actions.share` asks for."""
        said = self.cleaned_data
        until = said["until_on"]
        last = datetime.combine(until, time.max, LONDON) if until else None
        return {"until_at": last, **{name: said[name] for name in ("with_service", "asked_on", "how")}}


class StopForm(Form):
    """Why sharing ends."""

    why = forms.CharField(label="Why it is stopped", max_length=400)


class KnownForm(Form):
    """What somebody knows of a person: a number, or a whole name with a birth."""

    marks_optional = False
    nhs_number = NhsNumberField(required=False)
    family_name = forms.CharField(max_length=120, required=False)
    given_name = forms.CharField(max_length=120, required=False, label="First name")
    born = DayField(label="Date of birth", required=False, not_after=TODAY, of_birth=True)

    def clean(self) -> dict[str, Any]:
        """Refuses what is not enough to find one person by."""
        super().clean()
        if not self.errors and not self.known.enough:
            raise forms.ValidationError(
                "Give the NHS number; or the family name, the first name and the date of birth."
            )
        return self.cleaned_data

    @property
    def known(self) -> Known:
        """Returns what is known."""
        said = self.cleaned_data
        names = {name: said.get(name, "") for name in ("nhs_number", "family_name", "given_name")}
        return Known(**names, born=said.get("born"))


class AskOstForm(KnownForm):
    """The same, and why it is asked."""

    reason = forms.ChoiceField(label="Why you ask", choices=Asking.choices, widget=forms.RadioSelect)
    field_order = ("reason", "nhs_number", "family_name", "given_name", "born")


class EmergencyForm(Form):
    """Why a record is opened, in a code and in words."""

    why = forms.ChoiceField(label="Why you open it", choices=Why.choices, widget=forms.RadioSelect)
    words = Words(label="What happened", longest=4000, help_text="A colleague reads this afterwards. Leave out names.")


class ReviewForm(Form):
    """What a reviewer made of an opening."""

    outcome = forms.ChoiceField(label="What you found", choices=OpeningReview.Outcome.choices, widget=forms.RadioSelect)
    words = Words(label="In words", longest=4000, help_text="What you found, whom you spoke to, what follows.")


def other_services(mine: frozenset[Any]) -> Any:
    """Returns the open services with which care may be shared: all but one's own, by name."""
    return Service.objects.filter(closed_on__isnull=True).exclude(pk__in=mine).order_by("name")
