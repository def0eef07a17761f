"""The quality report: its JSON, its CSV, what is published, and what stands on the page."""

import csv
import io
import json
from dataclasses import replace

import pytest

from ostara.analysis.measures.answer import Answer, share
from ostara.analysis.measures.publish import publish
from ostara.analysis.measures.registry import QUALITY
from ostara.analysis.reports.quality import Step, quality
from ostara.analysis.reports.quality_data import HEADINGS, as_csv, as_json
from ostara.analysis.reports.quality_page import as_html
from ostara.analysis.reports.quality_published import published
from tests.people import a_person, a_service

NAMES = (
    "restart_above_30_after_5",
    "gaps_5_plus",
    "gaps_3_plus",
    "first_dose_above_30",
    "first_week_rise_above_30",
    "single_rise_above_10",
    "low_dose_with_use_on_top",
    "use_on_top_untested",
    "retained_24_weeks",
    "maximum_dose_60_plus",
)


def some_people():
    for number in range(40):
        site = "North" if number % 4 else "=South"
        person = a_person(site).on_methadone(20 + number % 5 * 10, days=60).who_missed(days=5).took(60)
        yield (
            person.used(days_ago=3)
            .tested(positive=("heroin",))
            .was_to_come("attended")
            .on_day(154 + number % 2 - 1)
            .took(60)
        )
    yield a_person("Tiny").on_methadone(70, days=3)
    yield a_person("North").on_buprenorphine(8, days=90).tested(negative=("heroin",))


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return quality(a_service(tmp_path_factory.mktemp("report") / "store", *some_people()))


def test_every_measure_stands_under_its_own_name(report):
    data = json.loads(as_json(report))
    for name in NAMES:
        assert {"numerator", "denominator", "value", "low", "high", "by", "unverified"} <= data[name].keys()
        assert set(data[name]["by"]) == {"medicine", "service"}


def test_every_measure_of_the_registry_is_answered(report):
    assert list(report.answers) == [measure.name for measure in QUALITY]


def test_the_quartiles_of_the_highest_dose(report):
    numbers = json.loads(as_json(report))["maximum_dose_60_plus"]
    assert numbers["median"] == 60
    assert (numbers["numerator"], numbers["denominator"]) == (41, 41)


def test_groups_add_up_to_the_whole(report):
    for name in NAMES:
        answer = report.answers[name]
        for groups in answer.by.values():
            assert sum(part.numerator for part in groups.values()) == answer.overall.numerator, name
            assert sum(part.denominator for part in groups.values()) == answer.overall.denominator, name


def test_unverified_thresholds_are_named(report):
    assert report.answers["restart_above_30_after_5"].unverified == (
        "missed_days.reinduct",
        "methadone.restart_high_mg",
    )
    assert report.answers["maximum_dose_60_plus"].unverified == ()
    assert "methadone.restart_high_mg" in json.loads(as_json(report))["origin"]["unverified"]


def test_the_csv_has_a_line_for_each_measure_and_group(report):
    lines = list(csv.DictReader(io.StringIO(as_csv(report))))
    assert tuple(lines[0]) == HEADINGS
    kept = {(line["dimension"], line["group"]): line for line in lines if line["measure"] == "retained_24_weeks"}
    assert kept["all", "all"]["denominator"] == "42"
    assert kept["medicine", "buprenorphine"]["numerator"] == "0"


def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(report):
    groups = {line["group"] for line in csv.DictReader(io.StringIO(as_csv(report)))}
    assert "'=South" in groups
    assert "=South" not in groups


def test_small_counts_are_not_published(report):
    shown = published(report)
    tiny = shown.answers["retained_24_weeks"].by["service"]["Tiny"]
    assert (tiny.numerator, tiny.denominator, tiny.value) == (None, None, None)
    assert shown.answers["maximum_dose_60_plus"].numbers["median"] is None


def test_published_counts_are_rounded_and_so_is_all_that_is_worked_out_from_them(report):
    before, after = report.answers["retained_24_weeks"].overall, published(report).answers["retained_24_weeks"].overall
    assert (before.numerator, before.denominator) == (20, 42)
    assert (after.numerator, after.denominator) == (20, 40)
    assert after.value == 0.5
    assert after.low == share(20, 40).low


def test_the_whole_published_json_holds_no_small_or_unrounded_count(report):
    def numbers(found, name=""):
        if isinstance(found, dict):
            for key, inside in found.items():
                if key != "origin":
                    yield from numbers(inside, key)
        elif isinstance(found, list):
            for inside in found:
                yield from numbers(inside, name)
        elif name in {"numerator", "denominator", "people", "at_risk", "gone", "unknown"} and found is not None:
            yield found

    found = list(numbers(json.loads(as_json(published(report)))))
    assert len(found) > 100
    assert all(number % 5 == 0 for number in found)


def test_a_hidden_group_cannot_be_worked_out_from_the_whole():
    groups = {"A": share(50, 100), "B": share(52, 100), "C": share(2, 100)}
    answer = Answer("x", share(104, 300), {"medicine": groups, "service": groups})
    hidden = [name for name, part in publish(answer).by["service"].items() if part.numerator is None]
    assert "C" in hidden
    assert len(hidden) > 1


def test_almost_all_is_as_telling_as_almost_none():
    assert publish(Answer("x", share(98, 100), {})).overall.numerator is None
    groups = {"A": share(50, 100), "B": share(98, 100), "C": share(60, 90)}
    shown = publish(Answer("x", share(208, 290), {"service": groups})).by["service"]
    assert shown["B"].numerator is None
    assert sum(part.numerator is None for part in shown.values()) > 1


def test_a_published_curve_moves_by_whole_months_only(report):
    steps = tuple(Step(day, 200 - day, 1, 1 - day / 400, 0.1, 0.9) for day in range(1, 150, 3))
    coarse = published(replace(report, curves={"methadone": steps})).curves["methadone"]
    assert [step.day for step in coarse] == [28, 56, 84, 112, 140]
    assert all(step.at_risk % 5 == 0 and step.gone == 0 for step in coarse)


def test_the_page_shows_first_what_may_kill(report):
    page = as_html(report)
    assert page.index("Methadone began again above 30 mg") < page.index(">Starting methadone</h2>")
    assert "What the log cannot tell" in page
    assert "Rests on unverified numbers" in page


def test_the_page_never_suggests_a_dose(report):
    page = as_html(report).lower()
    for words in ("increase the dose", "raise the dose", "reduce the dose", "should be given", "recommended dose"):
        assert words not in page


def test_a_name_that_looks_like_a_tag_is_only_a_name(tmp_path):
    store = a_service(tmp_path / "store", a_person("<script>alert(1)</script>").on_methadone(60, days=3))
    page = as_html(quality(store))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_an_empty_store_says_that_there_is_nothing_to_judge_by(tmp_path):
    report = quality(a_service(tmp_path / "store"))
    assert all(answer.overall.value in {None, 0.0} for answer in report.answers.values())
    assert "nothing in the store to judge by" in as_html(report)
    assert json.loads(as_json(published(report)))["people"]["numerator"] == 0
