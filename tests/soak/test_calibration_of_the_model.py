"""Simulation-based calibration of the model itself: truths that it made up are found again, as surely as it says."""

import numpy as np
import pytest

from ostara.planning.calibration.checks import evenness, rank
from ostara.planning.calibration.fit import Plan, Task, fit, run_task
from ostara.planning.calibration.space import FREE, england_2008
from ostara.planning.calibration.targets import Target, Targets, targets_named

TRUTHS = 10
pytestmark = pytest.mark.soak


def made_up(truth, turn) -> Targets:
    """England's targets with the values that the model gives at a truth, and the errors they have."""
    as_published = targets_named("england-2011")
    said = run_task(Task(england_2008(), as_published, tuple(truth.tolist()), 1, 10_000 + turn))
    noisy = np.exp(said + np.random.default_rng(turn).normal(size=len(said)) * as_published.errors)
    return Targets(
        "made up",
        tuple(
            Target(
                one.id, one.measure, one.year, value, value * one.low / one.value, value * one.high / one.value, "", ""
            )
            for one, value in zip(as_published.of, noisy.tolist(), strict=True)
        ),
    )


def test_truths_fall_evenly_among_the_draws():
    ranks = []
    for turn in range(TRUTHS):
        truth = np.random.default_rng(100 + turn).normal(size=len(FREE))
        found = fit(england_2008(), made_up(truth, turn), plan=Plan(128, (64, 128), 100, turn))
        ranks.append(rank(truth, found.draws))
    assert min(evenness(np.array(ranks), FREE).values()) > 0.05 / len(FREE) / 10
    assert 0.25 < np.mean(ranks) < 0.75
