"""When a pharmacy is open: its week, bank holidays, one-off days, the hour, and what nobody recorded."""

from datetime import UTC, date, datetime, time

import pytest

from ostara.care.calendar.opening import NOBODY_KNOWS, Hours, Opening, open_week
from ostara.knowledge.refusal import RefusalError

MONDAY, SATURDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 7), date(2026, 3, 8)
MAY_DAY = date(2026, 5, 4)
SIX_DAYS = Opening(open_week(), on_bank_holidays=False)


@pytest.mark.parametrize(
    ("opening", "day", "opens", "why"),
    [
        (SIX_DAYS, MONDAY, True, ""),
        (SIX_DAYS, SUNDAY, False, "closed on Sundays"),
        (SIX_DAYS, MAY_DAY, False, "May Day"),
        (Opening(open_week(), on_bank_holidays=True), MAY_DAY, True, ""),
        (Opening(open_week(), on_bank_holidays=True), SUNDAY, False, "closed on Sundays"),
        (Opening(open_week()), MAY_DAY, None, ""),  # nobody asked
        (Opening(open_week()), MONDAY, True, ""),
        (Opening(open_week(), closures={MONDAY: "stocktaking"}), MONDAY, False, "stocktaking"),
        (Opening(open_week(), extra={SUNDAY: (Hours(time(10), time(12)),)}), SUNDAY, True, ""),
        (Opening(open_week(), extra={MAY_DAY: (Hours(time(10), time(12)),)}), MAY_DAY, True, ""),
        (Opening(open_week(), extra={MONDAY: ()}), MONDAY, False, "closed"),
        (NOBODY_KNOWS, MONDAY, None, ""),
        (NOBODY_KNOWS, MAY_DAY, None, ""),
    ],
)
def test_a_day_is_open_closed_or_not_recorded(opening, day, opens, why):
    assert opening.is_open(day) is opens
    assert opening.why_closed(day) == why


def test_a_week_with_one_day_that_nobody_recorded():
    week = (*open_week()[:5], None, ())
    assert Opening(week).is_open(SATURDAY) is None
    assert Opening(week).is_open(SUNDAY) is False


@pytest.mark.parametrize(
    ("instant", "opens"),
    [
        (datetime(2026, 7, 6, 7, 59, tzinfo=UTC), False),  # 08:59 in London
        (datetime(2026, 7, 6, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 6, 16, 29, tzinfo=UTC), True),
        (datetime(2026, 7, 6, 16, 30, tzinfo=UTC), False),
        (datetime(2026, 1, 5, 8, 30, tzinfo=UTC), False),  # winter: no hour between
        (datetime(2026, 1, 5, 9, 0, tzinfo=UTC), True),
    ],
)
def test_the_hour_is_londons(instant, opens):
    assert SIX_DAYS.is_open_at(instant) is opens


def test_lunch_is_closed():
    lunch = Opening(((Hours(time(9), time(13)), Hours(time(14), time(17))), *open_week()[1:]))
    assert lunch.is_open_at(datetime(2026, 3, 2, 13, 30, tzinfo=UTC)) is False
    assert lunch.is_open_at(datetime(2026, 3, 2, 14, 0, tzinfo=UTC)) is True
    assert NOBODY_KNOWS.is_open_at(datetime(2026, 3, 2, 14, 0, tzinfo=UTC)) is None


def test_what_cannot_be_is_refused():
    with pytest.raises(RefusalError, match="7 days"):
        Opening(open_week()[:6])
    with pytest.raises(RefusalError, match="does not run forward"):
        Hours(time(12), time(9))
    with pytest.raises(ValueError, match="zone"):
        SIX_DAYS.is_open_at(datetime(2026, 3, 2, 9))  # without its zone
