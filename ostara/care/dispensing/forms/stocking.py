"""Forms of stock and register. A second person confirms with their own address and password, on the same page.

They stand at the same counter, where telephones are often not allowed: their second factor is not asked for, the try is
counted like any other sign-in, nobody is signed in by it, and the audit names both.
"""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from ostara.care.accounts.models import User
from ostara.care.accounts.questions import standing_of
from ostara.care.accounts.roles import Verb
from ostara.care.asking.fields import DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.medication.models import Bottle, Place
from ostara.knowledge.medicines import products
from ostara.knowledge.parameters import parameter

BOTTLES_MOST = parameter("plausible.bottles_most").whole
NOT_CONFIRMED = "This address and password do not belong together, or belong to nobody who keeps stock here."


def quantity(label: str, **kwargs: Any) -> forms.DecimalField:
    """Returns a field for an amount of stock."""
    return forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=3, **kwargs)


class WitnessForm(Form):
    """A form that a second person confirms: `witness` is who they are, once it is right."""

    witness_email = forms.EmailField(label="The second person's e-mail address")
    witness_password = forms.CharField(
        label="The second person's password",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="They type it themselves. Nobody is signed in by it.",
    )

    def __init__(self, *args: Any, request: HttpRequest, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.place = request, place
        self.witness: User | None = None

    def clean(self) -> dict[str, Any]:
        """Proves who the second person is, and that they are somebody else who keeps stock at this place."""
        said = super().clean() or self.cleaned_data
        email, password = said.get("witness_email"), said.get("witness_password")
        if self.errors or not email or not password:
            return said
        found = authenticate(self.request, email=email, password=password)
        if not isinstance(found, User) or not self._keeps_stock_here(found):
            self.add_error("witness_password", NOT_CONFIRMED)
        elif found == self.request.user:
            self.add_error("witness_email", "Two people are needed: the second is somebody else.")
        else:
            self.witness = found
        return said

    def _keeps_stock_here(self, user: User) -> bool:
        today = self.request.today  # type: ignore[attr-defined]  # it has passed the guard
        return self.place.service_id in standing_of(user, on=today).services(Verb.STOCK)


class ReceiveForm(Form):
    """What came in."""

    place = forms.ModelChoiceField(Place.objects.none(), label="Where", empty_label=None)
    product = forms.ChoiceField(label="Product")
    strength = quantity("Strength (mg/mL of a liquid, else mg of one)")
    bottles = forms.IntegerField(label="How many bottles or boxes", min_value=1, max_value=BOTTLES_MOST, initial=1)
    each = quantity("In each (mL, or pieces)")
    batch = forms.CharField(label="Batch", max_length=40)
    expires_on = DayField(label="Expires on")
    supplier = forms.CharField(label="From whom", max_length=200)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]  # it chooses a model
        listed = [(code, one.meaning) for code, one in products().items() if one.schedule in ("2", "3")]
        self.fields["product"].choices = [("", "Choose a product"), *listed]  # type: ignore[attr-defined]  # a ChoiceField


class CountForm(WitnessForm):
    """A count by two people. What the register says is shown after it, not before."""

    counted = quantity("What both of you counted (mL, or pieces)")
    words = Words(label="In words", required=False, rows=2)
    field_order = ("counted", "words", "witness_email", "witness_password")


class LoseForm(WitnessForm):
    """Spilled or broken, and who saw it."""

    amount = quantity("How much was lost (mL, or pieces)")
    words = Words(label="How it happened", rows=3)
    field_order = ("amount", "words", "witness_email", "witness_password")


class DestroyForm(WitnessForm):
    """Destroyed before a witness."""


class OpenForm(Form):
    """Another bottle."""

    bottle = forms.ModelChoiceField(Bottle.objects.none(), label="Which bottle", empty_label="Choose a bottle")

    def __init__(self, *args: Any, bottles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bottle"].queryset = bottles  # type: ignore[attr-defined]  # it chooses a model
        self.fields["bottle"].label_from_instance = _bottle_words  # type: ignore[attr-defined]  # the same


class PutRightForm(Form):
    """A line that was wrong."""

    change = forms.DecimalField(
        label="What it should change (mL, or pieces)",
        max_digits=12,
        decimal_places=3,
        help_text="For example -10 where ten more left than was written, or 10 where ten less did.",
    )
    words = Words(label="What was wrong", rows=3)


def _bottle_words(bottle: Bottle) -> str:
    return f"Batch {bottle.batch}, expires {bottle.expires_on:%-d %B %Y}"
