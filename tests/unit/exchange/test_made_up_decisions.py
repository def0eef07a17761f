"""Days without medicine in the made-up area: held, decided or not decided yet; and lists of what help was made of."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import F, Q

from ostara.care.medication.models import Hold, HoldEnd, Supply
from ostara.care.rows.days import london_day
from ostara.care.treatment.models import SubIntervention
from ostara.exchange.made_up_record import make_up_record
from ostara.exchange.made_up_record.deciding import Missed, long_runs

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
MONDAY = date(2026, 6, 1)
GIVEN = ("observed", "collected")


def told(first: int, *outcomes: str) -> list[tuple[date, str, int]]:
    return [(MONDAY + timedelta(days=first + place), outcome, 60) for place, outcome in enumerate(outcomes)]


def runs(days: list[tuple[date, str, int]], until: int = 30) -> list[tuple[int, int, int | None]]:
    """Of each long stretch: the third day, the last, and the next one of which something is known; days from Monday."""
    found: list[Missed] = list(long_runs(days, until=MONDAY + timedelta(days=until)))
    return [
        ((one.third - MONDAY).days, (one.last - MONDAY).days, (one.back - MONDAY).days if one.back else None)
        for one in found
    ]


NOT = "not_collected"


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (told(0, "observed", NOT, NOT, "observed"), []),
        (told(0, "observed", NOT, NOT, NOT, "observed"), [(3, 3, 4)]),
        (told(0, NOT, NOT, NOT, NOT, NOT), [(2, 4, None)]),
        (told(0, NOT, NOT, "not_reported", NOT, NOT), []),
        (told(0, NOT, NOT) + told(9, NOT, NOT), []),
        (told(0, NOT, NOT, NOT, "collected", NOT, NOT, NOT), [(2, 2, 3), (6, 6, None)]),
    ],
    ids=["two days", "three", "not back yet", "silence is no miss", "days apart are no run", "twice"],
)
def test_three_days_in_a_row_call_for_a_decision(days, found):
    assert runs(days) == found


def test_days_ahead_are_not_missed_yet():
    assert runs(told(0, NOT, NOT, NOT), until=1) == []


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """Makes the area once for the tests of this file, which only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_up_record(80, seed=7, now=NOW, years=2)
        transaction.set_rollback(True)


@pytest.fixture
def made(made_once, db):
    return made_once


def test_some_are_decided_and_some_wait(made):
    decisions = set(HoldEnd.objects.values_list("decision", flat=True))
    assert decisions == {"go_on", "new_order", "stopped"}
    waiting = Hold.objects.filter(end__isnull=True)
    assert "Plovermere" in set(waiting.values_list("course__person__card__family_name", flat=True))
    days = [(end.on - end.hold.from_on).days for end in HoldEnd.objects.select_related("hold")]
    assert min(days) == 0 and max(days) > 3, "some the next day, some late"


def test_nothing_is_handed_over_while_it_is_held_and_nothing_is_decided_ahead(made):
    while_held = Q(course__holds__end__isnull=True) | Q(on__lt=F("course__holds__end__on"))
    given = Supply.objects.filter(while_held, outcome__in=GIVEN, on__gte=F("course__holds__from_on"))
    assert Hold.objects.count() > 10 and not given.exists()
    assert not HoldEnd.objects.filter(Q(on__gt=london_day(NOW)) | Q(on__lt=F("hold__from_on"))).exists()


def test_a_stop_that_is_decided_is_a_stop_that_was_ordered(made):
    for end in HoldEnd.objects.filter(decision="stopped").select_related("hold__course"):
        assert end.hold.course.orders.filter(effective_on=end.on, dose_mg=None).exists()


def test_some_were_told_of_mutual_aid_and_some_were_not(made):
    people = {
        answer: set(SubIntervention.objects.filter(mutual_aid=answer).values_list("episode__person", flat=True))
        for answer in (True, False)
    }
    assert people[True] and people[False] - people[True]
    assert not SubIntervention.objects.filter(on__lt=F("episode__now__triaged_on")).exists()
    assert not SubIntervention.objects.filter(on__gt=F("episode__now__closed_on")).exists()
