"""Q8, Q9 and Q15: hepatitis C tests and referral, hepatitis B vaccine."""

from tests.people import a_person
from tests.spec.care_gaps.conftest import LAST, ago, on_ost, told


def has_injected():
    return on_ost(300).on_day(ago(300)).had("injected").on_day(LAST)


Q8 = [
    ("has injected, never tested", has_injected(), "gap"),
    ("tested 365 days ago", has_injected().on_day(ago(365)).had("hcv_test"), "fine"),
    ("tested 366 days ago", has_injected().on_day(ago(366)).had("hcv_test"), "gap"),
    ("injected once, by the first assessment", on_ost().came_with(injecting="P"), "gap"),
    ("injected lately, by a review", on_ost().reviewed(injecting_days=2), "gap"),
    ("never injected", on_ost().came_with(injecting="N"), "not looked at"),
    ("nobody asked", on_ost(), "unknown"),
    ("nobody asked, and tested", on_ost().had("hcv_test"), "fine"),
    ("did not want a test", has_injected().had("hcv_refused"), "did not want a test"),
    ("to be asked again since yesterday", has_injected().on_day(ago(40)).had("hcv_refused", until=ago(1)), "gap"),
    ("cured", has_injected().on_day(ago(20)).had("hcv_cured"), "cured, and no injecting since"),
    ("cured long ago", has_injected().on_day(ago(5)).on_day(0).had("hcv_cured"), "gap"),
    ("a test that the national system was told of", has_injected().came_with(hepatitis_c_tested_on=ago(10)), "fine"),
]


def test_no_hepatitis_c_test(states):
    assert states("Q8", Q8) == told(Q8)


def found(days):
    return on_ost(300).on_day(ago(days)).had("hcv_rna_positive")


Q9 = [
    ("15 days and not referred", found(15), "gap"),
    ("14 days are not over", found(14), "not looked at"),
    ("referred", found(30).on_day(ago(3)).had("hcv_referred"), "fine"),
    ("referred the same day", found(3).had("hcv_referred"), "fine"),
    ("referred before it was found again", found(30).on_day(ago(40)).had("hcv_referred"), "gap"),
    ("cured since", found(200).on_day(ago(20)).had("hcv_cured"), "not looked at"),
    ("cured, and found again", found(30).on_day(ago(100)).had("hcv_cured"), "gap"),
    ("not on OST", a_person().on_day(ago(30)).had("hcv_rna_positive"), "gap"),
    ("never found", on_ost(), "not looked at"),
]


def test_hepatitis_c_not_referred(states):
    assert states("Q9", Q9) == told(Q9)


def vaccinated(doses):
    person = on_ost(300)
    for dose in range(doses):
        person.on_day(ago(200 - dose)).had("hbv_dose")
    return person


Q15 = [
    ("no dose", vaccinated(0), "gap"),
    ("two doses", vaccinated(2), "gap"),
    ("three doses", vaccinated(3), "fine"),
    ("five months on OST", on_ost(160), "not looked at"),
    ("immune", on_ost(300).had("hbv_immune"), "immune"),
    ("did not want it", on_ost(300).had("hbv_refused"), "did not want it"),
    ("did not want it before, and has had it", vaccinated(3).had("hbv_refused"), "fine"),
]


def test_hepatitis_b_vaccine_incomplete(states):
    assert states("Q15", Q15) == told(Q15)
