"""Q10, Q14 and Q16: no naloxone, no ECG where one is wanted, a sedative beside without a plan."""

from tests.people import a_person
from tests.spec.care_gaps.conftest import LAST, ago, on_ost, told


def left(days):
    """Somebody who left OST so many days ago."""
    return on_ost(390).on_day(ago(days)).ordered(None).on_day(LAST)


Q10 = [
    ("no kit", on_ost(), "gap"),
    ("a kit", on_ost().on_day(ago(90)).had("naloxone"), "fine"),
    ("a kit that expires today", on_ost().had("naloxone", until=LAST), "fine"),
    ("a kit that expired yesterday", on_ost().on_day(ago(90)).had("naloxone", until=ago(1)), "gap"),
    ("did not want one", on_ost().had("naloxone_refused"), "did not want one"),
    ("has one from before, and did not want another", on_ost().had("naloxone").had("naloxone_refused"), "fine"),
    ("left 11 months ago", left(340), "gap"),
    ("left more than a year ago", left(370), "not looked at"),
    ("left, and died", left(20).died(), "not looked at"),
    ("never on OST", a_person().on_day(LAST).had("naloxone"), "not looked at"),
]


def test_no_naloxone(states):
    assert states("Q10", Q10) == told(Q10)


Q14 = [
    ("above 100 mg, and no ECG", on_ost(mg=101), "gap"),
    ("100 mg is not above", on_ost(mg=100), "not looked at"),
    ("a risk at any dose", on_ost(mg=40).had("qt_risk"), "gap"),
    ("a risk that is over", on_ost(mg=40).on_day(ago(50)).had("qt_risk", until=ago(2)), "not looked at"),
    ("ECG lately", on_ost(mg=120).on_day(ago(30)).had("ecg"), "fine"),
    ("ECG less than a year ago", on_ost(399, 120).on_day(ago(364)).had("ecg"), "fine"),
    ("ECG a year and a day ago", on_ost(399, 120).on_day(ago(366)).had("ecg"), "gap"),
    ("did not want one", on_ost(mg=120).had("ecg_refused"), "did not want one"),
    ("buprenorphine alone", on_ost(mg=24, medicine="buprenorphine").had("qt_risk"), "not looked at"),
]


def test_no_ecg(states):
    assert states("Q14", Q14) == told(Q14)


Q16 = [
    ("takes one, and no plan", on_ost().had("sedative"), "gap"),
    ("takes one, with a plan", on_ost().had("sedative").had("sedative_plan"), "fine"),
    ("the plan is over", on_ost().had("sedative").on_day(ago(90)).had("sedative_plan", until=ago(1)), "gap"),
    ("took one", on_ost().on_day(ago(90)).had("sedative", until=ago(1)), "not looked at"),
    ("nobody knows of any", on_ost(), "not looked at"),
    ("not on OST", a_person().had("sedative"), "not looked at"),
]


def test_sedative_without_plan(states):
    assert states("Q16", Q16) == told(Q16)
