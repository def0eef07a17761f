"""The page of a person's medicines: what is in force, the evidence of need beside the usual range, and the unknown."""

import pytest
from django.urls import reverse

from ostara.care.accounts.roles import Role
from ostara.care.people.questions import records_of
from ostara.care.prescribing.questions.medicines import medicines_of
from ostara.care.prescribing.strip import strip_of
from ostara.care.prescribing.words import dose
from tests.episodes import days_ago, the_episode, today
from tests.medicines import a_course
from tests.orders_written import at_the_desk
from tests.outcomes_forms import a_profile
from tests.persons import queries
from tests.staff import a_service

pytestmark = pytest.mark.django_db


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
