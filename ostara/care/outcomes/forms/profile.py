"""The form of the Treatment Outcomes Profile: made from its items, so that it asks for nothing they do not declare.

Days are asked by week, as the form on paper does; who knows only the sum gives that. A box says *not answered*, which
is neither nought nor left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self

from django import forms
from django.forms import BoundField

from ostara.care.outcomes.forms import Asked
from ostara.care.outcomes.keeping import answers_of
from ostara.care.outcomes.models import STAGES, Top
from ostara.ndtms.top import SECTIONS, Answer, Asks, Days, TopItem, Untold, flaws, top_items
from ostara.ndtms.top.items import DAYS_A_WEEK, WEEKS

YES, NO, NOT_ANSWERED = "yes", "no", "na"
MEANS: dict[str, Answer] = {YES: True, NO: False, NOT_ANSWERED: Untold.NOT_ANSWERED}
YES_NO = ((YES, "Yes"), (NO, "No"), (NOT_ANSWERED, "Not answered"))
OF_ALL = range(1, WEEKS + 1)
Answered = dict[str, Answer]


@dataclass(frozen=True)
class Line:
    """An item on the form, with the fields it has."""

    item: TopItem
    main: BoundField
    weeks: list[BoundField] = field(default_factory=list)
    amount: BoundField | None = None
    not_answered: BoundField | None = None

    @property
    def errors(self) -> list[str]:
        """Everything wrong with it."""
        asked = [*self.weeks, self.main, *(one for one in (self.amount, self.not_answered) if one)]
        return list(dict.fromkeys(str(error) for bound in asked for error in bound.errors))


@dataclass(frozen=True)
class Part:
    """A section of the form."""

    number: int
    title: str
    lines: list[Line]


class ProfileForm(Asked):
    """Asks for a profile. Once it is right, `answers` holds what was answered."""

    stage = forms.ChoiceField(label="When in treatment?", choices=STAGES, widget=forms.RadioSelect)
    other_drug = forms.CharField(label="Which other substance?", max_length=120, required=False)
    field_order: Iterable[str] = ("key", "stage", "asked_on", "filled")
    marks_optional = False  # nearly everything may be left out

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Set before a draft is filled in, on this form alone.
        self.base_fields = {**self.base_fields, **_every_field()}  # type: ignore[misc] # Django copies it from here
        super().__init__(*args, **kwargs)
        self.answers: Answered = {}

    def parts(self) -> Iterator[Part]:
        """The sections in the order of the form."""
        for number, title in SECTIONS.items():
            lines = [self._line(item) for item in top_items().values() if item.section == number]
            yield Part(number, title, lines)

    def clean(self) -> dict[str, Any]:
        """Puts the answers together, and says at its field what cannot be."""
        super().clean()
        said = ((item, _answer(item, self)) for item in top_items().values())
        self.answers = {item.item: answer for item, answer in said if answer is not None}
        for flaw in flaws(self.answers, named=self.cleaned_data.get("other_drug", "")):
            if flaw.refuses and not self._is_wrong(flaw.item):
                self.add_error(flaw.item, f"{flaw.says[:1].upper()}{flaw.says[1:]}.")
        if not self.answers and not self.errors:
            self.add_error(None, "Nothing is answered yet.")
        return self.cleaned_data

    def _is_wrong(self, item: str) -> bool:
        return not self.errors.keys().isdisjoint(_by_item()[item])

    def _line(self, item: TopItem) -> Line:
        if item.asks is Asks.YES_NO:
            return Line(item, self[item.item])
        not_answered = self[f"{item.item}_na"]
        if item.asks is Asks.RATING:
            return Line(item, self[item.item], not_answered=not_answered)
        amount = self[f"{item.item}_amount"] if item.amount else None
        return Line(item, self[item.item], [self[f"{item.item}_{week}"] for week in OF_ALL], amount, not_answered)


def initial_of(top: Top) -> dict[str, Any]:
    """What the form shows of a profile that is to be put right."""
    initial: dict[str, Any] = {name: getattr(top, name) for name in ("stage", "asked_on", "filled", "other_drug")}
    for item, answer in answers_of(top).items():
        initial |= _shown(item, answer)
    return initial


def _shown(item: str, answer: Answer) -> dict[str, Any]:
    if isinstance(answer, Untold):
        return {item: NOT_ANSWERED} if top_items()[item].asks is Asks.YES_NO else {f"{item}_na": True}
    if isinstance(answer, Days):
        weeks = {f"{item}_{number}": week for number, week in zip(OF_ALL, answer.weeks, strict=True)}
        return {item: answer.days, f"{item}_amount": answer.amount, **weeks}
    return {item: (YES if answer else NO) if isinstance(answer, bool) else answer}


class Shared(forms.Field):
    """A field that nothing changes, so every form has the same: to copy a hundred takes longer than to read them."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class YesNo(Shared, forms.ChoiceField):
    """Yes, no, or not answered."""


class Number(Shared, forms.IntegerField):
    """Days, or a rating."""


class Amount(Shared, forms.DecimalField):
    """How much."""


class Tick(Shared, forms.BooleanField):
    """Whether something was asked and not answered."""


@cache
def _every_field() -> dict[str, forms.Field]:
    """Returns the fields of every item, by name."""
    return {name: asked for fields in _by_item().values() for name, asked in fields.items()}


@cache
def _by_item() -> dict[str, dict[str, forms.Field]]:
    """Returns the fields of each item."""
    return {item.item: dict(_fields(item)) for item in top_items().values()}


def _fields(item: TopItem) -> Iterator[tuple[str, forms.Field]]:
    label = f"{item.label[:1].upper()}{item.label[1:]}"
    if item.asks is Asks.YES_NO:
        yield item.item, YesNo(label=label, choices=YES_NO, widget=forms.RadioSelect, required=False)
        return
    if item.asks is Asks.DAYS:
        for week in OF_ALL:
            yield f"{item.item}_{week}", _number(f"{label}: week {week}", 0, DAYS_A_WEEK)
    yield item.item, _number(f"{label}: days in all" if item.asks is Asks.DAYS else label, item.low, item.high)
    if item.amount:
        yield (
            f"{item.item}_amount",
            Amount(
                label=f"{label}: how much, {item.amount}",
                min_value=0,
                max_digits=8,
                decimal_places=2,
                required=False,
                widget=_typed("decimal", "4"),
            ),
        )
    yield f"{item.item}_na", Tick(label=f"{label}: not answered", required=False)


def _number(label: str, low: int, high: int) -> Number:
    said = f"{label}: give a number from {low} to {high}."
    return Number(
        label=label,
        min_value=low,
        max_value=high,
        required=False,
        widget=_typed("numeric", "2"),
        error_messages={"invalid": said, "min_value": said, "max_value": said},
    )


def _typed(keys: str, wide: str) -> forms.TextInput:
    """A small box that brings up the keys of numbers on a phone."""
    return forms.TextInput(attrs={"inputmode": keys, "class": f"nhsuk-input--width-{wide}", "autocomplete": "off"})


def _answer(item: TopItem, form: ProfileForm) -> Answer | None:
    """What was answered to an item; none where nothing was, or where a field of it is wrong."""
    said = form.cleaned_data
    if not form.errors.keys().isdisjoint(_by_item()[item.item]):
        return None
    if item.asks is Asks.YES_NO:
        return MEANS.get(said[item.item])
    value = said[item.item]
    weeks = tuple(said.get(f"{item.item}_{week}") for week in OF_ALL)
    amount = said.get(f"{item.item}_amount")
    if all(one is None for one in (value, amount, *weeks)):
        return Untold.NOT_ANSWERED if said[f"{item.item}_na"] else None
    if said[f"{item.item}_na"]:
        form.add_error(item.item, "This says an answer, and that it was not answered. Take one of them away.")
        return None
    return Days(weeks, value, amount) if item.asks is Asks.DAYS else int(value)
