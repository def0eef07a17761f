"""Estimates with intervals: one row of headers or two, their years, their methods, and what cannot stand."""

import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.tables.published_sums import difference, total
from tests.unit.exchange.england.published_files import put, read, seen

FLAT = "PHE_Centre,Local_Authority,Area_Code_GSS,Alcohol_dependent,Alcohol_lower_CI,Alcohol_upper_CI,Year"
OCU = "Area code,Area name,OCU,Lower 95% CI,Upper 95% CI,Opiates,Lower 95% CI,Upper 95% CI,Year"
GROUPS = (
    "Region,Local authority,15-64 population,Number of users,,,,,,,,,Rate of use per thousand of the population,,,,,,,,"
)
LIMITS = ",Lower bound 95% CI,Upper bound 95% CI"
NAMES = f",,,OCU{LIMITS},Opiates{LIMITS},Crack cocaine{LIMITS},OCU{LIMITS},Opiates{LIMITS},Crack cocaine{LIMITS}"
DERBY = (
    'East Midlands,Derby,"164,510","2,162","1,672","2,647","1,826","1,533","2,103",979,696,"1,281",'
    "13.14,10.16,16.09,11.10,9.32,12.78,5.95,4.23,7.79"
)
TITLE = "Table 2.1: National and local prevalence estimates 2018 to 2019" + "," * 20


def test_one_row_of_headers(tmp_path):
    lines = [
        "East Midlands,Derby,E06000015,3378,2538,4779,2017/18",
        "England,England,E92000001,586780,485444,742305,2017/18",
    ]
    figures, _ = read(put(tmp_path / "in", "a.csv", FLAT, *lines))
    assert seen(figures, "area_code", "period", "value", "low", "high", "group") == [
        ("E92000001", "2017/18", 586780, 485444, 742305, "sex: all; age: 18+"),
        ("E06000015", "2017/18", 3378, 2538, 4779, "sex: all; age: 18+"),
    ]
    assert set(seen(figures, "indicator", "method")) == {("people with alcohol dependence", "not said in a.csv")}


def test_two_rows_of_headers(tmp_path):
    figures, result = read(put(tmp_path / "in", "a.csv", TITLE, GROUPS, NAMES, "," * 20, DERBY))
    assert sorted(seen(figures, "indicator", "unit", "value", "low", "high")) == [
        ("people using crack", "people", 979, 696, 1281),
        ("people using crack, rate", "per 1,000", 5.95, 4.23, 7.79),
        ("people using opiate", "people", 1826, 1533, 2103),
        ("people using opiate and/or crack", "people", 2162, 1672, 2647),
        ("people using opiate and/or crack, rate", "per 1,000", 13.14, 10.16, 16.09),
        ("people using opiate, rate", "per 1,000", 11.1, 9.32, 12.78),
    ]
    assert set(seen(figures, "area_name", "area_kind", "period", "denominator", "method")) == {
        ("Derby", "authority", "2018/19", 164510, "ohid_2023")
    }
    assert result.accounts["a.csv"].lines.set_aside == 3


def test_merged_cells_that_collapsed_are_refused(tmp_path):
    collapsed = "Region,Local authority,15-64 population,Number of users,Rate of use per thousand of the population,"
    names = NAMES.removeprefix(",,,")
    with pytest.raises(RefusalError, match=r"a\.csv line 3: does not stand below the row above it column by column"):
        read(put(tmp_path / "in", "a.csv", TITLE, collapsed, names, DERBY))


def ocu(code, name, number, year, *, opiates="1,0,2"):
    return f"{code},{name},{number},{number - 100},{number + 100},{opiates},{year}"


def test_the_figure_for_england_tells_the_method_of_every_row(tmp_path):
    lines = [ocu("E06000015", "Derby", 2162, "2016/17"), ocu("E92000001", "England", 324840, "2016/17")]
    figures, _ = read(put(tmp_path / "in", "a.csv", OCU, *lines))
    assert {one.method for one in figures} == {"ohid_2023"}
    figures, _ = read(put(tmp_path / "in", "a.csv", OCU, lines[0], ocu("E92000001", "England", 313971, "2016/17")))
    assert {one.method for one in figures} == {"ljmu"}


def test_figures_of_two_methods_do_not_go_together(tmp_path):
    put(tmp_path / "in", "new.csv", OCU, ocu("E92000001", "England", 341032, "2019/20"))
    put(tmp_path / "in", "other.csv", OCU, ocu("E92000001", "England", 305118, "2019/20"))
    figures, result = read(tmp_path / "in")
    new, other = (
        next(one for one in figures if one.file == name and one.indicator == "people using opiate and/or crack")
        for name in ("new.csv", "other.csv")
    )
    assert (new.method, other.method) == ("ohid_2023", "not said in other.csv")
    assert result.accounts["other.csv"].figures.set_aside == 0  # another method, so not the same figure again
    for refused in (lambda: difference(new, other), lambda: total([new, other])):
        with pytest.raises(RefusalError, match="figures differ in method"):
            refused()


@pytest.mark.parametrize(("said", "method"), [("LJMU", "ljmu"), ("2023 method", "ohid_2023")])
def test_a_column_may_say_the_method(tmp_path, said, method):
    figures, _ = read(put(tmp_path / "in", "a.csv", f"{OCU},Method", f"{ocu('', 'Derby', 2162, '2016/17')},{said}"))
    assert {one.method for one in figures} == {method}


def test_a_row_for_a_region_has_no_authority(tmp_path):
    row = DERBY.replace("Derby", "Total")
    figures, _ = read(put(tmp_path / "in", "a.csv", TITLE, GROUPS, NAMES, row))
    assert set(seen(figures, "area_code", "area_kind")) == {("E12000004", "region")}


SET_ASIDE = {
    "people using opiate: an interval that does not hold its estimate": "9,1,2",
    "people using opiate: an interval without an end: an empty cell": "1,0,",
    "people using opiate: not a number": "1x,0,2",
    "people using opiate: an empty cell": ",0,2",
}


@pytest.mark.parametrize("reason", SET_ASIDE)
def test_an_estimate_that_cannot_stand(tmp_path, reason):
    row = ocu("E06000015", "Derby", 2162, "2016/17", opiates=SET_ASIDE[reason])
    figures, result = read(put(tmp_path / "in", "a.csv", OCU, row))
    assert {one.indicator for one in figures} == {"people using opiate and/or crack"}
    assert {why: said.first_lines for why, said in result.accounts["a.csv"].set_aside.items()} == {reason: [2]}


def test_a_withheld_estimate(tmp_path):
    figures, _ = read(put(tmp_path / "in", "a.csv", OCU, ocu("E06000015", "Derby", 9, "2016/17", opiates="*,*,*")))
    assert ("people using opiate", None, True) in seen(figures, "indicator", "value", "suppressed")


def test_a_table_that_does_not_say_its_year_is_refused(tmp_path):
    header, row = OCU.removesuffix(",Year"), ocu("E06000015", "Derby", 2162, "").removesuffix(",")
    with pytest.raises(RefusalError, match="does not say for which one year"):
        read(put(tmp_path / "in", "a.csv", header, row))
    figures, _ = read(put(tmp_path / "in2", "estimates_2016-2017.csv", header, row))
    assert {one.period for one in figures} == {"2016/17"}


def test_two_columns_for_the_area_are_refused(tmp_path):
    with pytest.raises(RefusalError, match="names two columns for the area: 2 and 9"):
        read(put(tmp_path / "in", "a.csv", OCU.replace("Year", "Local authority"), ocu("", "Derby", 9, "2016/17")))


def test_intervals_of_something_else_are_not_read(tmp_path):
    put(tmp_path / "in", "a.csv", OCU, ocu("E06000015", "Derby", 2162, "2016/17"))
    put(tmp_path / "in", "b.csv", "Area name,Obesity,Lower CI,Upper CI,Year", "Derby,9,8,10,2016/17")
    _, result = read(tmp_path / "in")
    assert list(result.not_read) == ["b.csv"]
