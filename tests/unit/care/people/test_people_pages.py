"""The pages about a person: what they say, what they refuse at which field, and how many queries they cost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.roles import Role
from ostara.care.people import actions
from ostara.care.people.models import Children, Consent, Contact, Flag, Particulars, Relation
from ostara.care.people.questions import particulars_of
from tests.persons import a_flag_of, a_person, a_relation_of, an_nhs_number, queries, saving
from tests.staff import a_browser_of, a_service, by, somebody, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return somebody(Role.SERVICE_MANAGER, at=a_service("Harbour"))


@pytest.fixture
def service(manager):
    return manager.posts.get().service


@pytest.fixture
def client(manager):
    return a_browser_of(manager)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def page(client, name, person, **keys) -> str:
    return words(client.get(reverse(name, kwargs={"person": person.pk, **keys})))


def test_the_page_says_first_what_matters(client, service):
    person = a_person(
        at=service,
        given="Rosa",
        family="Ahern",
        born=date(1984, 2, 3),
        nhs_number=an_nhs_number(),
        contact={"telephone": "01632 960002", "may_leave_message": "no", "may_text": "yes", "how": "Before noon."},
    )
    a_flag_of(person, kind=Flag.Kind.RISK_TO_STAFF, words="See in pairs.")
    said = page(client, "person", person)
    for told in ("Rosa Ahern", "3 February 1984", "Risk to staff", "See in pairs.", "leave a message", "Before noon."):
        assert told in said
    assert said.index("See in pairs.") < said.index("How to reach them")
    assert "Not asked yet" in said and "Harbour" in said


def test_somebody_of_whom_nothing_is_known_has_a_page_too(client, service):
    person = a_person(at=service, given="", family="", known_as="Red")
    said = page(client, "person", person)
    assert "Red" in said and "not known" in said and "not recorded" in said


@pytest.mark.parametrize("name", ["person", "person_history", "copy", "particulars", "contact"])
def test_a_page_costs_the_same_queries_however_much_was_recorded(client, manager, service, name):
    person = a_person(at=service, contact={"town": "Sampleton"})
    a_flag_of(person), a_relation_of(person)
    address = reverse(name, kwargs={"person": person.pk})
    client.get(address)
    few = queries(lambda: client.get(address))
    for number in range(12):
        a_flag_of(person, words=f"Word {number}"), a_relation_of(person, name=f"Sam {number}")
        actions.keep_particulars(
            person=person,
            facts={"known_as": f"Red {number}"},
            standing=standing(manager),
            how=saving(manager, seen=particulars_of([person.pk])),
        )
        actions.answer_consent(
            person=person, kind=Consent.Kind.NDTMS, answer="yes", asked_on=timezone.localdate(), by=by(manager)
        )
    assert queries(lambda: client.get(address)) <= few + 1  # consent leads to its services once there is any


TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()
REFUSED_WORDS = [
    ("particulars", {"given_names": "Rosa", "date_of_birth": TOMORROW}, "It cannot lie in the future"),
    ("particulars", {"given_names": "Rosa", "date_of_birth": "31 6 1984"}, "June has 30 days"),
    ("particulars", {"given_names": "Rosa", "nhs_number": "943 476 5918"}, "One digit of this NHS number is wrong"),
    ("particulars", {"given_names": "Rosa", "nhs_number": "943 476"}, "This has 6"),
    ("particulars", {"given_names": "R" * 100_000}, "at most 120 characters"),
    ("particulars", {"given_names": "Rosa", "adjustments": "x" * 100_001}, "too long by 1 characters"),
    ("particulars", {"given_names": "Rosa", "disabilities": ["none", "sight"]}, "stand alone"),
    ("particulars", {"given_names": "Rosa", "nationality": "12"}, "three letters"),
    ("particulars", {}, "Give at least one name"),
    ("particulars", {"given_names": "Rosa", "saving": "mistake"}, "Say what was wrong"),
    ("contact", {"postcode": "M1"}, "not a full postcode"),
    ("contact", {"email": "rosa"}, "valid email"),
    ("contact", {"town": "Sampleton", "effective_on": TOMORROW}, "It cannot lie in the future"),
    ("children", {"living_with": "-1", "effective_on": "today"}, "greater than or equal to 0"),
    ("children", {"living_with": "400", "effective_on": "today"}, "less than or equal to"),
    ("children", {"parental_status": "13", "living_with": "1", "effective_on": "today"}, "no child lives with them"),
    ("consent", {"kind": "sharing", "answer": "yes", "asked_on": "today"}, "Say with which service"),
    ("consent", {"kind": "ndtms", "answer": "yes", "asked_on": TOMORROW}, "It cannot lie in the future"),
    ("add_relation", {"kind": "carer", "effective_on": "today"}, "Name: this is needed"),
    ("raise_flag", {"kind": "other", "raised_on": "today", "words": "x" * 2001}, "too long by 1 characters"),
    ("keep_record", {"decision": "keep", "reason": "asked"}, "until which day"),
]


@pytest.mark.parametrize(("name", "sent", "told"), REFUSED_WORDS)
def test_what_cannot_be_right_is_said_at_its_field_and_nothing_is_saved(client, service, name, sent, told):
    person = a_person(at=service)
    kinds = (Particulars, Contact, Children, Consent, Relation, Flag)
    before = [kind.objects.count() for kind in kinds]
    answer = client.post(
        reverse(name, kwargs={"person": person.pk}),
        {"saving": "change", "effective_on": "today", **sent} if name in ("particulars", "contact") else sent,
    )
    said = words(answer)
    assert answer.status_code == 200 and told in said and "There is a problem" in said
    assert [kind.objects.count() for kind in kinds] == before


def test_formula_characters_and_markup_stay_what_they_are(client, service):
    person = a_person(at=service, given="=1+1", family="<b>Bold</b>")
    said = page(client, "person", person)
    assert "=1+1" in said and "&lt;b&gt;Bold" in said and "<b>Bold" not in said
    assert person.card.given_names == "=1+1"


def test_the_second_of_two_who_save_is_shown_what_stands_and_keeps_what_they_typed(client, manager, service):
    person = a_person(at=service, contact={"town": "Sampleton"})
    seen = Contact.objects.get()
    actions.keep_contact(person=person, facts={"town": "Elsewhere"}, how=saving(manager, seen=seen))
    address = reverse("contact", kwargs={"person": person.pk})
    sent = {"town": "Mine", "saving": "change", "effective_on": "today", "seen": str(seen.pk)}
    said = words(client.post(address, sent))
    assert "Someone else changed this" in said and "Elsewhere" in said and 'value="Mine"' in said
    again = {**sent, "seen": str(Contact.objects.latest("recorded_at").pk)}
    assert client.post(address, again).status_code == 302
    assert Contact.objects.latest("recorded_at").town == "Mine"


def test_a_relation_is_added_changed_and_taken_back(client, service):
    person = a_person(at=service)
    added = {"kind": "carer", "name": "Sam", "effective_on": "yesterday", "may_be_told": "attends"}
    client.post(reverse("add_relation", kwargs={"person": person.pk}), added)
    relation = Relation.objects.get()
    changed = {**added, "telephone": "01632 960003", "why": "new number"}
    client.post(reverse("relation", kwargs={"person": person.pk, "relation": relation.pk}), changed)
    now = Relation.objects.standing().get()
    assert (now.telephone, now.why) == ("01632 960003", "new number")
    client.post(reverse("take_back", kwargs={"person": person.pk, "row": now.pk}), {"why": "of another person"})
    assert not Relation.objects.standing().exists() and Relation.objects.count() == 3


def test_the_history_says_who_changed_what_and_why(client, manager, service):
    person = a_person(at=service, family="Smiht")
    wrong = particulars_of([person.pk])
    actions.keep_particulars(
        person=person,
        facts={"family_name": "Smith"},
        standing=standing(manager),
        how=saving(manager, seen=wrong, why="spelled wrongly"),
    )
    said = page(client, "person_history", person)
    for told in ("Smiht", "Smith", "spelled wrongly", manager.name, "correction", "corrected since"):
        assert told in said


def test_a_long_history_is_turned_page_by_page(client, service):
    person = a_person(at=service)
    start = timezone.now() - timedelta(days=200)
    for number in range(60):
        a_flag_of(person, words=f"Flag {number:03}.", recorded_at=start + timedelta(days=number))
    first = client.get(reverse("person_history", kwargs={"person": person.pk}))
    assert "Flag 059." in words(first) and "Flag 000." not in words(first)
    older = first.content.decode().split('href="?before=')[1].split('"')[0]
    said = words(client.get(f"{reverse('person_history', kwargs={'person': person.pk})}?before={older}"))
    assert "Flag 000." in said and "Flag 059." not in said
    assert client.get(reverse("person_history", kwargs={"person": person.pk}), {"before": "x"}).status_code == 200
