"""Any answers to a profile that can be are kept, and read back as they were given; and the form shows them so again."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostara.care.outcomes.forms.profile import ProfileForm, initial_of
from ostara.care.outcomes.keeping import answers_of
from ostara.care.outcomes.models import Top
from ostara.ndtms.top import Asks, Days, Untold, flaws, top_items
from tests.outcomes_forms import a_profile, an_episode_since
from tests.staff import a_person_in_care, a_service

TODAY = timezone.localdate()
week = st.one_of(st.none(), st.integers(0, 7))
amounts = st.one_of(st.none(), st.decimals(Decimal("0.01"), Decimal(999), places=2))
not_answered = st.just(Untold.NOT_ANSWERED)


@st.composite
def days(draw, item):
    """Days by week, in all or both, with an amount where one is asked for and there may have been a day."""
    by_week = tuple(draw(st.lists(week, min_size=4, max_size=4)))
    known, unknown = sum(one or 0 for one in by_week), by_week.count(None)
    total = draw(st.one_of(st.none(), st.integers(known, known + 7 * unknown)))
    said = Days(by_week, total)
    return replace(said, amount=draw(amounts)) if item.amount and said.days != 0 else said


def of(item):
    if item.asks is Asks.DAYS:
        return st.one_of(not_answered, days(item))
    return st.one_of(not_answered, st.integers(0, 20) if item.asks is Asks.RATING else st.booleans())


answers = st.fixed_dictionaries({}, optional={item.item: of(item) for item in top_items().values()})


def said_something(answer):
    return not isinstance(answer, Days) or answer != Days()


def as_read(answer):
    return replace(answer, total=answer.days) if isinstance(answer, Days) else answer


@pytest.mark.django_db
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=answers)
def test_what_is_kept_is_what_was_said(given):
    said = {item: answer for item, answer in given.items() if said_something(answer)}
    if not said:
        return
    assert not [flaw for flaw in flaws(said) if flaw.refuses]
    service = a_service()
    top = a_profile(of=an_episode_since("2026-01-05", of=a_person_in_care(at=service), at=service), day=TODAY, **said)
    kept = answers_of(Top.objects.get(pk=top.pk))
    assert kept == {item: as_read(answer) for item, answer in said.items()}
    shown = ProfileForm(on=TODAY, initial=initial_of(top))
    values = {name: shown[name].value() for name in shown.fields}
    typed = {name: value for name, value in values.items() if value not in (None, "") and value is not False}
    again = ProfileForm(typed, on=TODAY)
    assert again.is_valid(), again.errors
    assert {item: as_read(answer) for item, answer in again.answers.items()} == kept
