"""How a day may be written, what it then means, and what is said of what cannot be a day. Today is 22 November 2026."""

from datetime import date

import pytest

from ostara.care.asking.days import NotADay, read_day

TODAY = date(2026, 11, 22)
THIRD = date(2024, 2, 3)

READ = [
    ("3/2/24", THIRD),
    ("3/2/2024", THIRD),
    ("03/02/2024", THIRD),
    ("3 2 2024", THIRD),
    ("3.2.24", THIRD),
    ("03-02-2024", THIRD),
    ("3–2–24", THIRD),
    ("2024-02-03", THIRD),
    ("2024/2/3", THIRD),
    ("030224", THIRD),
    ("03022024", THIRD),
    ("20240203", THIRD),
    ("3 Feb 2024", THIRD),
    ("3feb24", THIRD),
    ("3 FEBRUARY 2024", THIRD),
    ("3rd February, 2024", THIRD),
    ("Feb 3 2024", THIRD),
    ("Saturday 3 February 2024", THIRD),
    ("sat 3/2/24", THIRD),
    ("  3  2  2024 ", THIRD),
    ("1 Sept 2023", date(2023, 9, 1)),
    ("29 2 2024", date(2024, 2, 29)),
    ("today", TODAY),
    ("Yesterday", date(2026, 11, 21)),
    ("tomorrow", date(2026, 11, 23)),
    ("1 1 36", date(2036, 1, 1)),
    ("1 1 37", date(1937, 1, 1)),
]

REFUSED = [
    ("31 June 2024", "June has 30 days"),
    ("31/6/24", "June has 30 days"),
    ("0/1/2024", "January has 31 days"),
    ("29 Feb 2023", "not a leap year"),
    ("30 Feb 2024", "February has 29 days"),
    ("2/13/2024", "no month 13. Write the day first"),
    ("3/2", "the day, the month and the year"),
    ("3 Feb", "the day, the month and the year"),
    ("3 Fob 2024", "“fob” is not the name of a month"),
    ("3 ju 2024", "not the name of a month"),
    ("3/2/204", "Check the year"),
    ("3/2/1790", "Check the year"),
    ("soon", "such as 3 2 2024"),
    ("3/2/24/7", "such as 3 2 2024"),
    ("3+2+24", "such as 3 2 2024"),
    ("٣x/2/24", "such as 3 2 2024"),
    ("", "such as 3 2 2024"),
]


@pytest.mark.parametrize(("written", "meant"), READ, ids=[written for written, _ in READ])
def test_a_day_is_read_as_people_write_it(written, meant):
    assert read_day(written, today=TODAY) == meant


@pytest.mark.parametrize(("written", "told"), REFUSED, ids=[written or "nothing" for written, _ in REFUSED])
def test_what_cannot_be_a_day_is_refused_with_the_reason(written, told):
    with pytest.raises(NotADay, match=told):
        read_day(written, today=TODAY)


@pytest.mark.parametrize(
    ("written", "meant"), [("1 1 27", 1927), ("23 11 26", 1926), ("22 11 26", 2026), ("1 1 99", 1999)]
)
def test_a_year_of_two_digits_of_a_birth_is_never_in_the_future(written, meant):
    assert read_day(written, today=TODAY, latest=TODAY).year == meant
