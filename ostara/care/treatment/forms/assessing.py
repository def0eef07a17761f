"""The form of an assessment, made from the columns of the row it becomes: a question is added there, and in a section
here.
"""

from typing import Any

from django import forms
from django.db import models

from ostara.care.asking.fields import TODAY, DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.treatment.actions.assessing import CODES, RECALL_DAYS, Substance
from ostara.care.treatment.forms.referring import a_day
from ostara.care.treatment.models import Answer, Assessment, SubstanceUse
from ostara.care.treatment.national import capital, choices, substances
from ostara.knowledge.parameters import parameter

ANSWER_MOST = parameter("plausible.answer_most").whole
ROOM = 5  # substances a form has room for
PARTS = ("code", "route", "days", "amount", "age_first_used")
NOT_ASKED = ("", "Not asked")
# Section by section, in the order of a conversation; what is hard to say comes when people know each other a little.
SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Hopes", "", ("person_expects", "keyworker_expects", "treated_before")),
    ("Alcohol and tobacco", "", ("drinking_days", "drinking_units", "tobacco")),
    (
        "Injecting",
        "",
        (
            "injecting",
            "injected_lately",
            "ever_shared",
            "shared_lately",
            "injects_in_groin_or_neck",
            "uses_alone",
            "injecting_words",
        ),
    ),
    (
        "Overdose",
        "",
        ("overdosed", "overdosed_on", "overdoses_in_a_year", "has_naloxone", "naloxone_given", "overdose_words"),
    ),
    (
        "Health",
        "",
        (
            "physical_health",
            "mental_health",
            "mental_health_need",
            "thoughts_of_suicide",
            "pregnant",
            "medicines",
            "health_assessed_on",
        ),
    ),
    (
        "Hepatitis and HIV",
        "",
        (
            "hepatitis_b_offer",
            "hepatitis_b_vaccinations",
            "hepatitis_b_past",
            "hepatitis_c_offer",
            "hepatitis_c_tested",
            "hepatitis_c_tested_on",
            "hepatitis_c_positive",
            "hepatology_referral",
            "hiv_tested",
        ),
    ),
    ("Home and money", "", ("accommodation", "may_lose_home", "housing", "benefits")),
    ("Work and learning", "", ("employment", "volunteers", "studies")),
    (
        "Family and children",
        "How many children there are is kept with the person's details.",
        ("children_worry", "family"),
    ),
    ("The law", "", ("on_an_order", "offending")),
    (
        "Strengths and what to build on",
        "",
        ("strengths", "people_around", "means", "belonging", "coordinates_outcomes"),
    ),
)
# Answers about the last weeks are asked anew each time, never carried over from an earlier assessment.
OF_THE_LAST_WEEKS = frozenset(
    {
        "drinking_days",
        "drinking_units",
        "injected_lately",
        "shared_lately",
        "thoughts_of_suicide",
        "has_naloxone",
        "overdoses_in_a_year",
        "person_expects",
        "keyworker_expects",
    }
)
COLUMNS = {name: Assessment._meta.get_field(name) for _, _, names in SECTIONS for name in names}


class AssessmentForm(Form):
    """A comprehensive assessment. Nothing but the day is demanded: what is left out was not asked."""

    marks_optional = False
    on = a_day("Day of the assessment")
    why = Words(label="Why is it put right?", rows=2)

    def __init__(
        self, *args: Any, earlier: Assessment | None, used: list[SubstanceUse], correcting: bool = False, **kwargs: Any
    ) -> None:
        said = {f"substance_{use.place}_{part}": getattr(use, part) for use in used for part in PARTS}
        said |= {name: getattr(earlier, name) for name in COLUMNS} if earlier else {}
        if correcting and earlier:
            said["on"] = earlier.on
        else:
            said = {name: value for name, value in said.items() if not _of_the_last_weeks(name)}
        kwargs["initial"] = {"on": kwargs.get("on"), **said, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.room = max(ROOM, len(used) + 1)
        added = {name: _field(column) for name, column in COLUMNS.items()}
        for number in range(1, self.room + 1):
            added |= _substance_fields(number)
        self._add(added)
        if not correcting:
            del self.fields["why"]

    def _add(self, added: dict[str, forms.Field]) -> None:
        """Adds fields that are made from columns; a draft may hold what was typed in them."""
        for name, field in added.items():
            if isinstance(field, DayField):
                field.today = self.fields["on"].today  # type: ignore[attr-defined] # it is a day
            self.fields[name] = field
        if self.draft and self.draft.kept and not self.is_bound:
            self._fill_in(self.draft)

    @property
    def sections(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Returns the sections with their fields."""
        return [(title, intro, [self[name] for name in names]) for title, intro, names in SECTIONS]

    @property
    def substances(self) -> list[list[forms.BoundField]]:
        """Returns the fields of each substance."""
        return [[self[f"substance_{number}_{part}"] for part in PARTS] for number in range(1, self.room + 1)]

    def clean(self) -> dict[str, Any]:
        """Refuses a line without a substance, and one substance on two lines."""
        seen: set[str] = set()
        for number in range(1, self.room + 1):
            line = {part: self.cleaned_data.get(f"substance_{number}_{part}") for part in PARTS}
            code = line["code"] or ""
            if not code and any(value not in (None, "") for value in line.values()):
                self.add_error(f"substance_{number}_code", "Choose the substance, or empty the line.")
            elif code in seen:
                self.add_error(f"substance_{number}_code", "This substance is listed twice.")
            seen |= {code} - {""}
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        """Returns the answers by the names of the columns."""
        return {name: self.cleaned_data[name] for name in COLUMNS}

    def used(self) -> list[Substance]:
        """Returns the substances that were named."""
        lines = (
            {part: self.cleaned_data[f"substance_{number}_{part}"] for part in PARTS}
            for number in range(1, self.room + 1)
        )
        return [Substance(**line) for line in lines if line["code"]]


def _of_the_last_weeks(name: str) -> bool:
    return name in OF_THE_LAST_WEEKS or (name.startswith("substance_") and name.endswith(("_days", "_amount")))


def _field(column: Any) -> forms.Field:
    label = capital(column.verbose_name)
    if column.name in CODES:
        return forms.ChoiceField(label=label, required=False, choices=[NOT_ASKED, *choices(CODES[column.name])])
    if isinstance(column, models.DateField):
        return DayField(label=label, required=False, not_after=TODAY)
    if isinstance(column, models.PositiveSmallIntegerField):
        return _number(label, RECALL_DAYS if column.name == "drinking_days" else ANSWER_MOST)
    if isinstance(column, models.TextField):
        return Words(label=label, required=False, rows=3)
    return forms.ChoiceField(label=label, required=False, choices=[NOT_ASKED, *Answer.choices])


def _number(label: str, most: int) -> forms.IntegerField:
    narrow = forms.NumberInput(attrs={"class": "nhsuk-input--width-3"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most, widget=narrow)


def _substance_fields(number: int) -> dict[str, forms.Field]:
    begin = f"substance_{number}_"
    return {
        f"{begin}code": forms.ChoiceField(
            label="Substance", required=False, choices=[("", "None" if number > 1 else "Choose"), *substances()]
        ),
        f"{begin}route": forms.ChoiceField(label="How", required=False, choices=[("", "Not asked"), *choices("route")]),
        f"{begin}days": _number("Days of the last 28", 28),
        f"{begin}amount": forms.CharField(
            label="How much on a usual day",
            required=False,
            max_length=200,
            widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10"}),
        ),
        f"{begin}age_first_used": _number("Age when first used", 120),
    }
