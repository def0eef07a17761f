"""Within one reading a question is asked once; outside it, each time."""

from datetime import date
from uuid import UUID

from ostara.care.rows.reading import asked_once, one_reading

SOMEBODY, ANOTHER = UUID(int=1), UUID(int=2)
asked: list[tuple[UUID, ...]] = []


@asked_once
def days_of(records, *, since=None):
    asked.append(tuple(records))
    return [date(2026, 1, 1)]


def questions(*of):
    asked.clear()
    for ask in of:
        ask()
    return len(asked)


def test_outside_a_reading_it_is_asked_each_time():
    assert questions(lambda: days_of([SOMEBODY]), lambda: days_of([SOMEBODY])) == 2


def test_within_one_it_is_asked_once_of_the_same_records_however_they_are_listed():
    with one_reading():
        assert questions(lambda: days_of([SOMEBODY]), lambda: days_of((SOMEBODY,))) == 1
        assert questions(lambda: days_of([ANOTHER]), lambda: days_of([SOMEBODY], since=date(2026, 1, 1))) == 2


def test_each_reading_asks_anew():
    for _ in range(2):
        with one_reading():
            assert questions(lambda: days_of([SOMEBODY])) == 1
    assert questions(lambda: days_of([SOMEBODY])) == 1
