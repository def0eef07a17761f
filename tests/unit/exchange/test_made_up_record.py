"""The made-up area as a record: it holds together, it reads like one, and the ten stories are in it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import F, Q

from ostara.care.accounts.models import Post, Service, User
from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.care.audit.words import WORDS
from ostara.care.people.models import Card, Involvement, Particulars, Person
from ostara.care.people.questions import consent_of, flags_of, records_of
from ostara.care.people.questions.copying import whole_record
from ostara.care.rows.refusal import kept_forever
from ostara.care.sharing.models import Opening, OpeningReview
from ostara.care.treatment.models import Assessment, Custody, Episode, EpisodeNow, Intervention, Step
from ostara.care.treatment.states import Status, StepKind
from ostara.exchange.made_up_record import make_up_record
from ostara.web.keeping.checking import check_record

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
PEOPLE = 40
STORIES = Path(__file__).parents[3] / "docs/people_of_the_demo.md"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """Makes the area once for the tests of this file, which only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_up_record(PEOPLE, seed=1, now=NOW)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def looking(made_once):
    return made_once


def one(name: str) -> Person:
    """Returns the person of a story, by the record that goes on."""
    given, _, family = name.rpartition(" ")
    return Person.objects.get(card__given_names=given, card__family_name=family, card__goes_on_as=F("pk"))


def kinds(person: Person) -> list[tuple[str, list[str]]]:
    """Returns the stays of a person, each with its steps in order."""
    stays = Episode.objects.filter(person__in=records_of(person)).select_related("service").order_by("id")
    steps = Step.objects.standing().order_by("on", "recorded_at", "id")
    return [(stay.service.name, [step.kind for step in steps.filter(episode=stay)]) for stay in stays]


def test_its_places_and_numbers_cannot_be_taken_for_real_ones():
    """There is no postcode area ZZ, and 01632 960 is kept for drama."""
    for service in Service.objects.all():
        assert "Made-up" in service.line_1 and service.postcode.startswith("ZZ"), service
        assert service.telephone.startswith("01632 960"), service
    numbers = list(User.objects.filter(posts__role=Role.PRESCRIBER).values_list("prescriber_number", flat=True))
    assert numbers and len(set(numbers)) == len(numbers) and all(one.startswith("MADE UP ") for one in numbers)
    assert not User.objects.exclude(posts__role=Role.PRESCRIBER).exclude(prescriber_number="").exists()


def test_it_holds_together():
    assert [check.faults for check in check_record() if check.faults] == []


def test_nothing_in_it_lies_ahead():
    for model in kept_forever():
        instant = "recorded_at" if hasattr(model, "recorded_at") else "at"
        if hasattr(model, instant) and model.__name__ != "Seal":
            assert not model.objects.filter(**{f"{instant}__gt": NOW}).exists(), model


def test_days_are_in_order():
    late = Q(triaged_on__lt=F("referred_on")) | Q(closed_on__lt=F("triaged_on")) | Q(treated_from__lt=F("triaged_on"))
    assert not EpisodeNow.objects.filter(late).exists()
    assert not Intervention.objects.filter(started_on__lt=F("offered_on")).exists()
    early = Assessment.objects.filter(on__lt=F("episode__now__triaged_on"))
    assert not early.exists()
    assert not Particulars.objects.filter(date_of_birth__gt=F("effective_on")).exists()


def test_there_is_somebody_of_every_role_and_every_status():
    assert set(Post.objects.values_list("role", flat=True)) == set(Role)
    assert Service.objects.count() == 4
    found = set(EpisodeNow.objects.values_list("status", flat=True))
    assert {Status.IN_TREATMENT, Status.DISCHARGED, Status.TRANSFERRED, Status.NOT_TAKEN_UP} <= found


def test_what_was_done_is_in_the_audit_in_words():
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert verbs <= set(WORDS)
    assert {
        "people.register",
        "people.read",
        "treatment.assess",
        "treatment.discharge",
        "outcomes.record_profile",
    } <= verbs
    assert Event.objects.filter(verb="people.register").count() == Person.objects.count()


def test_names_addresses_and_words_stay_out_of_the_audit():
    said = " ".join(str(detail) for detail in Event.objects.values_list("detail", flat=True))
    assert not any(family in said for family in Card.objects.values_list("family_name", flat=True))


def test_a_service_that_handed_over_no_longer_reads_the_record():
    carl = one("Carl Otterfield")
    ended = Involvement.objects.standing().filter(person=carl, until_at__isnull=False)
    assert {row.service.name for row in ended} == {"Farmoor"} | {"Harbour House"}
    open_now = Involvement.objects.standing().filter(person=carl, until_at__isnull=True)
    assert {row.service.name for row in open_now} == {"Harbour House"}


def test_rosa_has_two_records_that_are_one():
    rosa = one("Rosa Heronbeck")
    assert len(records_of(rosa)) == 2
    assert {place for place, _ in kinds(rosa)} == {"Harbour House", "The Orchard"}


def test_the_two_deans_are_two_people_again():
    both = Person.objects.filter(card__family_name="Sorrelwick", card__goes_on_as=F("pk"))
    assert both.count() == 2
    assert all(len(records_of(person)) == 1 for person in both)
    assert Event.objects.filter(verb="people.unmerge").count() == 2


def test_carl_moved_and_came_home_in_one_line():
    stays = Episode.objects.filter(person=one("Carl Otterfield"))
    assert stays.values("line").distinct().count() == 1
    assert kinds(one("Carl Otterfield")) == [
        ("Harbour House", [StepKind.REFERRED, StepKind.TRIAGED, StepKind.TRANSFERRED_OUT]),
        ("Farmoor", [StepKind.REFERRED, StepKind.TRANSFERRED_IN, StepKind.TRANSFERRED_OUT]),
        ("Harbour House", [StepKind.REFERRED, StepKind.TRANSFERRED_IN]),
    ]


def test_shane_was_once_not_met_at_the_gate_and_once_was():
    shane = one("Shane Thistlegate")
    released = Custody.objects.standing().filter(person=shane).order_by("from_on")
    assert [(stay.ost_inside, stay.referred_on_release) for stay in released] == [("Y", "N"), ("Y", "Y")]
    inside = [steps[-1] for place, steps in kinds(shane) if place.startswith("HMP")]
    assert inside == [StepKind.DISCHARGED, StepKind.TRANSFERRED_OUT]


def test_kelly_came_back_three_times_with_one_assessment_asked_of_her():
    kelly = one("Kelly Plovermere")
    assert [steps[1] for _, steps in kinds(kelly)] == [StepKind.TRIAGED, *[StepKind.CAME_BACK] * 3]
    assert Episode.objects.filter(person=kelly).values("line").distinct().count() == 1


def test_pam_is_steady_on_ost_and_in_no_national_file():
    pam = one("Pam Lichenshaw")
    assert consent_of(records_of(pam), "ndtms") == "no" and consent_of(records_of(pam), "treatment") == "yes"
    now = EpisodeNow.objects.get(person=pam)
    assert now.is_open and (NOW.date() - now.triaged_on).days > 5 * 365


def test_terry_has_two_providers_who_share():
    terry = one("Terry Mallowstead")
    open_now = EpisodeNow.objects.filter(person=terry, is_open=True)
    assert {now.service.name for now in open_now} == {"Harbour House", "The Orchard"}
    assert Involvement.objects.standing().filter(person=terry, because="consent").exists()


def test_gail_was_opened_in_an_emergency_twice_and_reviewed_once():
    openings = Opening.objects.filter(person=one("Gail Sedgetarn"))
    assert openings.count() == 2
    assert OpeningReview.objects.filter(opening__in=openings).count() == 1


def test_jade_has_a_flag_for_her_children():
    assert [flag.kind for flag in flags_of(records_of(one("Jade Brackenlea")), on=NOW.date())] == ["safeguarding_child"]


def test_vince_went_through_every_place_and_support_goes_on():
    vince = one("Vince Alderholm")
    places = set(Intervention.objects.filter(episode__person=vince).values_list("national_setting", flat=True))
    assert places == {"2", "6", "7", "8"}
    now = EpisodeNow.objects.get(person=vince)
    assert now.discharge_reason == "81"
    support = Intervention.objects.get(episode__person=vince, kind="recovery_support")
    assert not support.ends.exists()


def test_everybody_whom_the_page_tells_of_is_there():
    told = re.findall(r"^\| \*\*(.+?)\*\* \|", STORIES.read_text(encoding="utf-8"), re.M)
    assert len(told) == 10
    assert [one(name) for name in told if name != "Dean Sorrelwick"]


def test_everybody_can_be_given_a_copy_of_their_record():
    """A copy walks every table; here every table has rows."""
    for person in Person.objects.filter(card__goes_on_as=F("pk")):
        copied = whole_record(records_of(person))
        assert {"people.particulars", "treatment.episode"} <= {part.kind for part in copied}
