"""Derivations: the attributor, discharge reasons from codes to journeys, and substance groups."""

from datetime import date

import pytest

from ostara.ndtms.attributor import Parts, attributor, letter, parts
from ostara.ndtms.discharge import (
    Ending,
    annual_group,
    fold,
    journey_reason,
    recode,
    settle_journey,
    settle_start,
    simple_group,
)
from ostara.ndtms.lists import national_list
from ostara.ndtms.substances import substance_group, uses_opiates_or_crack

BORN = date(1980, 2, 29)


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("J", "B", BORN, "F"), "JB19800229F"),
        (("j", "b", BORN, "F"), "JB19800229F"),
        (("J", "B", BORN, "M", "A12B"), "JB19800229MA12B"),
        (("J", "B", None, "F"), None),
        (("J", "", BORN, "F"), None),
        (("Jo", "B", BORN, "F"), None),
        (("J", "B", BORN, "X"), None),
    ],
)
def test_attributor(parts, key):
    assert attributor(*parts) == key


def test_positions_in_the_attributor():
    key = attributor("J", "B", BORN, "F", "A12B")
    assert (key[0], key[1], key[2:10], key[10], key[11:]) == ("J", "B", "19800229", "F", "A12B")


@pytest.mark.parametrize(("area", "made"), [(None, "JB19800229F"), ("A12B", "JB19800229FA12B")])
def test_an_attributor_gives_back_what_it_is_made_of(area, made):
    assert parts(made) == Parts("J", "B", BORN, "F", area)
    assert attributor("J", "B", BORN, "F", area) == made


@pytest.mark.parametrize("key", [None, "", "JB19800229", "JB19800230F", "JB1980022F", "JB19800229X", "J19800229F"])
def test_what_is_no_attributor_gives_nothing(key):
    assert parts(key) is None


@pytest.mark.parametrize(("initial", "capital"), [("j", "J"), ("ö", "Ö"), ("ß", "ß"), ("ŉ", "ŉ"), ("'", "'")])
def test_an_initial_keeps_its_one_place(initial, capital):
    assert letter(initial) == capital
    assert parts(attributor(initial, "B", BORN, "F")) == Parts(capital, "B", BORN, "F", None)


# folded into, every code that is
FOLDED = {
    80: [1, *range(15, 22), 80, 81, 90, 92],
    82: [2, *range(22, 29), 82, 91],
    89: [9, 89],
    85: [6, 43, 44, 45, 46, 48, 49, 85],
    86: [3, 29, 30, 31, 32, 34, 35, 86],
    87: [8, 14, 87],
    88: [12, 88],
    83: [74, 83, 93, 94, 95, 96, 97],
    5: [5, 33, 40, 47, 54, 61, 68],
    4: [4, 13, 36, 37, 38, 39, 41, 42],
    7: [7, 50, 51, 52, 53, 55, 56],
    10: [10, 57, 58, 59, 60, 62, 63],
    500: [0, 11, 64, 65, 66, 67, 69, 70, 500],
    71: [71],
    84: [84],
    999: [999],
}


@pytest.mark.parametrize("into", FOLDED)
def test_codes_that_are_folded_into_one(into):
    codes = [int(code) for code, one in national_list("discharge_reason").items() if one.more["folded"] == str(into)]
    assert sorted(codes) == sorted(FOLDED[into])
    assert {annual_group(code) for code in codes} == {annual_group(into)} | ({2} if into == 80 else set())


@pytest.mark.parametrize(("code", "discharged", "becomes"), [(90, True, 80), (91, True, 82), (92, True, 81)])
def test_pilot_codes_are_recoded_first(code, discharged, becomes):
    assert recode(code, discharged=discharged) == becomes


def test_a_day_without_a_reason_is_not_known():
    assert fold(recode(None, discharged=True)) == 500
    assert recode(None, discharged=False) is None
    assert fold(72) is None


@pytest.mark.parametrize(
    ("code", "group"),
    [
        (80, "successful"),
        (82, "successful"),
        (85, "incomplete"),
        (83, "transferred"),
        (5, "transferred"),
        (71, "missing"),
        (88, "incomplete"),
        (500, "missing"),
        (999, "inconsistent"),
        (72, None),
    ],
)
def test_simple_groups(code, group):
    assert simple_group(code) == group


@pytest.mark.parametrize(
    ("reasons", "settled"),
    [
        ((85,), (85,)),
        ((85, 85), (85, 85)),
        ((85, None), (85, None)),
        ((80, 85), (80, 999)),
        ((88, 86), (88, 999)),
        ((83, 85), (999, 999)),
        ((80, 82), (80, 82)),
    ],
)
def test_reasons_of_one_start(reasons, settled):
    assert settle_start(reasons) == settled


@pytest.mark.parametrize(
    ("reasons", "reason"),
    [
        ([80], 80),
        ([85, 85], 85),
        ([80, 82], 82),  # 82 over 80
        ([71, 88], 88),
        ([80, 85], 999),
        ([83, 84], 999),
        ([], 999),
        ([None], 999),
        ([80, None], 80),
    ],
)
def test_reasons_of_one_journey(reasons, reason):
    assert settle_journey(reasons) == reason


FIRST, SECOND = date(2013, 4, 9), date(2013, 6, 1)
LAST, BEFORE = date(2014, 1, 31), date(2013, 12, 1)
JOURNEYS = {
    "one episode": ([Ending(FIRST, LAST, LAST, 81)], 80),
    "still in treatment": ([Ending(FIRST, LAST, LAST, 80), Ending(SECOND, None, None, None)], None),
    "open, yet with a reason": ([Ending(FIRST, None, None, 80)], None),
    "no episode": ([], None),
    "the last episode counts": ([Ending(FIRST, BEFORE, BEFORE, 85), Ending(SECOND, LAST, LAST, 80)], 80),
    "a day without a reason": ([Ending(FIRST, LAST, LAST, None)], 500),
    "a record of another day": ([Ending(FIRST, LAST, LAST, 80), Ending(FIRST, LAST, BEFORE, 85)], 80),
    "only records of another day": ([Ending(FIRST, LAST, BEFORE, 85)], 999),
    "two ends on one day, both successful": ([Ending(FIRST, LAST, LAST, 80), Ending(SECOND, LAST, LAST, 82)], 82),
    "successful and dropped out on one day": ([Ending(FIRST, LAST, LAST, 80), Ending(SECOND, LAST, LAST, 85)], 999),
    "one start, two reasons": ([Ending(FIRST, LAST, LAST, 83), Ending(FIRST, LAST, LAST, 85)], 999),
    "a pilot code": ([Ending(FIRST, LAST, LAST, 91)], 82),
}


@pytest.mark.parametrize("case", JOURNEYS)
def test_a_journey(case):
    endings, reason = JOURNEYS[case]
    assert journey_reason(endings) == reason
    assert journey_reason(reversed(endings)) == reason


@pytest.mark.parametrize(
    ("codes", "group", "opiates_or_crack"),
    [
        (["1011", "7000", "9997"], "opiate", True),
        (["5000", "9996", "9997"], "non-opiate only", False),
        (["3201", "9996", "9997"], "non-opiate only", True),
        (["7000", "5000"], "non-opiate and alcohol", False),
        (["7000", "9996", "9997"], "alcohol only", False),
        (["1199"], "opiate", True),  # not on the short list, but of a known family
        (["7000", "9005"], None, None),  # prescription drugs: the family is not known
        (["1011", "9005"], "opiate", True),
        (["9996"], None, None),
        ([], None, None),
    ],
)
def test_substance_groups(codes, group, opiates_or_crack):
    assert substance_group(codes) == group
    assert uses_opiates_or_crack(codes) is opiates_or_crack
