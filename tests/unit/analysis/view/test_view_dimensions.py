"""Dimensions: every one has words, and its SQL holds for the columns of members."""

import duckdb
import pytest

from ostara.analysis.view.dimensions import DIMENSIONS, Kind, age_bands, dimension
from ostara.analysis.view.where_reading import _plain
from ostara.knowledge.refusal import RefusalError

COLUMNS = """
SELECT 'A12B' AS area, 'N0001' AS service, 'female' AS sex, 'White British' AS ethnicity, {age} AS age,
       'opiate' AS substance_group, true AS opiates_or_crack, '4' AS referral_source, {tenth} AS deprivation,
       'C' AS injecting, '1' AS accommodation, '1' AS employment, '11' AS parental_status, false AS treated_before
"""


def value(name, age=40, tenth=3, columns=COLUMNS):
    with duckdb.connect() as connection:
        [(found,)] = connection.execute(
            f"SELECT {dimension(name).sql} FROM ({columns.format(age=age, tenth=tenth)}) AS members"
        ).fetchall()
    return found


@pytest.mark.parametrize("name", DIMENSIONS)
def test_each_value_has_words_and_unknown_is_said(name):
    assert dimension(name).said(str(value(name)))
    assert dimension(name).said(None) == "not recorded"


@pytest.mark.parametrize("name", DIMENSIONS)
def test_nothing_recorded_is_null(name):
    nothing = ", ".join(
        f"CAST(NULL AS {kind}) AS {column}"
        for column, kind in {
            "service": "VARCHAR", "ethnicity": "VARCHAR", "age": "INTEGER", "substance_group": "VARCHAR",
            "opiates_or_crack": "BOOLEAN", "referral_source": "VARCHAR", "deprivation": "INTEGER",
            "injecting": "VARCHAR", "accommodation": "VARCHAR", "employment": "VARCHAR",
            "parental_status": "VARCHAR", "treated_before": "BOOLEAN",
        }.items()
    )  # fmt: skip
    assert value(name, columns=f"SELECT 'not recorded' AS area, 'unknown' AS sex, {nothing}") is None


def test_every_age_is_in_one_band():
    assert [age for band in age_bands() for age in range(band.first, band.last + 1)] == list(range(121))


@pytest.mark.parametrize(
    ("age", "band"), [(17, "under 18"), (18, "18–24"), (24, "18–24"), (25, "25–29"), (64, "60–64"), (65, "65 and over")]
)
def test_bands_hold_their_first_and_last_age(age, band):
    assert value("age_band", age=age) == band


@pytest.mark.parametrize(("tenth", "fifth"), [(1, 1), (2, 1), (3, 2), (9, 5), (10, 5)])
def test_two_tenths_are_a_fifth(tenth, fifth):
    assert value("deprivation_fifth", tenth=tenth) == fifth


def test_words_and_codes_of_a_list_cannot_be_taken_for_each_other():
    for each in DIMENSIONS.values():
        names = [name for code, words in each.words.items() for name in {_plain(code), _plain(words)}]
        assert len(names) == len(set(names)), each.name


def test_a_code_that_the_list_lacks_is_shown_as_one():
    assert dimension("referral").said("77") == "77 (not in the list)"


def test_values_stand_as_in_their_list_and_not_recorded_last():
    bands = dimension("age_band")
    assert sorted(["65 and over", None, "18–24", "under 18"], key=bands.place)[0] == "under 18"
    assert sorted([None, "65 and over"], key=bands.place)[-1] is None
    assert sorted(["10", "9", "1"], key=dimension("deprivation").place) == ["1", "9", "10"]


def test_an_unknown_name_is_refused_with_the_names():
    with pytest.raises(RefusalError, match="there are area, service"):
        dimension("colour")


def test_only_bands_and_lists_are_published():
    assert {each.name for each in DIMENSIONS.values() if each.published} == {
        "area", "substance_group", "sex", "age_band", "ethnicity", "deprivation_fifth",
    }  # fmt: skip
    assert not any(each.published for each in DIMENSIONS.values() if each.kind is Kind.NUMBER and each.name == "age")
