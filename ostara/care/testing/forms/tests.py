"""The forms of drug tests: a specimen with what was found on the spot, a later reading, and days drawn by chance."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from ostara.care.asking.fields import TODAY, DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.specimens.models import KINDS, MARKERS, Asked, Drawing, Given, Reading, Specimen
from ostara.care.specimens.panels import PANELS
from ostara.knowledge.parameters import parameter

NOT_KNOWN, YES, NO = "", "yes", "no"
YES_NO = ((YES, "Yes"), (NO, "No"), (NOT_KNOWN, "Not recorded"))
MEANS = {YES: True, NO: False}
RESULTS = (("", "Not looked for"), ("negative", "Not found"), ("positive", "Found"), ("unclear", "Cannot be read"))
PANEL_CHOICES = [("", "Not read yet, or sent away"), *((panel.code, panel.words) for panel in PANELS.values())]


def _yes_no(label: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=YES_NO, widget=forms.RadioSelect, required=False, help_text=hint, initial=NOT_KNOWN
    )


class AboutForm(Form):
    """What is said of a specimen. Once it is right, `facts` holds its columns."""

    given = forms.ChoiceField(label="Was a specimen given?", choices=Given.choices, widget=forms.RadioSelect)
    on = DayField(label="Day", not_after=TODAY)
    time = forms.TimeField(
        label="Time",
        required=False,
        input_formats=["%H:%M", "%H.%M"],
        help_text="Such as 14:30.",
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-5", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label="What is it?", choices=[(code, words.capitalize()) for code, words in KINDS])
    asked = forms.ChoiceField(label="Why on this day?", choices=Asked.choices, widget=forms.RadioSelect)
    observed = _yes_no("Was somebody there while it was given?")
    trusted = _yes_no("Is it fresh, and the person's own?", "By its temperature, or because somebody was there.")
    words = Words(label="Anything else", rows=3, required=False)

    @property
    def facts(self) -> dict[str, Any]:
        """The columns, as the model keeps them."""
        said = self.cleaned_data
        given = said["given"] == Given.GIVEN
        seen = {name: MEANS.get(said[name]) if given else None for name in ("observed", "trusted")}
        return {**{name: said[name] for name in ("on", "time", "kind", "asked", "given", "words")}, **seen}


class FoundForm(Form):
    """What a reading found. Once it is right, `found` holds the results of what was looked for."""

    marks_optional = False  # nearly everything may be left out
    panel = forms.ChoiceField(label="What was it tested with?", choices=PANEL_CHOICES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        fields = {f"found_{marker}": _found(words) for marker, words in MARKERS}
        # Set before a draft is filled in, on this form alone.
        self.base_fields = {**self.base_fields, **fields}  # type: ignore[misc] # Django copies it from the instance
        super().__init__(*args, **kwargs)

    @property
    def found(self) -> dict[str, str]:
        """What was found, by marker; what was not looked for is left out."""
        said = ((marker, self.cleaned_data.get(f"found_{marker}", "")) for marker, _ in MARKERS)
        return {marker: result for marker, result in said if result}

    def usual(self) -> Iterator[BoundField]:
        """The fields of what most strips look for."""
        yield from (self[f"found_{marker}"] for marker in PANELS["urine_strip"].markers)

    def others(self) -> Iterator[BoundField]:
        """The fields of everything else."""
        usual = PANELS["urine_strip"].markers
        yield from (self[f"found_{marker}"] for marker, _ in MARKERS if marker not in usual)

    def clean(self) -> dict[str, Any]:
        """A result needs to be of something."""
        super().clean()
        if self.found and not self.cleaned_data.get("panel"):
            self.add_error("panel", "Say what it was tested with.")
        return self.cleaned_data


class SpecimenForm(FoundForm, AboutForm):
    """A specimen and, where it was read on the spot, what was found."""

    field_order = ("key", "given", "on", "time", "kind", "asked", "observed", "trusted", "panel", "words")

    def clean(self) -> dict[str, Any]:
        """What was not given cannot have been read."""
        super().clean()
        if self.found and self.cleaned_data.get("given") != Given.GIVEN:
            self.add_error("given", "There are results below, so a specimen was given.")
        return self.cleaned_data


class CorrectSpecimenForm(AboutForm):
    """A specimen to be put right, and why."""

    why = Words(label="Why?", help_text="This is kept with the history. Both versions stay readable.", rows=2)
    field_order = ("key", "why")


class ReadingForm(FoundForm):
    """A later reading of a specimen."""

    on = DayField(label="Day on which the result came", not_after=TODAY)
    words = Words(label="Anything else", rows=3, required=False)
    field_order: tuple[str, ...] = ("key", "on", "panel")

    def clean(self) -> dict[str, Any]:
        """There is something to record."""
        super().clean()
        if not self.found and not self.errors:
            self.add_error(None, "Say what was found of at least one thing.")
        return self.cleaned_data


class CorrectReadingForm(ReadingForm):
    """A reading to be put right, and why."""

    why = Words(label="Why?", help_text="This is kept with the history. Both versions stay readable.", rows=2)
    field_order = ("key", "why", "on", "panel")


class DrawForm(Form):
    """Days to be drawn by chance."""

    every_days = forms.IntegerField(
        label="One test in every … days",
        min_value=1,
        max_value=parameter("plausible.test_every_days_most").whole,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-5"}),
    )
    because = forms.ChoiceField(
        label="Why so often?",
        choices=[(code, f"{words[:1].upper()}{words[1:]}") for code, words in Drawing.Because.choices],
        widget=forms.RadioSelect,
    )
    from_on = DayField(label="From", not_before=TODAY)
    until_on = DayField(label="Until", not_before=TODAY)


def initial_of_specimen(row: Specimen) -> dict[str, Any]:
    """What the form shows of a specimen that is to be put right."""
    said = {name: getattr(row, name) for name in ("on", "kind", "asked", "given", "words")}
    time = row.time.strftime("%H:%M") if row.time else ""
    return {**said, "time": time, "observed": _answer(row.observed), "trusted": _answer(row.trusted)}


def initial_of_reading(row: Reading) -> dict[str, Any]:
    """What the form shows of a reading that is to be put right."""
    found = {f"found_{one.marker}": one.result for one in row.results.all()}
    return {"on": row.on, "panel": row.panel, "words": row.words, **found}


def _answer(value: bool | None) -> str:
    return NOT_KNOWN if value is None else (YES if value else NO)


def _found(words: str) -> forms.ChoiceField:
    label = f"{words[:1].upper()}{words[1:]}"
    return forms.ChoiceField(label=label, choices=RESULTS, required=False, widget=forms.RadioSelect, initial="")
