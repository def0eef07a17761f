"""Better, worse, or chance: what is said of an area beside others and beside its own past."""

from datetime import date

import pytest

from ostara.analysis.measures.answer import share
from ostara.analysis.national.ask import Period
from ostara.analysis.national.registry import national_measure
from ostara.analysis.packs.protecting import published_figure, published_parts
from ostara.analysis.packs.told import Measured, Parted, Parts, Place, Told
from ostara.analysis.packs.verdict import trend, verdict
from ostara.analysis.packs.words import said

YEARS = tuple(Period(f"{year}/{year - 1999}", date(year, 4, 1), date(year + 1, 3, 31)) for year in range(2019, 2024))


def a_figure(name, here, *before, similar=(3000, 10_000), others=(30, 100), similar_areas=True):
    """A measure with these counts of the area, the last year first, beside areas that are all alike."""
    by = {
        Place.HERE: {
            one.name: Told(share(*counts)) for one, counts in zip(reversed(YEARS), (here, *before), strict=False)
        },
        Place.NATION: {one.name: Told(share(*similar)) for one in YEARS},
    }
    if similar_areas:
        by[Place.SIMILAR] = {one.name: Told(share(*similar)) for one in YEARS}
    areas = {"A12B": share(*here)} | {f"B{number}B": share(*others) for number in range(30)}
    periods = YEARS[-1 - len(before) :]
    return Measured(national_measure(name), periods, by, areas)


@pytest.mark.parametrize(
    ("name", "here", "word"),
    [
        ("completed_of_treated", (450, 1000), "better"),
        ("completed_of_treated", (150, 1000), "worse"),
        ("died_in_treatment", (450, 1000), "worse"),
        ("died_in_treatment", (150, 1000), "better"),
        ("completed_of_treated", (302, 1000), "within chance"),
        ("completed_of_treated", (335, 1000), "perhaps better"),
        ("completed_of_treated", (2, 4), "within chance"),
        ("completed_of_treated", (0, 0), "cannot be told"),
    ],
)
def test_beside_similar_areas(name, here, word):
    found = verdict(a_figure(name, here))
    assert found is not None
    assert found.word == word
    assert found.where == "in similar areas"


def test_without_similar_areas_the_nation_stands_beside_it():
    found = verdict(a_figure("completed_of_treated", (450, 1000), similar_areas=False))
    assert found is not None
    assert found.where == "nationally"


def test_areas_that_differ_anyway_widen_the_limits():
    told = a_figure("completed_of_treated", (350, 1000))
    spread = {f"B{number}B": share(150 + 10 * number, 1000) for number in range(30)}
    wide = Measured(told.measure, told.periods, told.by, {"A12B": share(350, 1000), **spread})
    assert verdict(told).word == "better"
    assert verdict(wide).word == "within chance"


def test_a_change_over_time_is_told_only_beyond_chance():
    steady = trend(a_figure("completed_of_treated", (300, 1000), (310, 1000), (295, 1000)))
    fallen = trend(a_figure("completed_of_treated", (200, 1000), (310, 1000), (295, 1000)))
    assert steady is not None
    assert not steady.changed
    assert "no change beyond chance" in steady.sentence
    assert fallen is not None
    assert fallen.changed
    assert fallen.better is False
    assert trend(a_figure("completed_of_treated", (200, 1000), (310, 1000))) is None
    assert trend(a_figure("completed_of_treated", (200, 1000), (310, 1000)), earlier=1).changed


def test_small_counts_are_withheld_and_said_to_be():
    told = published_figure(a_figure("died_in_treatment", (3, 100), (12, 100)), "A12B")
    now, then = told.told(Place.HERE), told.told(Place.HERE, "2022/23")
    assert (now.withheld, now.share.numerator, said(now)) == (True, None, "too few to show")
    assert (then.share.numerator, then.share.denominator) == (10, 100)
    assert verdict(told).word == "cannot be told"


def test_parts_of_a_whole_protect_each_other():
    counts = {"Opiate": 40, "Alcohol only": 3, "Non-opiate only": 12}
    by = {Place.HERE: {"2023/24": Parts(counts, 55, 0)}}
    told = published_parts(Parted("p", "P", "people", "m", tuple(counts), YEARS[-1:], by))
    shown = told.parts(Place.HERE)
    assert dict(shown.counts) == {"Opiate": 40, "Alcohol only": None, "Non-opiate only": None}
    assert (shown.whole, shown.unknown) == (55, 0)
    assert shown.share("Alcohol only").value is None
    assert shown.share("Opiate").numerator == 40


def test_who_is_not_known_is_protected_with_the_parts():
    by = {Place.HERE: {"2023/24": Parts({"One": 40, "Other": 12}, 52, 2)}}
    shown = published_parts(Parted("p", "P", "people", "m", ("One", "Other"), YEARS[-1:], by)).parts(Place.HERE)
    assert (dict(shown.counts), shown.unknown) == ({"One": 40, "Other": None}, None)
