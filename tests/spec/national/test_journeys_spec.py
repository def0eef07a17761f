"""Episodes to journeys: which belong together, why a journey ended, in which group its person is."""

import pytest

from tests.national import somebody

HEROIN, CRACK, POWDER, CANNABIS, ALCOHOL, NO_SECOND, NO_THIRD = "1011", "3201", "3200", "5000", "7000", "9996", "9997"


def chain(*episodes):
    """Somebody with episodes, each (first day, last day or None, code of the reason)."""
    one = somebody()
    for started, until, left in episodes:
        one.in_treatment(started, until=until, left=left)
    return one


JOURNEYS = [
    # says, episodes, journeys (first day, last day)
    ("one episode", [("2023-05-01", "2023-06-01", 80)], [("2023-05-01", "2023-06-01")]),
    (
        "back on day 21 is the same journey",
        [("2023-01-01", "2023-05-01", 80), ("2023-05-22", "2023-07-01", 80)],
        [("2023-01-01", "2023-07-01")],
    ),
    (
        "back on day 22 is another",
        [("2023-01-01", "2023-05-01", 80), ("2023-05-23", "2023-07-01", 80)],
        [("2023-01-01", "2023-05-01"), ("2023-05-23", "2023-07-01")],
    ),
    (
        "a short episode within a long one does not end it",
        [("2023-01-01", "2023-12-31", 80), ("2023-02-01", "2023-02-10", 85), ("2024-01-10", None, None)],
        [("2023-01-01", None)],
    ),
    (
        "an open episode holds everything after it",
        [("2023-01-01", None, None), ("2025-01-01", "2025-02-01", 80)],
        [("2023-01-01", None)],
    ),
    (
        "two starts on one day are one journey",
        [("2023-01-01", "2023-02-01", 80), ("2023-01-01", "2023-03-01", 80)],
        [("2023-01-01", "2023-03-01")],
    ),
]


@pytest.mark.parametrize(("says", "episodes", "expected"), JOURNEYS, ids=[case[0] for case in JOURNEYS])
def test_journeys(derived, says, episodes, expected):
    found = derived("SELECT started::VARCHAR, ended::VARCHAR FROM journeys ORDER BY started", chain(*episodes))
    assert found == expected


REASONS = [
    # says, episodes, reason of the journey, its group
    ("drug free", [("2023-01-01", "2023-05-01", 80)], 80, "successful"),
    ("alcohol free is folded into drug free", [("2023-01-01", "2023-05-01", 81)], 80, "successful"),
    ("an old code is folded", [("2023-01-01", "2023-05-01", 17)], 80, "successful"),
    ("a pilot code is recoded first", [("2023-01-01", "2023-05-01", 91)], 82, "successful"),
    ("a day of discharge without a reason", [("2023-01-01", "2023-05-01", None)], 500, "missing"),
    ("an open journey has none", [("2023-01-01", None, 80)], None, None),
    (
        "80 and 85 on one day disagree",
        [("2023-01-01", "2023-05-01", 80), ("2023-02-01", "2023-05-01", 85)],
        999,
        "inconsistent",
    ),
    (
        "80 and 85 of one start on one day disagree",
        [("2023-01-01", "2023-05-01", 80), ("2023-01-01", "2023-05-01", 85)],
        999,
        "inconsistent",
    ),
    (
        "82 wins over 80",
        [("2023-01-01", "2023-05-01", 80), ("2023-02-01", "2023-05-01", 82)],
        82,
        "successful",
    ),
    (
        "only the last day speaks",
        [("2023-01-01", "2023-04-01", 85), ("2023-02-01", "2023-05-01", 80)],
        80,
        "successful",
    ),
    (
        "declined twice stays declined",
        [("2023-01-01", "2023-05-01", 71), ("2023-02-01", "2023-05-01", 88)],
        88,
        "incomplete",
    ),
    (
        "of one start, the one that dropped out becomes inconsistent, and another day decides",
        [("2023-01-01", "2023-05-01", 80), ("2023-01-01", "2023-04-01", 85)],
        80,
        "successful",
    ),
]


@pytest.mark.parametrize(("says", "episodes", "reason", "group"), REASONS, ids=[case[0] for case in REASONS])
def test_why_a_journey_ended(derived, says, episodes, reason, group):
    assert derived("SELECT reason, simple FROM journeys", chain(*episodes)) == [(reason, group)]


GROUPS = [
    # says, substances of each episode, group, opiates or crack
    ("heroin", [(HEROIN, NO_SECOND, NO_THIRD)], "opiate", True),
    ("heroin in an earlier episode, cannabis now", [(HEROIN,), (CANNABIS,)], "opiate", True),
    ("heroin as the third", [(ALCOHOL, CANNABIS, HEROIN)], "opiate", True),
    ("crack and alcohol", [(CRACK, ALCOHOL, NO_THIRD)], "non-opiate and alcohol", True),
    ("cannabis", [(CANNABIS, NO_SECOND, NO_THIRD)], "non-opiate only", False),
    ("alcohol", [(ALCOHOL, NO_SECOND, NO_THIRD)], "alcohol only", False),
    ("prescription drugs of no known family", [("9005", ALCOHOL)], None, None),
    ("an unknown one beside heroin changes nothing", [("9005", HEROIN)], "opiate", True),
    ("nothing named", [(NO_SECOND,)], None, None),
]


@pytest.mark.parametrize(("says", "substances", "group", "ocu"), GROUPS, ids=[case[0] for case in GROUPS])
def test_substance_groups(derived, says, substances, group, ocu):
    one = somebody()
    for month, codes in enumerate(substances, start=1):
        one.in_treatment(f"2023-0{month}-01", until=f"2023-0{month}-28", left=83, substances=codes)
    assert derived("SELECT substance_group, opiates_or_crack FROM journeys", one) == [(group, ocu)]


def test_two_areas_are_two_local_journeys_and_one_national(derived):
    moved = (
        somebody()
        .in_treatment("2023-01-01", until="2023-05-01", left=5, area="A12B")
        .in_treatment("2023-05-10", area="B01B", substances=(CANNABIS,))
    )
    assert derived("SELECT area, substance_group FROM journeys", moved) == [("B01B", "opiate")]
    local = derived("SELECT area, substance_group FROM local_journeys ORDER BY area", moved)
    assert local == [("A12B", "opiate"), ("B01B", "non-opiate only")]


def test_recovery_support_alone_is_no_treatment(derived):
    supported = somebody().in_treatment("2023-01-01", kind="recovery_support")
    both = somebody().in_treatment("2023-01-01", kind="recovery_support").helped("2023-01-01")
    assert derived("SELECT count(*) FROM journeys", supported, both) == [(1,)]


def test_treatment_in_prison_is_no_treatment_in_the_community(derived):
    inside = somebody().in_treatment("2023-01-01", setting="prison")
    moved_out = somebody().in_treatment("2023-01-01", setting="prison").helped("2023-02-01")
    assert derived("SELECT count(*) FROM journeys", inside, moved_out) == [(1,)]
