"""ViewIt: both exports with their traps, the rounding of one of them, and totals held against their parts."""

import pytest

from ostara.exchange.england.viewit import ROUNDED
from ostara.knowledge.refusal import RefusalError
from tests.unit.exchange.england.published_files import FINGERTIPS as HEADER
from tests.unit.exchange.england.published_files import LOCAL, NATIONAL, fingertips, local, national, put, read, seen

FOUR = [
    national("TOTAL", 289215),
    national("OPIATES", 140558),
    national("NON-OPIATES ONLY", '"29,582"'),
    national("ALCOHOL ONLY", 84697),
]
MIXED = national("ALCOHOL & NON-OPIATES", 34378)


def test_the_export_for_england(tmp_path):
    figures, result = read(put(tmp_path / "in", "any name.csv", NATIONAL, *FOUR, MIXED))
    assert {(one.group.split(";")[0], one.value) for one in figures} == {
        ("drugs: all", 289215),
        ("drugs: opiate", 140558),
        ("drugs: non-opiate only", 29582),
        ("drugs: alcohol only", 84697),
        ("drugs: non-opiate and alcohol", 34378),
    }
    assert set(seen(figures, "area_code", "area_kind", "unit", "note")) == {("E92000001", "country", "people", None)}
    account = result.accounts["any name.csv"]
    assert (account.lines.read, account.figures.kept, account.remarks) == (5, 5, ())
    assert len(account.columns_not_read) == 5


def test_a_garbled_cell_is_set_aside_and_the_total_says_what_is_lacking(tmp_path):
    garbled = MIXED.replace("34378", "34�78")
    figures, result = read(put(tmp_path / "in", "a.csv", NATIONAL, *FOUR, garbled))
    account = result.accounts["a.csv"]
    assert len(figures) == 4
    ((reason, why),) = account.set_aside.items()
    assert (reason, why.count, why.first_lines) == ("Num_InTreatment_AllInTx: not a number", 1, [6])
    assert account.remarks == (
        "England 2021/22 (sex: all, age: all): no figure for non-opiate and alcohol; the total leaves 34,378 for it",
    )


def test_a_total_that_is_not_the_sum_of_its_parts_is_said(tmp_path):
    _, result = read(put(tmp_path / "in", "a.csv", NATIONAL, *FOUR, MIXED.replace("34378", "34379")))
    (said,) = result.accounts["a.csv"].remarks
    assert said.endswith("the four groups add up to 289,216, the total says 289,215")


def test_withheld_counts_are_kept_without_a_value(tmp_path):
    figures, result = read(
        put(tmp_path / "in", "a.csv", NATIONAL, national("opiate", "*"), national("alcohol only", 0))
    )
    assert sorted(seen(figures, "value", "suppressed"), key=str) == [(0, False), (None, True)]
    assert (result.accounts["a.csv"].withheld, result.accounts["a.csv"].figures.set_aside) == (1, 0)


def test_the_export_for_local_authorities(tmp_path):
    lines = [local("Barnet", "Opiate", 640, 145, 50, 10, 40), local("Barnet", "Total", 1215, 560, 245, 10, 215)]
    lines.append(local("Barnet", "Non-opiate only", 150, 95, 40, 0, "NULL"))
    lines.append(local("Barnet", "Alcohol only", 440, 235, 110, 5, 45))
    lines.append(local("Barnet", "Non-opiate & alcohol", 230, 140, 70, 0, 40))
    figures, result = read(put(tmp_path / "in", "a.csv", LOCAL, *lines))
    account = result.accounts["a.csv"]
    assert (account.figures.read, account.figures.kept) == (25, 24)
    assert list(account.set_aside) == ["exits_droppedout_allintx: NULL: not collected for this year or group"]
    assert {one.note for one in figures} == {f"{ROUNDED}; no single code for its name"}
    died = {one.group: one.value for one in figures if one.indicator == "people who died in treatment"}
    assert died["drugs: opiate; sex: all; age: all"] == 10
    assert died["drugs: non-opiate only; sex: all; age: all"] == 0
    assert account.remarks == ()  # rounded counts do not add up, and that is no fault


def test_counts_that_are_not_all_multiples_of_five_are_not_taken_for_rounded(tmp_path):
    lines = [local("Barnet", "Opiate", 5 * year, 5, 5, 5, 5, period=f"20{year}/{year + 1}") for year in range(10, 20)]
    figures, _ = read(put(tmp_path / "in", "a.csv", LOCAL, *lines))
    assert all(ROUNDED in one.note for one in figures)
    figures, _ = read(put(tmp_path / "in", "a.csv", LOCAL, *lines, local("Barnet", "Total", 641, 5, 5, 5, 5)))
    assert not any(ROUNDED in one.note for one in figures)


CODES = [
    fingertips("E09000003", "Barnet", 50),
    fingertips("E06000023", '"Bristol, City of"', 50),
    fingertips("E06000047", "County Durham", 50),
    fingertips("E06000052", "Cornwall", 50),
    fingertips("E06000053", "Isles of Scilly", 50),
    fingertips("E10000002", "Buckinghamshire", 50),
    fingertips("E06000060", "Buckinghamshire", 50),
    fingertips("E09000001", "City of London", 50),
]
NAMES = {
    "Barnet": "E09000003",
    "Bristol": "E06000023",
    "Durham": "E06000047",
    "Cornwall & Isles of Scilly": None,
    "Buckinghamshire": None,
    "London": "E12000007",
    "Leeds": None,
}


def test_names_get_the_one_code_that_the_other_files_know(tmp_path):
    put(tmp_path / "in", "z.csv", HEADER, *CODES)
    put(tmp_path / "in", "a.csv", LOCAL, *(local(name, "Total", 5, 5, 5, 5, 7) for name in NAMES))
    figures, _ = read(tmp_path / "in")
    found = {one.area_name: one.area_code for one in figures if one.source == "viewit"}
    assert found == NAMES
    notes = {one.area_name: one.note for one in figures if one.source == "viewit"}
    assert notes["Buckinghamshire"] == "its name has several codes (E06000060, E10000002)"
    assert notes["Cornwall & Isles of Scilly"] == "no single code for its name"


SET_ASIDE = {
    "a blank line": ",,,,,,,,,,",
    "a note": "Source: National Drug Treatment Monitoring System",
    "a period that is no financial year": national("opiate", 1, period="2021"),
    "a substance group that ViewIt does not have": national("crack", 1),
    "a sex that ViewIt does not have": national("opiate", 1, sex="X"),
    "an age group that ViewIt does not have": national("opiate", 1, age=""),
    "no area": national("opiate", 1, area=""),
    "more cells than the header names (a thousands comma without quotes does that)": national("opiate", "1,234"),
    "fewer cells than the header names": "2021/22,England,opiates",
}


@pytest.mark.parametrize("reason", SET_ASIDE)
def test_lines_without_figures(tmp_path, reason):
    figures, result = read(put(tmp_path / "in", "a.csv", NATIONAL, FOUR[0], SET_ASIDE[reason]))
    account = result.accounts["a.csv"]
    assert len(figures) == 1
    assert {why: (said.count, said.first_lines) for why, said in account.without_figures.items()} == {reason: (1, [3])}
    assert (account.lines.read, account.lines.kept, account.lines.set_aside) == (2, 1, 1)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (NATIONAL.replace("Area_Data,", ""), "lacks a column for the area"),
        (NATIONAL.replace("Num_InTreatment_AllInTx", "Num"), "lacks every column that is read as a figure"),
        (NATIONAL.replace("Eth_White_AllInTx", "AgeGroup"), "names the same column twice (columns 5 and 7)"),
    ],
)
def test_a_header_that_is_not_whole_is_refused(tmp_path, header, says):
    with pytest.raises(RefusalError) as refusal:
        read(put(tmp_path / "in", "a.csv", header, FOUR[0]))
    assert refusal.value.place == "a.csv line 1"
    assert says in refusal.value.reason
