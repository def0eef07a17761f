"""Days without medicine, line by line: missed, silent, in a row, separate gaps, and across midnights."""

from datetime import date, datetime

import pytest

from ostara.care.calendar.days import days_between
from ostara.care.calendar.days_without import days_without_medicine
from ostara.care.calendar.in_hand import ExpectedSupply, InHand, Outcome
from ostara.care.rows.days import london_day
from tests.spec.medication.reading import blocks, cells, missed_lines

LINES = missed_lines()
MIDNIGHTS = [cells(line) for line in blocks("midnights.txt")[0].splitlines()[2:]]
TAKEN = (date(2026, 3, 27), date(2026, 10, 23), date(2028, 2, 27))  # the days before the tables of midnights begin


def answer(line):
    return days_without_medicine(line.supplies, began_on=line.began, on=line.on, pauses=line.pauses, depots=line.depots)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.place)
def test_days_are_as_the_table_says(line):
    found = answer(line)
    assert (found.reported, found.unreported) == (int(line.expected["without"]), int(line.expected["silent"]))
    assert (found.at_least, found.at_most) == line.bounds("in a row")
    assert (found.gaps_at_least, found.gaps_at_most) == line.bounds("gaps")
    assert (found.last_with,) == (line.days("last with") or (None,))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.place)
def test_what_else_happened_is_said(line):
    found = answer(line)
    assert found.part_days == line.days("part")
    assert found.doubled_days == line.days("twice")
    assert found.conflicts == line.days("conflict")


@pytest.mark.parametrize(("instant", "day", "without"), MIDNIGHTS, ids=lambda cell: cell)
def test_midnight_is_londons(instant, day, without):
    on = london_day(datetime.fromisoformat(f"{instant}+00:00"))
    taken = max(one for one in TAKEN if one < on)
    supplies = [
        ExpectedSupply((one,), Outcome.OBSERVED if one == taken else Outcome.NOT_COLLECTED)
        for one in days_between(taken, on)
    ]
    assert on == date.fromisoformat(f"{on.year}-{day}")
    assert days_without_medicine(supplies, began_on=taken, on=on).reported == int(without)


@pytest.mark.parametrize(
    ("silent", "threshold", "gaps"),
    [(0, 1, 1), (0, 2, 1), (1, 1, 1), (1, 2, None), (1, 3, 1), (2, 2, None), (2, 3, None), (2, 4, 1)],
)
def test_gaps_are_told_only_where_silence_cannot_change_the_side_of_a_threshold(silent, threshold, gaps):
    """Monday was missed; of so many of the other days nobody reported: one gap, or one more for each."""
    days = days_between(date(2026, 3, 2), date(2026, 3, 6))
    outcomes = [Outcome.NOT_COLLECTED, *[Outcome.OBSERVED] * 4]
    for at in range(silent):
        outcomes[2 + 2 * at] = Outcome.NOT_REPORTED
    supplies = [ExpectedSupply((day,), how) for day, how in zip(days, outcomes, strict=True)]
    found = days_without_medicine(supplies, began_on=days[0], on=date(2026, 3, 7))
    assert found.gaps_against(threshold) == gaps


def test_without_a_beginning_nothing_is_counted_and_today_is_still_told():
    today = ExpectedSupply((date(2026, 3, 2),), Outcome.NOT_COLLECTED)
    found = days_without_medicine([today], began_on=None, on=date(2026, 3, 2))
    assert (found.reported, found.unreported, found.at_most, found.gaps_against(3)) == (None, None, None, None)
    assert found.today is InHand.WITHOUT


@pytest.mark.parametrize(
    ("outcome", "today"),
    [("observed", "with"), ("not_collected", "without"), ("not_reported", "not_reported")],
)
def test_what_is_reported_of_the_day_itself_is_told_beside_the_days_before(outcome, today):
    on = date(2026, 3, 2)
    found = days_without_medicine([ExpectedSupply((on,), Outcome(outcome))], began_on=on, on=on)
    assert found.today == today and found.reported == 0
