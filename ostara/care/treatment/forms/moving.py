"""Forms of change: pathway, keyworker, pause, transfer, a leaver's caseload."""

from typing import Any

from django import forms

from ostara.care.accounts.models import Service, User
from ostara.care.asking.fields import Words
from ostara.care.asking.forms import Form
from ostara.care.treatment.forms.referring import a_day, somebody
from ostara.care.treatment.models import Answer, EpisodeNow
from ostara.care.treatment.states import Way

AGREES = [(Answer.YES.value, "Yes"), (Answer.NO.value, "No"), (Answer.NOT_KNOWN.value, "Could not be asked")]


class PathwayForm(Form):
    """Another pathway."""

    way = forms.ChoiceField(label="Pathway", choices=Way.choices, widget=forms.RadioSelect)
    on = a_day("From")
    words = Words(label="What the person said about it", required=False)


class KeyworkerForm(Form):
    """Another keyworker."""

    keyworker = somebody("Keyworker")
    on = a_day("From")
    words = Words(label="Why it changes", required=False, rows=2)

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keyworker"].queryset = staff  # type: ignore[attr-defined] # it chooses a model


class PauseForm(Form):
    """A stay in prison or hospital."""

    on = a_day("From")
    where = forms.ChoiceField(
        label="Where are they?",
        choices=[("prison", "In prison or police custody"), ("elsewhere", "In hospital, or elsewhere")],
        widget=forms.RadioSelect,
    )
    words = Words(label="In words", required=False, rows=2)


class ResumeForm(Form):
    """Back from prison or hospital."""

    on = a_day("Day they came back")
    ost_inside = forms.ChoiceField(
        label="If they were in prison: did OST go on inside?",
        choices=[("", "Not asked"), *Answer.choices],
        required=False,
    )
    referred_on_release = forms.ChoiceField(
        label="Did the prison refer them here?", choices=[("", "Not asked"), *Answer.choices], required=False
    )
    words = Words(label="In words", required=False, rows=2)


class OfferForm(Form):
    """A transfer to another service."""

    to = forms.ModelChoiceField(Service.objects.none(), label="To which service?", empty_label="Choose a service")
    on = a_day("Day of the offer")
    person_agrees = forms.ChoiceField(label="Does the person agree?", choices=AGREES, widget=forms.RadioSelect)
    handover = Words(
        label="What they need to know",
        help_text="Medicine and dose, last day taken, risks, appointments, how to make contact safely. "
        "They read this before they accept; the record opens to them once they do.",
        rows=8,
    )

    def __init__(self, *args: Any, services: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = services  # type: ignore[attr-defined] # it chooses a model


class AnswerForm(Form):
    """The answer to an offer."""

    answer = forms.ChoiceField(
        label="Answer",
        choices=[("accept", "Accept: care passes to us"), ("decline", "Decline")],
        widget=forms.RadioSelect,
    )
    on = a_day("Day on which care passes, or on which you decline")
    keyworker = somebody("Keyworker here")
    words = Words(label="In words", required=False, help_text="If you decline: why, so that they know what to do.")

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keyworker"].queryset = staff  # type: ignore[attr-defined] # it chooses a model


class WhyForm(Form):
    """Words for an act that needs nothing else but a day."""

    on = a_day("Day")
    words = Words(label="In words", required=False, rows=2)


class CaseloadForm(Form):
    """Hands the caseload of somebody who leaves to others: one choice for each person."""

    on = a_day("From")
    words = Words(label="Why it changes", required=False, rows=2)
    marks_optional = False

    def __init__(self, *args: Any, rows: list[EpisodeNow], staff: dict[Any, list[User]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        everybody = {user.pk: user.name for users in staff.values() for user in users}
        self.fields["everyone"] = forms.ChoiceField(
            label="Everyone goes to",
            choices=[("", "Choose for each below"), *((str(key), name) for key, name in everybody.items())],
            required=False,
            help_text="But for those for whom you choose somebody else below.",
        )
        for row in rows:
            others = [(str(user.pk), user.name) for user in staff[row.service_id] if user.pk != row.keyworker_id]
            self.fields[f"to_{row.pk}"] = forms.ChoiceField(
                choices=[("", "As above"), ("stays", "Stays"), ("nobody", "Nobody named yet"), *others],
                required=False,
                label=f"{getattr(row.person, 'card', row.person.number)} goes to",
            )

    def chosen(self) -> dict[Any, str]:
        """Returns who was chosen for each episode for whom somebody was."""
        everyone = self.cleaned_data["everyone"]
        said = {row.pk: self.cleaned_data[f"to_{row.pk}"] or everyone for row in self.rows}
        return {key: to for key, to in said.items() if to and to != "stays"}
