"""Forms of the beginning and the end: referral, first meeting, discharge, coming back."""

from typing import Any

from django import forms

from ostara.care.accounts.models import Service, User
from ostara.care.asking.fields import TODAY, DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.treatment.models import Intervention
from ostara.care.treatment.national import SELF, choices, discharge_reasons, meaning, referral_endings
from ostara.care.treatment.states import Way
from ostara.knowledge.codes import code_list

NOT_YET = ("", "Not decided yet")
WAYS = [NOT_YET, *Way.choices]


def a_day(label: str, **more: Any) -> DayField:
    """Returns the field of a day that has come."""
    return DayField(label=label, not_after=TODAY, **more)


def somebody(label: str) -> forms.Field:
    """Returns the field that chooses one of the staff; who is to choose from, the form says."""
    return forms.ModelChoiceField(User.objects.none(), label=label, required=False, empty_label="Nobody named yet")


class ReferralForm(Form):
    """Who referred a person here, when and for what."""

    service = forms.ModelChoiceField(Service.objects.none(), label="To which service?", empty_label=None)
    on = a_day("Day of the referral")
    source = forms.ChoiceField(label="Who referred?", choices=lambda: choices("referral_source"), initial=SELF)
    way = forms.ChoiceField(
        label="What do they want?",
        choices=WAYS,
        required=False,
        help_text="They can move to another pathway at any time. None has a time limit.",
    )
    words = Words(label="What was said", required=False, help_text="In the words of whoever referred, or the person's.")
    mine = forms.BooleanField(label="I will be their keyworker", required=False)

    def __init__(self, *args: Any, services: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        field.queryset = services  # type: ignore[attr-defined] # declared above as a choice of models
        if len(services) == 1:
            field.widget, self.initial["service"] = forms.HiddenInput(), services[0].pk


class TriageForm(Form):
    """The first meeting."""

    on = a_day("Day of the first meeting", help_text="The episode counts nationally from this day (triage).")
    way = forms.ChoiceField(label="Pathway", choices=WAYS, required=False)
    words = Words(
        label="What was said", required=False, help_text="Anything urgent: overdose, pregnancy, a safe place."
    )


class CloseReferralForm(Form):
    """A referral that came to nothing."""

    on = a_day("Day")
    reason = forms.ChoiceField(label="Why?", choices=referral_endings, widget=forms.RadioSelect)
    words = Words(label="In words", required=False)


class DischargeForm(Form):
    """How an episode ended."""

    on = a_day("Day of the discharge")
    reason = forms.ChoiceField(
        label="Reason", choices=discharge_reasons, widget=forms.RadioSelect, help_text="National codes in brackets."
    )
    words = Words(label="The reason in words", required=False, help_text="As the person would put it, where you can.")
    exit_status = forms.ChoiceField(
        label="How did the help that is still open end?",
        choices=lambda: [("", "As the reason says"), *choices("modality_exit")],
        required=False,
    )


class ComeBackForm(Form):
    """Somebody is back: everything they had is here still."""

    on = a_day("Day they came back")
    asked_on = a_day("Day they asked, if that was earlier", required=False)
    source = forms.ChoiceField(label="Who referred?", choices=lambda: choices("referral_source"), initial=SELF)
    keyworker = somebody("Keyworker")
    start_again = forms.ModelMultipleChoiceField(
        Intervention.objects.none(),
        label="Help that starts again on this day",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = Words(label="What was said", required=False)

    def __init__(self, *args: Any, helps: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again, keyworker = self.fields["start_again"], self.fields["keyworker"]
        again.queryset, keyworker.queryset = helps, staff  # type: ignore[attr-defined] # both choose models
        again.label_from_instance = help_in_words  # type: ignore[attr-defined] # Django's own hook
        if not helps:
            del self.fields["start_again"]


def help_in_words(one: Intervention) -> str:
    """Returns what help it is, and where."""
    kind = code_list("intervention_kind").meanings.get(one.kind, one.kind)
    where = meaning("setting", one.national_setting)
    return f"{kind[:1].upper()}{kind[1:]}" + (f" ({where.lower()})" if where else "")
