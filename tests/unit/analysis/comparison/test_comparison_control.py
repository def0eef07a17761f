"""Control charts: what sets off an alarm and what does not; rolling years judged by their parts."""

from itertools import product

import pytest

from ostara.analysis.comparison.control import Alarm, Kind, PeriodCount, chance_in_series, control_series
from ostara.analysis.comparison.false_alarms import Steps, chance_of_alarm
from ostara.analysis.comparison.rolling import rolling_series, without_parts


def periods(*counts, of=200):
    return [PeriodCount(f"Q{number}", count, of) for number, count in enumerate(counts, start=1)]


def alarms_of(series):
    return {point.name: point.alarms for point in series.alarms}


def test_a_point_beyond_the_limits():
    series = control_series(periods(80, 78, 83, 81, 79, 80, 82, 125, 80, 79))
    assert alarms_of(series) == {"Q8": (Alarm.BEYOND,)}
    assert series.says[0].startswith("Beyond the control limits: Q8 (63%); usual is 42%.")


def test_seven_in_a_row_on_one_side_are_chance_and_eight_are_not():
    seven = control_series(periods(*[84] * 7, *[77] * 7))
    eight = control_series(periods(*[84] * 8, *[77] * 7))
    assert alarms_of(seven) == {}
    assert alarms_of(eight) == {"Q8": (Alarm.RUN,)}
    assert "8 or more in a row on one side of the usual: told in Q8." in eight.says


USUAL = PeriodCount("usual", 40_000, 200_000)


def test_a_point_on_the_centre_neither_ends_nor_lengthens_a_run():
    assert set(alarms_of(control_series([USUAL, *periods(*[42] * 7, 40)], baseline=1))) == set()
    assert set(alarms_of(control_series([USUAL, *periods(*[42] * 7, 40, 42)], baseline=1))) == {"Q9"}


def test_a_period_that_is_not_known_ends_a_run():
    assert control_series([USUAL, *periods(*[42] * 7, None, 42)], baseline=1).alarms == ()


def test_what_is_not_known_has_no_value_and_no_alarm():
    series = control_series([PeriodCount("a", None, 50), PeriodCount("b", 5, None), PeriodCount("c", 0, 0)])
    assert [(point.value, point.alarms) for point in series.points] == [(None, ())] * 3
    assert series.says == ("There are too few periods to tell change from chance.",)


def test_rates_may_exceed_one():
    series = control_series([PeriodCount(str(n), 30 + n % 3, 10.0) for n in range(10)], kind=Kind.RATE)
    assert series.centre == pytest.approx(3.09, abs=0.02)
    assert series.points[0].high > 3.09 > series.points[0].low
    assert series.alarms == ()


def test_the_chance_of_an_alarm_is_that_of_every_course_it_may_take():
    each = Steps(beyond=0.02, below=0.5, above=0.45)
    likely = {"b": 0.02, "-": 0.5, "+": 0.45, "0": 0.03}
    expected = 0.0
    for course in product(likely, repeat=5):
        told = "".join(course).replace("0", "")
        if "b" in told or "+++" in told or "---" in told:
            probability = 1.0
            for step in course:
                probability *= likely[step]
            expected += probability
    assert chance_of_alarm([each] * 5, run=3) == pytest.approx(expected)


def test_a_change_is_the_likelier_seen_the_larger_it_is():
    chances = [chance_in_series(0.4, [200] * 16, [0.4] * 8 + [then] * 8) for then in (0.4, 0.44, 0.5)]
    assert chances == sorted(chances)
    assert chances[0] < 0.12
    assert chances[2] > 0.9


def test_rolling_years_are_judged_by_their_quarters_and_marked_where_the_newest_sets_off_the_alarm():
    counts = [80, 78, 83, 81, 79, 80, 82, 125, 80, 79]
    rolling = [PeriodCount(f"to Q{n + 4}", sum(counts[n : n + 4]), 800) for n in range(7)]
    series = rolling_series(rolling, periods(*counts), width=4)
    assert [point.name for point in series.points if point.alarms] == ["to Q8"]
    assert series.points[0].value == pytest.approx(322 / 800)
    with pytest.raises(ValueError, match="10 parts make 7 rolling periods, not 6"):
        rolling_series(rolling[1:], periods(*counts), width=4)


def test_rolling_years_alone_are_judged_by_every_fourth_counted_back_from_the_latest():
    counts = [400] * 20 + [520] * 6
    rolling = [PeriodCount(str(n), count, 1000) for n, count in enumerate(counts)]
    series = without_parts(rolling, width=4)
    assert [point.name for point in series.judged_by.points] == ["1", "5", "9", "13", "17", "21", "25"]
    assert [point.name for point in series.points if point.alarms] == ["21", "25"]
