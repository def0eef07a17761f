"""Published English figures: what words, numbers, codes and years mean, and what may be added or compared."""

import pytest

from ostara.exchange.england.areas import area_named, area_of
from ostara.exchange.england.labels import clean, financial_year, number
from ostara.exchange.england.methods import method_of
from ostara.knowledge.refusal import RefusalError
from ostara.tables.published import PublishedFigure
from ostara.tables.published_sums import at_level, difference, total
from tests.unit.exchange.england.published_files import NATIONAL, national, put, read

# A label as exports have it, and the group that it means.
LABELS = {
    "opiates": "opiate",
    "OPIATES": "opiate",
    "Opiate": "opiate",
    "  opiates ": "opiate",
    "opiates\u00a0": "opiate",
    "Non-opiate only": "non-opiate only",
    "non\u2011opiates only": "non-opiate only",
    "NON\u2013OPIATES ONLY": "non-opiate only",
    "alcohol only": "alcohol only",
    "alcohol & non-opiates": "non-opiate and alcohol",
    "Non-opiate & alcohol": "non-opiate and alcohol",
    "ALCOHOL AND NON-OPIATES": "non-opiate and alcohol",
    "Total": "all",
    "TOTAL [note 2]": "all",
    "total\u00a0": "all",
    "All drug groups": "all",
    "alcohol": None,
    "non-opiates": None,
    "opiates and crack": None,
}


@pytest.mark.parametrize("label", LABELS)
def test_a_label_of_viewit(tmp_path, label):
    folder = put(tmp_path / "in", "a.csv", NATIONAL, national("opiate", 9, period="2009/10"), national(label, 7))
    figures, result = read(folder)
    found = [figure.group for figure in figures if figure.period == "2021/22"]
    assert found == ([] if LABELS[label] is None else [f"drugs: {LABELS[label]}; sex: all; age: all"])
    why = "a substance group that ViewIt does not have"
    assert (why in result.accounts["a.csv"].without_figures) == (LABELS[label] is None)


# A cell, its value, whether it is withheld, and why it has no value.
CELLS = {
    "28187": (28187, False, ""),
    "28,187": (28187, False, ""),
    "1,028,187": (1028187, False, ""),
    "28\u00a0187": (28187, False, ""),
    " 12.50 ": (12.5, False, ""),
    "1e-05": (0.00001, False, ""),
    "0": (0, False, ""),
    "*": (None, True, ""),
    " * ": (None, True, ""),
    "[c]": (None, True, ""),
    "<5": (None, True, ""),
    "fewer than 5": (None, True, ""),
    "": (None, False, "an empty cell"),
    "NULL": (None, False, "NULL: not collected for this year or group"),
    "-": (None, False, "a dash, which may mean none or not known"),
    "\u2013": (None, False, "a dash, which may mean none or not known"),
    ":": (None, False, "marked as too uncertain to give"),
    "[x]": (None, False, "marked as not available"),
    "28,18": (None, False, "not a number"),
    "28 1\ufffd87": (None, False, "not a number"),
    "281 87": (None, False, "not a number"),
    "2818?": (None, False, "not a number"),
    "inf": (None, False, "not a number"),
    "-3": (None, False, "a number below zero"),
}


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell(cell):
    found = number(cell)
    assert (found.value, found.withheld, found.why) == CELLS[cell]


def test_people_are_counted_whole():
    assert number("3.5", whole=True).why == "not a whole number, and people are counted whole"
    assert number("3.0", whole=True).value == 3


YEARS = {
    "2021/22": "2021/22",
    "2021-22": "2021/22",
    "2021\u201322": "2021/22",
    "2021 to 2022": "2021/22",
    "April 2021 to March 2022": "2021/22",
    "1999/00": "1999/00",
    "2018-20": None,
    "2021/23": None,
    "2021": None,
    "": None,
}


@pytest.mark.parametrize("text", YEARS)
def test_a_financial_year(text):
    assert financial_year(text) == YEARS[text]


KINDS = {
    "E06000047": "unitary",
    "E07000041": "district",
    "E08000003": "met_district",
    "E09000033": "london_borough",
    "E10000008": "county",
    "E11000001": "met_county",
    "E12000001": "region",
    "E13000002": "london_part",
    "E92000001": "country",
    "W92000004": "country",
    "W06000015": "unitary",
    "K04000001": "nations",
    "E54000001": "health",
    "E45000001": "other",
}


@pytest.mark.parametrize("code", KINDS)
def test_the_kind_of_an_area_comes_from_its_code(code):
    assert area_of(code, "x").kind == KINDS[code]


@pytest.mark.parametrize("code", ["", "E0600004", "RXX", "A81001", "E060000477"])
def test_what_is_no_code(code):
    assert area_of(code, "x") is None


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("ENGLAND", "E92000001", "country"),
        ("Yorkshire & the Humber ", "E12000003", "region"),
        ("Yorkshire and The Humber", "E12000003", "region"),
        ("East of England", "E12000006", "region"),
        ("Cornwall & Isles of Scilly", None, "authority"),
        ("Barnet", None, "authority"),
    ],
)
def test_a_name_alone(name, code, kind):
    assert (area_named(name).code, area_named(name).kind) == (code, kind)


def test_labels_lose_what_people_do_not_read():
    assert clean(" \ufeffKing\u2019s\u00a0Lynn  and\u2011West Norfolk [note 3]") == "King's Lynn and-West Norfolk"


OCU = "opiate and/or crack"
METHODS = {
    "its year has one method": ((OCU, "2011/12", {}), "ljmu"),
    "2016/17 in a file with the older total": ((OCU, "2016/17", {"england": 313971}), "ljmu"),
    "2016/17 in a file with the newer total": ((OCU, "2016/17", {"england": 324840}), "ohid_2023"),
    "2016/17, the title says so": ((OCU, "2016/17", {"title": "Sweep 12, Liverpool John Moores"}), "ljmu"),
    "2016/17, and nothing says so": ((OCU, "2016/17", {}), "not said in f.csv"),
    "2019/20": ((OCU, "2019/20", {"england": 341032}), "ohid_2023"),
    "2019/20 with the total behind unmet need": ((OCU, "2019/20", {"england": 305118}), "not said in f.csv"),
    "2022/23": ((OCU, "2022/23", {}), "dhsc_2025"),
    "2022/23, to the person": ((OCU, "2022/23", {"england": 310683}), "dhsc_2025"),
    "a part by the total of the whole": (("crack", "2016/17", {"england": 324840}), "ohid_2023"),
    "the row says so": ((OCU, "2016/17", {"said": "2023 method"}), "ohid_2023"),
    "the row says something else": (
        (OCU, "2016/17", {"said": "multiple indicator"}),
        "as the file says: multiple indicator",
    ),
    "a year without estimates": ((OCU, "2017/18", {"title": "LJMU"}), "not said in f.csv"),
    "alcohol": (("alcohol dependence", "2016/17", {"england": 324840}), "not said in f.csv"),
}


@pytest.mark.parametrize("case", METHODS)
def test_the_method_of_an_estimate(case):
    (substance, period, told), method = METHODS[case]
    assert method_of(substance, period, file="f.csv", **told) == method


def figure(code="E12000001", kind="region", value=1.0, **other):
    """A count of deaths, changed where the case says so."""
    plain = {
        **{"source": "drug_deaths", "indicator": "deaths", "area_name": code or "Durham", "period": "2020"},
        **{"group": "sex: all; age: all", "low": None, "high": None, "numerator": None, "denominator": None},
        **{"unit": "deaths", "method": None, "suppressed": False, "note": None, "file": "a.csv", "line": 2},
    }
    return PublishedFigure(**{**plain, "area_code": code, "area_kind": kind, "value": value, **other})


ENGLAND, WALES = figure("E92000001", "country", 3), figure("W92000004", "country", 4)
DEVON, EXETER = figure("E10000008", "county"), figure("E07000041", "district")
LEEDS, WEST_YORKSHIRE = figure("E08000035", "met_district"), figure("E11000006", "met_county")
BARNET, OUTER_LONDON = figure("E09000003", "london_borough"), figure("E13000002", "london_part")
NORTH_EAST, NORTH_WEST = figure(), figure("E12000002", value=2)
CARDIFF, DURHAM = figure("W06000015", "unitary"), figure(None, "authority")

ADDED = {
    "regions": ([NORTH_EAST, NORTH_WEST], 3),
    "regions and another country": ([NORTH_EAST, NORTH_WEST, WALES], 7),
    "countries": ([ENGLAND, WALES], 7),
    "England and a Welsh authority": ([ENGLAND, CARDIFF], 4),
    "upper tier": ([DEVON, LEEDS, BARNET, DURHAM], 4),
    "lower tier": ([EXETER, LEEDS, BARNET], 3),
    "one place": ([NORTH_EAST], 1),
}
REFUSED = {
    "a country and its region": [ENGLAND, NORTH_EAST],
    "a region and a county": [NORTH_EAST, DEVON],
    "a county and a district": [DEVON, EXETER],
    "a metropolitan county and its district": [WEST_YORKSHIRE, LEEDS],
    "outer London and a borough": [OUTER_LONDON, BARNET],
    "England and Wales together, and Wales": [figure("K04000001", "nations"), WALES],
    "an authority without a code, and a district": [DURHAM, EXETER],
    "one place twice": [NORTH_EAST, NORTH_EAST],
    "two health areas of unknown borders": [figure("E45000001", "other"), figure("E45000002", "other")],
    "a health area and a county": [figure("E54000001", "health"), DEVON],
    "two years": [NORTH_EAST, figure("E12000002", period="2019")],
    "two methods": [figure(method="ljmu"), figure("E12000002", method="ohid_2023")],
    "two sources": [NORTH_EAST, figure("E12000002", source="fingertips")],
    "two groups": [NORTH_EAST, figure("E12000002", group="sex: male; age: all")],
    "shares": [figure(unit="%"), figure("E12000002", unit="%")],
    "nothing": [],
}


@pytest.mark.parametrize("case", ADDED)
def test_added(case):
    parts, value = ADDED[case]
    assert (total(parts).value, total(parts).areas) == (value, len(parts))


@pytest.mark.parametrize("case", REFUSED)
def test_not_added(case):
    with pytest.raises(RefusalError):
        total(REFUSED[case])
    with pytest.raises(RefusalError):
        total(REFUSED[case][::-1])


def test_what_is_withheld_is_not_zero():
    known = total([NORTH_EAST, figure("E12000002", value=None, suppressed=True), figure("E12000003", value=None)])
    assert (known.value, known.at_least, known.withheld, known.not_given) == (None, 1, 1, 1)


def test_levels():
    everything = [ENGLAND, NORTH_EAST, DEVON, EXETER, LEEDS, WEST_YORKSHIRE, BARNET, OUTER_LONDON, DURHAM]
    assert at_level(everything, "country") == [ENGLAND]
    assert at_level(everything, "region") == [NORTH_EAST]
    assert at_level(everything, "upper") == [DEVON, LEEDS, BARNET, DURHAM]
    assert at_level(everything, "lower") == [EXETER, LEEDS, BARNET]


def test_a_change_within_one_method():
    users = {"source": "prevalence", "unit": "people", "kind": "country", "code": "E92000001"}
    later = figure(**users, value=341032, period="2019/20", method="ohid_2023")
    assert difference(later, figure(**users, value=324840, period="2016/17", method="ohid_2023")) == 16192
    assert difference(later, figure(**users, value=None, period="2016/17", method="ohid_2023")) is None


@pytest.mark.parametrize(
    "other",
    [
        {"method": "ljmu", "value": 313971, "period": "2016/17"},
        {"method": "dhsc_2025", "value": 310700, "period": "2022/23"},
        {"method": "not said in f.csv", "value": 305118, "period": "2019/20"},
        {"method": "indicator 93517", "value": 305118, "source": "fingertips"},
    ],
)
def test_341_032_is_never_compared_with_figures_of_another_method(other):
    users = {"source": "prevalence", "unit": "people", "kind": "country", "code": "E92000001"}
    later = figure(**users, value=341032, period="2019/20", method="ohid_2023")
    with pytest.raises(RefusalError, match=r"differ in (method|source)"):
        difference(later, figure(**{**users, **other}))


def test_two_years_of_a_file_that_does_not_say_its_method_are_not_compared():
    with pytest.raises(RefusalError, match="nobody says by which method"):
        difference(figure(method="not said in f.csv"), figure(method="not said in f.csv", period="2019"))
