"""National figures of the model, against what must be so whatever the numbers are."""

import numpy as np
import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.planning.areas import area
from ostara.planning.calibration.kept import read, shipped
from ostara.planning.calibration.shrinking import BETWEEN_AREAS, towards
from ostara.planning.calibration.space import FREE, england_2008, free_numbers, started, values_at, without_start
from ostara.planning.calibration.yearly import MEASURES, cohort, in_places, stopped, yearly
from ostara.planning.compiling import compile_area
from ostara.planning.expectation import run, run_on
from ostara.planning.outputs import outputs
from ostara.planning.parameters import midpoints
from ostara.planning.specification.places import TREATED
from ostara.planning.start import settled


@pytest.fixture(scope="module")
def base():
    here = area("made-up")
    return compile_area(here, midpoints(), weeks=104, initial=settled(here, midpoints(), years=2))


def test_every_measure_is_told_for_every_year(base):
    told = yearly(base)
    assert set(told) == {f"{name}.{year}" for name in MEASURES for year in (2024, 2025)}
    assert all(value > 0 for value in told.values())


def test_years_one_by_one_are_the_whole_run(base):
    told, whole = yearly(base), outputs(base, run(base)).by_year
    for at, year in enumerate((2024, 2025)):
        assert told[f"completions.{year}"] == pytest.approx(whole["completions"][at], rel=1e-9)
        assert told[f"starts.{year}"] == pytest.approx(whole["starts"][at], rel=1e-9)


def test_a_caseload_counts_everybody_once(base):
    told = yearly(base)
    at_once, seen, starts = (told[f"{name}.2024"] for name in ("treated_at_once", "caseload", "starts"))
    assert at_once < seen < at_once + starts
    assert told["over_40.2024"] + told["under_30.2024"] < seen


def test_people_who_end_where_they_are_stay(base):
    treated = base.layout.tagged(TREATED)
    people = in_places(base, base.initial, treated)
    _, later = run_on(cohort(stopped(base, treated), people, 26))
    assert later.sum() == pytest.approx(people.sum())
    assert in_places(base, later, treated).sum() == pytest.approx(people.sum())


def test_nought_is_the_middle_of_every_number_that_moves():
    values = values_at(np.zeros(len(FREE)), 1, 1)
    assert [values.of[name] for name in FREE] == pytest.approx([one.value for one in free_numbers().values()])
    up = values_at(np.full(len(FREE), 1.96), 1, 1)
    assert [up.of[name] for name in FREE] == pytest.approx([one.high for one in free_numbers().values()], rel=1e-3)


def test_numbers_of_the_start_are_the_areas_and_not_the_models():
    values = values_at(np.ones(len(FREE)), 1, 1)
    assert set(values.of) - set(without_start(values).of) == {"start_people", "start_entries", "start_pace"}
    assert started(england_2008(), values).people > england_2008().people
    as_its_file_has_it = started(england_2008(), without_start(values))
    assert as_its_file_has_it.people == england_2008().people
    assert as_its_file_has_it.entries_change == pytest.approx(england_2008().entries_change)


def test_the_shipped_fit_is_whole_and_gives_any_draw():
    kept = shipped()
    assert kept.area == "england-2008" and len(kept) >= 100
    assert kept.values(1).of == kept.values(len(kept) + 1).of
    assert set(kept.values(2).of) >= set(midpoints().of)


def test_a_few_draws_of_a_fit_are_of_all_of_it():
    kept = shipped()
    everything = {kept.of_model(draw).hash for draw in range(1, len(kept) + 1)}
    assert everything == {without_start(kept.values(draw)).hash for draw in range(1, len(kept) + 1)}
    z, few = kept.z[:, FREE.index("coming_back")], [1 + at * kept._stride for at in range(len(kept) // 3)]
    assert len({kept.which[(draw - 1) % len(kept)] for draw in few}) > len(set(kept.which[: len(few)]))
    assert z[[(draw - 1) % len(kept) for draw in few]].mean() == pytest.approx(z.mean(), abs=0.2 * z.std())


def test_a_small_area_begins_at_the_nation_and_wider():
    kept, law = shipped(), towards(shipped())
    assert np.array_equal(law.mean, kept.law.mean)
    assert np.diag(law.covariance) == pytest.approx(np.diag(kept.law.covariance) + BETWEEN_AREAS**2)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("no", "fit.json"),
        ("{}", "fit.json kind"),
        ('{"kind": "ostara calibration 1", "free": ["seeking"]}', "fit.json free"),
    ],
)
def test_a_file_that_is_no_fit_is_refused(tmp_path, text, place):
    (tmp_path / "fit.json").write_text(text)
    with pytest.raises(RefusalError) as refused:
        read(tmp_path / "fit.json")
    assert refused.value.place == place
