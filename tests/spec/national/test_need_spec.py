"""Unmet need against an estimate with its interval."""

import pytest

from ostara.analysis.national.need import Estimate, summed, unmet_need
from ostara.knowledge.refusal import RefusalError


def estimate(people=1000, low=800, high=1250, *, method="capture and recapture", group="opiates and/or crack"):
    return Estimate("A12B", group, method, "2019/20", people, low, high)


NEED = [
    # says, in treatment, share, low, high
    ("four in ten are in treatment", 400, 0.6, 0.5, 0.68),
    ("nobody is", 0, 1.0, 1.0, 1.0),
    ("more than the low end of the estimate", 900, 0.1, -0.125, 0.28),
    ("more than the estimate: negative, and stays so", 1300, -0.3, -0.625, -0.04),
]


@pytest.mark.parametrize(("says", "treated", "share", "low", "high"), NEED, ids=[case[0] for case in NEED])
def test_unmet_need(says, treated, share, low, high):
    found = unmet_need(treated, estimate())
    assert (found.share, found.low, found.high) == pytest.approx((share, low, high))


def test_areas_add_up():
    both = summed("both", [estimate(), estimate(500, 400, 650)])
    assert (both.people, both.low, both.high) == (1500, 1200, 1900)


@pytest.mark.parametrize(
    "other", [estimate(method="another method"), estimate(group="opiates")], ids=["another method", "another group"]
)
def test_estimates_of_two_kinds_never_mix(other):
    with pytest.raises(RefusalError, match="cannot be added"):
        summed("both", [estimate(), other])


@pytest.mark.parametrize("ends", [(1000, 1001, 1100), (1000, 900, 999), (0, 0, 0)])
def test_an_estimate_lies_within_its_own_interval(ends):
    with pytest.raises(RefusalError, match="interval"):
        estimate(*ends)
