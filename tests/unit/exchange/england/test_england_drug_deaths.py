"""ONS deaths by area: all levels in one column, told apart by code; tables known by title, totals or name."""

import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.tables.published_sums import at_level, total
from tests.unit.exchange.england.published_files import put, read, seen

# 2020: one region with a unitary authority, a county with two districts, and a metropolitan county with two.
AREAS = [
    "K04000001,ENGLAND AND WALES,31,1",
    "E92000001,ENGLAND,26,1",
    "E12000002,NORTH WEST ,26,1",
    "E06000009,Blackpool,5,1",
    "E10000006,Cumbria ,9,0",
    "E07000028,Carlisle,6,0",
    "E07000030,Eden,3,0",
    "E11000002,Merseyside (Met County),12,0",
    "E08000012,Liverpool,8,0",
    "E08000011,Knowsley,4,0",
    "W92000004,WALES,4,0",
    "W06000015,Cardiff / Caerdydd,4,0",
]
TITLE = "Table 1: Number of deaths related to drug poisoning by local authority, persons,,,"


def table(folder, *lines, name="a.csv", title=(TITLE,), header="Area Codes,Area Names,2020,2019"):
    return put(folder / "in", name, *title, header, *lines)


def test_one_level_counts_each_place_once(tmp_path):
    figures, _ = read(table(tmp_path, *AREAS))
    year = [one for one in figures if one.period == "2020" and (one.area_code or "")[0] == "E"]
    assert {level: total(at_level(year, level)).value for level in ("country", "region", "upper", "lower")} == {
        "country": 26,
        "region": 26,
        "upper": 26,
        "lower": 26,
    }
    with pytest.raises(RefusalError, match="choose one level"):
        total(year)
    assert sum(one.value for one in year) == 99  # what the column alone would have said


def test_what_the_figures_say_of_themselves(tmp_path):
    figures, result = read(table(tmp_path, *AREAS))
    assert set(seen(figures, "indicator", "unit", "method", "group")) == {
        ("deaths registered: drug poisoning", "deaths", "year of registration", "sex: all; age: all")
    }
    assert {one.area_name for one in figures if one.area_kind == "region"} == {"NORTH WEST"}
    account = result.accounts["a.csv"]
    assert (account.lines.read, account.lines.kept, account.figures.kept) == (13, 12, 24)
    assert account.remarks == (
        "areas of the level `lower` add up to England in 2 of 2 years",
        "areas of the level `region` add up to England in 2 of 2 years",
        "areas of the level `upper` add up to England in 2 of 2 years",
        "areas of the level `lower` add up to Wales in 2 of 2 years",
        "areas of the level `upper` add up to Wales in 2 of 2 years",
    )


def test_a_level_that_does_not_add_up_is_said(tmp_path):
    lines = [line.replace("Liverpool,8", "Liverpool,7") for line in AREAS]
    _, result = read(table(tmp_path, *lines))
    assert "areas of the level `lower` add up to England in 1 of 2 years" in result.accounts["a.csv"].remarks


def test_names_indented_over_three_columns_as_in_the_workbook(tmp_path):
    lines = ["E92000001,ENGLAND,,,26", "E10000006,,Cumbria,,9", "E07000028,,,Carlisle,6", ",,,,", "Source: ONS,,,,"]
    figures, result = read(table(tmp_path, *lines, header="Area Codes,Area Names,,,2020"))
    assert seen(figures, "area_name", "area_kind", "value") == [
        ("ENGLAND", "country", 26),
        ("Cumbria", "county", 9),
        ("Carlisle", "district", 6),
    ]
    assert set(result.accounts["a.csv"].without_figures) == {"above the header", "a blank line", "a note"}


def test_withheld_and_uncertain_counts_are_not_zero(tmp_path):
    figures, result = read(table(tmp_path, "E06000009,Blackpool,*,0", "E06000053,Isles of Scilly,:,[c]"))
    assert sorted(seen(figures, "area_name", "period", "value", "suppressed")) == [
        ("Blackpool", "2019", 0, False),
        ("Blackpool", "2020", None, True),
        ("Isles of Scilly", "2019", None, True),
    ]
    assert list(result.accounts["a.csv"].set_aside) == ["2020: marked as too uncertain to give"]


SUBJECTS = {
    "Table 4: Deaths related to drug misuse, by area": ("deaths registered: drug misuse", "sex: all; age: all"),
    "Table 2: Drug poisoning, males": ("deaths registered: drug poisoning", "sex: male; age: all"),
    "Table 3: Drug poisoning, females": ("deaths registered: drug poisoning", "sex: female; age: all"),
    "Drug-related deaths": (
        "deaths registered (the table does not say whether from poisoning or from drug misuse)",
        "sex: all; age: all",
    ),
}


@pytest.mark.parametrize("title", SUBJECTS)
def test_the_title_says_what_is_counted(tmp_path, title):
    figures, _ = read(table(tmp_path, *AREAS, title=("Drug poisoning and drug misuse by area", f'"{title}"')[1:]))
    assert set(seen(figures, "indicator", "group")) == {SUBJECTS[title]}


def test_a_table_without_a_title_is_known_by_published_totals(tmp_path):
    lines = ["K04000001,ENGLAND AND WALES,3674,3744", "E92000001,ENGLAND,3416,3450"]
    folder = table(tmp_path, *lines, title=(), header="code,name,2015,2016", name="x.csv")
    figures, _ = read(folder)
    assert {one.indicator for one in figures} == {"deaths registered: drug poisoning"}


@pytest.mark.parametrize("england", ["3449", "*", "3450.5"])
def test_totals_that_differ_do_not_make_a_table(tmp_path, england):
    lines = ["K04000001,ENGLAND AND WALES,3674,3744", f"E92000001,ENGLAND,3416,{england}"]
    folder = table(tmp_path, *lines, title=(), header="code,name,2015,2016", name="x.csv")
    with pytest.raises(RefusalError, match="holds no file of published figures"):
        read(folder)


def test_areas_and_years_of_something_else_are_not_read(tmp_path):
    table(tmp_path, *AREAS)
    table(tmp_path, *AREAS, title=(), name="population.csv")
    _, result = read(tmp_path / "in")
    assert list(result.not_read) == ["population.csv"]
    assert list(result.accounts) == ["a.csv"]


def test_a_file_name_may_say_it_where_nothing_else_does(tmp_path):
    figures, _ = read(table(tmp_path, *AREAS, title=(), name="drug_misuse_by_LA.csv"))
    assert {one.indicator for one in figures} == {"deaths registered: drug misuse"}


@pytest.mark.parametrize("header", ["Area Codes,Area Names,2020,2020", "Area Codes,Code,2020,2019"])
def test_a_column_twice_is_refused(tmp_path, header):
    with pytest.raises(RefusalError, match="a.csv line 2: names a column for the code or for a year twice"):
        read(table(tmp_path, *AREAS, header=header))


def test_lines_without_a_code_are_set_aside(tmp_path):
    _, result = read(table(tmp_path, *AREAS, ",Usual residence outside England and Wales,25,1"))
    assert {why: said.first_lines for why, said in result.accounts["a.csv"].without_figures.items()} == {
        "above the header": [1],
        "no ONS code": [15],
    }
