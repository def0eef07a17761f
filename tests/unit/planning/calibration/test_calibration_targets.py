"""Files of targets: what can be fitted to is read, anything else is refused by file and key, and nothing runs half."""

import numpy as np
import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import sources
from ostara.planning.calibration.targets import MODEL_ERROR, read_targets, targets_named
from ostara.planning.validation.targets import parts

WHOLE = """
[caseload_2019]
measure = "caseload"
year = 2019
value = 800
low = 745
high = 857
size = 800
source = "store"
place = "counted"
"""


def reading(tmp_path, text):
    file = tmp_path / "mine.toml"
    file.write_text(text)
    return targets_named(str(file))


def test_a_whole_file_is_read(tmp_path):
    found = reading(tmp_path, WHOLE)
    one = found.of[0]
    assert one.figure == "caseload.2019"
    assert (found.first_year, found.years) == (2019, 1)
    assert one.error == pytest.approx(np.hypot(np.log(857 / 745) / 3.92, MODEL_ERROR), rel=1e-3)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('measure = "caseload"', 'measure = "caselode"', "mine.toml caseload_2019 measure"),
        ("size = 800", "size = 0", "mine.toml caseload_2019 size"),
        ("value = 800", "", "mine.toml caseload_2019"),
        ("value = 800", 'value = "none"', "mine.toml caseload_2019 value"),
        ("value = 800", "value = 700", "mine.toml caseload_2019 value"),
        ("low = 745", "low = 0", "mine.toml caseload_2019 low"),
        ("year = 2019", "year = 19", "mine.toml caseload_2019 year"),
        ("size = 800", "size = 800\nweight = 3", "mine.toml caseload_2019"),
        (WHOLE, "", "mine.toml"),
    ],
)
def test_what_cannot_be_fitted_to_is_refused(tmp_path, old, new, place):
    with pytest.raises(RefusalError) as refused:
        reading(tmp_path, WHOLE.replace(old, new))
    assert refused.value.place == place


def test_a_slip_in_a_measure_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(RefusalError, match="caseload"):
        reading(tmp_path, WHOLE.replace('"caseload"', '"caselode"'))


def test_a_file_that_is_not_there_is_refused():
    with pytest.raises(RefusalError, match="is no file"):
        targets_named("nowhere.toml")


def test_england_is_fitted_up_to_2011_to_known_sources():
    found = targets_named("england-2011")
    assert max(one.year for one in found.of) == 2011
    assert found.studies <= set(sources())


def test_nothing_that_is_scored_was_fitted_to():
    assert not targets_named("england-2011").studies & {part.source for part in parts() if part.scored}


def test_targets_come_from_a_folder_as_from_a_package(tmp_path):
    (tmp_path / "area.toml").write_text(WHOLE)
    assert read_targets(tmp_path / "area.toml").name == "area"
