"""Forms of plans: towards a dose that holds, down at the person's own pace, and how they are on the way."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from ostara.care.asking.fields import TODAY, DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.medication.models import CheckIn, PlanEvent
from ostara.care.prescribing.actions.planning import Pace, Step
from ostara.care.prescribing.forms.fields import ANSWER, DoseField, asked, first_day
from ostara.knowledge.parameters import parameter

SLOWEST = parameter("plausible.reduction_every_days_most").whole
LINES = 8  # of a titration plan; another plan goes on from there
EVERY = [("7", "a week"), ("14", "a fortnight"), ("28", "four weeks"), ("month", "a month"), ("days", "another time")]


class TitrationForm(Form):
    """Steps towards a dose that holds, with the points at which the person is seen before the next."""

    words = Words(label="What the person says about it", required=False, rows=2)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        for line in range(1, LINES + 1):
            day = first_day(f"Day of step {line}")
            day.today, day.required = on, False
            self.fields[f"on{line}"] = day
            self.fields[f"dose{line}"] = DoseField(label=f"Dose of step {line}", required=False)
            see = forms.BooleanField(label=f"See the person before step {line}", required=False)
            self.fields[f"review{line}"] = see

    @property
    def lines(self) -> list[list[Any]]:
        """The fields of each step."""
        return [[self[f"{name}{line}"] for name in ("on", "dose", "review")] for line in range(1, LINES + 1)]

    def clean(self) -> dict[str, Any]:
        """A step has its day and its dose, and comes after the one before it."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for line in range(1, LINES + 1):
            on, dose = said.get(f"on{line}"), said.get(f"dose{line}")
            if on and dose is None:
                self.add_error(f"dose{line}", f"Step {line} has a day and no dose.")
            if dose is not None and not on and f"on{line}" not in self.errors:
                self.add_error(f"on{line}", f"Step {line} has a dose and no day.")
        return said

    def steps(self) -> tuple[Step, ...]:
        """Returns the steps that were written."""
        said = self.cleaned_data
        lines = [line for line in range(1, LINES + 1) if said.get(f"on{line}") and said.get(f"dose{line}")]
        return tuple(Step(said[f"on{line}"], said[f"dose{line}"], said[f"review{line}"]) for line in lines)


class ReductionForm(Form):
    """A reduction as small and slow as the person wants."""

    step_mg = DoseField(label="By how much each time", help_text="Milligrams, as the person wants it.")
    every = forms.ChoiceField(label="Every", choices=EVERY, widget=forms.RadioSelect)
    days = forms.IntegerField(label="Another time: every so many days", min_value=1, max_value=SLOWEST, required=False)
    on = first_day("First step on")
    down_to_mg = DoseField(
        label="Down to", min_value=Decimal(0), help_text="Milligrams. 0 is without; they can stop anywhere before."
    )
    person_led = asked("Is this the person's own wish and pace?")
    words = Words(label="In the person's own words", required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        """Another time is said in days."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("every") == "days" and not said.get("days"):
            self.add_error("days", "Say after how many days.")
        return said

    def pace(self) -> Pace:
        """Returns the person's pace."""
        said = self.cleaned_data
        every = said["every"]
        return Pace(
            step_mg=said["step_mg"],
            every_days=said["days"] if every == "days" else (0 if every == "month" else int(every)),
            every_months=1 if every == "month" else 0,
            first_on=said["on"],
            down_to_mg=said["down_to_mg"],
        )

    @property
    def led(self) -> bool | None:
        """Whether it is the person's own wish."""
        return ANSWER[self.cleaned_data["person_led"]]


class PlanEventForm(Form):
    """A pause, going on, or the end."""

    kind = forms.ChoiceField(label="What is wanted?", widget=forms.RadioSelect)
    on = DayField(label="From", not_after=TODAY)
    words = Words(label="In the person's own words", required=False, rows=2)

    def __init__(self, *args: Any, kinds: Sequence[PlanEvent.Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = {PlanEvent.Kind.PAUSED: "Pause it", PlanEvent.Kind.RESUMED: "Go on with it"}
        self.fields["kind"].choices = [(one.value, wanted.get(one, "End it")) for one in kinds]  # type: ignore[attr-defined] # a choice


class CheckInForm(Form):
    """How somebody is after a reduction or a stop."""

    on = DayField(label="Day", not_after=TODAY)
    mood = forms.ChoiceField(label="Mood", required=False, widget=forms.RadioSelect)
    sleep = forms.ChoiceField(label="Sleep", required=False, widget=forms.RadioSelect)
    wants_back = asked("Do they wish to go back to the dose before?")
    wants_more = asked("Do they wish to be asked again?")
    words = Words(label="In words", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("mood", "sleep"):
            choices = [*((str(value), label) for value, label in CheckIn.Scale.choices), ("", "Not asked")]
            self.fields[name].choices = choices  # type: ignore[attr-defined] # a choice

    def facts(self) -> dict[str, Any]:
        """Returns the fields of the check-in beside its day."""
        said = self.cleaned_data
        return {
            "mood": int(said["mood"]) if said["mood"] else None,
            "sleep": int(said["sleep"]) if said["sleep"] else None,
            "wants_back": ANSWER[said["wants_back"]],
            "wants_more": ANSWER[said["wants_more"]],
            "words": said["words"].strip(),
        }

    @property
    def day(self) -> date:
        """The day."""
        day: date = self.cleaned_data["on"]
        return day
