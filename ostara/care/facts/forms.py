"""The part of a form in which rules are answered: a reason for each that asks, and what was not known.

The first time a form is sent there is nothing to answer. Where rules ask, it comes back with a field for each, and with
a question for each fact that was missing; nothing that was typed is lost.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from ostara.care.asking.forms import Form
from ostara.care.facts.deciding import Judged
from ostara.care.facts.replies import Reason, Reply, field_of, words_field_of
from ostara.guidance.facts import Value
from ostara.guidance.facts.catalogue import FACTS, Known
from ostara.guidance.rulebook import rulebook

YES_NO = [("yes", "Yes"), ("no", "No"), ("", "Not known")]
REPLY, WORDS, FACT = "reply-", "words-", "fact-"


class ReplyForm(Form):
    """A form whose act is asked of the rules. Bound, it has the fields it was sent with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.data or ():
            own = name.removeprefix(f"{self.prefix}-") if self.prefix else name
            if own.startswith(REPLY) and own.removeprefix(REPLY) in rulebook():
                self._ask_reason(own.removeprefix(REPLY))
            elif own.startswith(FACT) and own.removeprefix(FACT) in FACTS:
                self._ask_fact(own.removeprefix(FACT))

    def ask(self, judged: Judged) -> None:
        """Adds a field for each question of the rules and for each fact that was missing."""
        for one in judged.asks:
            for path in one.missing:
                self._ask_fact(path)
            self._ask_reason(one.rule)

    @property
    def replies(self) -> Mapping[str, Reply]:
        """Returns the reasons that were given, by rule."""
        chosen = {
            name.removeprefix(REPLY): value for name, value in self.cleaned_data.items() if name.startswith(REPLY)
        }
        return {
            rule: Reply(reason, self.cleaned_data.get(words_field_of(rule), ""))
            for rule, reason in chosen.items()
            if reason
        }

    @property
    def stated(self) -> Mapping[str, Value]:
        """Returns the facts that were stated, by their paths."""
        found: dict[str, Value] = {}
        for name, value in self.cleaned_data.items():
            path = name.removeprefix(FACT)
            if name.startswith(FACT) and value not in (None, ""):
                found[path] = value == "yes" if FACTS[path].kind is bool else value
        return found

    def _ask_reason(self, rule: str) -> None:
        self.fields[field_of(rule)] = forms.ChoiceField(
            label="Why do you go on?", choices=[("", "Choose a reason"), *Reason.choices], required=False
        )
        self.fields[words_field_of(rule)] = forms.CharField(label="In words", max_length=2000, required=False)

    def _ask_fact(self, path: str) -> None:
        self.fields.setdefault(f"{FACT}{path}", _field(FACTS[path]))


def _field(known: Known) -> forms.Field:
    label = known.meaning[0].upper() + known.meaning[1:]
    label = f"{label} ({known.unit})" if known.unit else label
    if known.kind is bool:
        return forms.ChoiceField(label=label, choices=YES_NO, required=False, widget=forms.RadioSelect)
    if known.words:
        choices = [("", "Not known"), *((word, word.replace("_", " ")) for word in known.words)]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    if known.kind is Decimal:
        return forms.DecimalField(label=label, required=False, min_value=Decimal(0), max_digits=9, decimal_places=3)
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=100_000)
