"""The bench finds a planted difference, times a process and understands its arguments. Nothing here asserts a speed."""

import sys

import pytest

from bench.__main__ import parser
from bench.comparing import differences, numbers_in
from bench.printed import goals
from bench.timing import FailedError, Run, middle, timed

RESULT = {
    "gaps": {"numerator": 3, "denominator": 10, "value": 0.3, "low": None, "unverified": ["a"]},
    "bars": [{"from_mg": 0, "people": 4}],
    "origin": {"store": "1"},
}


def changed(**gaps):
    return {**RESULT, "gaps": {**RESULT["gaps"], **gaps}}


def test_equal_results_have_no_differences_whatever_they_rest_on():
    same = {**changed(unverified=[], value=0.3 + 1e-12), "origin": {"store": "2"}}
    assert list(differences(RESULT, same)) == []
    assert numbers_in(RESULT) == 5


@pytest.mark.parametrize(
    ("planted", "place"),
    [
        (changed(numerator=4), "gaps.numerator: 3 here, 4 there"),
        (changed(value=0.3 + 1e-6), "gaps.value"),
        (changed(low=0.1), "gaps.low: None here, 0.1 there"),
        (changed(numerator=None), "gaps.numerator: 3 here, None there"),
        ({**RESULT, "bars": []}, "bars: 1 entries here, 0 there"),
        ({**RESULT, "bars": [{"from_mg": 0, "people": 5}]}, "bars[0].people"),
        ({**RESULT, "more": 1}, "more: only there"),
        ({"gaps": RESULT["gaps"]}, "bars: only here"),
    ],
)
def test_a_planted_difference_is_found(planted, place):
    found = list(differences(RESULT, planted))
    assert len(found) == 1
    assert found[0].startswith(place)


def test_arguments():
    given = parser().parse_args(["quality", "--rows", "3_000_000", "--runs", "1"])
    assert (given.name, given.rows, given.people, given.runs) == ("quality", 3_000_000, None, 1)
    with pytest.raises(SystemExit):
        parser().parse_args(["quality", "--rows", "0"])


def test_a_process_is_timed_and_a_failure_is_not():
    run = timed([sys.executable, "-c", "bytearray(30_000_000)"])
    assert run.wall > 0
    assert run.peak > 30_000_000
    with pytest.raises(FailedError):
        timed([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_middle_run_and_the_goals():
    assert middle([Run(1, 5, 10), Run(3, 4, 20), Run(2, 6, 90)]) == Run(2, 5, 20)
    met = list(goals({"Ostara": Run(1, 1, 10), "pandas": Run(4, 4, 40), "Polars": Run(1, 2, 30)}))
    missed = list(goals({"Ostara": Run(2, 1, 11), "pandas": Run(4, 4, 40), "Polars": Run(1, 2, 30)}))
    assert ["**met**" in line for line in met] == [True, True]
    assert ["**missed**" in line for line in missed] == [True, True]
