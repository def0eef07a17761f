"""Days without medicine, line by line: missed, silent, in a row, separate gaps, and across midnights."""

from datetime import date, datetime

import pytest

from ostara.care.calendar.days import days_between
from ostara.care.calendar.days_without import days_without_medicine
from ostara.care.calendar.in_hand import ExpectedSupply, Outcome
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
