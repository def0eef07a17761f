"""The form of a profile: what is typed becomes answers; what cannot be is said at its field."""

from datetime import date
from decimal import Decimal

import pytest

from ostara.care.outcomes.forms.profile import ProfileForm, initial_of
from ostara.care.outcomes.forms.scale import ScaleForm
from ostara.knowledge.scales import scale, scales
from ostara.ndtms.top import Days, Untold, top_items
from tests.outcomes_forms import a_profile, an_episode_since, sent
from tests.staff import a_person_in_care, a_service

NA = Untold.NOT_ANSWERED
TODAY = date(2026, 3, 2)
ASKED = {"asked_on": "1 3 2026", "filled": "person"}


def the_form(**fields):
    return ProfileForm(sent(**fields), on=TODAY)


def weeks(item, *of_each):
    return {f"{item}_{number}": week for number, week in enumerate(of_each, start=1)}


BOTH = {"heroin_days": Days((7, 7, 0, 0), total=14)}
NUMBER = "Crack: week 1: give a number from 0 to 7."
CONTRADICTS = "This says an answer, and that it was not answered. Take one of them away."
ADDS_UP = "The weeks do not add up to the total."
AHEAD = "You wrote 3 March 2026. It cannot lie in the future."
RATING = "Overall quality of life: give a number from 0 to 20."
ANSWERS = [
    # says, what is typed, what it means
    ("four weeks", weeks("heroin_days", "7", "7", "0", "0"), {"heroin_days": Days((7, 7, 0, 0))}),
    ("only the sum", {"heroin_days": "14"}, {"heroin_days": Days(total=14)}),
    ("both agree", weeks("heroin_days", "7", "7", "0", "0") | {"heroin_days": "14"}, BOTH),
    ("a week left out", weeks("heroin_days", "7", "", "0", "0"), {"heroin_days": Days((7, None, 0, 0))}),
    ("nought", {"heroin_days": "0"}, {"heroin_days": Days(total=0)}),
    ("not answered", {"heroin_days_na": "on", "fraud": "no"}, {"heroin_days": NA, "fraud": False}),
    ("an amount", {"crack_days": "2", "crack_days_amount": ".5"}, {"crack_days": Days(total=2, amount=Decimal(".5"))}),
    ("a rating of nought", {"quality_of_life": "0"}, {"quality_of_life": 0}),
    ("a rating not given", {"quality_of_life_na": "on"}, {"quality_of_life": NA}),
    ("yes", {"housing_risk": "yes"}, {"housing_risk": True}),
    ("yes or no not answered", {"housing_risk": "na"}, {"housing_risk": NA}),
    ("spaces do not count", {"quality_of_life": " 12 "}, {"quality_of_life": 12}),
]  # fmt: skip


@pytest.mark.parametrize(("says", "typed", "means"), ANSWERS, ids=[case[0] for case in ANSWERS])
def test_what_is_typed(says, typed, means):
    form = the_form(**typed)
    assert form.is_valid(), form.errors
    assert form.answers == means


WRONG = [
    # says, what is typed, at which field, in which words
    ("eight days a week", weeks("crack_days", "8", "", "", ""), "crack_days_1", NUMBER),
    ("half a day", weeks("crack_days", "0.5", "", "", ""), "crack_days_1", NUMBER),
    ("words", {"crack_days": "often"}, "crack_days", "Crack: days in all: give a number from 0 to 28."),
    ("fewer than none", {"crack_days": "-1"}, "crack_days", "Crack: days in all: give a number from 0 to 28."),
    ("a false sum", weeks("crack_days", "1", "1", "1", "1") | {"crack_days": "5"}, "crack_days", ADDS_UP),
    ("an amount on no day", {"crack_days": "0", "crack_days_amount": "2"}, "crack_days", "An amount, but no day."),
    ("answered and not answered", {"crack_days": "3", "crack_days_na": "on"}, "crack_days", CONTRADICTS),
    ("a rating of 21", {"quality_of_life": "21"}, "quality_of_life", RATING),
    ("nothing at all", {}, "__all__", "Nothing is answered yet."),
    ("a day ahead", {"crack_days": "1", "asked_on": "3 3 2026"}, "asked_on", AHEAD),
    ("no such day", {"crack_days": "1", "asked_on": "31 6 2025"}, "asked_on", "June has 30 days: there is no 31 June."),
    ("no stage", {"crack_days": "1", "stage": ""}, "stage", "When in treatment?: this is needed."),
]  # fmt: skip


@pytest.mark.parametrize(("says", "typed", "field", "words"), WRONG, ids=[case[0] for case in WRONG])
def test_what_cannot_be_is_said_once_at_its_field(says, typed, field, words):
    form = the_form(**typed)
    assert not form.is_valid()
    assert dict(form.errors) == {field: [words]}


def test_every_item_is_on_the_form_once_in_order():
    lines = [line for part in ProfileForm(on=TODAY).parts() for line in part.lines]
    assert [line.item.item for line in lines] == list(top_items())


def test_an_error_of_a_week_is_shown_with_its_item():
    form = the_form(**weeks("crack_days", "8", "", "", ""))
    lines = {line.item.item: line for part in form.parts() for line in part.lines}
    assert lines["crack_days"].errors == [NUMBER]
    assert lines["heroin_days"].errors == []


@pytest.mark.django_db
def test_a_profile_that_is_put_right_comes_back_as_it_was():
    service = a_service()
    episode = an_episode_since("2026-01-05", of=a_person_in_care(at=service), at=service)
    said = {
        "heroin_days": Days((7, None, 0, 0), amount=Decimal("1.50")),
        "alcohol_days": Days(total=0),
        "crack_days": NA,
        "quality_of_life": NA,
        "physical_health": 12,
        "fraud": False,
        "housing_risk": NA,
        "other_drug_days": Days(total=2),
    }
    top = a_profile(of=episode, day="2026-03-01", other_drug="pregabalin", **said)
    shown = ProfileForm(on=TODAY, initial=initial_of(top))
    values = {name: shown[name].value() for name in shown.fields}
    typed = {name: value for name, value in values.items() if value not in (None, "") and value is not False}
    again = ProfileForm(typed | {"asked_on": "1 March 2026"}, on=TODAY)
    assert again.is_valid(), again.errors
    assert again.answers == said
    assert again.cleaned_data["other_drug"] == "pregabalin"


def test_a_scale_takes_its_answers_only():
    form = ScaleForm({**ASKED, "item_1": "4", "item_9": "1"}, on=TODAY, scale=scale("audit"))
    assert not form.is_valid()
    assert dict(form.errors) == {"item_9": ["Item 9 takes 0, 2 or 4."]}


def test_items_left_out_of_a_scale_are_not_answered():
    form = ScaleForm({**ASKED, "item_1": "4"}, on=TODAY, scale=scale("audit"))
    assert form.is_valid(), form.errors
    assert form.answers == {1: 4} | dict.fromkeys(range(2, 11))
    assert form.about == ""


def test_only_a_scale_whose_bands_depend_on_it_asks_about_which_substance():
    assert [id for id, one in scales().items() if "about" in ScaleForm(scale=one).fields] == ["sds"]
