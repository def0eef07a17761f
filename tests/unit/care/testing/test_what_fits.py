"""What a form takes: each kind of measurement has limits with a name; what lies beyond is refused with both said."""

from decimal import Decimal

import pytest

from ostara.care.health.models import Measurement
from ostara.care.testing.fitting import can_be, ecg, measured, vaccine

ONE_NUMBER = [kind for kind in Measurement.Kind.values if kind != "blood_pressure"]
TENTH = Decimal("0.1")


def said(kind: str, value: Decimal | int, second: int | None = None) -> list[tuple[str, str]]:
    return list(measured({"kind": kind, "value": Decimal(value), "second": second}))


@pytest.mark.parametrize("kind", ONE_NUMBER)
def test_the_limits_themselves_fit_and_what_is_beyond_them_does_not(kind):
    low, high = can_be(kind)
    assert said(kind, low) == said(kind, high) == []
    assert said(kind, low - TENTH) == said(kind, high + TENTH) == [("value", f"Give a number from {low} to {high}.")]


def test_a_weight_in_pounds_or_grams_is_refused_and_one_of_a_thin_person_is_not():
    assert said("weight", 38) == []
    assert said("weight", 70000) == [("value", "Give a number from 20 to 400.")]


@pytest.mark.parametrize(
    ("upper", "lower", "wrong"),
    [(120, 80, []), (120, 120, []), (120, 20, []), (120, 19, ["second"]), (120, 121, ["second"]), (301, 80, ["value"])],
)
def test_a_blood_pressure_has_its_lower_number_below_the_upper_one(upper, lower, wrong):
    assert [field for field, _ in said("blood_pressure", upper, lower)] == wrong


@pytest.mark.parametrize(("qtc", "fits"), [(249, False), (250, True), (800, True), (801, False)])
def test_a_qtc_is_in_milliseconds(qtc, fits):
    wrong = list(ecg({"done": "done", "qtc_ms": qtc}))
    assert wrong == ([] if fits else [("qtc_ms", "Give the QTc in milliseconds, from 250 to 800.")])


@pytest.mark.parametrize(("dose", "fits"), [(1, True), (6, True), (7, False)])
def test_a_dose_of_a_vaccine_has_a_number_that_a_schedule_could_have(dose, fits):
    wrong = list(vaccine({"step": "given", "dose": dose, "schedule": "accelerated"}))
    assert wrong == ([] if fits else [("dose", "Give a number from 1 to 6.")])
