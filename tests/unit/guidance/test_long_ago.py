"""What comes round: days are counted beyond their number, months once they are full."""

import pytest

from ostara.guidance.evaluation import evaluate
from ostara.guidance.facts import facts_from
from ostara.guidance.rules.due import due, long_ago
from ostara.knowledge.parameters import parameter

ECG = ("heart.months_since_ecg", "monitoring.ecg_repeat_months")
TEST = ("testing.days_since_last", "quality.test_overdue_days")


@pytest.mark.parametrize(("fact", "number", "before"), [(*ECG, 11), (*TEST, 90)])
def test_the_year_is_over_when_twelve_months_are_full_and_ninety_days_are_in_time(fact, number, before):
    assert parameter(number).whole == {ECG: 12, TEST: 90}[fact, number], "the cases rest on these"
    assert [evaluate(long_ago(fact, number), facts_from({fact: said}), {}) for said in (before, before + 1)] == [
        False,
        True,
    ]


def test_who_never_had_one_is_due_and_who_knows_not_when_is_unknown():
    wanted = due("heart.ecg_ever", *ECG)
    assert evaluate(wanted, facts_from({"heart.ecg_ever": False}), {}) is True
    assert evaluate(wanted, facts_from({"heart.ecg_ever": True}), {}) is None
