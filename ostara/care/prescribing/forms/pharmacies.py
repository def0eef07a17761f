"""Forms of supply and of pharmacies: where and when it is collected, what they say, and when they are open."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from ostara.care.asking.fields import TODAY, DayField, Words
from ostara.care.asking.forms import Form
from ostara.care.calendar.days import WEEKDAYS
from ostara.care.facts.gathering import OrderSaid
from ostara.care.medication.models import Arrangement, Order, Place, Report, Supply
from ostara.care.medication.questions.courses import Standing
from ostara.care.prescribing.actions.arranging import place_words, supervision_of
from ostara.care.prescribing.forms.fields import first_day
from ostara.care.prescribing.forms.ordering import Seen

DAYS = [(str(number), name) for number, name in enumerate(WEEKDAYS)]
YES_NO_UNKNOWN = [("yes", "Yes"), ("no", "No"), ("", "Nobody asked")]
HOW = [
    (Supply.Said.TELEPHONE.value, "By telephone"),
    (Supply.Said.PAPER.value, "On a list that they sent back"),
]


def weekdays(label: str, **more: Any) -> forms.MultipleChoiceField:
    """Returns the field of some days of the week."""
    return forms.MultipleChoiceField(label=label, choices=DAYS, widget=forms.CheckboxSelectMultiple, **more)


class ArrangeForm(Seen):
    """How a course is supplied."""

    place = forms.ModelChoiceField(Place.objects.none(), label="Where", empty_label="Choose a place")
    weekend_place = forms.ModelChoiceField(
        Place.objects.none(), label="At weekends somewhere else", required=False, empty_label="The same place"
    )
    pickups = weekdays("Collected on", required=False)
    watched = weekdays("Watched on", required=False)
    on = first_day()
    words = Words(label="Why so", required=False, rows=2)

    def __init__(self, *args: Any, places: QuerySet[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("place", "weekend_place"):
            field = self.fields[name]
            field.queryset, field.label_from_instance = places, place_words  # type: ignore[attr-defined] # both choose models

    def clean(self) -> dict[str, Any]:
        """What is watched is collected on that day."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if set(said.get("watched", ())) - set(said.get("pickups", ())):
            self.add_error("watched", "A dose is watched on a day on which it is collected.")
        return said

    def facts(self) -> dict[str, Any]:
        """Returns the fields of the arrangement."""
        said = self.cleaned_data
        return {
            "pickups": _signs(said["pickups"]),
            "watched": _signs(said["watched"]),
            "place": said["place"],
            "weekend_place": said["weekend_place"],
            "words": said["words"].strip(),
        }

    def new_order(self, found: Standing, rungs_down: int) -> OrderSaid | None:
        """Returns the order signed with it, where doses are watched otherwise than the one in force says."""
        order, facts = found.order, self.facts()
        supervision = supervision_of(facts["pickups"], facts["watched"])
        if order is None or order.dose_mg is None or "1" not in facts["pickups"] or supervision == order.supervision:
            return None
        return OrderSaid(
            product=found.course.product,
            dose_mg=order.dose_mg,
            effective_on=self.cleaned_data["on"],
            supervision=supervision,
            reason=Order.Reason.SUPERVISION,
            words=facts["words"],
            rungs_down=rungs_down,
        )


def arranged(row: Arrangement | None) -> dict[str, Any]:
    """Returns what a form of an arrangement begins with."""
    if row is None:
        return {}
    days = {name: [str(day) for day, sign in enumerate(getattr(row, name)) if sign == "1"] for name in _DAYS_OF}
    return {"place": row.place_id, "weekend_place": row.weekend_place_id, **days}


_DAYS_OF = ("pickups", "watched")


def _signs(days: list[str]) -> str:
    return "".join("1" if str(day) in days else "0" for day in range(len(WEEKDAYS)))


class PharmacyForm(Form):
    """What is known of a pharmacy."""

    name = forms.CharField(label="Name", max_length=120)
    telephone = forms.CharField(label="Telephone", max_length=40, required=False)
    address = Words(label="Address", required=False, rows=3, longest=500)
    ods_code = forms.CharField(label="ODS code", max_length=10, required=False)
    supervises = forms.ChoiceField(label="Do they watch doses?", choices=YES_NO_UNKNOWN, required=False)
    opens_on_bank_holidays = forms.ChoiceField(
        label="Do they keep their hours on bank holidays?", choices=YES_NO_UNKNOWN, required=False
    )

    def facts(self) -> dict[str, Any]:
        """Returns the fields of the place."""
        said = {name: self.cleaned_data[name].strip() for name in ("name", "telephone", "address", "ods_code")}
        answers = {"yes": True, "no": False, "": None}
        return said | {name: answers[self.cleaned_data[name]] for name in ("supervises", "opens_on_bank_holidays")}


class HoursForm(Form):
    """When a place is open, weekday by weekday."""

    on = DayField(label="From")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clock = {"class": "nhsuk-input--width-5", "type": "time"}
        for number, name in enumerate(WEEKDAYS):
            for part in ("opens", "closes"):
                self.fields[f"{part}{number}"] = forms.TimeField(
                    label=f"{name} {part}", required=False, widget=forms.TimeInput(attrs=clock, format="%H:%M")
                )
            self.fields[f"closed{number}"] = forms.BooleanField(label=f"Closed on {name}s", required=False)

    @property
    def lines(self) -> list[list[Any]]:
        """The fields of each weekday."""
        return [[self[f"{name}{day}"] for name in ("opens", "closes", "closed")] for day in range(len(WEEKDAYS))]

    def clean(self) -> dict[str, Any]:
        """A weekday opens before it closes, or is closed, or nobody knows."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for day, name in enumerate(WEEKDAYS):
            opens, closes = said.get(f"opens{day}"), said.get(f"closes{day}")
            if (opens is None) != (closes is None):
                self.add_error(f"closes{day}", f"{name}: write when it opens and when it closes.")
            elif opens and closes and closes <= opens:
                self.add_error(f"closes{day}", f"{name} closes before it opens.")
            elif opens and said.get(f"closed{day}"):
                self.add_error(f"closed{day}", f"{name} has hours and is closed.")
        return said

    def weeks(self) -> dict[int, tuple[Any, Any]]:
        """Returns the hours by weekday; what was left out is not known and not written."""
        said = self.cleaned_data
        known = [day for day in range(len(WEEKDAYS)) if said.get(f"closed{day}") or said.get(f"opens{day}")]
        return {day: (said.get(f"opens{day}"), said.get(f"closes{day}")) for day in known}


class ClosureForm(Form):
    """A day on which a place is closed, or open all the same."""

    on = DayField(label="Day")
    open_all_the_same = forms.BooleanField(
        label="Open all the same, although one would expect it closed", required=False
    )
    words = forms.CharField(label="Why", max_length=200, required=False)


class ReportForm(Form):
    """What a pharmacy says about somebody."""

    place = forms.ModelChoiceField(Place.objects.none(), label="Which pharmacy?", empty_label="Choose a pharmacy")
    said_by = forms.CharField(label="Who says so?", max_length=200)
    said = forms.ChoiceField(label="How?", choices=HOW)
    on = DayField(label="Day", not_after=TODAY)
    kind = forms.ChoiceField(label="What is it about?", choices=Report.Kind.choices, widget=forms.RadioSelect)
    words = Words(label="In words", required=False, rows=3)

    def __init__(self, *args: Any, places: QuerySet[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined] # it chooses a model

    def facts(self) -> dict[str, Any]:
        """Returns the fields of the report."""
        return {name: self.cleaned_data[name] for name in ("place", "said_by", "said", "on", "kind", "words")}
