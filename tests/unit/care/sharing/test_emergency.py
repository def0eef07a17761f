"""A record opened in an emergency: found by what one knows, open to one user for hours, and always reviewed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.models import Post
from ostara.care.accounts.roles import Role, Verb
from ostara.care.audit.models import Event
from ostara.care.people.permissions import find_person
from ostara.care.rows.acts import Changed, Refused
from ostara.care.sharing import actions
from ostara.care.sharing.access import openings_for
from ostara.care.sharing.elsewhere import Known, found_by, glimpse_of
from ostara.care.sharing.models import Opening, OpeningReview
from ostara.knowledge.parameters import parameter
from tests.persons import a_person
from tests.sharing import opened_in_emergency
from tests.staff import a_browser_of, a_keyworker, a_service, by, somebody, standing

pytestmark = pytest.mark.django_db
BORN = date(1984, 3, 9)
NUMBER = "9434765919"


@pytest.fixture
def harbour():
    return a_service("Harbour")


@pytest.fixture
def hillside():
    return a_service("Hillside")


@pytest.fixture
def zoe(harbour):
    return a_person(at=harbour, given="Zoë Ann", family="O’Brien-Łuk", born=BORN, nhs_number=NUMBER)


def sees(user, person, *, after: timedelta = timedelta()) -> bool:
    return find_person(person.pk, standing(user), at=timezone.now() + after) is not None


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (Known(nhs_number=NUMBER), True),
        (Known(family_name="obrien luk", given_name="ZOE", born=BORN), True),
        (Known(family_name="O'Brien-Luk", given_name="Zoë", born=BORN), True),
        (Known(family_name="O'Brien-Luk", given_name="Zoë", born=date(1984, 9, 3)), False),
        (Known(family_name="O'Brian-Luk", given_name="Zoë", born=BORN), False),
        (Known(family_name="O'Brien-Luk", given_name="", born=BORN), False),
        (Known(family_name="O'Brien-Luk", given_name="Zoë"), False),
        (Known(), False),
    ],
)
def test_only_who_knows_all_of_it_finds_somebody(zoe, known, found):
    assert found_by(known) == ([zoe.pk] if found else [])


def test_what_is_shown_is_a_glimpse(zoe, hillside):
    glimpse = glimpse_of(zoe, at=timezone.now())
    assert (glimpse.initials, glimpse.born_in, glimpse.services) == ("Z. O.", 1984, ("Harbour",))
    client = a_browser_of(a_keyworker(at=hillside))
    found = client.post(reverse("elsewhere"), {"nhs_number": NUMBER}).content.decode()
    page = client.get(reverse("open_in_emergency", kwargs={"person": zoe.pk})).content.decode()
    for whole in (found, page):
        shown = whole.partition('id="maincontent"')[2].partition("<form")[0]
        assert "Z. O." in shown and "1984" in shown and "Harbour" in shown
        assert "Brien" not in shown and "Zo" not in shown and zoe.number not in shown and NUMBER not in shown


def test_too_little_is_told_at_the_form_and_finds_nobody(zoe, hillside):
    page = a_browser_of(a_keyworker(at=hillside)).post(reverse("elsewhere"), {"family_name": "O'Brien-Luk"})
    assert "Give the NHS number; or" in page.content.decode() and "Z. O." not in page.content.decode()


def test_looking_and_being_shown_are_in_the_audit(zoe, hillside):
    worker = a_keyworker(at=hillside)
    a_browser_of(worker).post(reverse("elsewhere"), {"nhs_number": NUMBER})
    events = Event.objects.filter(user=worker.pk)
    assert events.filter(verb="sharing.look_elsewhere").exists()
    assert events.filter(verb="sharing.confirm_elsewhere", person=zoe.pk).exists()
    assert NUMBER not in str(list(events.values()))


def test_it_opens_to_one_user_for_a_few_hours(zoe, hillside):
    worker, colleague = a_keyworker(at=hillside), a_keyworker(at=hillside)
    client = a_browser_of(worker)
    address = reverse("open_in_emergency", kwargs={"person": zoe.pk})
    assert client.get(reverse("person", kwargs={"person": zoe.pk})).status_code == 404
    opened = client.post(address, {"why": "life", "words": "Found unconscious."})
    assert opened["Location"] == reverse("person", kwargs={"person": zoe.pk})
    hours = parameter("sharing.emergency_open_hours").whole
    assert client.get(opened["Location"]).status_code == 200
    assert sees(worker, zoe) and not sees(colleague, zoe)
    assert sees(worker, zoe, after=timedelta(hours=hours - 1)) and not sees(worker, zoe, after=timedelta(hours=hours))


@pytest.mark.parametrize("said", [{"why": "life", "words": " "}, {"why": "", "words": "x"}, {"why": "other"}])
def test_without_a_reason_it_stays_shut(zoe, hillside, said):
    worker = a_keyworker(at=hillside)
    page = a_browser_of(worker).post(reverse("open_in_emergency", kwargs={"person": zoe.pk}), said)
    assert page.status_code == 200 and not sees(worker, zoe) and not Opening.objects.exists()


def test_what_happened_stands_in_the_opening_and_not_in_the_audit(zoe, hillside):
    opening = opened_in_emergency(zoe, by_one_of=hillside, words="Her brother rang.")
    event = Event.objects.get(verb="sharing.open_in_emergency")
    assert opening.words == "Her brother rang." and event.reason == "Danger to life: overdose, collapse, suicide"
    assert "brother" not in str(event.detail)


def test_who_can_open_it_anyway_does_not_break_the_glass(zoe, harbour):
    worker = a_keyworker(at=harbour)
    address = reverse("open_in_emergency", kwargs={"person": zoe.pk})
    assert a_browser_of(worker).get(address)["Location"] == reverse("person", kwargs={"person": zoe.pk})
    with pytest.raises(Refused, match="open to you already"):
        opened_in_emergency(zoe, by_one_of=harbour, user=worker)


def test_the_manager_of_the_caring_service_and_the_safety_officer_review_it(zoe, harbour, hillside):
    opening = opened_in_emergency(zoe, by_one_of=hillside)
    lists = {
        "caring": somebody(Role.SERVICE_MANAGER, at=harbour),
        "opening": somebody(Role.SERVICE_MANAGER, at=hillside),
        "third": somebody(Role.SERVICE_MANAGER, at=a_service()),
        "safety": somebody(Role.SAFETY_OFFICER),
    }
    shown = {name: list(openings_for(standing(user))) for name, user in lists.items()}
    assert shown == {"caring": [opening], "opening": [], "third": [], "safety": [opening]}
    assert a_browser_of(lists["third"]).get(reverse("opening", kwargs={"opening": opening.pk})).status_code == 404
    page = a_browser_of(lists["safety"]).get(reverse("opening", kwargs={"opening": opening.pk})).content.decode()
    assert zoe.number in page and "Brien" not in page


def test_a_review_is_done_once_and_never_of_oneself(zoe, harbour, hillside):
    opening = opened_in_emergency(zoe, by_one_of=hillside)
    manager = somebody(Role.SERVICE_MANAGER, at=harbour)
    said = {"opening": opening, "outcome": OpeningReview.Outcome.RIGHT, "words": "Rang them.", "at": timezone.now()}
    with pytest.raises(Refused, match="themselves"):
        actions.review(**said, by=by(opening.user, Verb.BREAK_GLASS))
    actions.review(**said, by=by(manager, Verb.REVIEW_ACCESS))
    with pytest.raises(Changed):
        actions.review(**said, by=by(manager, Verb.REVIEW_ACCESS))
    assert openings_for(standing(manager)).get().reviewed


def test_what_is_not_reviewed_comes_first_and_is_late_after_days(zoe, harbour, hillside):
    long_ago = timezone.now() - timedelta(days=parameter("sharing.review_within_days").whole + 1)
    care_since = a_person(at=harbour, when=long_ago - timedelta(days=9), given="Old", family="Hand")
    first = opened_in_emergency(care_since, by_one_of=hillside, at=long_ago)
    second = opened_in_emergency(zoe, by_one_of=hillside)
    manager = somebody(Role.SERVICE_MANAGER, at=harbour)
    actions.review(
        opening=second,
        outcome=OpeningReview.Outcome.TALK,
        words="Talked.",
        at=timezone.now(),
        by=by(manager, Verb.REVIEW_ACCESS),
    )
    assert list(openings_for(standing(manager))) == [first, second]
    assert "Late" in a_browser_of(manager).get(reverse("openings")).content.decode()


def test_a_reviewer_sees_what_was_done_with_the_record(zoe, harbour, hillside):
    opening = opened_in_emergency(zoe, by_one_of=hillside)
    a_browser_of(opening.user).get(reverse("person", kwargs={"person": zoe.pk}))
    manager = somebody(Role.SERVICE_MANAGER, at=harbour)
    client = a_browser_of(manager)
    address = reverse("opening", kwargs={"opening": opening.pk})
    assert "Read the record" in client.get(address).content.decode()
    assert client.post(address, {"outcome": "right", "words": "It was."})["Location"] == reverse("openings")
    assert opening.reviews.get().words == "It was."


def test_the_list_asks_the_same_number_of_questions_however_long(zoe, harbour, hillside, django_assert_num_queries):
    manager = somebody(Role.SERVICE_MANAGER, at=harbour)
    client = a_browser_of(manager)
    opened_in_emergency(zoe, by_one_of=hillside)
    client.get(reverse("openings"))
    for _ in range(2):
        with django_assert_num_queries(5):
            client.get(reverse("openings"))
        for _ in range(4):
            opened_in_emergency(zoe, by_one_of=hillside)


def test_in_several_posts_somebody_acts_in_the_one_that_has_a_part(zoe, harbour, hillside):
    """The audit names the service for which a record was read: not the first in the alphabet."""
    worker = a_keyworker(at=a_service("Abbey"))
    Post.objects.create(user=worker, role=Role.NURSE, service=harbour, from_on=date(2020, 1, 1))
    a_browser_of(worker).get(reverse("person", kwargs={"person": zoe.pk}))
    event = Event.objects.get(verb="people.read")
    assert (event.service, event.role) == (harbour.pk, Role.NURSE)
