"""The form of a scale: a choice for each item, and what it was asked about where its bands depend on that."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from ostara.care.outcomes.forms import Asked
from ostara.care.outcomes.keeping import by_number
from ostara.care.outcomes.models import ScaleAnswers
from ostara.knowledge.codes import code_list
from ostara.knowledge.scales import Scale

NOT_SAID = (("", "Not said"),)


class ScaleForm(Asked):
    """Asks for the answers to one version of a scale. An item may be left out: then there is no total."""

    marks_optional = False

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        # Set before a draft is filled in, on this form alone.
        self.base_fields = {**self.base_fields, **dict(_fields(scale))}  # type: ignore[misc] # Django copies it from here
        super().__init__(*args, **kwargs)
        self.scale = scale

    @property
    def answers(self) -> dict[int, int | None]:
        """What was answered, by number of the item."""
        return {item.number: self.cleaned_data[f"item_{item.number}"] for item in self.scale.items}

    @property
    def about(self) -> str:
        """The substance it was asked about, or nothing."""
        return str(self.cleaned_data.get("about", ""))

    def items(self) -> list[BoundField]:
        """The fields of the items, in order."""
        return [self[f"item_{item.number}"] for item in self.scale.items]


def initial_of(row: ScaleAnswers) -> dict[str, Any]:
    """What the form shows of answers that are to be put right."""
    answers = {f"item_{number}": str(answer) for number, answer in by_number(row.answers).items()}
    return {"asked_on": row.asked_on, "filled": row.filled, "about": row.about, **answers}


def _fields(scale: Scale) -> Iterator[tuple[str, forms.Field]]:
    if scale.abouts:
        yield "about", forms.ChoiceField(label="Which substance is it about?", choices=_abouts(scale), required=False)
    for item in scale.items:
        yield (
            f"item_{item.number}",
            forms.TypedChoiceField(
                label=f"{item.number}. {item.wording or _capital(item.label)}",
                choices=[(str(answer), str(answer)) for answer in item.answers],
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": f"Item {item.number} takes {item.takes}."},
            ),
        )


def _abouts(scale: Scale) -> list[tuple[str, str]]:
    """The substances with bands of their own first; then every other one we have a name for."""
    known = [(about, _capital(about)) for about in scale.abouts]
    others = [(code, _capital(words)) for code, words in code_list("substance").meanings.items() if code != "unknown"]
    return [*NOT_SAID, *known, *(one for one in others if one[0] not in scale.abouts)]


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
