"""The Treatment Outcomes Profile: what its answers come to, what cannot be, what is told, and classes of change."""

from datetime import date
from decimal import Decimal

import pytest

from ostara.knowledge.parameters import parameter
from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.substances import SubstanceGroup
from ostara.ndtms.top import (
    ABSTINENT,
    DETERIORATED,
    IMPROVED,
    UNCHANGED,
    WITHHELD,
    Days,
    Untold,
    change,
    flaws,
    national_flaws,
    reported,
    unanswered,
)

NA = Untold.NOT_ANSWERED
ON = date(2014, 6, 30)


def weeks(*of_each):
    return Days(weeks=of_each)


TOTALS = [
    # says, days, how many
    ("four weeks", weeks(7, 7, 7, 7), 28),
    ("nought in each is nought", weeks(0, 0, 0, 0), 0),
    ("a week not known", weeks(7, None, 0, 0), None),
    ("nothing said", Days(), None),
    ("only the total", Days(total=12), 12),
    ("nought in all is nought", Days(total=0), 0),
    ("the total, and weeks that fit it", Days((7, None, 0, 0), total=10), 10),
]


@pytest.mark.parametrize(("says", "days", "expected"), TOTALS, ids=[case[0] for case in TOTALS])
def test_how_many_days(says, days, expected):
    assert days.days == expected


REFUSED = [
    # says, item, answer, how it is refused
    ("eight days a week", "heroin_days", weeks(8, 0, 0, 0), "a week is not between 0 and 7"),
    ("fewer than no days", "heroin_days", weeks(0, -1, 0, 0), "a week is not between 0 and 7"),
    ("five weeks", "heroin_days", weeks(1, 1, 1, 1, 1), "does not hold 4 weeks"),
    ("29 days", "heroin_days", Days(total=29), "the total is not between 0 and 28"),
    ("fewer than no days in all", "heroin_days", Days(total=-1), "the total is not between 0 and 28"),
    ("weeks above the total", "crack_days", Days((7, 0, 0, 0), total=6), "the weeks do not add up to the total"),
    ("weeks below the total", "crack_days", Days((7, 0, 0, 0), total=8), "the weeks do not add up to the total"),
    (
        "too much for the open week",
        "crack_days",
        Days((7, 0, 0, None), total=15),
        "the weeks do not add up to the total",
    ),
    ("an amount on no day", "crack_days", Days(total=0, amount=Decimal(1)), "an amount, but no day"),
    (
        "an amount below nought",
        "crack_days",
        Days(total=1, amount=Decimal(-1)),
        "the amount (grams) is not a number from 0",
    ),
    (
        "an amount that is none",
        "crack_days",
        Days(total=1, amount=Decimal("NaN")),
        "the amount (grams) is not a number from 0",
    ),
    ("an amount nobody asks for", "injecting_days", Days(total=1, amount=Decimal(1)), "no amount is asked for"),
    ("a rating of 21", "quality_of_life", 21, "is not between 0 and 20"),
    ("a rating below nought", "quality_of_life", -1, "is not between 0 and 20"),
    ("a rating in words of yes and no", "quality_of_life", True, "is not an answer in rating"),
    ("a number for yes or no", "housing_risk", 1, "is not an answer in yes or no"),
    ("a bare number for days", "heroin_days", 5, "is not an answer in days"),
    ("days for a rating", "quality_of_life", Days(total=5), "is not an answer in rating"),
    ("an item nobody knows", "luck", 7, "there is no such item"),
]


@pytest.mark.parametrize(("says", "item", "answer", "refusal"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused(says, item, answer, refusal):
    (flaw,) = flaws({item: answer})
    assert (flaw.item, flaw.says, flaw.refuses) == (item, refusal, True)


TOLD = [
    # says, item, answer, what is told beside it
    ("days without an amount", "alcohol_days", Days(total=3), ["the amount (units a day) is not said"]),
    ("days with one", "alcohol_days", Days(total=3, amount=Decimal("12.5")), []),
    ("no day needs no amount", "alcohol_days", Days(total=0), []),
    ("injecting has no amount", "injecting_days", Days(total=3), []),
    (
        "a week not known",
        "injecting_days",
        weeks(1, None, 0, 0),
        ["a week is not known, so neither is the number of days"],
    ),
    ("another substance without a name", "other_drug_days", Days(total=1), ["the other substance is not named"]),
    ("not answered", "alcohol_days", NA, []),
    ("no rating", "quality_of_life", NA, []),
    ("the ends of a rating", "quality_of_life", 0, []),
    ("the ends of a rating", "quality_of_life", 20, []),
    ("no", "housing_risk", False, []),
]


@pytest.mark.parametrize(("says", "item", "answer", "told"), TOLD)
def test_what_is_missing_is_told_and_refuses_nothing(says, item, answer, told):
    found = list(flaws({item: answer}))
    assert [flaw.says for flaw in found] == told
    assert not any(flaw.refuses for flaw in found)


def test_another_substance_with_a_name_hears_nothing():
    assert list(flaws({"other_drug_days": Days(total=1)}, named="pregabalin")) == []


SENT = [
    # says, answers, headers of data set K that are sent
    ("days", {"heroin_days": weeks(7, 7, 0, 0)}, {"OPIUSE": "14"}),
    ("nought", {"heroin_days": Days(total=0)}, {"OPIUSE": "0"}),
    ("not answered is not nought", {"heroin_days": NA}, {"OPIUSE": "NA"}),
    ("a week not known is not answered", {"heroin_days": weeks(7, None, 0, 0)}, {"OPIUSE": "NA"}),
    ("not asked yet", {}, {}),
    ("a rating", {"quality_of_life": 0}, {"QUALLIFE": "0"}),
    ("yes and no", {"housing_risk": True, "acute_housing_problem": False}, {"HRISK": "Y", "ACUTHPBM": "N"}),
    ("any yes is a yes", {"shared_needle": True}, {"SHARING": "Y"}),
    ("a yes beside what was not answered", {"vehicle_theft": NA, "fraud": True}, {"OTHTHEFT": "Y"}),
    ("a no to each is a no", {"shared_needle": False, "shared_other": False}, {"SHARING": "N"}),
    ("a no beside what was not answered", {"shared_needle": False, "shared_other": NA}, {"SHARING": "NA"}),
    ("a no beside what was not asked yet", {"shared_needle": False}, {}),
    ("no injecting, so no sharing", {"injecting_days": Days(total=0)}, {"IVDRGUSE": "0", "SHARING": "N"}),
    ("injecting, and sharing not asked yet", {"injecting_days": Days(total=1)}, {"IVDRGUSE": "1"}),
    ("what data set K does not have", {"tobacco_days": Days(total=28), "unsuitable_housing": True}, {}),
]


@pytest.mark.parametrize(("says", "answers", "sent"), SENT, ids=[case[0] for case in SENT])
def test_what_is_sent(says, answers, sent):
    texts = reported(answers, stage="review", on=ON, id="t1")
    assert texts == {"TOPDATE": "2014-06-30", "TOPID": "t1", "TRSTAGE": "R", **sent}


@pytest.mark.parametrize(("ours", "national"), [("start", "S"), ("review", "R"), ("exit", "E"), ("after", "P")])
def test_the_stage(ours, national):
    assert reported({}, stage=ours, on=ON) == {"TOPDATE": "2014-06-30", "TRSTAGE": national}


NATIONAL = [
    # says, answers, the episode, items that the checks of data set K blame
    ("as it should be", {"heroin_days": Days(total=3)}, {"TRIAGED": "2014-06-20"}, []),
    ("shared, and injected on no day", {"injecting_days": Days(total=0), "shared_needle": True}, {}, ["shared_needle"]),
    ("15 days before triage", {}, {"TRIAGED": "2014-07-15"}, ["TOPDATE"]),
    ("15 days after discharge", {}, {"TRIAGED": "2014-01-01", "DISD": "2014-06-15"}, ["TOPDATE"]),
]


@pytest.mark.parametrize(("says", "answers", "episode", "blamed"), NATIONAL, ids=[case[0] for case in NATIONAL])
def test_the_national_checks_speak_on_the_form(says, answers, episode, blamed):
    found = list(national_flaws(reported(answers, stage="review", on=ON), on=date(2014, 12, 31), **episode))
    assert [flaw.item for flaw in found] == blamed
    assert all(flaw.unverified == (flaw.item == "TOPDATE") and not flaw.refuses for flaw in found)


def test_a_profile_from_the_future_is_refused():
    (flaw,) = national_flaws(reported({}, stage="start", on=ON), on=date(2014, 6, 29))
    assert (flaw.item, flaw.refuses) == ("TOPDATE", True)


def test_what_was_not_asked_yet_is_listed_and_sharing_only_where_somebody_injects():
    names = [item.item for item in unanswered({})]
    assert {"shared_needle", "shared_other", "heroin_days"} <= set(names)
    assert not {"tobacco_days", "unpaid_work_days", "unsuitable_housing"} & set(names)
    assert "tobacco_days" in [item.item for item in unanswered({}, known_in=frozenset({"K", "M"}))]
    left = [item.item for item in unanswered({"injecting_days": Days(total=0), "heroin_days": NA})]
    assert left == [
        name for name in names if name not in {"injecting_days", "heroin_days", "shared_needle", "shared_other"}
    ]


ALONE, OPIATE = SubstanceGroup.ALCOHOL_ONLY, SubstanceGroup.OPIATE
CHANGES = [
    # item, group, days at the start, days at the review, class, parameter it rests on
    ("heroin_days", OPIATE, 28, 0, ABSTINENT, None),
    ("heroin_days", OPIATE, 28, 15, IMPROVED, "opiates"),
    ("heroin_days", OPIATE, 28, 16, UNCHANGED, "opiates"),
    ("heroin_days", OPIATE, 10, 22, UNCHANGED, "opiates"),
    ("heroin_days", OPIATE, 10, 23, DETERIORATED, "opiates"),
    ("heroin_days", None, 28, 15, IMPROVED, "opiates"),
    ("crack_days", OPIATE, 28, 16, IMPROVED, "crack"),
    ("crack_days", OPIATE, 28, 17, UNCHANGED, "crack"),
    ("crack_days", OPIATE, 1, 13, DETERIORATED, "crack"),
    ("alcohol_days", ALONE, 20, 11, IMPROVED, "alcohol_only"),
    ("alcohol_days", ALONE, 20, 12, UNCHANGED, "alcohol_only"),
    ("alcohol_days", ALONE, 11, 20, DETERIORATED, "alcohol_only"),
    ("alcohol_days", OPIATE, 20, 1, WITHHELD, None),
    ("alcohol_days", None, 20, 1, WITHHELD, None),
    ("alcohol_days", None, 20, 0, ABSTINENT, None),
    ("cocaine_days", OPIATE, 20, 1, WITHHELD, None),
    ("cannabis_days", OPIATE, 20, 20, WITHHELD, None),
    ("other_drug_days", OPIATE, 20, 0, ABSTINENT, None),
]


@pytest.mark.parametrize(("item", "group", "start", "review", "class_", "rests_on"), CHANGES)
def test_classes_of_change(item, group, start, review, class_, rests_on):
    found = change(item, start, review, group=group)
    name = rests_on and f"national.reliable_change_{rests_on}"
    assert (found.class_, found.threshold and found.threshold.name) == (class_, name)
    assert found.unverified is (rests_on in {"opiates", "crack"})
    if name:
        assert found.threshold is parameter(name)


NO_CLASS = [
    (None, 5, "not answered at the start"),
    (5, None, "not answered at the review"),
    (0, 5, "no day of use at the start"),
]


@pytest.mark.parametrize(("start", "review", "why"), NO_CLASS)
def test_without_both_answers_or_without_use_there_is_no_class(start, review, why):
    assert change("heroin_days", start, review, group=OPIATE).why == why
    assert change("heroin_days", start, review, group=OPIATE).class_ is None


@pytest.mark.parametrize("item", ["quality_of_life", "injecting_days", "luck"])
def test_only_substances_have_a_class(item):
    with pytest.raises(RefusalError, match=f"item {item}: tells of no substance"):
        change(item, 1, 1, group=None)
