"""Calendars hold for patterns nobody thought of: every day once, totals agree, silence stays within its bounds."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, product

from hypothesis import given
from hypothesis import strategies as st

from ostara.care.calendar.days import days_between, is_working_day, working_day_after, working_days_from
from ostara.care.calendar.days_without import days_without_medicine
from ostara.care.calendar.in_hand import ExpectedSupply, Outcome
from ostara.care.calendar.instalments import schedule
from ostara.care.calendar.opening import Opening, open_week
from ostara.care.calendar.pattern import Pickup, SupplyPattern
from ostara.care.calendar.schedule import OrderPoint, Trouble
from ostara.knowledge.amount_words import read_words, said
from ostara.knowledge.amounts import fewest_tablets, millilitres

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
MG = st.integers(1, 4000).map(lambda tenths: Decimal(tenths) / 10)
WEEKDAYS = st.sets(st.integers(0, 6), min_size=1)
PLACES = st.sampled_from("ab")
PATTERNS = st.dictionaries(st.integers(0, 6), st.builds(Pickup, PLACES, st.booleans()), min_size=1).map(SupplyPattern)
OPENINGS = st.builds(
    Opening,
    st.sets(st.integers(0, 6)).map(open_week),
    st.sampled_from([True, False, None]),
)


@st.composite
def asked(draw):
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 27)))
    changes = draw(st.lists(st.integers(-5, 30), unique=True, min_size=1, max_size=4))
    doses = [draw(st.none() | MG) for _ in changes]
    orders = [OrderPoint(first + timedelta(days=day), mg) for day, mg in zip(changes, doses, strict=True)]
    return first, last, orders


def in_force(orders, day):
    before = [one for one in orders if one.effective_on <= day]
    return max(before, key=lambda one: one.effective_on).daily_mg if before else None


@given(asked(), PATTERNS, st.dictionaries(PLACES, OPENINGS), st.booleans())
def test_every_day_with_an_order_stands_in_exactly_one_instalment_and_totals_agree(ask, pattern, openings, wording):
    first, last, orders = ask
    made = schedule(
        orders,
        pattern,
        openings,
        strength_mg_per_ml=Decimal(5),
        first=first,
        last=last,
        closed_day_wording=wording,
        on_fp10mda=True,
    )
    daily = {day: mg for day in days_between(first, last) if (mg := in_force(orders, day)) is not None}
    assert made.days == tuple(daily)
    assert {dose.day: dose.mg for one in made.instalments for dose in one.doses} == daily
    assert made.mg == sum(daily.values()) == sum(made.of(place).mg for place in made.places)
    assert made.ml == (made.mg / 5 if daily else None)
    for one in made.instalments:
        assert one.mg == one.observed_mg + one.taken_away_mg
        assert first <= one.pickup_on <= one.days[0]
        assert all(dose.day == one.pickup_on for dose in one.doses if dose.observed)


@given(asked(), PATTERNS, st.dictionaries(PLACES, OPENINGS), st.booleans())
def test_what_is_handed_over_on_a_closed_day_is_always_reported(ask, pattern, openings, wording):
    first, last, orders = ask
    made = schedule(
        orders,
        pattern,
        openings,
        strength_mg_per_ml=None,
        first=first,
        last=last,
        closed_day_wording=wording,
        on_fp10mda=False,
    )
    reported = {(one.day, one.place) for one in made.problems if one.kind.startswith("closed")}
    closed = {
        (one.pickup_on, one.place)
        for one in made.instalments
        if one.place in openings and openings[one.place].is_open(one.pickup_on) is False
    }
    assert closed == reported
    assert all(one.moved_from == () for one in made.instalments) or wording
    assert all(one.kind is not Trouble.TOO_LONG for one in made.problems)


SUPPLIES = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(list(Outcome))), min_size=1, max_size=9)
BEGAN = date(2026, 3, 1)


def supplies_of(drawn):
    day, found = BEGAN, []
    for length, outcome in drawn:
        found.append(ExpectedSupply(days_between(day, day + timedelta(days=length - 1)), outcome))
        day += timedelta(days=length)
    return found, day


@given(SUPPLIES)
def test_once_the_silent_speak_the_answer_lies_within_the_bounds(drawn):
    supplies, on = supplies_of(drawn)
    before = days_without_medicine(supplies, began_on=BEGAN, on=on)
    silent = [at for at, one in enumerate(supplies) if one.outcome is Outcome.NOT_REPORTED]
    rows, gaps = set(), set()
    for answers in product((Outcome.COLLECTED, Outcome.NOT_COLLECTED), repeat=len(silent)):
        told = list(supplies)
        for at, answer in zip(silent, answers, strict=True):
            told[at] = ExpectedSupply(told[at].days, answer)
        now = days_without_medicine(told, began_on=BEGAN, on=on)
        assert now.unreported == 0 and now.at_least == now.at_most == now.reported
        assert now.gaps_at_least == now.gaps_at_most
        rows.add(now.at_most)
        gaps.add(now.gaps_at_most)
    assert (before.at_least, before.at_most) == (min(rows), max(rows))
    in_window = on - timedelta(days=28) <= BEGAN
    assert not in_window or (before.gaps_at_least, before.gaps_at_most) == (min(gaps), max(gaps))
    assert before.reported + before.unreported == before.at_most


@given(SUPPLIES, st.integers(0, 400), st.integers(0, 40))
def test_days_of_which_nothing_is_known_are_silent_and_change_nothing_else(drawn, earlier, later):
    supplies, on = supplies_of(drawn)
    on += timedelta(days=later)
    short = days_without_medicine(supplies, began_on=BEGAN, on=on)
    long = days_without_medicine(supplies, began_on=BEGAN - timedelta(days=earlier), on=on)
    more = 0 if short.last_with else earlier
    assert (long.reported, long.unreported, long.at_most) == (
        short.reported,
        short.unreported + more,
        short.at_most + more,
    )
    assert (long.last_with, long.today, long.at_least) == (short.last_with, short.today, short.at_least)
    assert long.gaps_at_least <= short.gaps_at_least and long.gaps_at_most >= short.gaps_at_most


@given(SUPPLIES)
def test_gaps_are_the_stretches_without_medicine(drawn):
    known = [(length, Outcome.COLLECTED if how is Outcome.NOT_REPORTED else how) for length, how in drawn]
    supplies, on = supplies_of(known)
    without = [one.outcome is Outcome.NOT_COLLECTED for one in supplies for _ in one.days][-28:]
    answer = days_without_medicine(supplies, began_on=BEGAN, on=on)
    assert answer.gaps_at_least == sum(key for key, _ in groupby(without))


@given(st.integers(1, 99_999_999), st.sampled_from(["mL", "mg"]))
def test_words_read_back_as_the_figures(hundredths, unit):
    amount = Decimal(hundredths) / 100
    one = said(amount, unit)
    words, _, _ = one.words.rpartition(" ")
    assert read_words(words) == amount == Decimal(one.figures.split()[0])


@given(MG, st.sampled_from([Decimal(1), Decimal(5), Decimal(10)]))
def test_millilitres_give_back_the_milligrams(mg, strength):
    assert millilitres(mg, strength) * strength == mg


@given(
    st.integers(1, 400).map(lambda tenths: Decimal(tenths) / 10), st.sets(MG.filter(lambda one: one < 40), max_size=3)
)
def test_tablets_make_up_the_dose_or_nothing_does(mg, strengths):
    made = fewest_tablets(mg, strengths)
    reach = {Decimal(0)}
    for _ in range(4):
        reach |= {one + size for one in reach for size in strengths if one + size <= mg}
    if made is None:
        assert mg not in reach
    else:
        assert sum(size * count for size, count in made.items()) == mg and set(made) <= strengths
        assert mg not in reach or sum(made.values()) <= 4


@given(DAYS, st.integers(1, 15))
def test_so_many_working_days_after_a_day_is_a_working_day_so_many_away(day, count):
    then = working_day_after(day, count)
    assert is_working_day(then) and working_days_from(day, then) == count
