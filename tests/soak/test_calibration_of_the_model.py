"""Simulation-based calibration of the model itself: truths that it made up are found again, as surely as it says."""

import json

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from ostara.cli.calibrate import calibrate
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


def test_an_area_is_calibrated_to_its_targets(tmp_path):
    (tmp_path / "targets.toml").write_text(
        '[caseload_2022]\nmeasure = "caseload"\nyear = 2022\nvalue = 950\nlow = 890\nhigh = 1010\n'
        'source = "made up"\nplace = "made up"\n'
    )
    out = tmp_path / "fit.json"
    app = typer.Typer()
    app.command()(calibrate)
    words = ("made-up", str(tmp_path / "targets.toml"), "--to", str(out), "--runs", "64", "--draws", "10")
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    told = json.loads(out.read_text())
    assert len(told["draws"]) == 10
    assert told["targets"][0]["met"]
