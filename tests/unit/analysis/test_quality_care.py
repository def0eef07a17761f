"""Gaps in care and cultures in the quality report: as data, as a page, and as published."""

import csv
import io
import json

import pytest

from ostara.analysis.measures.care_gaps.registry import CARE_GAPS
from ostara.analysis.measures.cultures.indicators import INDICATORS
from ostara.analysis.reports.quality import quality
from ostara.analysis.reports.quality_data import as_csv, as_json
from ostara.analysis.reports.quality_page import as_html
from ostara.analysis.reports.quality_published import published
from tests.people import a_person, a_service
from tests.spec.care_gaps.conftest import FIRST_DAY, LAST, ago, on_ost


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    people = [on_ost(200).had("naloxone") for _ in range(12)]
    people += [on_ost(200) for _ in range(3)]
    people += [on_ost(200).on_day(ago(5 * day)).ordered(50, kind="decrease", patient_led=True) for day in range(1, 8)]
    return quality(a_service(tmp_path_factory.mktemp("care") / "store", *people, first_day=FIRST_DAY, until=LAST))


def test_every_gap_and_indicator_is_in_the_data(report):
    data = json.loads(as_json(report))
    assert [one["id"] for one in data["care_gaps"].values()] == list(CARE_GAPS)
    assert list(data["cultures"]) == [one.measure.name for one in INDICATORS]
    naloxone = data["care_gaps"]["no_naloxone"]
    assert (naloxone["numerator"], naloxone["denominator"], naloxone["unknown"], naloxone["left_out"]) == (10, 22, 0, 0)
    assert data["cultures"]["reduction_from_below_range"]["median"] == {"of": 7, "value": 60, "low": 60, "high": 60}
    assert "monitoring.naloxone_kits" in data["origin"]["unverified"]


def test_every_gap_has_its_line_in_the_table(report):
    lines = {
        line["measure"]: line for line in csv.DictReader(io.StringIO(as_csv(report))) if line["dimension"] == "all"
    }
    assert {gap.name for gap in CARE_GAPS.values()} <= lines.keys()
    assert (lines["no_naloxone"]["numerator"], lines["no_naloxone"]["unit"]) == ("10", "people")


def test_the_page_says_each_gap_and_what_cannot_be_known(report):
    page = as_html(report)
    for gap in CARE_GAPS.values():
        assert f"{gap.id}: what it counts" in page
    assert "Afraid of abstinence" in page and "no single score" in page


def test_what_is_published_holds_no_small_or_exact_count_and_no_median(report):
    data = json.loads(as_json(published(report)))
    naloxone = data["care_gaps"]["no_naloxone"]
    assert (naloxone["numerator"], naloxone["denominator"], naloxone["left_out"]) == (10, 20, None)
    assert data["care_gaps"]["no_hepatitis_c_test"]["unknown"] == 20
    assert "median" not in data["cultures"]["reduction_from_below_range"]
    assert "of 22" not in as_html(published(report))


def test_a_store_in_relative_days_is_not_asked_and_says_so(tmp_path):
    report = quality(a_service(tmp_path / "store", a_person().on_methadone(60, days=3)))
    assert json.loads(as_json(report))["care_gaps"] == {}
    assert "no last complete day" in as_html(report)
