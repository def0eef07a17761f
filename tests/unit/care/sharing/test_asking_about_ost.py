"""Is this person prescribed OST anywhere in this area: yes and whom to ring, no, or it cannot be told."""

from datetime import date

import pytest
from django.urls import reverse

from ostara.care.audit.models import Event
from ostara.care.sharing.elsewhere import Known
from ostara.care.sharing.ost import NOBODY, SEVERAL, UNSURE, Answer, Asking, ask_ost
from tests.episodes import an_episode, an_episode_in_treatment, days_ago, today
from tests.medicines import a_course
from tests.persons import a_person
from tests.staff import a_browser_of, a_keyworker, a_service, by

pytestmark = pytest.mark.django_db
BORN = date(1984, 3, 9)
NUMBER, OTHER = "9434765919", "9434765870"


@pytest.fixture
def harbour():
    return a_service("Harbour", telephone="01632 960123", line_1="1 Made-up Quay", town="Sampleton", postcode="ZZ1 1AA")


def asked(known, *, worker=None, reason=Asking.STARTING):
    worker = worker or a_keyworker(at=a_service())
    return ask_ost(known=known, reason=reason, by=by(worker), on=today())


def somebody_called(given, *, at, nhs_number="", family="Smith", born=BORN):
    return a_person(at=at, given=given, family=family, born=born, nhs_number=nhs_number)


def test_yes_names_the_service_and_its_telephone(harbour):
    an_episode_in_treatment(of=somebody_called("Ann", at=harbour, nhs_number=NUMBER), at=harbour)
    told = asked(Known(nhs_number=NUMBER))
    assert (told.answer, [service.telephone for service in told.ring]) == (Answer.YES, ["01632 960123"])
    assert asked(Known(family_name="Smith", given_name="Ann", born=BORN)).answer is Answer.YES


def test_no_is_said_of_somebody_whose_record_shows_none(harbour):
    ann = somebody_called("Ann", at=harbour, nhs_number=NUMBER)
    assert asked(Known(nhs_number=NUMBER)).answer is Answer.NO
    an_episode(of=ann, at=harbour, way="alcohol").triaged().assessed().started("psychosocial")
    assert asked(Known(nhs_number=NUMBER)).answer is Answer.NO


def test_what_has_ended_is_no_longer_prescribed(harbour):
    an_episode_in_treatment(of=somebody_called("Ann", at=harbour, nhs_number=NUMBER), at=harbour).discharged()
    assert asked(Known(nhs_number=NUMBER)).answer is Answer.NO


@pytest.mark.parametrize(
    ("known", "why"),
    [
        (Known(nhs_number=OTHER), NOBODY),
        (Known(family_name="Smyth", given_name="Ann", born=BORN), NOBODY),
        (Known(family_name="Smith", given_name="Ann", born=BORN), SEVERAL),
        (Known(nhs_number=NUMBER, family_name="Jones", given_name="Ann", born=BORN), UNSURE),
        (Known(nhs_number=NUMBER, born=date(1990, 1, 1)), UNSURE),
    ],
)
def test_nobody_found_several_or_another_name_is_not_a_no(harbour, known, why):
    somebody_called("Ann", at=harbour, nhs_number=NUMBER)
    somebody_called("Ann", at=harbour)
    told = asked(known)
    assert (told.answer, told.ring, told.why) == (Answer.CANNOT_TELL, (), why)


def test_who_asked_of_whom_and_why_is_kept_and_no_name(harbour):
    ann = somebody_called("Ann", at=harbour, nhs_number=NUMBER)
    worker = a_keyworker(at=a_service())
    asked(Known(nhs_number=NUMBER), worker=worker)
    event = Event.objects.get(verb="sharing.ask_ost")
    assert (event.user, event.person, event.reason, event.detail) == (
        worker.pk,
        ann.pk,
        Asking.STARTING.label,
        {"answer": "no", "doses": 0},
    )


def test_the_page_answers_and_shows_nothing_else_of_the_person(harbour):
    ann = somebody_called("Ann", at=harbour, nhs_number=NUMBER)
    an_episode_in_treatment(of=ann, at=harbour)
    page = a_browser_of(a_keyworker(at=a_service())).post(reverse("ost"), {"nhs_number": NUMBER, "reason": "starting"})
    answer = page.content.decode().partition('id="answer"')[2].partition("<form")[0]
    assert "Yes" in answer and "01632 960123" in answer and "1 Made-up Quay, Sampleton ZZ1 1AA" in answer
    assert "Smith" not in answer and ann.number not in answer


def test_without_a_reason_nothing_is_answered(harbour):
    somebody_called("Ann", at=harbour, nhs_number=NUMBER)
    page = a_browser_of(a_keyworker(at=a_service())).post(reverse("ost"), {"nhs_number": NUMBER})
    assert 'id="answer"' not in page.content.decode()
    assert not Event.objects.filter(verb="sharing.ask_ost").exists()


def test_a_hospital_is_told_what_is_ordered_and_what_was_last_supplied(harbour):
    ann = somebody_called("Ann", at=harbour, nhs_number=NUMBER)
    a_course(of=ann, at=harbour).on(mg=60).supplied(days_ago(1))
    told = asked(Known(nhs_number=NUMBER), reason=Asking.ADMITTED)
    assert (told.answer, told.ring) == (Answer.YES, (harbour,))
    (dose,) = told.doses
    assert (dose.ordered, dose.without, dose.held) == ("60 mg (60 mL) a day", "None.", False)
    assert dose.last.startswith("60 mg (60 mL) on ") and ", watched, " in dose.last
    sent = {"nhs_number": NUMBER, "reason": "admitted"}
    page = a_browser_of(a_keyworker(at=a_service())).post(reverse("ost"), sent).content.decode()
    assert "Ordered: <strong>60 mg (60 mL) a day</strong>" in page and dose.last in page


def test_whoever_only_starts_a_medicine_is_told_whom_to_ring_and_no_dose(harbour):
    ann = somebody_called("Ann", at=harbour, nhs_number=NUMBER)
    a_course(of=ann, at=harbour).on(mg=60).supplied(days_ago(1))
    told = asked(Known(nhs_number=NUMBER), reason=Asking.STARTING)
    assert (told.answer, told.ring, told.doses) == (Answer.YES, (harbour,), ())
