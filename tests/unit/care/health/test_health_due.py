"""When the next step for health is due: tables of what was recorded beside what is asked for, and by which day."""

from datetime import date

import hypothesis
import pytest
from hypothesis import strategies as st

from ostara.care.health.due import Kit, Look, after_overdose, ecg, liver, months_after, naloxone, pregnancy, yearly
from ostara.care.health.due_viruses import Dose, Step, vaccine, virus
from ostara.care.health.models import Virus

START, TODAY = date(2026, 1, 5), date(2026, 6, 1)
D = date
CHECK = "monitoring.physical_check_months"


def asked(found) -> list[tuple[str, date]]:
    return [(one.words, one.by) for one in found]


def hepatitis_c(*steps: Step, started: date | None = START, at_risk: bool | None = None) -> list[tuple[str, date]]:
    return asked(virus("Hepatitis C", steps, started=started, at_risk=at_risk))


TESTED = D(2026, 2, 2)
CASES = [
    ("nothing yet", (), [("Hepatitis C: offer a test", D(2026, 2, 2))]),
    ("offered", (Step("offered", D(2026, 1, 9)),), [("Hepatitis C: test, as offered", D(2026, 2, 2))]),
    (
        "refused",
        (Step("refused", D(2026, 1, 9), again=D(2026, 7, 1)),),
        [("Hepatitis C: offer the test again", D(2026, 7, 1))],
    ),
    ("awaited", (Step("tested", TESTED, "awaited"),), [("Hepatitis C: find out the result", D(2026, 2, 9))]),
    (
        "unclear",
        (Step("tested", TESTED, "unclear"),),
        [("Hepatitis C: repeat the test, which could not be read", D(2026, 2, 9))],
    ),
    (
        "negative, not told",
        (Step("tested", TESTED, "negative", "letter"),),
        [("Hepatitis C: give the result", D(2026, 2, 16))],
    ),
    (
        "negative, nobody agreed how they hear",
        (Step("tested", TESTED, "negative", "not_agreed"),),
        [("Hepatitis C: give the result; how the person hears it is not agreed yet", D(2026, 2, 16))],
    ),
    (
        "negative, told",
        (Step("tested", TESTED, "negative"), Step("told", D(2026, 2, 10))),
        [("Hepatitis C: offer a test again", D(2027, 2, 2))],
    ),
    (
        "antibodies found",
        (Step("tested", TESTED, "positive"),),
        [("Hepatitis C: antibodies were found, test for the virus (RNA)", D(2026, 2, 9))],
    ),
    (
        "virus found",
        (Step("tested", TESTED, "positive"), Step("rna", D(2026, 2, 20), "positive")),
        [("Hepatitis C: refer to treatment", D(2026, 2, 27))],
    ),
    (
        "virus found and told: telling does not end the chain",
        (Step("rna", D(2026, 2, 20), "positive"), Step("told", D(2026, 2, 21))),
        [("Hepatitis C: refer to treatment", D(2026, 2, 27))],
    ),
    (
        "cleared by the body",
        (Step("tested", TESTED, "positive"), Step("rna", D(2026, 2, 20), "negative"), Step("told", D(2026, 2, 21))),
        [("Hepatitis C: offer a test again", D(2027, 2, 20))],
    ),
    (
        "referred",
        (Step("rna", TESTED, "positive"), Step("referred", D(2026, 2, 9))),
        [("Hepatitis C: ask whether treatment has started", D(2026, 3, 9))],
    ),
    ("treated", (Step("rna", TESTED, "positive"), Step("started", D(2026, 3, 2))), []),
    ("treatment ended", (Step("ended", D(2026, 5, 1)),), [("Hepatitis C: test for cure (SVR12)", D(2026, 7, 24))]),
    (
        "cured",
        (Step("svr12", D(2026, 5, 1), "negative"),),
        [("Hepatitis C: cured; test again, because cure does not protect", D(2027, 5, 1))],
    ),
    (
        "not cured",
        (Step("svr12", D(2026, 5, 1), "positive"),),
        [("Hepatitis C: not cured, refer to treatment again", D(2026, 5, 8))],
    ),
]


@pytest.mark.parametrize(("steps", "due"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_way_from_an_offer_to_cure(steps, due):
    assert hepatitis_c(*steps) == due


def test_nobody_is_asked_for_anything_before_treatment():
    assert hepatitis_c(started=None) == []


def test_who_never_injected_is_not_tested_again_and_who_is_not_known_is():
    done = (Step("tested", TESTED, "negative"), Step("told", TESTED))
    assert hepatitis_c(*done, at_risk=False) == []
    assert hepatitis_c(*done, at_risk=None) == hepatitis_c(*done, at_risk=True) != []


a_step = st.builds(
    Step,
    step=st.sampled_from(["offered", "refused", "tested", "rna", "told", "referred", "started", "ended", "svr12"]),
    on=st.dates(START, TODAY),
    result=st.sampled_from(["positive", "negative", "unclear", "awaited"]),
)


@hypothesis.given(st.lists(a_step, max_size=8), st.sampled_from([True, False, None]), st.sampled_from(list(Virus)))
def test_whatever_was_recorded_one_next_thing_at_the_most(steps, at_risk, which):
    steps = sorted(steps, key=lambda one: one.on)
    found = list(virus(which.label, steps, started=START, at_risk=at_risk))
    assert len(found) <= 1
    if steps and steps[-1].result == "positive" and steps[-1].step in ("tested", "rna", "svr12"):
        assert found  # a virus that was found is never left without a next step


def given(schedule: str, *days: date) -> list[Dose]:
    return [Dose("given", day, schedule, number) for number, day in enumerate(days, start=1)]


DOSES = [
    ("nothing yet", [], [("Hepatitis B vaccine: offer it", D(2026, 2, 2))]),
    (
        "refused",
        [Dose("refused", START, again=D(2026, 4, 1))],
        [("Hepatitis B vaccine: offer it again", D(2026, 4, 1))],
    ),
    ("first, fast", given("super_accelerated", START), [("Hepatitis B vaccine: dose 2", D(2026, 1, 12))]),
    (
        "second, fast",
        given("super_accelerated", START, D(2026, 1, 12)),
        [("Hepatitis B vaccine: dose 3", D(2026, 1, 26))],
    ),
    ("first, months", given("accelerated", D(2026, 1, 31)), [("Hepatitis B vaccine: dose 2", D(2026, 2, 28))]),
    (
        "third: the last after a year",
        given("super_accelerated", START, D(2026, 1, 12), D(2026, 1, 26)),
        [("Hepatitis B vaccine: dose 4", D(2027, 1, 5))],
    ),
    ("whole", given("accelerated", START, D(2026, 2, 5), D(2026, 3, 5), D(2027, 1, 5)), []),
    ("immune", [Dose("immune", START)], []),
    (
        "a dose given late does not bring two on one day",
        given("super_accelerated", START, D(2026, 3, 1)),
        [("Hepatitis B vaccine: dose 3", D(2026, 3, 2))],
    ),
]


@pytest.mark.parametrize(("rows", "due"), [case[1:] for case in DOSES], ids=[case[0] for case in DOSES])
def test_doses_of_a_vaccine(rows, due):
    assert asked(vaccine("Hepatitis B", rows, started=START)) == due


KITS = [
    ("none", [], [("Naloxone: give a kit", START)]),
    ("refused", [Kit(True, START, again=D(2026, 3, 1))], [("Naloxone: offer a kit again", D(2026, 3, 1))]),
    (
        "in date",
        [Kit(False, START, D(2027, 5, 31))],
        [("Naloxone: the last kit runs out, give a new one", D(2027, 5, 31))],
    ),
    (
        "two: the later counts",
        [Kit(False, START, D(2026, 8, 1)), Kit(False, START, D(2027, 8, 1))],
        [("Naloxone: the last kit runs out, give a new one", D(2027, 8, 1))],
    ),
    (
        "out of date",
        [Kit(False, START, D(2026, 5, 31))],
        [("Naloxone: replace the kit that is used, lost or out of date", D(2026, 5, 31))],
    ),
    (
        "used",
        [Kit(False, START, D(2027, 5, 31), ended=D(2026, 3, 3))],
        [("Naloxone: replace the kit that is used, lost or out of date", D(2026, 3, 3))],
    ),
    (
        "until when is not known",
        [Kit(False, D(2026, 2, 2))],
        [("Naloxone: find out until when the kit is in date", D(2026, 2, 2))],
    ),
]


@pytest.mark.parametrize(("kits", "due"), [case[1:] for case in KITS], ids=[case[0] for case in KITS])
def test_naloxone(kits, due):
    assert asked(naloxone(kits, started=START, on=TODAY)) == due


def test_naloxone_is_asked_for_with_opioids_only():
    assert asked(naloxone([], started=None, on=TODAY)) == []


def test_a_kit_on_its_last_day_is_in_date_and_the_day_after_is_not():
    kit = Kit(False, START, TODAY)
    assert "runs out" in asked(naloxone([kit], started=START, on=TODAY))[0][0]
    assert "replace" in asked(naloxone([kit], started=START, on=D(2026, 6, 2)))[0][0]


def test_an_ecg_needs_a_reason():
    assert asked(ecg([], since=None, why=())) == []
    assert asked(ecg([], since=START, why=["heart"])) == [("ECG", D(2026, 2, 2))]
    assert asked(ecg([Look(True, D(2026, 2, 2))], since=START, why=["heart"])) == [("ECG, once a year", D(2027, 2, 2))]
    refused = [Look(True, D(2025, 2, 2)), Look(False, D(2026, 2, 2), D(2026, 5, 2))]
    assert asked(ecg(refused, since=START, why=["heart"])) == [("ECG: offer it again", D(2026, 5, 2))]


def test_a_check_comes_back_every_year():
    def check(*looks: Look) -> list[tuple[str, date]]:
        return asked(yearly("check", "Check", CHECK, looks, started=START))

    assert check() == [("Check", D(2027, 1, 5))]
    assert check(Look(True, D(2024, 2, 29))) == [("Check", D(2025, 2, 28))]
    assert check(Look(False, START, D(2026, 4, 1))) == [("Check: offer it again", D(2026, 4, 1))]


def test_after_an_overdose_somebody_is_seen_and_treatment_is_gone_through():
    both = [
        ("Overdose: see or ring the person", D(2026, 1, 7)),
        ("Overdose: go through dose, supervision and naloxone", D(2026, 1, 12)),
    ]
    assert asked(after_overdose(told=START, contacted=None, reviewed=None)) == both
    assert asked(after_overdose(told=START, contacted=START, reviewed=None)) == both[1:]
    assert asked(after_overdose(told=START, contacted=START, reviewed=START)) == []


def test_a_liver_test_with_a_reason():
    assert asked(liver(None, since=None)) == []
    assert asked(liver(None, since=START)) == [("Liver test", D(2026, 2, 2))]
    assert asked(liver(D(2026, 2, 2), since=START)) == [("Liver test", D(2027, 2, 2))]


@pytest.mark.parametrize(
    ("known", "by"), [(D(2026, 6, 1), D(2026, 6, 3)), (D(2026, 6, 4), D(2026, 6, 8)), (D(2026, 6, 6), D(2026, 6, 9))]
)
def test_a_pregnancy_has_a_plan_within_two_working_days(known, by):
    assert pregnancy(known).by == by


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [(D(2024, 2, 29), 12, D(2025, 2, 28)), (D(2026, 12, 31), 2, D(2027, 2, 28)), (D(2026, 1, 31), 1, D(2026, 2, 28))],
)
def test_months_end_where_the_month_does(day, months, then):
    assert months_after(day, months) == then


def test_what_rests_on_unverified_numbers_says_so():
    assert next(iter(virus("Hepatitis C", [Step("ended", START)], started=START, at_risk=None))).unverified
