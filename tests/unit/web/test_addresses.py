"""Addresses worked out once are those that Django would write."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from ostara.web.addresses import address

PERSON, EPISODE, STEP = uuid4(), uuid4(), uuid4()


@pytest.mark.parametrize(
    ("route", "args", "kwargs"),
    [
        ("caseload", (), {}),
        ("person", (PERSON,), {}),
        ("person", (), {"person": PERSON}),
        ("episode", (), {"episode": EPISODE, "person": PERSON}),
        ("correct_step", (), {"step": STEP, "person": PERSON, "episode": EPISODE}),
        ("record_scale", (PERSON, EPISODE, "audit"), {}),
        ("person", (str(PERSON),), {}),
    ],
)
def test_an_address_is_what_django_writes(route, args, kwargs):
    for _ in range(2):  # worked out, and filled in
        assert address(route, args=args, kwargs=kwargs) == reverse(route, args=args or None, kwargs=kwargs or None)


def test_each_gets_its_own_keys():
    first, second = (address("episode", kwargs={"person": PERSON, "episode": key}) for key in (EPISODE, STEP))
    assert str(EPISODE) in first and str(STEP) in second and first != second


def test_a_record_served_below_a_folder_has_its_addresses_there():
    at_the_top = address("person", args=(PERSON,))
    set_script_prefix("/ostara/")
    try:
        assert address("person", args=(PERSON,)) == f"/ostara{at_the_top}" == reverse("person", args=(PERSON,))
    finally:
        set_script_prefix("/")


def test_what_leads_nowhere_is_an_error():
    for wrong in ({"person": PERSON, "street": EPISODE}, {"person": "no key"}, {}):
        with pytest.raises(NoReverseMatch):
            address("person", kwargs=wrong)
