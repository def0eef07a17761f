"""Q12 and Q18: back soon after a planned end, and aftercare that did not last."""

from tests.people import a_person
from tests.spec.care_gaps.conftest import LAST, ago, on_ost, told


def ended(days, reason="completed"):
    """Somebody whose last day on OST was so many days ago."""
    return a_person().on_day(0).started().on_day(ago(days) + 1).left(reason).on_day(LAST)


Q12 = [
    ("not back", ended(100), "fine"),
    ("84 days are not over", ended(84), "not looked at"),
    ("back after 84 days", ended(200).on_day(ago(200) + 84).started(), "gap"),
    ("back after 85 days", ended(200).on_day(ago(200) + 85).started(), "fine"),
    ("back already, though few days have passed", ended(20).on_day(ago(5)).started(), "gap"),
    ("dropped out", ended(200, "dropped_out").on_day(ago(190)).started(), "not looked at"),
    ("stopped by the person's plan", on_ost(300).on_day(ago(200)).ordered(None, patient_led=True), "fine"),
    ("a change of service the next day is no end", ended(200).on_day(ago(199)).started(), "not looked at"),
    ("more than a year ago", ended(366), "not looked at"),
]


def test_back_within_12_weeks(states):
    assert states("Q12", Q12) == told(Q12)


def rung(days, *contacts):
    person = ended(days)
    for day in contacts:
        person.on_day(ago(days) + day).had("aftercare")
    return person


Q18 = [
    ("nobody rang", rung(61), "gap"),
    ("rung in each window", rung(61, 10, 40), "fine"),
    ("on the last day of one and the first of the next", rung(61, 30, 31), "fine"),
    ("twice in one window", rung(61, 10, 20), "gap"),
    ("30 days are not over", rung(30), "not looked at"),
    ("the window that goes on is not judged", rung(40, 5), "fine"),
    ("a meeting counts", rung(40).on_day(ago(20)).was_to_come("attended"), "fine"),
    ("does not wish for it", rung(61).on_day(ago(50)).had("aftercare_declined"), "does not wish for contact"),
    ("back on OST", ended(61).on_day(ago(20)).started(), "not looked at"),
    ("dropped out", ended(61, "dropped_out"), "not looked at"),
    ("seven months ago", rung(215), "not looked at"),
]


def test_aftercare_too_short(states):
    assert states("Q18", Q18) == told(Q18)
