"""Who many people are and how to reach them is what is answered about each of them, in as many questions as for one."""

from datetime import timedelta

import pytest

from ostara.care.people.questions import contact_of, particulars_of, records_of
from ostara.care.people.questions.of_many import reached
from tests.medicines import today
from tests.persons import a_contact_of, a_person, an_alias_of, queries
from tests.staff import a_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """Somebody who moved, somebody of whom no address is known, and two records of one person."""
    here = a_service("Harbour")
    moved = a_person(at=here, given="Rosa", contact={"line_1": "1 Old Road"})
    a_contact_of(moved, line_1="2 New Road", effective_on=today())
    a_contact_of(moved, line_1="0 Older Road", effective_on=today() - timedelta(days=4000))
    unknown = a_person(at=here, given="Tom")
    one = a_person(at=here, given="Ann", family="Before", contact={"line_1": "3 First Street"})
    other = a_person(at=here, given="Anne", family="After", born=None)
    a_contact_of(one, line_1="4 Last Street", effective_on=today())
    an_alias_of(one, joined=other)
    return [moved, unknown, one, other]


def test_it_is_what_is_answered_about_each(people):
    found = reached([person.pk for person in people])
    for person in people:
        records = records_of(person)
        asked = particulars_of(records), contact_of(records)
        assert (found[person.pk].particulars, found[person.pk].contact) == asked
    assert found[people[0].pk].contact.line_1 == "2 New Road"
    assert found[people[2].pk].particulars.family_name == found[people[3].pk].particulars.family_name
    assert found[people[2].pk].contact.line_1 == found[people[3].pk].contact.line_1 == "4 Last Street"


def test_for_many_it_asks_as_much_as_for_one(people):
    here = a_service("Hillside")
    many = [a_person(at=here, given=f"Person {number}").pk for number in range(6)]
    assert queries(lambda: reached(many)) == queries(lambda: reached(many[:1])) == 4


def test_nobody_is_answered_with_nobody():
    assert reached([]) == {}
