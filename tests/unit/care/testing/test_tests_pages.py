"""The pages of tests and health: what they say, what their forms send, and how many questions they ask."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ostara.care.accounts.roles import Role, Verb
from ostara.care.health.models import Ecg, NaloxoneKit
from ostara.care.rows.models import new_key
from ostara.care.specimens.models import Drawing, Reading, Specimen
from ostara.care.testing.topics import TOPICS
from tests.episodes import an_episode, days_ago, today
from tests.outcomes_forms import a_profile
from tests.staff import a_browser_of, a_keyworker, a_service, by, somebody
from tests.tested import a_fact, a_specimen

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour():
    return a_service("Harbour")


@pytest.fixture
def worker(harbour):
    return a_keyworker(at=harbour)


@pytest.fixture
def stay(harbour):
    return an_episode(at=harbour).triaged().assessed().planned().started(medicine="methadone")


def page(worker, name: str, *args) -> str:
    answer = a_browser_of(worker).get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def sent(worker, name: str, *args, **fields) -> str:
    """Sends a form; returns where it leads, or what is said at it."""
    answer = a_browser_of(worker).post(reverse(name, args=args), {"key": new_key(), **fields})
    return answer["Location"] if answer.status_code == 302 else " ".join(answer.content.decode().split())


TEST = {"given": "given", "on": "today", "kind": "urine", "asked": "random", "panel": "urine_strip"}


def test_a_test_with_what_was_found_on_the_spot(worker, stay):
    person = stay.person
    there = sent(
        worker, "record_test", person.pk, **TEST, found_opiates="positive", found_eddp="negative", trusted="yes"
    )
    specimen = Specimen.objects.get()
    assert there == reverse("specimen", args=[person.pk, specimen.pk])
    assert (specimen.on, specimen.trusted, specimen.service) == (today(), True, stay.episode.service)
    words = page(worker, "specimen", person.pk, specimen.pk)
    assert "<strong>Found</strong>" in words
    assert "it is prescribed: the person may not be taking it, or this test cannot show it" in words
    assert "The opiate strip does not show" in words and "fentanyl" in words
    assert "a laboratory confirms it" in words


def test_words_about_a_test_blame_nobody(worker, stay):
    a_specimen(of=stay.person, at=stay.episode.service, opiates="positive", cocaine="positive", eddp="negative")
    words = page(worker, "tests", stay.person.pk).lower()
    assert "it changes no dose and no place in treatment by itself" in words
    for harsh in ("fail", "dirty", "clean", "abuse", "non-complian", "denied", "admit"):
        assert harsh not in words.split("<main")[1].split("</main")[0], harsh


def test_tests_stand_beside_what_the_person_said(worker, stay):
    for ago, result in ((60, "positive"), (30, "negative"), (3, "unclear")):
        a_specimen(of=stay.person, at=stay.episode.service, ago=ago, opiates=result)
    a_profile(of=stay.episode, day=days_ago(2), heroin_days=4)
    words = page(worker, "tests", stay.person.pk)
    assert "3 tests and 1 answer about heroin" in words
    assert "Said, of 28 days" in words and "heroin 4" in words
    assert "Found: opiates" in words and "Not found: opiates" in words and "Cannot be read: opiates" in words


def test_a_person_without_tests_is_told_so(worker, stay):
    words = page(worker, "tests", stay.person.pk)
    assert "No drug test is recorded yet" in words and "not known" in words


def test_use_on_top_is_told_of_treatment_with_opioids_only(worker, harbour, stay):
    other = an_episode(at=harbour).triaged().person
    for name in ("person", "tests"):
        assert "Use on top" in page(worker, name, stay.person.pk)
        assert "Use on top" not in page(worker, name, other.pk)


def test_a_refusal_is_a_refusal_and_no_result(worker, stay):
    sent(worker, "record_test", stay.person.pk, **{**TEST, "given": "refused", "panel": "", "observed": "yes"})
    specimen = Specimen.objects.get()
    assert (specimen.given, specimen.observed) == ("refused", None)
    assert "No specimen: the person did not want to" in page(worker, "tests", stay.person.pk)


WRONG = [
    ({"given": "refused", "found_opiates": "positive"}, "There are results below, so a specimen was given."),
    ({"panel": "", "found_opiates": "positive"}, "Say what it was tested with."),
    ({"on": "1 1 2090"}, "It cannot lie in the future."),
    ({"given": ""}, "Was a specimen given?: this is needed."),
    ({"found_opiates": "guilty"}, "Select a valid choice"),
]


@pytest.mark.parametrize(("fields", "said"), WRONG)
def test_what_is_wrong_with_a_test_is_said_at_its_field(worker, stay, fields, said):
    assert said in sent(worker, "record_test", stay.person.pk, **{**TEST, **fields})
    assert not Specimen.objects.exists()


def test_a_result_of_the_laboratory_is_added_corrected_and_taken_back(worker, stay):
    person = stay.person
    specimen = a_specimen(of=person, at=stay.episode.service, ago=8)
    result = {"on": "today", "panel": "urine_laboratory"}
    sent(worker, "add_reading", person.pk, specimen.pk, **result, found_acetylmorphine="positive")
    reading = Reading.objects.get()
    assert "6-MAM" in page(worker, "specimen", person.pk, specimen.pk)
    sent(worker, "correct_reading", person.pk, reading.pk, **result, found_acetylmorphine="negative", why="Misread")
    new = Reading.objects.standing().get()
    assert new.results.get().result == "negative"
    assert sent(worker, "take_back_reading", person.pk, new.pk, why="Another person's").endswith("/tests/")
    assert "No result is recorded yet" in page(worker, "specimen", person.pk, specimen.pk)


def test_an_old_version_leads_to_the_one_that_stands(worker, stay):
    person = stay.person
    specimen = a_specimen(of=person, at=stay.episode.service)
    fields = {**TEST, "on": "yesterday", "kind": "blood", "why": "It was blood"}
    there = sent(worker, "correct_specimen", person.pk, specimen.pk, **fields)
    assert there != reverse("specimen", args=[person.pk, specimen.pk])
    assert "This version does not stand" in page(worker, "specimen", person.pk, specimen.pk)
    answer = a_browser_of(worker).get(reverse("correct_specimen", args=[person.pk, specimen.pk]))
    assert answer["Location"] == there


def test_days_are_drawn_by_chance_and_shown_with_their_seed(worker, stay):
    person = stay.person
    assert "unverified" in page(worker, "draw_tests", person.pk)
    fields = {"every_days": 14, "because": "chosen", "from_on": "today", "until_on": days_ago(-84).isoformat()}
    assert sent(worker, "draw_tests", person.pk, **fields).endswith("/tests/")
    drawing = Drawing.objects.get()
    words = page(worker, "tests", person.pk)
    assert drawing.seed in words and "Nobody chose them" in words


def test_every_kind_of_fact_has_a_form_that_shows_what_is_needed(worker, stay):
    for slug in TOPICS:
        words = sent(worker, "record_health", stay.person.pk, slug, on="")
        assert "There is a problem" in words, slug
        assert "Day: this is needed." in words, slug


def test_a_kit_is_recorded_and_used(worker, stay):
    person = stay.person
    fields = {"on": "today", "kit": "nyxoid", "held_by": "person", "expires_on": "31 January 2040", "trained": "Y"}
    assert sent(worker, "record_health", person.pk, "naloxone", **fields) == reverse("health", args=[person.pk])
    kit = NaloxoneKit.objects.get()
    assert kit.expires_on == date(2040, 1, 31)
    sent(worker, "follow_up_health", person.pk, "naloxone", kit.pk, ended_on="today", ended="used")
    assert NaloxoneKit.objects.standing().get().ended == "used"
    assert "replace the kit" in page(worker, "health", person.pk)


def test_a_refused_ecg_says_when_it_is_offered_again(worker, stay):
    fields = {"on": "today", "done": "refused"}
    assert "Say when it is offered again." in sent(worker, "record_health", stay.person.pk, "ecg", **fields)
    later = {**fields, "offer_again_on": days_ago(-90).isoformat()}
    sent(worker, "record_health", stay.person.pk, "ecg", **later)
    assert Ecg.objects.get().offer_again_on == days_ago(-90)


def test_a_fact_is_put_right_and_taken_back(worker, stay):
    person = stay.person
    row = a_fact("ecg", of=person, at=stay.episode.service)
    fields = {"on": "yesterday", "done": "done", "qtc_ms": "455", "why": "Mistyped"}
    there = sent(worker, "correct_health", person.pk, "ecg", row.pk, **fields)
    assert "QTc 455 ms, from 450 ms on" in page(worker, "health", person.pk)
    assert "This version does not stand" in page(worker, "health_fact", person.pk, "ecg", row.pk)
    new = Ecg.objects.standing().get()
    assert there.endswith(f"{new.pk}/")
    sent(worker, "take_back_health", person.pk, "ecg", new.pk, why="Somebody else's")
    assert not Ecg.objects.standing().exists()


def test_a_topic_that_is_none_is_not_found(worker, stay):
    row = a_fact("ecg", of=stay.person, at=stay.episode.service)
    client = a_browser_of(worker)
    for name, args in (
        ("record_health", ["dreams"]),
        ("health_fact", ["naloxone", row.pk]),
        ("follow_up_health", ["ecg", row.pk]),
    ):
        assert client.get(reverse(name, args=[stay.person.pk, *args])).status_code == 404


def test_a_pharmacist_reads_and_writes_nothing(harbour, stay):
    pharmacist = somebody(Role.PHARMACIST, at=harbour)
    assert "Record a drug test" not in page(pharmacist, "tests", stay.person.pk)
    assert a_browser_of(pharmacist).get(reverse("record_test", args=[stay.person.pk])).status_code == 403
    assert by(pharmacist, Verb.READ_RECORD).role == Role.PHARMACIST


def test_the_page_of_the_person_has_the_latest_and_what_is_due(worker, stay):
    a_specimen(of=stay.person, at=stay.episode.service, opiates="negative", eddp="positive")
    a_fact("risks", of=stay.person, at=stay.episode.service)
    words = page(worker, "person", stay.person.pk)
    assert "Tests and health" in words and "EDDP" in words and "(prescribed)" in words
    assert "Alcohol; with a plan" in words and "Naloxone: give a kit" in words


def test_tests_and_health_are_on_the_timeline(worker, stay):
    a_specimen(of=stay.person, at=stay.episode.service, opiates="negative")
    for slug in TOPICS:
        a_fact(slug, of=stay.person, at=stay.episode.service)
    words = page(worker, "timeline", stay.person.pk)
    assert all(topic.title in words for topic in TOPICS.values()) and "Drug test" in words


@pytest.mark.parametrize("name", ["tests", "health"])
def test_a_page_asks_as_many_questions_for_much_as_for_little(worker, stay, name, django_assert_num_queries):
    client, address = a_browser_of(worker), reverse(name, args=[stay.person.pk])
    a_specimen(of=stay.person, at=stay.episode.service, opiates="negative")
    for slug in TOPICS:
        a_fact(slug, of=stay.person, at=stay.episode.service)
    client.get(address)
    with CaptureQueriesContext(connection) as little:
        client.get(address)
    for ago in (2, 3, 4):
        a_specimen(of=stay.person, at=stay.episode.service, ago=ago, opiates="negative", cocaine="positive")
        for slug in TOPICS:
            a_fact(slug, of=stay.person, at=stay.episode.service, ago=ago)
    with django_assert_num_queries(len(little)):
        client.get(address)


def test_what_is_due_leads_to_its_form_with_what_is_known_chosen(worker, stay):
    person = stay.person
    a_fact("viruses", of=person, at=stay.episode.service, step="tested", result="positive", route="in_person")
    address = f"{reverse('record_health', args=[person.pk, 'viruses'])}?virus=hcv&amp;step=rna"
    assert f'href="{address}"' in page(worker, "health", person.pk)
    form = " ".join(a_browser_of(worker).get(address.replace("&amp;", "&")).content.decode().split())
    assert '<option value="rna" selected>' in form
    assert 'value="hcv" checked>' in form


def test_an_address_chooses_nothing_that_is_not_in_the_list(worker, stay):
    address = f"{reverse('record_health', args=[stay.person.pk, 'viruses'])}?virus=planted&words=Planted&on=planted"
    assert "lanted" not in a_browser_of(worker).get(address).content.decode()


def test_many_tests_are_shown_page_by_page(worker, stay):
    for ago in range(1, 31):
        a_specimen(of=stay.person, at=stay.episode.service, ago=ago, opiates="negative")
    address = reverse("tests", args=[stay.person.pk])
    shown = [
        a_browser_of(worker).get(f"{address}?page={number}").content.decode().count("Test: urine") for number in (1, 2)
    ]
    assert shown == [25, 5]
