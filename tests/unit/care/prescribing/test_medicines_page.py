"""The page of a person's medicines: what is in force, the evidence of need beside the usual range, and the unknown."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from ostara.care.accounts.models import User
from ostara.care.accounts.roles import Role
from ostara.care.asking.fields import in_words
from ostara.care.medication.models import GuestStay, Hold, OpeningHours, Place
from ostara.care.people.questions import records_of
from ostara.care.prescribing.questions.medicines import medicines_of
from ostara.care.prescribing.strip import strip_of
from ostara.care.prescribing.telling import next_words
from ostara.care.prescribing.words import dose
from tests.episodes import days_ago, the_episode, today
from tests.medicines import a_course, a_pharmacy, a_room
from tests.orders_written import at_the_desk
from tests.outcomes_forms import a_profile
from tests.persons import queries
from tests.staff import a_service

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def page_of(made, role: Role = Role.KEYWORKER) -> str:
    return at_the_desk(of=made, role=role).opens("medicines").page


@pytest.mark.parametrize(
    ("product", "mg", "words"),
    [
        ("methadone_1", "60", "60 mg (60 mL) a day"),
        ("methadone_10", "60", "60 mg (6 mL) a day"),
        ("methadone_1", "32.5", "32.5 mg (32.5 mL) a day"),
        ("buprenorphine_sublingual", "16", "16 mg a day"),
        ("buvidal_monthly", "96", "96 mg an injection"),
    ],
)
def test_a_dose_is_never_a_number_without_its_unit(product, mg, words):
    made = a_course(product=product).on(mg=mg)
    assert dose(made.course, made.orders[0].dose_mg) == words


def test_a_low_dose_by_itself_says_nothing():
    page = page_of(a_course().on(mg=40))
    assert "Usual range: 60 to 120 mg" in page
    assert "A low dose by itself says nothing" in page and "review the dose" not in page


def test_a_low_dose_with_need_is_told_with_its_rule():
    made = a_course(at=a_service()).on(mg=40)
    a_profile(of=the_episode(made.course.person, made.course.service).episode, day=days_ago(5), heroin_days=12)
    page = page_of(made)
    assert "heroin on 12 of 28 days" in page
    assert "review the dose" in page and "Rule OPT-01" in page


def test_need_on_a_dose_within_the_range_is_no_word_about_the_dose():
    made = a_course(at=a_service()).on(mg=80)
    a_profile(of=the_episode(made.course.person, made.course.service).episode, day=days_ago(5), heroin_days=12)
    assert "OPT-01" not in page_of(made)


def test_what_nobody_has_said_is_said():
    page = page_of(a_course().on(mg=60))
    for words in (
        "Nobody has said yet how it is supplied",
        "Nothing recorded",
        "None is written",
        "no test for opioids",
    ):
        assert words in page


def test_what_is_held_says_since_when_why_and_whom_to_ring():
    made = a_course().on(mg=60)
    made.prescribed(today(), days=7, signed=True)
    Hold.objects.create(course=made.course, from_on=days_ago(2), reason=Hold.Reason.MISSED)
    User.objects.filter(pk=made.prescriber.pk).update(name="Dr Ray Okafor", telephone="01632 960777")
    since = days_ago(2)
    for page in (page_of(made), at_the_desk(of=made).opens("person").page):
        for words in (
            f"Held since {since.day} {since:%B} (days without medicine): nothing is handed over",
            "Dr Ray Okafor, 01632 960777",
            made.course.service.telephone,
            f"Ring {made.place.name}, {made.place.telephone}, so that they hold it too",
            "Without the hold: ",
        ):
            assert words in page


def in_a_room(*, pickups: str = "1111111", closed: tuple[int, ...] = (), product: str = "methadone_1"):
    """Somebody whose doses are given in their service's own room, open on every day that is not closed."""
    here = a_service()
    room = a_room(at=here)
    Place.objects.filter(pk=room.pk).update(opens_on_bank_holidays=True)
    for day in range(7):
        hours = {} if day in closed else {"opens": time(9), "closes": time(17, 30)}
        OpeningHours.objects.create(place=room, weekday=day, from_on=days_ago(400), **hours)
    made = a_course(at=here, place=room, product=product).on(mg=60 if product == "methadone_1" else 16)
    return made.arranged(pickups)


def next_of(made) -> str:
    (one,) = medicines_of(records_of(made.course.person), on=today())
    return next_words(one)


def test_the_next_day_in_our_own_room_has_its_hours():
    made = in_a_room()
    assert next_of(made) == f"Today in {made.place.name}, open 09:00 to 17:30"
    assert next_of(made) in page_of(made) and "None is written" not in page_of(made)


def test_what_was_given_today_is_next_tomorrow():
    made = in_a_room()
    made.supplied(today())
    assert next_of(made) == f"{in_words(today() + DAY)} in {made.place.name}, open 09:00 to 17:30"


def test_a_day_on_which_the_room_is_closed_is_handed_over_before_it():
    tomorrow = today() + DAY
    made = in_a_room(closed=(tomorrow.weekday(),))
    made.supplied(today(), days=2)
    assert next_of(made).startswith(in_words(today() + 2 * DAY))


def test_days_as_a_guest_elsewhere_are_no_days_in_the_room():
    made = in_a_room()
    stay = {"place": a_pharmacy(), "from_on": today(), "until_on": today() + 4 * DAY, "confirmed_by": "Sam"}
    GuestStay.objects.create(course=made.course, **stay)
    assert next_of(made).startswith(in_words(today() + 5 * DAY))


def test_an_injection_in_the_room_is_planned_from_the_last_one():
    made = in_a_room(pickups="0000000", product="buvidal_weekly")
    made.supplied(days_ago(5))
    assert next_of(made) == f"Injection planned for {in_words(today() + 2 * DAY)} in {made.place.name}, " + (
        "open 09:00 to 17:30"
    )


def test_hours_of_a_room_that_nobody_recorded_are_said():
    here = a_service()
    made = a_course(at=here, place=a_room(at=here)).on(mg=60).arranged("1111111")
    assert next_of(made).endswith("nobody recorded when it is open")


def test_the_same_dose_signed_again_began_when_it_began():
    made = a_course().on(mg=60, since=days_ago(80)).on(mg=60, since=days_ago(10))
    (one,) = medicines_of(records_of(made.course.person), on=today())
    assert (one.began, one.same_since) == (days_ago(80), days_ago(80))


def test_the_picture_of_days_has_a_table_and_never_colour_alone():
    made = a_course().on(mg=60).supplied_daily(days_ago(5), days_ago(3))
    made.supplied(days_ago(2), outcome="not_collected")
    made.due(days_ago(1))
    (one,) = medicines_of(records_of(made.course.person), on=today())
    drawn = strip_of(one.days)
    assert len(drawn.rows) == 28
    assert drawn.rows[-3:-1] == ((days_ago(2), "Not collected"), (days_ago(1), "Not reported"))
    assert drawn.summary == "Of 28 days: 3 with medicine, 1 without, 24 nobody has reported."
    assert drawn.summary in drawn.picture and 'height="6"' in drawn.picture


def test_a_long_history_asks_no_more_questions():
    made = a_course().on(mg=60).supplied_daily(days_ago(4), days_ago(1))
    records = records_of(made.course.person)
    few = queries(lambda: medicines_of(records, on=today()))
    for ago in (80, 70, 60, 50, 40):
        made.on(mg=60 + ago, since=days_ago(ago))
    made.supplied_daily(days_ago(40), days_ago(5))
    a_course(of=made.course.person, at=made.course.service, product="buprenorphine_sublingual").on(mg=8)
    assert queries(lambda: medicines_of(records, on=today())) == few <= 16


def test_a_keyworker_reads_and_writes_no_orders():
    made = a_course().on(mg=60)
    page = page_of(made)
    assert "Change the dose" not in page and "How are they after a reduction?" in page


def test_medicines_stand_on_the_persons_page():
    made = a_course().on(mg=60)
    desk = at_the_desk(of=made)
    page = desk.client.get(reverse("person", args=[made.course.person.pk])).content.decode()
    for words in ("Medicines", "60 mg (60 mL) a day", "Of 28 days", "Start a medicine"):
        assert words in page
