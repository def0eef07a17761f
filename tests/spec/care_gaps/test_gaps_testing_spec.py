"""Q2 and Q3: use on top that nobody tested for, and tests that are overdue."""

from tests.people import a_person
from tests.spec.care_gaps.conftest import LAST, ago, on_ost, told


def using():
    """Somebody on OST who says today that they use on top."""
    return on_ost().reviewed(heroin_days=3)


Q2 = [
    ("uses, and never tested", using(), "gap"),
    ("uses, and tested 30 days ago", using().on_day(ago(30)).tested(), "fine"),
    ("uses, and tested 31 days ago", using().on_day(ago(31)).tested(), "gap"),
    ("said so by day", on_ost().on_day(ago(5)).used(), "gap"),
    ("said by day that it was cannabis", on_ost().used("cannabis"), "not looked at"),
    ("does not use", on_ost().reviewed(heroin_days=0), "not looked at"),
    ("said so too long ago", on_ost().on_day(ago(85)).reviewed(heroin_days=28), "not looked at"),
    (
        "says now that it is over",
        on_ost().on_day(ago(9)).reviewed(heroin_days=9).on_day(LAST).reviewed(heroin_days=0),
        "not looked at",
    ),
    ("nobody asked", on_ost(), "not looked at"),
    ("not on OST", a_person().on_day(LAST).reviewed(heroin_days=28), "not looked at"),
    ("stopped yesterday", using().on_day(ago(1)).ordered(None), "not looked at"),
]


def test_use_on_top_not_tested(states):
    assert states("Q2", Q2) == told(Q2)


Q3 = [
    ("never tested", on_ost(120), "gap"),
    ("tested 90 days ago", on_ost(120).on_day(ago(90)).tested(), "fine"),
    ("tested 91 days ago", on_ost(120).on_day(ago(91)).tested(), "gap"),
    ("90 days on OST are too few", on_ost(90), "not looked at"),
    ("91 are enough", on_ost(91), "gap"),
    ("began again last week", on_ost(300).on_day(ago(100)).ordered(None).on_day(ago(7)).ordered(30), "not looked at"),
    (
        "a depot in its first week",
        on_ost(120).on_day(ago(6)).ordered(16, new_course=True, medicine="buprenorphine", form="depot_weekly"),
        "a depot in its first week",
    ),
    (
        "a depot in its second",
        on_ost(120).on_day(ago(7)).ordered(16, new_course=True, medicine="buprenorphine", form="depot_weekly"),
        "gap",
    ),
    ("known from help as told nationally", a_person().on_day(ago(120)).started(), "gap"),
    ("that help is over", a_person().on_day(ago(120)).started().on_day(ago(3)).left(), "not looked at"),
    ("died", on_ost(120).died(), "not looked at"),
]


def test_overdue(states):
    assert states("Q3", Q3) == told(Q3)
