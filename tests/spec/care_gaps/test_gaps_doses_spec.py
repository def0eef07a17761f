"""Q1 and Q11: a dose too low while there is need, and lower doses and ends that are nobody's own plan."""

from tests.people import a_person
from tests.spec.care_gaps.conftest import LAST, ago, on_ost, told


def found_twice(person):
    """Heroin found in two specimens of the last weeks."""
    return person.on_day(ago(40)).tested(positive=("heroin",)).on_day(ago(10)).tested(positive=("opioid",))


def on_buprenorphine(mg, form="sublingual"):
    return on_ost(120, mg, medicine="buprenorphine", form=form)


Q1 = [
    ("low, and found twice", found_twice(on_ost(mg=40)), "gap"),
    ("low, and four days of heroin by their own account", on_ost(mg=40).reviewed(heroin_days=4), "gap"),
    ("low, and three days", on_ost(mg=40).reviewed(heroin_days=3), "fine"),
    (
        "a later account counts",
        on_ost(mg=40).on_day(ago(9)).reviewed(heroin_days=9).on_day(ago(1)).reviewed(heroin_days=0),
        "fine",
    ),
    ("low, and found once", on_ost(mg=40).tested(positive=("heroin",)), "fine"),
    ("low, and nobody asked or tested", on_ost(mg=40), "unknown"),
    ("found too long ago", on_ost(200, 40).on_day(ago(85)).tested(positive=("heroin",)), "unknown"),
    ("in the usual range", found_twice(on_ost(mg=60)), "fine"),
    ("a little below", found_twice(on_ost(mg=59)), "gap"),
    ("what is prescribed is no use on top", on_ost(mg=40).tested(positive=("opioid",), prescribed=True), "fine"),
    ("55 days are too few to say", found_twice(on_ost(55, 40)), "not looked at"),
    ("56 are enough", found_twice(on_ost(56, 40)), "gap"),
    ("buprenorphine under the tongue below 12 mg", found_twice(on_buprenorphine(8)), "gap"),
    ("and at 12 mg", found_twice(on_buprenorphine(12)), "fine"),
    ("wafers have a line of their own", found_twice(on_buprenorphine(10, "lyophilisate")), "fine"),
    ("a weekly depot of 16 mg", found_twice(on_buprenorphine(16, "depot_weekly")), "gap"),
    ("a monthly depot of 96 mg", found_twice(on_buprenorphine(96, "depot_monthly")), "fine"),
    ("an implant has no usual range", found_twice(on_buprenorphine(297, "implant")), "not looked at"),
    (
        "enough by two courses together: one of them is enough alone",
        found_twice(on_buprenorphine(8).on_day(ago(50)).ordered(96, new_course=True, form="depot_monthly")),
        "fine",
    ),
    (
        "a reduction that the person leads",
        found_twice(on_ost(mg=60).on_day(ago(30)).ordered(40, kind="decrease", patient_led=True)),
        "a decrease that the person leads",
    ),
    (
        "and one that the person led long ago",
        found_twice(on_ost(200, 60).on_day(ago(85)).ordered(40, kind="decrease", patient_led=True)),
        "gap",
    ),
    ("did not want more", found_twice(on_ost(mg=40)).had("increase_declined"), "did not want a higher dose"),
    ("a dose known only from supplies", found_twice(a_person().on_day(ago(90)).on_methadone(40, days=90)), "gap"),
    ("a dose that nobody knows", found_twice(a_person().on_day(ago(90)).started()), "not looked at"),
]


def test_low_dose_with_need(states):
    assert states("Q1", Q1) == told(Q1)


def lowered(patient_led, days=20):
    return on_ost(300).on_day(ago(days)).ordered(55, kind="decrease", patient_led=patient_led)


def ended(reason, days=20):
    """Somebody whose treatment ended so many days ago, known from what the national system was told."""
    return a_person().on_day(ago(200)).started().on_day(ago(days)).left(reason)


Q11 = [
    ("lowered, and not the person's plan", lowered(False), "gap"),
    ("lowered by the person's plan", lowered(True), "fine"),
    ("lowered, and nobody said whose plan it was", lowered(None), "unknown"),
    ("lowered more than a year ago", on_ost(399).on_day(ago(366)).ordered(55, kind="decrease"), "not looked at"),
    ("lowered for safety", lowered(False).had("safety_decrease"), "not looked at"),
    ("raised", on_ost(300).on_day(ago(20)).ordered(70, kind="increase"), "not looked at"),
    ("one plan and one not", lowered(True, 40).on_day(ago(10)).ordered(50, kind="decrease", patient_led=False), "gap"),
    ("one plan and one unsaid", lowered(True, 40).on_day(ago(10)).ordered(50, kind="decrease"), "unknown"),
    ("stopped by the person's plan", on_ost(300).on_day(ago(20)).ordered(None, patient_led=True), "fine"),
    ("stopped against it", on_ost(300).on_day(ago(20)).ordered(None, patient_led=False), "gap"),
    ("stopped, and nobody said why", on_ost(300).on_day(ago(20)).ordered(None), "unknown"),
    ("ended by the service", ended("ended_by_service"), "gap"),
    ("completed", ended("completed"), "fine"),
    ("stopped coming", ended("dropped_out"), "not looked at"),
    ("went to prison", ended("prison"), "not looked at"),
    ("died since", lowered(False).on_day(LAST).died(), "not looked at"),
]


def test_lowered_or_ended_without_plan(states):
    assert states("Q11", Q11) == told(Q11)
