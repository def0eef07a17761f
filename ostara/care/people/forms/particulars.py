"""Who a person is, how to reach them, and the children in their life."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from ostara.care.asking.fields import TODAY, DayField, NhsNumberField, PostcodeField, Words
from ostara.care.people import choices
from ostara.care.people.forms.dated import DatedForm
from ostara.care.people.forms.fields import choice, line, yes_no
from ostara.knowledge.parameters import parameter

BORN_AFTER = parameter("ndtms.born_after_year").whole
MOST_CHILDREN = parameter("people.children_most").whole


def birth() -> DayField:
    """Returns the question for a date of birth: never in the future, never before anybody now alive."""
    return DayField(label="Date of birth", required=False, not_after=TODAY, not_before=date(BORN_AFTER + 1, 1, 1))


class ParticularsForm(DatedForm):
    """Who a person is."""

    kept = (
        "given_names",
        "family_name",
        "known_as",
        "date_of_birth",
        "nhs_number",
        "sex",
        "gender",
        "ethnicity",
        "nationality",
        "orientation",
        "religion",
        "disabilities",
        "language",
        "interpreter",
        "adjustments",
    )
    given_names = line("Given names", 120)
    family_name = line("Family name", 120)
    known_as = line("Known as", 120)
    date_of_birth = birth()
    nhs_number = NhsNumberField(required=False)
    sex = choice("Sex registered at birth", choices.sexes, widget=forms.RadioSelect)
    gender = choice("Gender", list(choices.Gender.choices))
    ethnicity = choice("Ethnic group", choices.ethnic_groups)
    nationality = line(
        "Nationality",
        3,
        help_text="Three letters, such as GBR or POL (ISO 3166)",
        validators=[RegexValidator("^[A-Za-z]{3}$", "Write three letters, such as GBR.")],
    )
    orientation = choice("Sexual orientation", choices.orientations)
    religion = choice("Religion or belief", list(choices.Religion.choices))
    disabilities = forms.MultipleChoiceField(
        label="Disabilities: what do they find hard?",
        choices=choices.Disability.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = line("Language they speak best", 80)
    interpreter = yes_no("Needs an interpreter")
    adjustments = Words(
        label="Reasonable adjustments",
        required=False,
        help_text="What we do differently so that they can use the service",
    )

    def clean_nationality(self) -> str:
        """Writes the letters as capitals."""
        return str(self.cleaned_data["nationality"]).upper()

    def clean_disabilities(self) -> list[str]:
        """Refuses *none* beside something else."""
        chosen: list[str] = self.cleaned_data["disabilities"]
        if len(chosen) > 1 and choices.ALONE & set(chosen):
            raise ValidationError("“None”, “not known” and “did not say” stand alone.", code="alone")
        return chosen

    def clean(self) -> dict[str, Any]:
        """Asks for a name."""
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("given_names", "family_name", "known_as")):
            self.add_error("given_names", "Give at least one name.")
        return cleaned


class ContactForm(DatedForm):
    """How to reach a person, and how to do so safely."""

    kept = (
        "line_1",
        "line_2",
        "town",
        "postcode",
        "no_fixed_address",
        "telephone",
        "email",
        "may_leave_message",
        "may_text",
        "may_write",
        "may_say_who",
        "how",
    )
    line_1 = line("Address", 120)
    line_2 = line("Second line of the address", 120)
    town = line("Town", 120)
    postcode = PostcodeField(required=False)
    no_fixed_address = forms.BooleanField(label="No fixed address", required=False)
    telephone = line("Telephone", 40)
    email = forms.EmailField(label="Email", max_length=254, required=False)
    may_leave_message = yes_no("May a message be left?")
    may_text = yes_no("May we text?")
    may_write = yes_no("May we write to the address?")
    may_say_who = yes_no("May we say who is calling?")
    how = Words(
        label="How to make contact safely",
        required=False,
        help_text="For example: only in the morning; a neighbour reads the post",
    )


class ChildrenForm(DatedForm):
    """The children in a person's life. An empty number is *not known*."""

    kept = ("parental_status", "living_with", "elsewhere", "looked_after", "details")
    parental_status = choice("Parental status", choices.parental_statuses)
    living_with = forms.IntegerField(
        label="How many children under 18 live with them?", min_value=0, max_value=MOST_CHILDREN, required=False
    )
    elsewhere = forms.IntegerField(
        label="How many of their own children under 18 live elsewhere?",
        min_value=0,
        max_value=MOST_CHILDREN,
        required=False,
    )
    looked_after = forms.IntegerField(
        label="How many of these are looked after by the local authority?",
        min_value=0,
        max_value=MOST_CHILDREN,
        required=False,
    )
    details = Words(label="Details", required=False)
