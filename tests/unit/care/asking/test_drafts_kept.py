"""What somebody typed is kept until they send it: filled in again, never mixed up, never overwritten unseen."""

from datetime import timedelta

import pytest
from django.forms import formset_factory
from django.test import RequestFactory

from ostara.care.asking.drafts import draft_of, drafts_of, keep, place_of, throw_away
from ostara.care.asking.forms import done
from ostara.care.asking.models import Draft
from ostara.care.rows.acts import Changed, Refused, once
from ostara.care.rows.models import new_key
from tests.sample_form import TITLE, SampleForm
from tests.staff import a_keyworker
from tests.unit.care.asking.somebody_types import AT, TYPED, opens, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return a_keyworker()


def form_of(worker, **more):
    return SampleForm(on=AT.date(), draft=draft_of(opens(worker), TITLE, **more))


def types(worker, fields=None, *, key=None, **more):
    return keep(draft_of(opens(worker), TITLE, **more), sent(**(fields or TYPED), key=str(key or new_key())))


def test_coming_back_everything_is_as_it_was_typed(worker):
    types(worker, TYPED | {"seen_on": "31 June", "visits": "often"})
    form = form_of(worker)
    assert {name: form[name].value() for name in TYPED} == TYPED | {
        "seen_on": "31 June",
        "visits": "often",
        "agreed": True,
    }
    assert form.draft.kept.saved_at == AT and form.draft.kept.address == "/sample/"


def test_a_tick_taken_away_stays_away(worker):
    types(worker, {"name": "Jo"})
    form = SampleForm(on=AT.date(), draft=draft_of(opens(worker), TITLE), initial={"agreed": True, "wants": ["work"]})
    assert form["agreed"].value() is False and form["wants"].value() == []


def test_the_form_goes_on_with_the_key_of_its_draft(worker):
    key = new_key()
    types(worker, key=key)
    assert form_of(worker)["key"].value() == str(key)


def test_a_form_without_a_draft_opens_empty(worker):
    form = form_of(worker)
    assert form.draft.kept is None and form["name"].value() is None


def test_each_thing_a_form_is_about_has_its_own_draft(worker):
    types(worker, {"name": "Jo"}, about="one")
    types(worker, {"name": "Sam"}, about="other")
    assert form_of(worker, about="one")["name"].value() == "Jo"
    assert form_of(worker)["name"].value() is None


def test_nobody_sees_the_draft_of_another(worker):
    types(worker)
    other = a_keyworker()
    assert form_of(other).draft.kept is None
    assert not drafts_of(other.pk).exists() and drafts_of(worker.pk).count() == 1


def test_what_protects_and_carries_a_form_is_not_kept(worker):
    types(worker, {"name": "Jo", "csrfmiddlewaretoken": "x", "_draft": "y", "_revision": "1"})
    assert Draft.objects.get().data == {"name": ["Jo"]}


def test_done_the_draft_is_gone(worker):
    types(worker)
    form = SampleForm(sent(**TYPED), on=AT.date(), draft=draft_of(opens(worker), TITLE))
    assert done(RequestFactory().post("/"), form, new_key)
    assert not Draft.objects.exists()


def test_what_fails_in_the_act_leaves_the_draft(worker):
    types(worker)
    form = SampleForm(sent(**TYPED), on=AT.date(), draft=draft_of(opens(worker), TITLE))
    with pytest.raises(ZeroDivisionError):
        done(RequestFactory().post("/"), form, lambda: 1 // 0)
    assert Draft.objects.get().data["name"] == ["Jo"]


def test_sent_with_something_wrong_it_is_kept_even_without_script(worker):
    typed = sent(**TYPED | {"visits": "29"})
    request = RequestFactory().post("/")
    request._post = typed  # what Django reads from the body
    form = SampleForm(typed, on=AT.date(), draft=draft_of(opens(worker), TITLE))
    assert done(request, form, new_key) is None
    assert form_of(worker)["visits"].value() == "29"
    assert form.draft.revision == 1  # so that the page shown again may go on keeping it


def test_a_second_window_does_not_overwrite_the_first_unseen(worker):
    first = second = draft_of(opens(worker), TITLE)
    kept = keep(first, sent(name="Jo"), revision=first.revision)
    with pytest.raises(Changed, match="another window"):
        keep(second, sent(name="Sam"), revision=second.revision)
    assert keep(first, sent(name="Joe"), revision=kept.revision).revision == 2
    assert Draft.objects.get().data == {"name": ["Joe"]}


def test_a_draft_that_comes_after_its_form_was_done_is_not_kept(worker):
    key = new_key()
    once(key, "sample.save", worker.pk, new_key)
    assert types(worker, key=key) is None
    assert not Draft.objects.exists()


def test_a_draft_of_a_form_that_was_done_meanwhile_is_not_filled_in(worker):
    key = new_key()
    types(worker, key=key)
    once(key, "sample.save", worker.pk, new_key)
    assert form_of(worker).draft.kept is None and not drafts_of(worker.pk).exists()


def test_the_pass_of_a_page_leads_to_its_own_draft_only(worker):
    place = draft_of(opens(worker), TITLE, about="one")
    again = place_of(place.signed, at=AT)
    assert (again.user, again.form, again.about, again.address) == (worker.pk, TITLE, "one", "/sample/")
    with pytest.raises(Refused, match="Open it again"):
        place_of(place.signed[:-1] + ("A" if place.signed[-1] != "A" else "B"), at=AT)
    with pytest.raises(Refused):
        place_of("", at=AT)


def test_a_sign_no_database_keeps_is_left_out(worker):
    types(worker, {"words": "a\0b"})
    assert form_of(worker)["words"].value() == "ab"


def test_a_draft_can_be_thrown_away(worker):
    types(worker)
    throw_away(draft_of(opens(worker), TITLE))
    assert form_of(worker).draft.kept is None


def test_drafts_are_listed_latest_first(worker):
    types(worker, about="older")
    keep(draft_of(opens(worker, minutes=5), TITLE, about="newer"), sent(name="Jo"))
    assert [(draft.about, draft.saved_at - AT) for draft in drafts_of(worker.pk)] == [
        ("newer", timedelta(minutes=5)),
        ("older", timedelta(0)),
    ]


def test_forms_of_one_page_share_a_draft(worker):
    types(worker, {"form-0-name": "Jo", "form-1-name": "Sam"})
    place = draft_of(opens(worker), TITLE)
    forms = formset_factory(SampleForm, extra=2)(form_kwargs={"draft": place, "on": AT.date()})
    assert [form["name"].value() for form in forms] == ["Jo", "Sam"]


def test_a_draft_costs_a_page_one_query(worker, django_assert_num_queries):
    types(worker)
    with django_assert_num_queries(1):
        form_of(worker)
