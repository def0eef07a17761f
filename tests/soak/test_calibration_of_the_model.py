"""Simulation-based calibration of the model itself: truths that it made up are found again, as surely as it says.

England's own figures and errors, with the values that the model gives at a truth drawn from the prior. Runs over the
whole prior are the same for every truth and made once: 128 of them, then 129 runs a truth, at about half a second of
one core each. Ten truths (1,418 runs, 12 minutes of one core) show a law that is too sure or too wide by a quarter,
intervals of draws that hold less than eight truths of ten, and a number that is found far off nearly every time. They
cannot show a small lean of a single number: that takes hundreds of truths.
"""

import json

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from ostara.cli.calibrate import calibrate
from ostara.planning.calibration.checks import evenness, rank
from ostara.planning.calibration.fit import Fit, Plan, Task, fit, look_everywhere, run_task
from ostara.planning.calibration.space import FREE, Floats, england_2008
from ostara.planning.calibration.targets import Target, Targets, targets_named

TRUTHS = 10
PUBLISHED = targets_named("england-2011")
pytestmark = pytest.mark.soak


def says(truth: Floats, turn: int) -> Floats:
    """Logarithms of what the model says of England's figures at a truth, other numbers drawn as ever."""
    return run_task(Task(england_2008(), PUBLISHED, tuple(truth.tolist()), 1, 10_000 + turn))


def measured(said: Floats, turn: int) -> Targets:
    """England's targets with these values instead, as far off as their errors make them."""
    off = np.random.default_rng((turn, 2)).normal(size=len(said)) * PUBLISHED.errors
    return Targets(
        "made up",
        tuple(
            Target(
                one.id, one.measure, one.year, value, value * one.low / one.value, value * one.high / one.value, "", ""
            )
            for one, value in zip(PUBLISHED.of, np.exp(said + off).tolist(), strict=True)
        ),
    )


@pytest.fixture(scope="module")
def looked():
    return look_everywhere(england_2008(), PUBLISHED, plan=Plan(128, (), seed=1))


@pytest.fixture(scope="module")
def found(looked):
    """[truths] of the truth, what the model says of it, and the fit to its figures."""

    def one(turn: int) -> tuple[Floats, Floats, Fit]:
        truth = np.random.default_rng((turn, 1)).normal(size=len(FREE))
        said = says(truth, turn)
        plan = Plan(128, (32, 96), draws=100, seed=1000 + turn)
        return truth, said, fit(england_2008(), measured(said, turn), plan=plan, looked=looked)

    return [one(turn) for turn in range(TRUTHS)]


def test_truths_fall_evenly_among_the_draws(found):
    ranks = np.array([rank(truth, fitted.draws) for truth, _, fitted in found])
    assert min(evenness(ranks, FREE).values()) > 0.05 / len(FREE) / 10
    assert 0.45 < ranks.mean() < 0.55
    # 96 runs are worth about 26 draws: of so few, the middle 90 % hold 83 to 86 % of truths.
    assert 0.78 < inside(ranks).mean() < 0.95


def test_what_the_model_says_of_a_truth_falls_evenly_among_what_its_draws_say(found):
    ranks = np.array([rank(said, fitted.figures) for _, said, fitted in found])
    assert 0.35 < ranks.mean() < 0.65
    assert inside(ranks).mean() > 0.78


def test_a_fit_is_as_sure_of_a_truth_as_it_says(found):
    """Squared distance of truths from the middle, by the law's own measure: one a number if the law is right."""
    far = [2 * fitted.law.less(truth[None, :])[0] / len(FREE) for truth, _, fitted in found]
    assert 0.75 < np.mean(far) < 1.25


def test_figures_teach_the_model_something(found, looked):
    before, after = looked.figures.std(axis=0), np.mean([fitted.figures.std(axis=0) for _, _, fitted in found], axis=0)
    assert (after < before).all()
    assert np.median(after / before) < 0.6


def inside(ranks: Floats) -> Floats:
    """Which truths are inside the middle 90 % of draws."""
    return (ranks > 0.05) & (ranks < 0.95)


def test_an_area_is_calibrated_to_its_targets(tmp_path):
    (tmp_path / "targets.toml").write_text(
        '[caseload_2022]\nmeasure = "caseload"\nyear = 2022\nvalue = 950\nlow = 890\nhigh = 1010\n'
        'source = "made up"\nplace = "made up"\n'
    )
    out, page = tmp_path / "fit.json", tmp_path / "fit.html"
    app = typer.Typer()
    app.command()(calibrate)
    words = ("made-up", str(tmp_path / "targets.toml"), "--to", str(out), "--runs", "64", "--draws", "10")
    done = CliRunner().invoke(app, (*words, "--page", str(page)))
    assert done.exit_code == 0, done.output
    assert "1 of 1 figure lies inside" in done.output
    told = json.loads(out.read_text())
    assert len(told["draws"]) == 10
    assert told["targets"][0]["met"]
    assert "People treated in the year, 2022/23" in page.read_text()
