"""Forms of the care plan and its reviews. A goal is what the person says it is."""

from typing import Any

from django import forms

from ostara.care.asking.fields import DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.treatment.actions import GoalSaid
from ostara.care.treatment.forms.referring import a_day
from ostara.care.treatment.models import Goal, PlanReview, PlanRevision

FEWEST, SPARE, MOST = 5, 2, 40  # goals a form has room for: at least, beyond those there are, at most
PARTS = ("goal", "words", "domain", "steps", "who", "by_when", "state")


class PlanForm(Form):
    """A whole plan: what the person wants, goal by goal."""

    marks_optional = False
    began_from = forms.IntegerField(widget=forms.HiddenInput)
    room = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST)
    on = a_day("Day of the plan")
    hopes = Words(label="What do you want from life?", required=False, help_text="In the person's own words.", rows=3)
    if_things_go_wrong = Words(
        label="What helps when things go wrong?",
        required=False,
        help_text="Signs to look out for, who to ring, naloxone, a safe place.",
        rows=3,
    )
    agreed = forms.ChoiceField(
        label="Is this the person's plan?", choices=PlanRevision.Agreed.choices, widget=forms.RadioSelect
    )
    copy_given = forms.NullBooleanField(
        label="Has the person been given a copy?",
        required=False,
        widget=forms.Select(choices=[("", "Not said"), ("true", "Yes"), ("false", "No")]),
    )
    next_review_on = DayField(label="Next review", required=False, help_text="A day agreed with the person.")

    def __init__(self, *args: Any, latest: PlanRevision | None, goals: list[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room = self._room(len(goals))
        for number in range(1, room + 1):
            self.fields |= _goal_fields(number)
        if self.draft and self.draft.kept and not self.is_bound:
            self._fill_in(self.draft)
        said = {f"goal_{n}_{part}": getattr(goal, part) for n, goal in enumerate(goals, 1) for part in PARTS}
        stands = {name: getattr(latest, name) for name in ("hopes", "if_things_go_wrong")} if latest else {}
        first = {"began_from": latest.revision if latest else 0, "room": room, "on": kwargs.get("on")}
        self.initial = {**said, **stands, **first, **self.initial}
        for name, field in self.fields.items():
            if name.endswith("_by_when"):
                field.today = self.fields["on"].today  # type: ignore[attr-defined] # both are days

    def _room(self, there_are: int) -> int:
        asked = str(self.data.get(self.add_prefix("room"), ""))
        wanted = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
        return min(MOST, max(FEWEST, there_are + SPARE, wanted))

    @property
    def goals(self) -> list[list[forms.BoundField]]:
        """Returns the fields of each goal."""
        room = sum(name.endswith("_words") and name.startswith("goal_") for name in self.fields)
        return [[self[f"goal_{number}_{part}"] for part in PARTS] for number in range(1, room + 1)]

    def clean(self) -> dict[str, Any]:
        """Refuses a goal with steps but without words."""
        for number in range(1, len(self.goals) + 1):
            said = {
                part: self.cleaned_data.get(f"goal_{number}_{part}") for part in ("words", "steps", "who", "by_when")
            }
            if not said["words"] and any(said.values()):
                self.add_error(f"goal_{number}_words", "Say what the goal is, or empty the lines below it.")
        return self.cleaned_data

    def goals_said(self) -> list[GoalSaid]:
        """Returns the goals that were written."""
        said = ({part: self.cleaned_data[f"goal_{n}_{part}"] for part in PARTS} for n in range(1, len(self.goals) + 1))
        return [GoalSaid(**one) for one in said if one["words"].strip()]

    def facts(self) -> dict[str, Any]:
        """Returns everything else."""
        own = ("on", "began_from", "hopes", "if_things_go_wrong", "agreed", "copy_given", "next_review_on")
        return {name: self.cleaned_data[name] for name in own}


def _goal_fields(number: int) -> dict[str, forms.Field]:
    wide = {"class": "nhsuk-input--width-20"}
    return {
        f"goal_{number}_goal": forms.UUIDField(widget=forms.HiddenInput, required=False),
        f"goal_{number}_words": Words(label="In the person's own words", required=False, rows=2),
        f"goal_{number}_domain": forms.ChoiceField(label="About", choices=Goal.Domain.choices, required=False),
        f"goal_{number}_steps": Words(label="First steps", required=False, rows=2),
        f"goal_{number}_who": forms.CharField(
            label="Who does what", required=False, max_length=200, widget=forms.TextInput(attrs=wide)
        ),
        f"goal_{number}_by_when": DayField(label="By when", required=False, help_text=""),
        f"goal_{number}_state": forms.ChoiceField(label="How far", choices=Goal.State.choices, required=False),
    }


class ReviewForm(Form):
    """A look back at the plan."""

    on = a_day("Day of the review")
    present = forms.ChoiceField(
        label="Did the person take part?", choices=PlanReview.Present.choices, widget=forms.RadioSelect
    )
    person_says = Words(label="What the person says", required=False)
    keyworker_says = Words(label="What the keyworker says", required=False)
    next_review_on = DayField(label="Next review", required=False, help_text="A day agreed with the person.")
