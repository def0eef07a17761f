"""The part of a form in which rules are answered: a reason for each that asks, and what was not known.

For somebody who may not answer it asks who decided, and that person's reason: they ring, and both names are kept.

The first time a form is sent there is nothing to answer. Where rules ask, it comes back with a field for each, and with
a question for each fact that was missing; nothing that was typed is lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from ostara.care.accounts.models import Service
from ostara.care.asking.forms import Form
from ostara.care.facts.deciding import Judged
from ostara.care.facts.replies import (
    Reason,
    Reply,
    asked_roles,
    field_of,
    may_answer,
    may_decide,
    who_field_of,
    words_field_of,
)
from ostara.guidance.facts import Value
from ostara.guidance.facts.catalogue import FACTS, Known
from ostara.guidance.rule import Rule
from ostara.guidance.rulebook import rulebook

YES_NO = [("yes", "Yes"), ("no", "No"), ("", "Not known")]
REPLY, WHO, FACT = "reply-", "decided-", "fact-"


@dataclass(frozen=True)
class Ring:
    """Who may be rung where a rule asks: in which role somebody signed in, and where and when others may decide."""

    role: str
    service: Service
    on: date

    def who(self, rule: Rule) -> list[tuple[str, str]] | None:
        """Returns keys of those who may decide, with name and number; none where whoever signed in may answer."""
        if may_answer(rule, self.role):
            return None
        users = (post.user for post in may_decide(rule, self.service, on=self.on))
        return list({str(one.pk): f"{one.name}, {one.telephone or 'no telephone recorded'}" for one in users}.items())


class ReplyForm(Form):
    """A form whose act is asked of the rules. Bound, it has the fields it was sent with."""

    asks_who = True  # whether it asks who decided, where whoever signed in may not

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.data or ():
            own = name.removeprefix(f"{self.prefix}-") if self.prefix else name
            if own.startswith(REPLY) and own.removeprefix(REPLY) in rulebook():
                self._ask_reason(own.removeprefix(REPLY))
            elif own.startswith(WHO) and own.removeprefix(WHO) in rulebook() and self.asks_who:
                self.fields[own] = forms.UUIDField(required=False, error_messages={"invalid": "Choose who decided."})
            elif own.startswith(FACT) and own.removeprefix(FACT) in FACTS:
                self._ask_fact(own.removeprefix(FACT))

    def ask(self, judged: Judged, *, ring: Ring | None = None) -> None:
        """Adds a field for each question of the rules and for each fact that was missing.

        Args:
            judged: what the rules said.
            ring: who may be rung by somebody who may not answer; none where everybody who comes here may.
        """
        for one in judged.asks:
            for path in one.missing:
                self._ask_fact(path)
            rule = rulebook()[one.rule]
            who = ring.who(rule) if ring else None
            self._ask_reason(one.rule, label="Why do you go on?" if who is None else "Their reason")
            if who is not None and self.asks_who:
                self._ask_who(rule, who)

    @property
    def replies(self) -> Mapping[str, Reply]:
        """Returns the reasons that were given, and who decided, by rule."""
        return {rule: reply for rule, reply in self._answers().items() if reply.reason or reply.decided_by}

    @property
    def stated(self) -> Mapping[str, Value]:
        """Returns the facts that were stated, by their paths."""
        found: dict[str, Value] = {}
        for name, value in self.cleaned_data.items():
            path = name.removeprefix(FACT)
            if name.startswith(FACT) and value not in (None, ""):
                found[path] = value == "yes" if FACTS[path].kind is bool else value
        return found

    def _answers(self) -> dict[str, Reply]:
        """What stands in the fields of each rule, left empty or not."""
        rules = {name.removeprefix(start) for name in self.fields for start in (REPLY, WHO) if name.startswith(start)}
        said = self.cleaned_data
        return {
            rule: Reply(said.get(field_of(rule), ""), said.get(words_field_of(rule), ""), said.get(who_field_of(rule)))
            for rule in rules
        }

    def _ask_reason(self, rule: str, label: str = "Why do you go on?") -> None:
        self.fields[field_of(rule)] = forms.ChoiceField(
            label=label, choices=[("", "Choose a reason"), *Reason.choices], required=False
        )
        self.fields[words_field_of(rule)] = forms.CharField(label="In words", max_length=2000, required=False)

    def _ask_who(self, rule: Rule, who: list[tuple[str, str]]) -> None:
        blank = "Choose who decided" if who else "Nobody who may decide works here today"
        self.fields[who_field_of(rule.key)] = forms.ChoiceField(
            label=f"Which {asked_roles(rule)} decided?",
            choices=[("", blank), *who],
            required=False,
            help_text="Ring first. It is put on their list to confirm.",
        )

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
