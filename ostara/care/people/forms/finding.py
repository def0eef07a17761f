"""Looking for a person, and registering one who is new."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from ostara.care.accounts.models import Service
from ostara.care.asking.fields import NhsNumberField, PostcodeField
from ostara.care.asking.forms import Form
from ostara.care.people import choices
from ostara.care.people.forms.fields import choice, line, yes_no
from ostara.care.people.forms.particulars import birth
from ostara.care.people.looking import LONGEST

ANOTHER = [
    ("", "I have not checked yet"),
    ("checked", "I have looked: this is somebody else"),
    ("family", "It is a twin or a relative"),
    ("cannot_tell", "I cannot tell yet; the records can be merged later"),
]
PARTICULARS = ("family_name", "given_names", "known_as", "date_of_birth", "nhs_number", "sex")
CONTACT = ("postcode", "telephone", "may_leave_message", "may_text")


class FindForm(Form):
    """The search box."""

    marks_optional = False
    look_for = forms.CharField(
        label="Name, date of birth, NHS number, postcode or record number",
        help_text="Any of them, in any order. Spelling need not be exact.",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )


class RegisterForm(Form):
    """What is asked of somebody who comes for the first time; everything but a name can wait."""

    marks_optional = False

    given_names = line("Given names", 120)
    family_name = line("Family name", 120)
    known_as = line("Known as", 120, help_text="If they go by another name")
    date_of_birth = birth()
    nhs_number = NhsNumberField(required=False)
    sex = choice("Sex registered at birth", choices.sexes, widget=forms.RadioSelect)
    postcode = PostcodeField(required=False)
    telephone = line("Telephone", 40)
    may_leave_message = yes_no("May a message be left?")
    may_text = yes_no("May we text?")
    at_service = forms.ModelChoiceField(label="Registered at", queryset=Service.objects.none(), empty_label=None)
    another_person = forms.ChoiceField(
        label="Is this somebody else?", choices=ANOTHER, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, services: QuerySet[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at_service = self.fields["at_service"]
        assert isinstance(at_service, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        at_service.queryset = services
        at_service.initial = services.first()

    def particulars(self) -> dict[str, Any]:
        """Returns what is kept as particulars."""
        return {name: self.cleaned_data[name] for name in PARTICULARS}

    def contact(self) -> dict[str, Any]:
        """Returns what is kept as contact."""
        return {name: self.cleaned_data[name] for name in CONTACT}
