"""Forms of what becomes known of a supply later, and of incidents."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from ostara.care.accounts.models import User
from ostara.care.asking.fields import TODAY, DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.dispensing.forms.giving import milligrams
from ostara.care.facts.forms import ReplyForm
from ostara.care.facts.replies import Reply
from ostara.care.medication.models import Course, DoseIncident, SupplyEvent

YES_NO = [("yes", "Yes"), ("no", "No")]
BACK = [("yes", "It is in the bottle, or never left it"), ("no", "No: it was poured away or lost")]
UNKNOWN = ("", "Not known")
EVENTS = [pair for pair in SupplyEvent.Kind.choices if pair[0] != SupplyEvent.Kind.GIVEN_AGAIN]


def answer(said: str) -> bool | None:
    """Returns a yes or a no; nothing said is neither."""
    return {"yes": True, "no": False}.get(said)


class TakeBackForm(Form):
    """A supply that did not happen like that."""

    why = Words(label="What is wrong with what was recorded", rows=2)
    back = forms.ChoiceField(label="Is the medicine back?", choices=BACK, widget=forms.RadioSelect)


class EventForm(Form):
    """Spilled, vomited, brought back."""

    kind = forms.ChoiceField(label="What happened", choices=EVENTS, widget=forms.RadioSelect)
    mg = milligrams("How much, if it is known", required=False)
    witnessed = forms.ChoiceField(
        label="Did staff see it?", choices=[*YES_NO, UNKNOWN], widget=forms.RadioSelect, required=False
    )
    words = Words(label="In words", required=False, rows=2)


class AgainForm(ReplyForm):
    """A dose given once more. Who allowed it is asked in any case, so no rule asks it again."""

    asks_who = False

    mg = milligrams("How much is given")
    allowed_by = forms.ModelChoiceField(User.objects.none(), label="Which prescriber allowed it", empty_label="Choose")
    words = Words(label="What they said", required=False, rows=2)
    marks_optional = False  # where a rule asks, its reason is not

    def __init__(self, *args: Any, prescribers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allowed_by"].queryset = prescribers  # type: ignore[attr-defined]  # it chooses a model

    @property
    def replies(self) -> Mapping[str, Reply]:
        """Returns the reasons that were given, by rule: of the prescriber who allowed it."""
        allowed = self.cleaned_data["allowed_by"].pk
        return {rule: replace(reply, decided_by=allowed) for rule, reply in self._answers().items()}


class IncidentForm(Form):
    """What really happened although it should not have."""

    kind = forms.ChoiceField(label="What happened", choices=DoseIncident.Kind.choices, widget=forms.RadioSelect)
    course = forms.ModelChoiceField(
        Course.objects.none(), label="Which medicine", required=False, empty_label="None of their own"
    )
    on = DayField(label="On which day", not_after=TODAY)
    given_mg = milligrams("Given in all on that day, if it is known", required=False)
    unbooked_mg = milligrams(
        "Of it, left our stock and not written down anywhere yet",
        required=False,
        help_text="It is written off in the register with this incident.",
    )
    words = Words(label="What happened, and what was done at once", rows=5)

    def __init__(self, *args: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]  # it chooses a model
        self.fields["course"].label_from_instance = _course_words  # type: ignore[attr-defined]  # the same


class ReviewForm(Form):
    """What was found."""

    person_told = forms.ChoiceField(
        label="Was the person told what happened?",
        choices=[*YES_NO, UNKNOWN],
        widget=forms.RadioSelect,
        required=False,
    )
    words = Words(label="What was found, and what changes", rows=5)


def _course_words(course: Course) -> str:
    from ostara.care.medication.words import product_name  # noqa: PLC0415 - beside its only use

    return product_name(course.product)
