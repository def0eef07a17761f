"""Calibration against answers known beforehand: a straight line in place of the model can be fitted by hand."""

from collections.abc import Callable

import numpy as np
import pytest

from ostara.planning.calibration.checks import evenness, predicted, rank
from ostara.planning.calibration.emulator import emulator
from ostara.planning.calibration.fit import Plan, Task, fit, look_everywhere
from ostara.planning.calibration.matching import Law, implausibility, met, prior_law
from ostara.planning.calibration.space import FREE, england_2008, spread
from ostara.planning.calibration.targets import Target, Targets
from ostara.planning.calibration.weighing import drawn_anew, effective, flattened, weights

LINES = np.random.default_rng(5).normal(size=(len(FREE), 3)) * 0.2
PLAN = Plan(everywhere=128, waves=(32, 128), draws=200, seed=3)


def line_targets(values) -> Targets:
    told = zip(("use", "caseload", "starts"), values, strict=True)
    return Targets("made up", tuple(Target(of, of, 2010, v, v * 0.9, v * 1.1, "ostara", "made up") for of, v in told))


def line_model(bend: float = 0.0) -> Callable:
    """In place of the model: logarithms that are sums of z, times lines, with a bend in the first number."""

    def run_all(_, tasks: list[Task]):
        for task in tasks:
            z = np.array(task.z)
            yield 10 + z @ LINES + bend * z[0] ** 2

    return run_all


def by_hand(targets: Targets, prior: Law | None = None) -> Law:
    """The normal law that a straight line and a normal prior make together (Bayes)."""
    prior, error = prior or prior_law(len(FREE)), np.diag(targets.errors**2)
    gain = prior.covariance @ LINES @ np.linalg.inv(LINES.T @ prior.covariance @ LINES + error)
    off = targets.observed - 10 - prior.mean @ LINES
    return Law(prior.mean + gain @ off, prior.covariance - gain @ LINES.T @ prior.covariance)


def test_a_straight_line_is_fitted_as_by_hand():
    targets = line_targets(np.exp([10.2, 9.9, 10.4]))
    found = fit(england_2008(), targets, plan=PLAN, map_=line_model())
    wanted = by_hand(targets)
    assert found.power > 0.9
    assert found.effective > 60
    assert np.abs(found.draws.mean(axis=0) - wanted.mean).max() < 0.35  # 128 runs: a tenth of a deviation each
    assert np.abs(found.figures.mean(axis=0) - targets.observed).max() < 0.05


def test_few_draws_of_many_numbers_are_no_surer_than_by_hand():
    """The law from which a small area begins: as sure of each number, and each mixture of them, as it can be."""
    targets = line_targets(np.exp([10.2, 9.9, 10.4]))
    found = fit(england_2008(), targets, plan=Plan(128, (16, 32), 32, 3), map_=line_model())
    wanted = by_hand(targets)
    assert np.abs(found.law.mean - wanted.mean).max() < 0.05
    assert np.abs(found.law.covariance - wanted.covariance).max() < 0.02
    assert np.linalg.eigvalsh(found.law.covariance)[3] > 0.99  # three figures tell of three mixtures, and no others


def test_runs_over_the_whole_prior_serve_several_fits():
    targets, plan = line_targets(np.exp([10.2, 9.9, 10.4])), Plan(everywhere=128, waves=(), seed=3)
    looked = look_everywhere(england_2008(), targets, plan=plan, map_=line_model())
    runs = []

    def counted(run, tasks):
        runs.extend(tasks)
        return line_model()(run, tasks)

    found = fit(england_2008(), targets, plan=PLAN, looked=looked, map_=counted)
    whole = fit(england_2008(), targets, plan=PLAN, map_=line_model())
    assert len(runs) == sum(PLAN.waves)
    assert np.array_equal(found.draws, whole.draws)


def test_draws_meet_the_targets_and_say_so():
    found = fit(england_2008(), line_targets(np.exp([10.1, 10.3, 9.8])), plan=PLAN, map_=line_model(0.02))
    told = predicted(found)
    assert [one.met for one in told] == [True, True, True]
    assert all(0.2 < one.tail < 0.8 for one in told)


def test_a_target_out_of_reach_is_not_said_to_be_met():
    found = fit(england_2008(), line_targets(np.exp([40.0, 10.0, 10.0])), plan=PLAN, map_=line_model())
    assert not predicted(found)[0].met


def test_made_up_truths_fall_evenly_among_the_draws():
    """Simulation-based calibration: truths drawn from the prior, targets made from them with their error."""
    rng, ranks = np.random.default_rng(8), []
    for turn in range(24):
        truth = rng.normal(size=len(FREE))
        plain = line_targets(np.exp(10 + truth @ LINES))
        noisy = line_targets(np.exp(plain.observed + rng.normal(size=3) * plain.errors))
        plan = Plan(everywhere=80, waves=(16, 96), draws=96, seed=turn)
        ranks.append(rank(truth, fit(england_2008(), noisy, plan=plan, map_=line_model()).draws))
    chances = list(evenness(np.array(ranks), FREE).values())
    assert min(chances) > 0.05 / len(FREE) / 10
    assert 0.3 < np.median(chances) < 0.8


def test_the_same_seed_gives_the_same_fit():
    targets = line_targets(np.exp([10.2, 9.9, 10.4]))
    one, other = (fit(england_2008(), targets, plan=PLAN, map_=line_model()) for _ in range(2))
    assert np.array_equal(one.draws, other.draws) and one.which == other.which


def test_a_narrow_prior_is_hardly_moved_by_unsure_targets():
    middle = 10 + np.full(len(FREE), 0.5) @ LINES
    nation = Law(np.full(len(FREE), 0.5), 0.01 * np.eye(len(FREE)))
    found = fit(england_2008(), line_targets(np.exp(middle + 0.1)), plan=PLAN, prior=nation, map_=line_model())
    assert np.abs(found.draws.mean(axis=0) - 0.5).max() < 0.1
    assert np.abs(found.law.mean - 0.5).max() < 0.1
    assert np.abs(found.law.covariance - by_hand(found.targets, nation).covariance).max() < 0.0003
    assert 0 < (found.figures.mean(axis=0) - middle).mean() < 0.1


def test_the_stand_in_knows_lines_and_bows_and_how_far_off_it_is():
    z = spread(256, 1)
    figures = 1 + z @ LINES + 0.1 * z[:, :1] ** 2
    found = emulator(z, figures)
    assert np.abs(found.says(z) - figures).max() < 0.05
    assert found.spread.max() < 0.02
    noisy = emulator(z, figures + np.random.default_rng(1).normal(size=figures.shape) * 0.3)
    assert noisy.spread == pytest.approx([0.3] * 3, rel=0.35)


def test_too_few_runs_are_refused():
    with pytest.raises(ValueError, match="cannot tell"):
        emulator(spread(16, 1), np.zeros((16, 3)))


def test_what_is_far_from_a_target_is_implausible():
    targets = line_targets(np.exp([10.0, 10.0, 10.0]))
    near, far = targets.observed, targets.observed + np.array([0, 0, 4]) * targets.errors
    assert implausibility(np.array([near, far]), np.zeros(3), targets) == pytest.approx([0, 4])


def test_where_prior_and_targets_meet_is_as_by_hand():
    z = spread(256, 1)
    targets = line_targets(np.exp([10.2, 9.9, 10.4]))
    found = met(emulator(z, 10 + z @ LINES), targets, prior_law(len(FREE)))
    assert np.abs(found.mean - by_hand(targets).mean).max() < 0.02
    assert np.abs(found.covariance - by_hand(targets).covariance).max() < 0.02


def test_weights_of_runs_drawn_from_the_answer_are_equal():
    targets = line_targets(np.exp([10.2, 9.9, 10.4]))
    law = by_hand(targets)
    z = law.drawn(200, np.random.default_rng(1))
    weight = weights(z, 10 + z @ LINES, targets, prior_law(len(FREE)), law)
    assert effective(weight) == pytest.approx(200, rel=0.01)


def test_one_run_that_outweighs_all_is_flattened_and_said():
    weight = np.array([0.97, *[0.03 / 99] * 99])
    flat, power = flattened(weight)
    assert power < 1 and effective(flat) >= 25 and flat.sum() == pytest.approx(1)
    assert flattened(np.full(100, 0.01))[1] == 1.0


def test_drawing_anew_follows_weight():
    picked = drawn_anew(np.array([0.5, 0.25, 0.25]), 8, np.random.default_rng(1))
    assert np.bincount(picked).tolist() == [4, 2, 2]


def test_points_fill_the_prior_evenly():
    z = spread(64, 2)
    assert z.shape == (64, len(FREE))
    assert np.abs(z.mean(axis=0)).max() < 0.1
    assert np.abs(np.median(z, axis=0)).max() < 0.1
