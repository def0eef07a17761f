"""Any day written in any of the ways people write days is read back as that day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ostara.care.asking.days import FIRST_YEAR, LAST_YEAR, NotADay, read_day
from ostara.care.asking.fields import in_words

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
FOUR_DIGITS = [
    "{d.day}/{d.month}/{d.year}",
    "{d:%d-%m-%Y}",
    "{d.day} {d.month} {d.year}",
    "{d:%Y-%m-%d}",
    "{d:%d.%m.%Y}",
]
NAMED = [
    "{d.day} {d:%B} {d.year}",
    "{d.day} {d:%b} {d.year}",
    "{d:%B} {d.day}, {d.year}",
    "{d:%A} {d.day} {d:%B} {d.year}",
]
TWO_DIGITS = ["{d.day}/{d.month}/{d:%y}", "{d:%d%m%y}", "{d.day} {d:%b} {d:%y}"]


@given(DAYS, DAYS, st.sampled_from(FOUR_DIGITS + NAMED))
def test_a_day_with_its_whole_year(day, today, style):
    assert read_day(style.format(d=day), today=today) == day


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["{d:%d%m%Y}", "{d:%Y%m%d}"]))
def test_a_day_as_eight_digits(day, style):
    assert read_day(style.format(d=day), today=date(2026, 11, 22)) == day


@given(DAYS.filter(lambda day: day.year < 2190), st.integers(-89, 9), st.sampled_from(TWO_DIGITS))
def test_a_day_with_two_digits_of_its_year_is_near_today(today, years, style):
    meant = date(max(today.year + years, FIRST_YEAR), today.month, min(today.day, 28))
    assert read_day(style.format(d=meant), today=today) == meant


@given(DAYS, st.integers(0, 36_000), st.sampled_from(TWO_DIGITS))
def test_a_birth_of_the_last_hundred_years_is_never_in_the_future(today, days_ago, style):
    born = max(today - timedelta(days=days_ago), date(FIRST_YEAR, 1, 1))
    assert read_day(style.format(d=born), today=today, latest=today) == born


@given(DAYS)
def test_what_a_field_shows_it_can_read(day):
    assert read_day(in_words(day), today=day) == day


@given(st.text(max_size=40))
def test_whatever_is_written_is_a_sensible_day_or_is_refused(written):
    try:
        year = read_day(written, today=date(2026, 11, 22)).year
    except NotADay:
        return
    assert FIRST_YEAR <= year <= LAST_YEAR
