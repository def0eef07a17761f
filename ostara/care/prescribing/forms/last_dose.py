"""What is asked at a last dose: naloxone, and whether the person knows how high the risk is in the weeks after."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from ostara.care.asking.fields import TODAY, DayField, Words
from ostara.care.facts.gathering import LastDoseSaid, OrderSaid
from ostara.care.health.models import NaloxoneKit, YesNo
from ostara.care.medication.models import BeforeStop, Order
from ostara.care.medication.questions.courses import Standing
from ostara.care.prescribing.forms.fields import ANSWER, asked, first_day
from ostara.care.prescribing.forms.ordering import Seen, StepForm

Naloxone = BeforeStop.Naloxone
STOPS = (Order.Reason.AGREED_PLAN, Order.Reason.ASKED, Order.Reason.LEFT, *(
    Order.Reason.SEDATION, Order.Reason.QTC, Order.Reason.INTERACTION, Order.Reason.INTOXICATION,
    Order.Reason.OVERDOSE, Order.Reason.OTHER,
))  # fmt: skip
KITS = [("", "Choose"), *(one for one in NaloxoneKit.Kit.choices if one[0] != NaloxoneKit.Kit.REFUSED)]
TRAINED = {"yes": YesNo.YES.value, "no": YesNo.NO.value, "": ""}


class LastDose(Seen):
    """Asks for both, with the kit where none that is in date is on record.

    Args (beside those of `Form`):
        kits: those on record that are in date.
        on: today.
    """

    naloxone = forms.ChoiceField(
        label="Naloxone", choices=[*Naloxone.choices, ("", "Not asked")], required=False, widget=forms.RadioSelect
    )
    kit = forms.ChoiceField(label="Which kit", choices=KITS, required=False, help_text="Where it is not on record yet.")
    expires_on = DayField(label="In date until", not_before=TODAY, required=False)
    trained = asked("Shown how to use it?")
    offer_again_on = DayField(label="Not wanted now: offer it again on", not_before=TODAY, required=False)
    told_risk = asked("Were they told how high the risk of an overdose is in the first weeks after stopping?")

    def __init__(self, *args: Any, kits: Sequence[NaloxoneKit], on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.kits, self.today = kits, on

    def clean(self) -> dict[str, Any]:
        """A kit that is not on record yet is written down; what is not wanted now is offered again."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self._new_kit:
            for name, words in (("kit", "Say which kit it is."), ("expires_on", "Say until when it is in date.")):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, words)
        elif said.get("kit"):
            self.add_error("kit", "Say whether they have this kit or were given it, or leave it out.")
        if said.get("naloxone") == Naloxone.REFUSED and not said.get("offer_again_on"):
            self.add_error("offer_again_on", "Say when it is offered again.")
        return said

    @property
    def last(self) -> LastDoseSaid:
        """What was said of it."""
        said = self.cleaned_data
        return LastDoseSaid(naloxone=said["naloxone"], told_risk=ANSWER[said["told_risk"]], kit=self._kit())

    @property
    def _new_kit(self) -> bool:
        naloxone = self.cleaned_data.get("naloxone")
        known = bool(self.kits) and not self.cleaned_data.get("kit")
        return naloxone == Naloxone.GIVEN or (naloxone == Naloxone.HAS and not known)

    def _kit(self) -> NaloxoneKit | None:
        said = self.cleaned_data
        if said["naloxone"] == Naloxone.REFUSED:
            refused = NaloxoneKit.Kit.REFUSED
            return NaloxoneKit(on=self.today, kit=refused, offer_again_on=said["offer_again_on"])
        if not self._new_kit:
            return None
        kept = {"held_by": NaloxoneKit.Whose.PERSON, "trained": TRAINED[said["trained"]]}
        return NaloxoneKit(on=self.today, kit=said["kit"], expires_on=said["expires_on"], **kept)


class StopForm(LastDose):
    """The end of a course."""

    field_order = ("on", "reason", "words", "patient_led")

    on = first_day("First day without")
    reason = forms.ChoiceField(label="Why", choices=[("", "Choose"), *((one.value, one.label) for one in STOPS)])
    words = Words(label="In words", required=False, rows=2)
    patient_led = asked("Is it the person's own decision?")

    def said(self, standing: Standing) -> OrderSaid:
        """Returns the stop as an order."""
        said = self.cleaned_data
        return OrderSaid(
            product=standing.course.product,
            dose_mg=None,
            effective_on=said["on"],
            supervision="unknown",
            reason=said["reason"],
            words=said["words"],
            patient_led=ANSWER[said["patient_led"]],
            last=self.last,
        )


class LastStepForm(LastDose, StepForm):
    """The last step of a reduction: the end of the medicine."""
