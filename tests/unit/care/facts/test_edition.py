"""Which rules hold work up here: signed by this service's officer, signed by nobody, tightened by two people."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from ostara.care.accounts.roles import Role
from ostara.care.facts.edition import SIGNATURES, edition_on, signatures
from ostara.care.facts.models import Tightened, TightenedAgreed
from ostara.guidance.rulebook import rulebook
from ostara.guidance.signing import made_up_edition, sign, written
from ostara.knowledge.refusal import RefusalError
from tests.medicines import days_ago, today
from tests.staff import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.record]


@pytest.fixture
def a_real_service(settings, tmp_path):
    settings.SAID = replace(settings.SAID, demo=False, files=tmp_path)
    return tmp_path / SIGNATURES


def a_signature(rules=None, **said):
    rules = rulebook().values() if rules is None else rules
    said = {"by": "Dr A. Example", "role": "clinical safety officer", "on": days_ago(3), "numbers": {}, **said}
    return sign(rules, **said)


def signed(on=None):
    found = edition_on(on or today())
    return {key for key, own in found.versions.items() if own in found.signed}


def tightened(name, value, *, agreed=True, from_on=None):
    row = Tightened.objects.create(
        name=name,
        value=value,
        from_on=from_on or days_ago(2),
        words="Two deaths here",
        recorded_by=somebody(Role.SAFETY_OFFICER),
        recorded_at=timezone.now(),
    )
    if agreed:
        TightenedAgreed.objects.create(tightened=row, agreed_by=somebody(Role.SAFETY_OFFICER))
    return row


def test_the_made_up_service_comes_signed_and_says_that_nobody_did():
    found = edition_on(today())
    assert found.made_up and found == made_up_edition(rulebook().values(), on=today())
    assert signed() == set(found.versions)


def test_the_made_up_service_stays_signed_with_a_tighter_number():
    tightened("missed_days.welfare_check", "5")
    found = edition_on(today())
    assert found.made_up and found.numbers["missed_days.welfare_check"] == 5
    assert signed() == set(found.versions)


def test_a_service_without_a_file_has_signed_nothing(a_real_service):
    assert not a_real_service.exists() and signed() == set() and not edition_on(today()).made_up


def test_a_file_of_signatures_holds_at_once_and_from_its_day_on(a_real_service):
    assert signed() == set()
    a_real_service.write_text(written(a_signature()), encoding="utf-8")
    assert signed() == set(rulebook()) and len(signatures()) == 1
    assert signed(days_ago(4)) == set()


def test_part_of_the_rulebook_may_be_signed(a_real_service):
    a_real_service.write_text(written(a_signature([rulebook()["MED-02"]])), encoding="utf-8")
    assert signed() == {"MED-02"}


def test_a_made_up_signature_counts_for_nobody_who_treats_people(a_real_service):
    a_real_service.write_text(written(a_signature(made_up=True)), encoding="utf-8")
    assert signed() == set()


def test_a_number_that_was_tightened_asks_for_a_new_signature(a_real_service):
    a_real_service.write_text(written(a_signature()), encoding="utf-8")
    tightened("missed_days.welfare_check", "5")
    assert set(rulebook()) - signed() == {"MISS-06"}


def test_a_file_that_was_changed_is_refused_by_name(a_real_service):
    text = written(a_signature()).replace("Dr A. Example", "Dr B. Example")
    a_real_service.write_text(text, encoding="utf-8")
    with pytest.raises(RefusalError, match=r"rulebook\.toml signature 1"):
        edition_on(today())


@pytest.mark.parametrize(("agreed", "from_on"), [(False, days_ago(2)), (True, date.max - timedelta(days=1))])
def test_what_nobody_agreed_to_or_is_for_later_does_not_count(agreed, from_on):
    tightened("missed_days.welfare_check", "5", agreed=agreed, from_on=from_on)
    assert dict(edition_on(today()).numbers) == {}
