"""The forms of this room's own pages."""

from django import forms
from django.db.models import TextChoices

from ostara.care.asking.fields import DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.tasks.models import TaskDone
from ostara.guidance.rulebook import rulebook
from ostara.guidance.tightening import ways_of
from ostara.knowledge.parameters import Parameter, parameter


class Verdict(TextChoices):
    """What somebody makes of why another went on."""

    AGREES = "agrees", "I would have gone on too"
    DOES_NOT = "does_not", "I would not have gone on"


class EndTaskForm(Form):
    """What became of a task."""

    outcome = forms.ChoiceField(label="What became of it", choices=TaskDone.Outcome.choices, widget=forms.RadioSelect)
    words = Words(label="In words", required=False, help_text="Needed where it was not done.")


class VerdictForm(Form):
    """A second look."""

    verdict = forms.ChoiceField(label="What do you make of it?", choices=Verdict.choices, widget=forms.RadioSelect)
    words = Words(label="In words", required=False)


class ProposeForm(Form):
    """A number that is to be tighter here."""

    name = forms.ChoiceField(label="Which number", choices=[])
    value = forms.CharField(label="Tighter value", max_length=20)
    from_on = DayField(label="From")
    words = Words(label="Why")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # those of the form
        self.fields["name"].choices = [(one.name, in_words(one)) for one in can_be_tighter()]  # type: ignore[attr-defined]  # of a choice


class AgreeForm(Form):
    """Agreeing to a number that somebody else proposed."""

    tightened = forms.UUIDField(widget=forms.HiddenInput)


def can_be_tighter() -> list[Parameter]:
    """Returns the numbers of the rulebook that can be tighter at all: those that every rule reads the same way."""
    names = sorted({name for rule in rulebook().values() for name in rule.parameters})
    return [parameter(name) for name in names if len(way_of(name)) == 1]


def way_of(name: str) -> set[int]:
    """Returns which way is tighter: above nought a greater number, below it a smaller one; both where rules differ."""
    return {way for rule in rulebook().values() for way in ways_of(rule.speaks, name)}


def in_words(one: Parameter) -> str:
    """Returns a number of the rulebook as a list shows it, with which way is tighter."""
    way = "a greater number" if way_of(one.name) == {1} else "a smaller number"
    return f"{one.meaning}: {one.value} {one.unit} ({way} is tighter)"
