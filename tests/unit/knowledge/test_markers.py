"""What a drug test looks for, as substances; and medicines that change how methadone works."""

import pytest

from ostara.knowledge.codes import code_list
from ostara.knowledge.markers import group_of, substance_of
from ostara.knowledge.refusal import RefusalError


def test_every_marker_shows_a_substance_of_the_list():
    assert {substance_of(marker) for marker in code_list("test_marker")} <= set(code_list("substance"))


def test_a_marker_that_is_none_is_refused():
    with pytest.raises(RefusalError, match="marker tea"):
        substance_of("tea")


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Rifampicin", "cyp_inducer"),
        (" st john's wort ", "cyp_inducer"),
        ("clarithromycin", "cyp_inhibitor"),
        ("paracetamol", None),
        ("", None),
    ],
)
def test_medicines_that_change_how_methadone_works(name, group):
    assert group_of(name) == group
