"""Our Kaplan-Meier curve in SQL against lifelines."""

import numpy as np
import pytest
from lifelines import KaplanMeierFitter

from ostara.analysis.measures.interval import z_of
from ostara.analysis.measures.retention import CURVE
from ostara.analysis.reports.quality import quality
from ostara.exchange.made_up import make_up_store
from ostara.tables.engine import engine
from ostara.tables.store import open_store


def ours(folder, days, gone):
    with engine(folder) as connection:
        connection.execute("CREATE TEMP TABLE lengths (medicine VARCHAR, days INTEGER, gone BOOLEAN)")
        connection.executemany(
            "INSERT INTO lengths VALUES ('methadone', ?, ?)",
            [[int(d), bool(g)] for d, g in zip(days, gone, strict=True)],
        )
        return connection.execute(CURVE, {"z": z_of(0.95)}).fetchall()


def assert_same(steps, days, gone):
    fitted = KaplanMeierFitter().fit(days, gone)
    at = [step[1] for step in steps]
    limits = fitted.confidence_interval_.loc[at].to_numpy()
    np.testing.assert_allclose(
        [step[4] for step in steps], fitted.survival_function_.loc[at, "KM_estimate"], atol=1e-12
    )
    inside = np.array([0 < step[4] < 1 for step in steps])
    np.testing.assert_allclose(np.array([step[5:7] for step in steps])[inside], limits[inside], atol=1e-9)
    np.testing.assert_array_equal([step[2] for step in steps], fitted.event_table.loc[at, "at_risk"])


@pytest.mark.parametrize("seed", range(5))
def test_curve_and_band_agree(tmp_path, seed):
    draw = np.random.default_rng(seed)
    days, gone = draw.integers(0, 155, 300), draw.random(300) < 0.6
    assert_same(ours(tmp_path, days, gone), days, gone)


def test_when_everybody_leaves_the_curve_ends_at_nought(tmp_path):
    days, gone = np.array([3, 3, 9]), np.array([True, True, True])
    steps = ours(tmp_path, days, gone)
    assert [step[4] for step in steps] == pytest.approx([1 / 3, 0])
    assert steps[-1][5:7] == (0, 0)


def test_when_nobody_leaves_the_curve_stays_at_one(tmp_path):
    steps = ours(tmp_path, np.array([5, 7]), np.array([False, False]))
    assert [step[4:7] for step in steps] == [(1, 1, 1), (1, 1, 1)]


def test_the_report_draws_the_curve_of_the_people_in_the_store(tmp_path):
    make_up_store(tmp_path / "store", people=400, years=2, seed=3)
    report = quality(open_store(tmp_path / "store"))
    for medicine, steps in report.curves.items():
        assert steps[0].at_risk >= report.answers["retained_24_weeks"].by["medicine"][medicine].denominator
        assert all(0 <= step.low <= step.kept <= step.high <= 1 for step in steps)
        assert [step.kept for step in steps] == sorted((step.kept for step in steps), reverse=True)
