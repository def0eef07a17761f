"""Fingertips: intervals, notes, empty values, the same area under several kinds, and parts of England."""

import pytest

from ostara.knowledge.refusal import RefusalError
from tests.unit.exchange.england.published_files import FINGERTIPS, fingertips, put, read, seen

ENGLAND = fingertips("E92000001", "England", "52.1", low="51.5", high="53.7", count="159112.3", denominator="305118")


def test_a_row(tmp_path):
    figures, result = read(put(tmp_path / "in", "a.csv", FINGERTIPS, ENGLAND))
    (one,) = figures
    assert one.indicator.startswith("93517 Proportion of opiates and/or crack")
    assert (one.value, one.low, one.high, one.numerator, one.denominator) == (52.1, 51.5, 53.7, 159112.3, 305118)
    assert (one.unit, one.method, one.group) == ("%", "indicator 93517", "sex: all; age: 15-64 yrs")
    assert (one.file, one.line) == ("a.csv", 2)
    assert len(result.accounts["a.csv"].columns_not_read) == 11


def test_a_part_of_england_is_not_england(tmp_path):
    tenth = fingertips("E92000001", "England", 60, category_type="Deprivation deciles", category="Most deprived")
    figures, _ = read(put(tmp_path / "in", "a.csv", FINGERTIPS, ENGLAND, tenth))
    assert seen(figures, "group", "value") == [
        ("sex: all; age: 15-64 yrs", 52.1),
        ("sex: all; age: 15-64 yrs; Deprivation deciles: Most deprived", 60),
    ]


def test_the_same_area_under_another_kind_is_kept_once(tmp_path):
    again = fingertips("E06000001", "Hartlepool", 48, kind="Districts & UAs")
    other = fingertips("E06000001", "Hartlepool", 49, kind="Counties & UAs")
    figures, result = read(
        put(tmp_path / "in", "a.csv", FINGERTIPS, fingertips("E06000001", "Hartlepool", 48), again, other)
    )
    account = result.accounts["a.csv"]
    assert seen(figures, "value", "line") == [(48, 2)]
    assert {why: said.first_lines for why, said in account.set_aside.items()} == {
        "the same figure again": [3],
        "the same place, period and group again, with another value": [4],
    }


EMPTY = {
    "Value suppressed for disclosure control reasons": (None, True),
    "Value cannot be calculated as number of cases is too small": (None, True),
    "Value not published for data quality reasons": (None, False),
}


@pytest.mark.parametrize("note", EMPTY)
def test_an_empty_value_with_a_note(tmp_path, note):
    figures, result = read(
        put(tmp_path / "in", "a.csv", FINGERTIPS, fingertips("E06000001", "Hartlepool", "", note=note))
    )
    assert seen(figures, "value", "suppressed", "note") == [(*EMPTY[note], note)]
    assert (result.accounts["a.csv"].withheld, result.accounts["a.csv"].not_given) == (
        (1, 0) if EMPTY[note][1] else (0, 1)
    )


def test_a_suppressed_value_is_never_zero(tmp_path):
    row = fingertips("E06000001", "Hartlepool", 0, count=0, note="Value suppressed for disclosure control reasons")
    figures, _ = read(put(tmp_path / "in", "a.csv", FINGERTIPS, row))
    assert seen(figures, "value", "numerator", "suppressed") == [(None, None, True)]


def test_a_note_on_a_value_stays_with_it(tmp_path):
    note = "Aggregated from all known lower geography values"
    figures, _ = read(put(tmp_path / "in", "a.csv", FINGERTIPS, fingertips("E12000001", "North East", 7, note=note)))
    assert seen(figures, "value", "note", "area_kind") == [(7, note, "region")]


UNITS = {
    "Deaths from drug misuse": "as the indicator says",
    "Deaths per 100,000 population": "per 100,000",
    "Successful completion (%)": "%",
}


@pytest.mark.parametrize("name", UNITS)
def test_units(tmp_path, name):
    row = fingertips("E12000001", "North East", 7, indicator=f'"{name}"')
    figures, _ = read(put(tmp_path / "in", "a.csv", FINGERTIPS, row))
    assert seen(figures, "unit") == [(UNITS[name],)]


SET_ASIDE = {
    "Value: an empty cell, and no note that says why": fingertips("E06000001", "Hartlepool", ""),
    "Value: not a number": fingertips("E06000001", "Hartlepool", "48..1"),
    "Count: not a number": fingertips("E06000001", "Hartlepool", "48", count="many"),
    "Upper CI 95.0 limit: below the lower limit": fingertips("E06000001", "Hartlepool", 48, low=50, high=40),
}
NOT_FIGURES = {
    "no number of an indicator": fingertips("E06000001", "Hartlepool", 1, id="Total"),
    "an area code that is none of the ONS's (a general practice or a trust, for example)": fingertips(
        "A81001", "GP", 1
    ),
    "no time period": fingertips("E06000001", "Hartlepool", 1, period=""),
}


@pytest.mark.parametrize("reason", [*SET_ASIDE, *NOT_FIGURES])
def test_set_aside(tmp_path, reason):
    row = {**SET_ASIDE, **NOT_FIGURES}[reason]
    figures, result = read(put(tmp_path / "in", "a.csv", FINGERTIPS, ENGLAND, row))
    account = result.accounts["a.csv"]
    assert len(figures) == 1
    found = account.set_aside if reason in SET_ASIDE else account.without_figures
    assert {why: said.first_lines for why, said in found.items()} == {reason: [3]}
    assert account.figures.read == account.figures.kept + account.figures.set_aside


def test_an_older_extract_without_the_last_column(tmp_path):
    header = FINGERTIPS.removesuffix(",Time period range")
    figures, _ = read(put(tmp_path / "in", "a.csv", header, ENGLAND.removesuffix(",1y")))
    assert len(figures) == 1


@pytest.mark.parametrize(
    ("header", "says"),
    [
        (FINGERTIPS.replace(",Area Type", ""), "is a header of Fingertips that lacks Area Type"),
        (FINGERTIPS.replace("Recent Trend", "Value"), "names a column twice: Value"),
    ],
)
def test_a_header_that_is_not_whole_is_refused(tmp_path, header, says):
    with pytest.raises(RefusalError) as refusal:
        read(put(tmp_path / "in", "a.csv", header, ENGLAND))
    assert (refusal.value.place, refusal.value.reason) == ("a.csv line 1", says)
