"""Q6, Q7 and Q13: meetings with a keyworker, mutual aid, and reviews of the plan."""

from tests.people import a_person
from tests.spec.care_gaps.conftest import ago, on_ost, told

Q6 = [
    ("never met", on_ost(120), "gap"),
    ("met 90 days ago", on_ost(120).on_day(ago(90)).had("keywork"), "fine"),
    ("met 91 days ago", on_ost(120).on_day(ago(91)).had("keywork"), "gap"),
    ("came to an appointment", on_ost(120).on_day(ago(20)).was_to_come("attended"), "fine"),
    ("did not come", on_ost(120).on_day(ago(20)).was_to_come("missed"), "gap"),
    ("89 days on OST", on_ost(89), "not looked at"),
    ("not on OST", a_person(), "not looked at"),
]


def test_no_keywork(states):
    assert states("Q6", Q6) == told(Q6)


Q7 = [
    ("never told", on_ost(), "gap"),
    ("told", on_ost().had("mutual_aid"), "fine"),
    ("told, and did not want to", on_ost().had("mutual_aid_declined"), "fine"),
    ("told a year ago", on_ost(399).on_day(ago(366)).had("mutual_aid"), "gap"),
    ("told a little less than a year ago", on_ost(399).on_day(ago(365)).had("mutual_aid"), "fine"),
    ("helped to go there", on_ost().had_help(mutual_aid=True), "fine"),
    ("another part of help", on_ost().had_help(housing_support=True), "gap"),
]


def test_no_mutual_aid_information(states):
    assert states("Q7", Q7) == told(Q7)


Q13 = [
    ("84 days and no review", on_ost(84), "fine"),
    ("85 days and no review", on_ost(85), "gap"),
    ("reviewed", on_ost(85).had("plan_review"), "fine"),
    ("reviewed before this treatment", on_ost(85).on_day(ago(90)).had("plan_review"), "gap"),
    ("reviewed 180 days ago", on_ost(300).on_day(ago(180)).had("plan_review"), "fine"),
    ("reviewed 181 days ago", on_ost(300).on_day(ago(181)).had("plan_review"), "gap"),
]


def test_plan_review_overdue(states):
    assert states("Q13", Q13) == told(Q13)
