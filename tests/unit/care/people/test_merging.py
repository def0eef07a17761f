"""Two records of one person: read as one, parted again, and refused where it would do harm."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.care.people import actions
from ostara.care.people.looking import read_search
from ostara.care.people.merging import refuses_merge
from ostara.care.people.models import Alias, Consent
from ostara.care.people.permissions import find_person
from ostara.care.people.projecting import disagreements
from ostara.care.people.questions import consent_of, goes_on_as, particulars_of, records_of
from ostara.care.people.questions.search import find
from ostara.care.rows.acts import Refused
from tests.persons import a_person, an_nhs_number, saving
from tests.staff import a_browser_of, a_keyworker, a_service, by, somebody, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return somebody(Role.SERVICE_MANAGER, at=a_service("Harbour"))


@pytest.fixture
def harbour(manager):
    return manager.posts.get().service


def joined(person, goes_on, manager) -> Alias:
    key = actions.merge(person=person, goes_on=goes_on, reason="the same NHS card", by=by(manager), at=timezone.now())
    return Alias.objects.get(pk=key)


def parted(alias, manager):
    actions.unmerge(alias=alias, why="a brother", by=by(manager))


def test_both_are_read_as_one_and_parted_again(harbour, manager):
    one, other = a_person(at=harbour, given="Rosa"), a_person(at=harbour, given="Rose")
    alias = joined(one, other, manager)
    assert records_of(one) == records_of(other) == [other.pk, one.pk]
    assert goes_on_as(one) == goes_on_as(other) == other
    parted(alias, manager)
    assert records_of(one) == [one.pk] and records_of(other) == [other.pk]
    assert list(disagreements()) == []


def test_both_sides_are_in_the_audit(harbour, manager):
    one, other = a_person(at=harbour), a_person(at=harbour, given="Rose")
    parted(joined(one, other, manager), manager)
    for verb in ("people.merge", "people.unmerge"):
        assert set(Event.objects.filter(verb=verb).values_list("person", flat=True)) == {one.pk, other.pk}


def test_chains_are_flat_and_undo_link_by_link(harbour, manager):
    a, b, c = (a_person(at=harbour, given=name) for name in ("Ada", "Bea", "Cleo"))
    first = joined(a, b, manager)
    second = joined(b, c, manager)
    assert records_of(a) == records_of(c) and set(records_of(a)) == {a.pk, b.pk, c.pk}
    parted(second, manager)
    assert goes_on_as(a) == b and records_of(c) == [c.pk]
    parted(first, manager)
    assert goes_on_as(a) == a


def test_no_ring_can_be_made(harbour, manager):
    a, b, c = (a_person(at=harbour, given=name) for name in ("Ada", "Bea", "Cleo"))
    joined(a, b, manager)
    joined(b, c, manager)
    for person, goes_on in ((c, a), (b, a), (a, a), (a, c)):
        with pytest.raises(Refused, match="one record already"):
            joined(person, goes_on, manager)


def test_different_nhs_numbers_are_two_people(harbour, manager):
    one = a_person(at=harbour, nhs_number=an_nhs_number(1))
    other = a_person(at=harbour, given="Rose", nhs_number=an_nhs_number(100))
    with pytest.raises(Refused, match="NHS numbers differ"):
        joined(one, other, manager)


def test_a_room_can_say_why_not(harbour, manager):
    one, other = a_person(at=harbour), a_person(at=harbour, given="Rose")
    refuses_merge.append(lambda a, b: "Both hold active OST: stop one first." if {a, b} == {one, other} else None)
    try:
        with pytest.raises(Refused, match="stop one first"):
            joined(one, other, manager)
    finally:
        refuses_merge.pop()
    assert joined(one, other, manager)


def test_a_reason_is_needed(harbour, manager):
    with pytest.raises(Refused, match="how it is known"):
        actions.merge(
            person=a_person(at=harbour),
            goes_on=a_person(at=harbour, given="Rose"),
            reason=" ",
            by=by(manager),
            at=timezone.now(),
        )


def test_what_one_record_does_not_know_the_other_fills_in_until_somebody_saves_otherwise(harbour, manager):
    long_ago = timezone.now() - timedelta(days=5)
    full = a_person(at=harbour, given="Rosa", nhs_number=an_nhs_number(), born=date(1984, 2, 3), when=long_ago)
    thin = a_person(at=harbour, given="Rose", family="", when=long_ago)
    joined(full, thin, manager)
    known = particulars_of(records_of(thin))
    assert (known.given_names, known.nhs_number, known.family_name) == ("Rose", an_nhs_number(), "Example")
    actions.keep_particulars(
        person=thin,
        facts={"family_name": "", "nhs_number": known.nhs_number},
        standing=standing(manager),
        how=saving(manager, seen=known, why="never had one"),
    )
    assert particulars_of(records_of(thin)).family_name == ""


def test_a_merge_cannot_be_undone_while_both_would_hold_one_nhs_number(harbour, manager):
    long_ago = timezone.now() - timedelta(days=5)
    full = a_person(at=harbour, nhs_number=an_nhs_number(), when=long_ago)
    thin = a_person(at=harbour, given="Rose", when=long_ago)
    alias = joined(full, thin, manager)
    known = particulars_of(records_of(thin))
    actions.keep_particulars(
        person=thin,
        facts={"nhs_number": known.nhs_number, "known_as": "Red"},
        standing=standing(manager),
        how=saving(manager, seen=known),
    )
    with pytest.raises(Refused, match="Both records hold the same NHS number"):
        parted(alias, manager)
    assert goes_on_as(full) == thin


def test_consent_counts_whichever_record_it_was_given_in(harbour, manager):
    one, other = a_person(at=harbour), a_person(at=harbour, given="Rose")
    today = timezone.localdate()
    actions.answer_consent(person=one, kind=Consent.Kind.NDTMS, answer="no", asked_on=today, by=by(manager))
    alias = joined(one, other, manager)
    assert consent_of(records_of(other), Consent.Kind.NDTMS) == "no"
    parted(alias, manager)
    assert consent_of(records_of(other), Consent.Kind.NDTMS) == ""


def test_whoever_may_open_one_record_may_open_the_one_that_goes_on_along_the_whole_chain(harbour, manager):
    elsewhere = a_service()
    worker = a_keyworker(at=elsewhere)
    theirs = a_person(at=elsewhere, given="Ada")
    b, c = a_person(at=harbour, given="Bea"), a_person(at=harbour, given="Cleo")
    now = timezone.now()
    assert find_person(c.pk, standing(worker), at=now) is None
    joined(theirs, b, manager)
    second = joined(b, c, manager)
    assert find_person(c.pk, standing(worker), at=now) == c
    parted(second, manager)
    assert find_person(c.pk, standing(worker), at=now) is None


def test_old_numbers_are_found_and_old_addresses_lead_on(harbour, manager):
    one, other = a_person(at=harbour, given="Rosa"), a_person(at=harbour, given="Rose")
    joined(one, other, manager)
    today = timezone.localdate()
    (hit,) = find(read_search(one.number, today=today), standing(manager), at=timezone.now())
    assert hit.card.person == other and hit.under == one.shown_number
    answer = a_browser_of(manager).get(reverse("person", kwargs={"person": one.pk}))
    assert answer["Location"] == reverse("person", kwargs={"person": other.pk})


def test_a_manager_merges_and_parts_in_the_browser(harbour, manager):
    one = a_person(at=harbour, given="Rosa", family="Ahern")
    other = a_person(at=harbour, given="Rose", family="Ahearne")
    client = a_browser_of(manager)
    address = reverse("merge", kwargs={"person": other.pk})
    beside = client.post(address, {"other": one.shown_number, "keep": "this"}).content.decode()
    assert "Ahern" in beside and "Ahearne" in beside and goes_on_as(one) == one
    told = {"other": one.number, "keep": "this", "reason": "same NHS card", "sure": "yes"}
    assert client.post(address, told)["Location"] == reverse("person", kwargs={"person": other.pk})
    assert goes_on_as(one) == other
    alias = Alias.objects.get()
    undo = reverse("unmerge", kwargs={"person": other.pk, "alias": alias.pk})
    client.post(undo, {"why": "a sister"})
    assert goes_on_as(one) == one


def test_a_record_of_people_elsewhere_is_not_even_shown_to_be_merged(harbour, manager):
    theirs = a_person(at=a_service(), given="Planted")
    mine = a_person(at=harbour)
    answer = a_browser_of(manager).post(
        reverse("merge", kwargs={"person": mine.pk}),
        {"other": theirs.number, "keep": "this", "sure": "yes", "reason": "x"},
    )
    assert "There is no record with this number" in answer.content.decode()
    assert "Planted" not in answer.content.decode() and not Alias.objects.exists()
