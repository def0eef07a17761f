"""Who is close to a person, what they agreed to, flags, a photo, merging, and what becomes of a record."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from ostara.care.accounts.models import Service
from ostara.care.asking.fields import TODAY, DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.people.choices import Answer
from ostara.care.people.forms.fields import PhotoField, choice, line
from ostara.care.people.models import Consent, Flag, Keeping, Relation


class RelationForm(Form):
    """Someone close to a person."""

    kind = forms.ChoiceField(label="Who is this?", choices=Relation.Kind.choices, widget=forms.RadioSelect)
    name = forms.CharField(label="Name", max_length=120)
    relation = line("What are they to the person?", 80, help_text="For example: mother, partner, neighbour")
    telephone = line("Telephone", 40)
    may_be_told = choice(
        "What may they be told?",
        list(Relation.MayBeTold.choices),
        widget=forms.RadioSelect,
        help_text="Until the person has been asked, they are told nothing.",
    )
    effective_on = DayField(label="Since when", not_after=TODAY)
    ended_on = DayField(label="Until when", required=False, not_after=TODAY)
    why = forms.CharField(label="Why is this changed?", max_length=500)

    def __init__(self, *args: Any, of: Relation | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of is None:
            del self.fields["why"], self.fields["ended_on"]

    def clean(self) -> dict[str, Any]:
        """Refuses an end before the start."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("effective_on"), cleaned.get("ended_on")
        if start and end and end < start:
            self.add_error("ended_on", "It cannot end before it began.")
        return cleaned


class ConsentForm(Form):
    """An answer to a question about consent."""

    kind = forms.ChoiceField(label="What were they asked for?", choices=Consent.Kind.choices, widget=forms.RadioSelect)
    with_service = forms.ModelChoiceField(
        label="With which service, for sharing", queryset=Service.objects.none(), required=False, empty_label="None"
    )
    answer = forms.ChoiceField(label="What did they answer?", choices=Answer.choices, widget=forms.RadioSelect)
    asked_on = DayField(label="When", not_after=TODAY)
    how = choice("How were they asked?", list(Consent.How.choices), unasked=("", "Not recorded"))

    def __init__(self, *args: Any, services: QuerySet[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["with_service"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = services


class FlagForm(Form):
    """Something to look out for."""

    kind = forms.ChoiceField(label="What is it about?", choices=Flag.Kind.choices, widget=forms.RadioSelect)
    raised_on = DayField(label="Since when", not_after=TODAY)
    words = Words(label="What to know, and what to do", longest=2000)


class EndFlagForm(Form):
    """A flag that ends, or whose words are put right."""

    words = Words(label="What to know, and what to do", longest=2000)
    ended_on = DayField(label="Ended on", required=False, not_after=TODAY, help_text="Leave empty while it holds")
    why = forms.CharField(label="Why is this changed?", max_length=500)


class PhotoForm(Form):
    """A picture of the person's face."""

    jpeg = PhotoField(label="Picture", help_text="JPEG, PNG or WebP. Ask the person first.")
    taken_on = DayField(label="Taken on", not_after=TODAY)


class MergeForm(Form):
    """The other record of the same person, and which of the two goes on."""

    marks_optional = False
    OTHER, THIS = "other", "this"
    other = forms.CharField(label="Number of the other record", max_length=20)
    keep = forms.ChoiceField(
        label="Which record goes on?",
        choices=[(THIS, "This one"), (OTHER, "The other one")],
        initial=THIS,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="How do you know that they are one person?", max_length=500, required=False)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)


class WhyForm(Form):
    """A reason."""

    why = forms.CharField(label="Why?", max_length=500)


class KeepingForm(Form):
    """What becomes of a record past its retention day."""

    decision = forms.ChoiceField(
        label="What is to become of it?", choices=Keeping.Decision.choices, widget=forms.RadioSelect
    )
    keep_until = DayField(label="Keep until", required=False)
    reason = forms.CharField(label="Why?", max_length=500)
