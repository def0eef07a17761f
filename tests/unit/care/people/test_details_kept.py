"""Details: a change is a new row from a day, a mistake is corrected, the second of two who save is told."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ostara.care.audit.models import Event
from ostara.care.people import actions
from ostara.care.people.models import Consent, Contact, Flag, Particulars
from ostara.care.people.questions import consent_of, contact_of, flags_of, particulars_of, records_of
from ostara.care.people.questions.standing import unsafe
from ostara.care.rows.acts import Changed, Refused
from tests.persons import a_person, an_nhs_number, saving
from tests.staff import a_keyworker, a_service, by, standing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def service():
    return a_service()


@pytest.fixture
def worker(service):
    return a_keyworker(at=service)


def named(person, worker, family, **how):
    return actions.keep_particulars(
        person=person, facts={"family_name": family}, standing=standing(worker), how=saving(worker, **how)
    )


def test_a_change_is_a_new_row_and_the_old_one_stays(service, worker):
    person = a_person(at=service, family="Smith", when=timezone.now() - timedelta(days=9))
    before = particulars_of([person.pk])
    named(person, worker, "Jones", seen=before, on=TODAY)
    assert particulars_of([person.pk]).family_name == "Jones"
    assert Particulars.objects.standing().count() == 2
    assert Event.objects.get(verb="people.keep_particulars").detail == {"fields": ["family_name"]}


def test_a_mistake_is_corrected_with_a_reason(service, worker):
    person = a_person(at=service, family="Smiht")
    wrong = particulars_of([person.pk])
    named(person, worker, "Smith", seen=wrong, why="spelled wrongly")
    now = particulars_of([person.pk])
    assert (now.family_name, now.corrects, now.why) == ("Smith", wrong, "spelled wrongly")
    assert Particulars.objects.standing().count() == 1


def test_of_two_who_save_the_second_is_told(service, worker):
    person = a_person(at=service, family="Smith")
    seen = particulars_of([person.pk])
    named(person, worker, "Jones", seen=seen)
    with pytest.raises(Changed):
        named(person, worker, "Brown", seen=seen)
    assert particulars_of([person.pk]).family_name == "Jones"


def test_nothing_changed_is_said(service, worker):
    person = a_person(at=service, family="Smith")
    with pytest.raises(Refused, match="Nothing was changed"):
        named(person, worker, "Smith", seen=particulars_of([person.pk]))


def test_a_change_cannot_be_from_before_what_stands(service, worker):
    person = a_person(at=service, family="Smith")
    with pytest.raises(Refused, match="cannot be from before"):
        named(person, worker, "Jones", seen=particulars_of([person.pk]), on=TODAY - timedelta(days=1))


def test_an_nhs_number_of_somebody_else_is_refused(service, worker):
    number = an_nhs_number()
    a_person(at=service, given="Other", nhs_number=number)
    person = a_person(at=service)
    with pytest.raises(Refused, match="holds this NHS number"):
        actions.keep_particulars(
            person=person,
            facts={"nhs_number": number},
            standing=standing(worker),
            how=saving(worker, seen=particulars_of([person.pk])),
        )


def test_what_nobody_asked_about_contact_is_not_taken_as_yes(service, worker):
    person = a_person(at=service, contact={"telephone": "01632 960002", "may_text": "yes", "may_leave_message": "no"})
    assert unsafe(contact_of([person.pk])) == [
        "leave a message",
        "write to the address (not asked)",
        "say who is calling (not asked)",
    ]


def test_the_latest_answer_about_consent_holds(service, worker):
    person = a_person(at=service)
    records, kind = records_of(person), Consent.Kind.NDTMS
    assert consent_of(records, kind) == ""
    for day, answer in ((9, "yes"), (2, "no")):
        asked = TODAY - timedelta(days=day)
        actions.answer_consent(person=person, kind=kind, answer=answer, asked_on=asked, by=by(worker))
    assert consent_of(records, kind) == "no"
    assert consent_of(records, Consent.Kind.TREATMENT) == ""


def test_sharing_is_with_a_service_and_nothing_else_is(service, worker):
    person, other = a_person(at=service), a_service()
    told = {"answer": "yes", "asked_on": TODAY, "by": by(worker)}
    with pytest.raises(Refused, match="which service"):
        actions.answer_consent(person=person, kind=Consent.Kind.SHARING, **told)
    with pytest.raises(Refused, match="Only sharing"):
        actions.answer_consent(person=person, kind=Consent.Kind.NDTMS, with_service=other, **told)
    actions.answer_consent(person=person, kind=Consent.Kind.SHARING, with_service=other, **told)
    records = records_of(person)
    assert consent_of(records, Consent.Kind.SHARING, with_service=other.pk) == "yes"
    assert consent_of(records, Consent.Kind.SHARING, with_service=service.pk) == ""


def test_a_flag_ends_on_a_day(service, worker):
    person = a_person(at=service)
    facts = {"kind": Flag.Kind.RISK_TO_STAFF, "raised_on": TODAY - timedelta(days=5), "words": "See in pairs."}
    actions.raise_flag(person=person, facts=facts, by=by(worker))
    (flag,) = flags_of([person.pk], on=TODAY)
    with pytest.raises(Refused, match="cannot end before"):
        actions.update_flag(flag=flag, facts={"ended_on": TODAY - timedelta(days=6)}, by=by(worker), why="over")
    actions.update_flag(flag=flag, facts={"ended_on": TODAY}, by=by(worker), why="over")
    assert flags_of([person.pk], on=TODAY) == []
    assert len(flags_of([person.pk], on=TODAY - timedelta(days=1))) == 1


MISFITS = [
    ({"parental_status": "11", "living_with": 0}, "living_with"),
    ({"parental_status": "13", "living_with": 2}, "living_with"),
    ({"parental_status": "14", "elsewhere": 1}, "elsewhere"),
    ({"elsewhere": 1, "looked_after": 2}, "looked_after"),
]


@pytest.mark.parametrize(("facts", "field"), MISFITS)
def test_numbers_of_children_that_do_not_fit_are_refused_at_their_field(service, worker, facts, field):
    with pytest.raises(Refused) as told:
        actions.keep_children(person=a_person(at=service), facts=facts, how=saving(worker))
    assert told.value.field == field


def test_what_is_recorded_by_mistake_is_taken_back_and_stays_readable(service, worker):
    person = a_person(at=service, contact={"telephone": "01632 960002"})
    row = contact_of([person.pk])
    actions.take_back(row=row, person=person, why="another person's", by=by(worker), at=timezone.now())
    assert contact_of([person.pk]) is None
    assert Contact.objects.count() == 2


def test_words_of_a_person_never_enter_the_audit(service, worker):
    person = a_person(at=service, family="Plantedname", contact={"how": "Plantedwords"})
    facts = {"kind": Flag.Kind.OTHER, "raised_on": date(2026, 1, 1), "words": "Plantedwords"}
    actions.raise_flag(person=person, facts=facts, by=by(worker))
    told = " ".join(f"{event.verb} {event.reason} {event.detail}" for event in Event.objects.all())
    assert "people.keep_flag" in told and "Planted" not in told
