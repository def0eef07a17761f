"""Forms of orders: a dose changed, stopped, taken back; held, and decided on."""

from typing import Any
from uuid import UUID

from django import forms

from ostara.care.asking.fields import TODAY, DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.facts.forms import ReplyForm
from ostara.care.facts.gathering import OrderSaid
from ostara.care.medication.models import Hold, Order
from ostara.care.medication.questions.courses import Standing
from ostara.care.prescribing.forms.fields import ANSWER, DoseField, asked, first_day, how_taken, reasons

OF_A_START = (Order.Reason.STARTING, Order.Reason.CONFIRMED, Order.Reason.CONVERSION, Order.Reason.LEFT)


class Seen(ReplyForm):
    """A form that knows which order its prescriber saw last."""

    after = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def seen(self, latest: Order | None) -> Order | None:
        """Returns the order that was seen, for the database to compare; another one where it was not the latest."""
        key: UUID | None = self.cleaned_data["after"]
        if key == (latest.pk if latest else None):
            return latest
        return Order(pk=key) if key else None


class DoseForm(Seen):
    """Another dose, or the same one signed again."""

    dose_mg = DoseField(label="Dose")
    on = first_day()
    supervision = how_taken()
    reason = forms.ChoiceField(label="Why", choices=[("", "Choose"), *reasons(*OF_A_START)])
    words = Words(label="In words", required=False, rows=2)
    patient_led = asked("Is a lower dose the person's own agreed plan?")
    seen_today = asked("Were they seen face to face today?")

    def said(self, standing: Standing) -> OrderSaid:
        """Returns the order that was written."""
        said = self.cleaned_data
        return OrderSaid(
            product=standing.course.product,
            dose_mg=said["dose_mg"],
            effective_on=said["on"],
            supervision=said["supervision"],
            reason=said["reason"],
            words=said["words"],
            patient_led=ANSWER[said["patient_led"]],
            seen_today=ANSWER[said["seen_today"]],
        )


class StepForm(Seen):
    """The next step of a plan: its dose was agreed."""

    on = first_day()
    supervision = how_taken()
    seen_face = asked("Were they seen face to face today?")
    words = Words(label="In words", required=False, rows=2)

    @property
    def seen_today(self) -> bool | None:
        """Whether they were seen."""
        return ANSWER[self.cleaned_data["seen_face"]]


class TakeBackForm(Form):
    """Why an order is taken back."""

    words = Words(label="Why is it taken back?", rows=2)


class HoldForm(Form):
    """Nothing is supplied for now."""

    from_on = DayField(label="From", not_after=TODAY)
    reason = forms.ChoiceField(label="Why", choices=Hold.Reason.choices, widget=forms.RadioSelect)
    words = Words(label="In words", required=False, rows=2)


class DecideForm(Seen):
    """What is decided after days without medicine."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[
            ("go_on", "Go on with the order as it is"),
            ("new_order", "Go on under a new order"),
            ("see_first", "See them face to face first: nothing is supplied until then"),
        ],
        widget=forms.RadioSelect,
    )
    seen_face = asked("Were they seen face to face?")
    dose_mg = DoseField(label="Dose of the new order", required=False)
    supervision = how_taken("How doses are taken under the new order", required=False)
    words = Words(label="In words", required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        """Asks for a dose where there is a new order, and takes none where there is not."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        new = said.get("decision") == "new_order"
        if new and not said.get("dose_mg") and "dose_mg" not in self.errors:
            self.add_error("dose_mg", "Write the dose of the new order.")
        if not new and said.get("dose_mg"):
            self.add_error("dose_mg", "This is a dose of a new order: choose that, or leave it out.")
        return said

    def said(self, standing: Standing, on: Any) -> OrderSaid | None:
        """Returns the new order, if it is one; for what goes on as it is, the order in force signed again."""
        said, order = self.cleaned_data, standing.order
        if said["decision"] == "see_first":
            return None
        new = said["decision"] == "new_order"
        return OrderSaid(
            product=standing.course.product,
            dose_mg=said["dose_mg"] if new else (order.dose_mg if order else None),
            effective_on=on,
            supervision=(said["supervision"] if new else "") or (order.supervision if order else "unknown"),
            reason=Order.Reason.MISSED if new else Order.Reason.REVIEWED,
            words=said["words"],
            seen_today=ANSWER[said["seen_face"]],
        )
