"""A form sent twice does its work once; what an act refuses is said at its field."""

import pytest
from django.test import RequestFactory

from ostara.care.asking.forms import done
from ostara.care.rows.acts import Refused, once
from ostara.care.rows.models import new_key
from tests.sample_form import SampleForm, times_done
from tests.unit.care.asking.somebody_types import AT, TYPED, sent

pytestmark = pytest.mark.django_db


def send(form, act):
    return done(RequestFactory().post("/"), form, act)


def test_sent_twice_it_is_done_once():
    unsent = SampleForm(on=AT.date())
    typed = sent(**TYPED, key=str(unsent["key"].value()))
    keys = []
    for _ in range(2):
        form = SampleForm(typed, on=AT.date())
        keys.append(send(form, lambda form=form: once(form.once, "sample.save", None, new_key)[0]))
    assert keys[0] == keys[1] and times_done() == 1


def test_two_openings_of_a_form_are_two_forms():
    assert SampleForm(on=AT.date())["key"].value() != SampleForm(on=AT.date())["key"].value()


@pytest.mark.parametrize(("field", "place"), [("visits", "visits"), ("elsewhere", "__all__"), ("", "__all__")])
def test_what_an_act_refuses_is_said_at_its_field(field, place):
    def act():
        raise Refused("There were no visits.", field=field)

    form = SampleForm(sent(**TYPED), on=AT.date())
    assert send(form, act) is None
    assert form.errors == {place: ["There were no visits."]}


def test_a_form_that_is_wrong_does_nothing():
    form = SampleForm(sent(**TYPED | {"visits": "29"}), on=AT.date())
    assert send(form, lambda: pytest.fail("it was done")) is None
    assert list(form.errors) == ["visits"]


def test_a_form_that_is_only_opened_does_nothing():
    form = SampleForm(on=AT.date())
    assert done(RequestFactory().get("/"), form, lambda: pytest.fail("it was done")) is None
