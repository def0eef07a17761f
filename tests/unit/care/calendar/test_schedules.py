"""Schedules: two pharmacies in one week, what changed since last time, volumes, and closed days ahead."""

from datetime import date
from decimal import Decimal

import pytest

from ostara.care.calendar.days import days_between
from ostara.care.calendar.in_hand import (
    DepotWindow,
    ExpectedSupply,
    InHand,
    NoSupply,
    Outcome,
    Pause,
    Why,
    depot_window,
    in_hand,
)
from ostara.care.calendar.instalments import ClosedPickup, closed_pickups, schedule
from ostara.care.calendar.opening import Opening, open_week
from ostara.care.calendar.pattern import Pickup, SupplyPattern
from ostara.care.calendar.schedule import OrderPoint, Trouble, changed
from ostara.knowledge.refusal import RefusalError

MONDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 8)
OPEN = {"a": Opening(open_week(()), on_bank_holidays=False)}
TWO = SupplyPattern({**{day: Pickup("work", True) for day in range(5)}, 5: Pickup("home", False)})


def week(mg="60", pattern=None, openings=OPEN, strength=Decimal(1), first=MONDAY, last=SUNDAY, orders=None):
    return schedule(
        orders or [OrderPoint(date(2026, 1, 1), Decimal(mg))],
        pattern or SupplyPattern.daily("a", observed=True),
        openings,
        strength_mg_per_ml=strength,
        first=first,
        last=last,
        closed_day_wording=False,
        on_fp10mda=True,
    )


def test_two_pharmacies_share_a_week_and_each_prescription_holds_its_own():
    both = week(pattern=TWO, openings={"work": OPEN["a"], "home": OPEN["a"]})
    assert both.places == ("work", "home")
    assert [both.of(place).mg for place in both.places] == [Decimal(300), Decimal(120)]
    assert both.mg == Decimal(420) and both.problems == ()


def test_what_concerns_the_whole_stands_with_each_pharmacy_and_what_concerns_one_only_there():
    long = week(pattern=TWO, openings={"home": OPEN["a"]}, last=date(2026, 3, 22))
    assert {one.kind for one in long.of("home").problems} == {Trouble.TOO_LONG}
    assert {one.kind for one in long.of("work").problems} == {Trouble.TOO_LONG, Trouble.OPENING_UNKNOWN}


def test_millilitres_follow_from_the_strength_and_are_left_out_for_tablets():
    assert week(strength=Decimal(10)).ml == Decimal(42)
    assert week("52.5").instalments[0].ml == Decimal("52.5")
    assert week("16", strength=None).ml is None


@pytest.mark.parametrize("openings", [{}, {"a": Opening((None,) * 7, on_bank_holidays=False)}])
def test_a_pharmacy_whose_hours_nobody_recorded_is_told_once(openings):
    problems = week(openings=openings).problems
    assert [(one.kind, one.says) for one in problems] == [(Trouble.OPENING_UNKNOWN, "nobody recorded when it is open")]


def test_doses_move_only_onto_a_day_that_is_known_to_be_open():
    week_of = open_week()
    opening = {"a": Opening((*week_of[:5], None, ()), on_bank_holidays=False)}  # Saturdays: nobody recorded
    made = schedule(
        [OrderPoint(date(2026, 1, 1), Decimal(60))],
        SupplyPattern.on_days([0, 1, 2, 3, 4, 6], "a"),
        opening,
        strength_mg_per_ml=None,
        first=MONDAY,
        last=SUNDAY,
        closed_day_wording=True,
        on_fp10mda=True,
    )
    assert made.instalments[-1].pickup_on == date(2026, 3, 6) and made.instalments[-1].days[-1] == SUNDAY


def test_what_changed_since_last_time():
    before, after = week(), week("65")
    assert changed(before, before) == ()
    assert [(one.before.mg, one.after.mg) for one in changed(before, after)] == [(Decimal(60), Decimal(65))] * 7
    shorter = week(last=date(2026, 3, 7))
    assert [(one.pickup_on, one.after) for one in changed(before, shorter)] == [(SUNDAY, None)]
    unwatched = week(pattern=SupplyPattern.daily("a", observed=False))
    assert len(changed(before, unwatched)) == 7


def test_closed_days_ahead_for_the_work_list():
    pattern = SupplyPattern.on_days([0, 6], "a", observed=[0, 6])
    opening = {"a": Opening(open_week(), on_bank_holidays=None)}
    assert closed_pickups(pattern, opening, date(2026, 5, 3), date(2026, 5, 11)) == (
        ClosedPickup(date(2026, 5, 3), "a", "closed on Sundays", known=True),
        ClosedPickup(date(2026, 5, 4), "a", "", known=False),
        ClosedPickup(date(2026, 5, 10), "a", "closed on Sundays", known=True),
    )


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"orders": [OrderPoint(MONDAY, Decimal(60)), OrderPoint(MONDAY, Decimal(65))]}, "two are in force"),
        ({"mg": "0"}, "not above zero"),
        ({"mg": "-5"}, "not above zero"),
        ({"mg": "NaN"}, "not above zero"),
        ({"first": SUNDAY, "last": MONDAY}, "is before"),
    ],
)
def test_orders_that_cannot_be_are_refused(wrong, reason):
    with pytest.raises(RefusalError, match=reason):
        week(**wrong)


def test_an_explicit_stop_covers_nothing_and_is_no_problem():
    stopped = week(orders=[OrderPoint(date(2026, 1, 1), Decimal(60)), OrderPoint(MONDAY, None)])
    assert stopped.instalments == () and stopped.problems == () and stopped.mg == 0 and stopped.ml is None


def test_each_day_says_what_its_answer_rests_on():
    days = days_between(MONDAY, SUNDAY)
    supplies = [
        ExpectedSupply(days[:1], Outcome.OBSERVED),
        ExpectedSupply(days[1:3], Outcome.COLLECTED, given_days=days[2:3]),
        ExpectedSupply(days[3:4], Outcome.NOT_COLLECTED),
        ExpectedSupply(days[4:5], Outcome.NOT_REPORTED),
    ]
    strip = in_hand(supplies, first=MONDAY, last=SUNDAY, pauses=[NoSupply(Pause.HELD, days[5], days[5])])
    assert [(one.in_hand, one.why) for one in strip] == [
        (InHand.WITH, Why.SUPPLIED),
        (InHand.WITHOUT, Why.GIVEN_LATE),
        (InHand.WITH, Why.SUPPLIED),
        (InHand.WITHOUT, Why.NOT_COLLECTED),
        (InHand.NOT_REPORTED, Why.SILENT),
        (InHand.WITHOUT, Why.HELD),
        (InHand.NOT_REPORTED, Why.NOTHING_EXPECTED),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ExpectedSupply((MONDAY,), Outcome.NOT_COLLECTED, given_days=(MONDAY,)),
        lambda: ExpectedSupply((MONDAY,), Outcome.NOT_REPORTED, part_days=frozenset({MONDAY})),
        lambda: ExpectedSupply((MONDAY,), Outcome.COLLECTED, given_days=(SUNDAY,)),
        lambda: ExpectedSupply((), Outcome.COLLECTED),
        lambda: ExpectedSupply((SUNDAY, MONDAY), Outcome.COLLECTED),
        lambda: ExpectedSupply((MONDAY,), Outcome.COLLECTED, part_days=frozenset({SUNDAY})),
        lambda: depot_window(MONDAY, "implant"),
    ],
)
def test_supplies_that_contradict_themselves_are_refused(wrong):
    with pytest.raises(RefusalError):
        wrong()


def test_a_weekly_injection_covers_to_the_latest_day_for_the_next():
    assert depot_window(MONDAY, "depot_weekly") == DepotWindow(MONDAY, date(2026, 3, 11))
