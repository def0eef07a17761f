"""A service's own numbers: tighter, signed by somebody, plausible; never looser."""

from datetime import date

import pytest

from ostara.guidance.condition import all_of, amount, number
from ostara.guidance.evaluation import evaluate
from ostara.guidance.facts import facts_from
from ostara.guidance.rulebook import rulebook
from ostara.guidance.tightening import Tightening, numbers_in_use, ways_of
from ostara.knowledge.refusal import RefusalError

RULES = rulebook().values()
ON = date(2026, 12, 1)


def decided(name, value, *, author="Dr A", on=ON):
    return numbers_in_use([Tightening(name, value, author, on)], RULES, date(2027, 1, 1))


def test_a_lower_first_dose_and_a_longer_wait_are_tighter():
    assert decided("methadone.first_dose_low_tolerance_mg", 15) == {"methadone.first_dose_low_tolerance_mg": 15}
    assert decided("buprenorphine.cows_to_start", 12) == {"buprenorphine.cows_to_start": 12}


def test_a_tighter_number_makes_the_rule_speak_earlier():
    rule, facts = (
        rulebook()["BUP-01"],
        facts_from(
            {
                **{"order.medicine": "buprenorphine", "order.form": "sublingual"},
                **{"order.starts_treatment": True, "health.withdrawal_points": 10},
            }
        ),
    )
    assert evaluate(rule.speaks, facts, {}) is False
    assert evaluate(rule.speaks, facts, decided("buprenorphine.cows_to_start", 12)) is True


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("methadone.single_rise_mg", 15, "later than the rulebook does"),
        ("methadone.first_dose_low_tolerance_mg", 25, "later than the rulebook does"),
        ("missed_days.face_to_face", 5, "later than the rulebook does"),
        ("methadone.first_day_most_mg", 10, "outside the range|later than the rulebook"),
        ("methadone.half_lives_to_steady_state", 6, "no rule rests on"),
    ],
)
def test_a_looser_number_is_refused(name, value, reason):
    with pytest.raises(RefusalError, match=reason):
        decided(name, value)


def test_a_number_that_would_loosen_one_rule_while_it_tightens_another_stays_as_it_is():
    """Three days to the prescriber ends the two days on which one asks why: moving it moves both."""
    with pytest.raises(RefusalError, match="later than the rulebook does"):
        decided("missed_days.consult", 2)


def test_somebody_decides_and_later_decisions_stand():
    with pytest.raises(RefusalError, match="does not say who"):
        decided("buprenorphine.cows_to_start", 12, author=" ")
    name = "buprenorphine.cows_to_start"
    both = [Tightening(name, 12, "Dr A", ON), Tightening(name, 10, "Dr B", date(2026, 12, 9))]
    assert numbers_in_use(both, RULES, date(2026, 12, 8)) == {name: 12}
    assert numbers_in_use(both, RULES, date(2026, 12, 9)) == {name: 10}
    assert numbers_in_use(both, RULES, date(2026, 11, 30)) == {}


def test_the_way_follows_the_place_in_the_condition():
    low, high = number("methadone.first_dose_low_mg"), number("methadone.first_dose_high_mg")
    dose, before = amount("order.daily_mg"), amount("order.previous_daily_mg")
    name = "methadone.first_dose_low_mg"
    assert list(ways_of(dose < low, name)) == [1]
    assert list(ways_of(dose > low, name)) == [-1]
    assert list(ways_of(~(dose > low), name)) == [1]
    assert list(ways_of(low + dose > before, name)) == [1]
    assert list(ways_of(dose - low > before, name)) == [-1]
    assert list(ways_of(all_of(dose > low, dose < low), name)) == [-1, 1]
    assert list(ways_of(dose < high, name)) == []
