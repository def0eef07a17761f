"""Many rows at once are written as one by one: the same values, and refused for the same reasons."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, models, transaction
from django.test.utils import isolate_apps

from ostara.care.audit.models import Event, Sealed
from ostara.care.people.models import Particulars
from ostara.care.rows.at_once import write_at_once
from ostara.care.rows.models import new_key
from tests.medicines import a_course
from tests.staff import a_person_in_care, a_service

pytestmark = pytest.mark.django_db


def an_event(**said) -> Event:
    return Event(verb="people.read", **said)


def values_of(rows) -> list[tuple[object, ...]]:
    fields = [field.attname for field in rows[0]._meta.concrete_fields if not field.primary_key]
    return [tuple(getattr(row, name) for name in fields) for row in rows]


@pytest.mark.parametrize(
    "said",
    [
        {"detail": {"fields": ["b", "é"], "found": 3, "no": None}, "person": uuid4()},
        {"detail": {}, "user_name": "Ó Briain\t\\N\n'\"", "reason": "%s %%", "role": models.TextChoices("R", "A").A},
        {"at": datetime(2024, 3, 31, 1, 30, 0, 123456, tzinfo=UTC), "detail": ["a"], "user_name": ""},
    ],
    ids=["a dictionary and a key", "words that databases set apart", "an instant to the microsecond"],
)
def test_a_value_is_written_as_one_row_by_itself_would_be(said):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    alone, among = an_event(**({"at": now} | said)), an_event(**({"at": now} | said))
    Event.objects.bulk_create([alone])
    assert write_at_once([among]) == 1
    alone, among = Event.objects.get(pk=alone.pk), Event.objects.get(pk=among.pk)
    assert values_of([alone]) == values_of([among])


def test_days_numbers_and_rows_pointed_at_are_written_too():
    person = a_person_in_care(at=a_service())
    born = Particulars(person=person, effective_on=date(2024, 2, 29), disabilities=["none"], given_names="Ash")
    order = a_course(of=person).on(mg=Decimal("62.50")).course.orders.get()
    again = type(order)(**{f.attname: getattr(order, f.attname) for f in order._meta.concrete_fields})
    again.pk, again.after, again.revision = new_key(), order, order.revision + 1
    for row in (born, again):
        write_at_once([row])
        assert values_of([type(row).objects.get(pk=row.pk)]) == values_of([row])
        assert not row._state.adding


def test_a_row_that_is_refused_takes_the_others_with_it():
    twice = Sealed(event=uuid4(), seal=1, place=1, hash="a" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        write_at_once([Sealed(event=uuid4(), seal=1, place=2, hash="b" * 64), twice, twice])
    assert not Sealed.objects.exists()


def test_no_rows_are_no_work():
    assert write_at_once([]) == 0


def test_rows_of_two_models_are_refused():
    with pytest.raises(TypeError, match="more than one model"):
        write_at_once([an_event(), Sealed(event=uuid4(), seal=1, place=1, hash="")])


@isolate_apps("ostara.care.rows")
def test_a_model_whose_key_the_database_counts_up_is_refused():
    class Counted(models.Model):
        class Meta:
            app_label = "rows"

    with pytest.raises(TypeError, match="fills id of Counted itself"):
        write_at_once([Counted()])


@isolate_apps("ostara.care.rows")
def test_a_model_in_two_tables_is_refused():
    class Kind(Event):
        class Meta:
            app_label = "rows"

    with pytest.raises(TypeError, match="more than one table"):
        write_at_once([Kind()])
