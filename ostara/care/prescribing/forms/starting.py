"""Forms of a start: the person's choice, the first order, and where a dose comes from elsewhere who confirmed it."""

from typing import Any

from django import forms

from ostara.care.asking.fields import TODAY, DayField, Words
from ostara.care.facts.gathering import OrderSaid
from ostara.care.medication.models import Confirmation, Course, Order
from ostara.care.prescribing.actions.starting import NOT_STARTED_HERE, Start, strength_of
from ostara.care.prescribing.forms.fields import DoseField, first_day, how_taken
from ostara.care.prescribing.forms.ordering import Seen
from ostara.care.prescribing.words import product_name
from ostara.knowledge.medicines import products

TOLD = {
    "told_side_effects": "What it does, and its side effects",
    "told_stopping": "What stopping is like",
    "told_alternatives": "What else there is",
    "told_tolerance": "That tolerance falls quickly, and overdose",
    "told_driving": "Driving",
    "told_storage": "How to keep it away from children",
    "leaflet": "They have it in writing",
}
BEFORE = [("", "Choose a medicine")]


def startable() -> list[tuple[str, str]]:
    """Returns the products a course may be started with, in the order of our list."""
    return [(code, product_name(code)) for code, known in products().items() if known.medicine not in NOT_STARTED_HERE]


class FirstOrderForm(Seen):
    """What every start asks: the medicine and why, what the person was told, the first dose."""

    product = forms.ChoiceField(label="Medicine", choices=lambda: [*BEFORE, *startable()])
    why = Words(label="Why this one, in the person's own words", required=False, rows=2)
    told = forms.MultipleChoiceField(
        label="What were they told before they chose?",
        choices=list(TOLD.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="What is not ticked counts as not recorded.",
    )
    purpose = forms.ChoiceField(label="What for", choices=Course.Purpose.choices)
    dose_mg = DoseField(label="First dose")
    on = first_day()
    supervision = how_taken()
    words = Words(label="Anything else about this order", required=False, rows=2)
    began: str = Course.Began.INDUCTION
    reason: str = Order.Reason.STARTING

    def choice(self) -> dict[str, Any]:
        """Returns the fields of the person's choice: what is not ticked is not recorded."""
        told = set(self.cleaned_data["told"])
        return {"why": self.cleaned_data["why"], **{name: True if name in told else None for name in TOLD}}

    def what(self, follows: Course | None = None) -> Start:
        """Returns what begins."""
        said = self.cleaned_data
        return Start(
            product=said["product"],
            purpose=said["purpose"],
            began=self.began,
            strength=strength_of(said["product"]),
            follows=follows,
        )

    def said(self) -> OrderSaid:
        """Returns the first order."""
        said = self.cleaned_data
        return OrderSaid(
            product=said["product"],
            dose_mg=said["dose_mg"],
            effective_on=said["on"],
            supervision=said["supervision"],
            reason=self.reason,
            words=said["words"],
            began=self.began,
        )


class ContinuationForm(FirstOrderForm):
    """A dose somebody comes with: who confirmed it, and what they said."""

    source = forms.ChoiceField(label="Who confirmed the dose?", choices=Confirmation.Source.choices)
    said_by = forms.CharField(label="Name and telephone of who said it", max_length=200)
    confirmed_on = DayField(label="Day on which it was said", not_after=TODAY)
    last_dose_on = DayField(label="Day of the last dose", not_after=TODAY)
    last_mg = DoseField(label="Last dose, as they said it")
    watched = forms.ChoiceField(label="Was it watched?", choices=Confirmation.Watched.choices, widget=forms.RadioSelect)
    began = Course.Began.CONTINUATION
    reason = Order.Reason.CONFIRMED

    field_order = (
        *("product", "source", "said_by", "confirmed_on", "last_dose_on", "last_mg", "watched"),
        *("dose_mg", "on", "supervision", "purpose", "why", "told", "words"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dose_mg"].label = "Dose to go on with"

    def clean(self) -> dict[str, Any]:
        """A dose that is not the confirmed one needs its reason in words."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        last, dose = said.get("last_mg"), said.get("dose_mg")
        if last and dose and last != dose and not said.get("words", "").strip():
            self.add_error("words", "The dose is not the one that was confirmed: say why.")
        return said

    def confirmation(self) -> dict[str, Any]:
        """Returns the fields of the confirmation."""
        said = self.cleaned_data
        names = ("source", "said_by", "last_dose_on", "last_mg", "watched")
        return {"on": said["confirmed_on"], **{name: said[name] for name in names}}


class ConversionForm(FirstOrderForm):
    """Another medicine instead of the one that goes on: stop, wait as the rules say, start. No arithmetic."""

    stop_on = first_day("First day without the medicine now")
    began = Course.Began.CONVERSION
    reason = Order.Reason.CONVERSION

    def __init__(self, *args: Any, instead_of: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in startable() if one[0] != instead_of.product]
        self.fields["product"] = forms.ChoiceField(label="Medicine from then on", choices=[*BEFORE, *others])
        self.order_fields(["key", "after", "product", "stop_on", "on", "dose_mg"])

    def clean(self) -> dict[str, Any]:
        """What follows does not begin before what is stopped has ended."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("on") and said.get("stop_on") and said["on"] < said["stop_on"]:
            self.add_error("on", "This begins before the medicine now has ended. Micro-induction is two courses.")
        return said
