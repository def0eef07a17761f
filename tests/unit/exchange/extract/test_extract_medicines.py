"""Orders and supplies on their way to a store: change points, and a row for each day a dose was meant for."""

from datetime import UTC, datetime

import pyarrow.parquet as pq
import pytest

from ostara.analysis.reports.quality import quality
from ostara.care.medication.writing.orders import take_back
from ostara.exchange.extract import extract
from ostara.tables.store import Store, open_store
from tests.medicines import a_course, days_ago, today
from tests.persons import a_person
from tests.staff import a_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    harbour = a_service("Harbour", agency_code="N0001", area="A12B")
    return a_course(of=a_person(at=harbour), at=harbour).on(mg=60, since=days_ago(20))


def extracted(tmp_path) -> Store:
    extract(tmp_path / "store", at=datetime.now(UTC), replace=True)
    return open_store(tmp_path / "store")


def rows(store, table):
    return pq.read_table(store.file(table)).to_pylist()


def test_orders_are_change_points(course, tmp_path):
    course.on(mg=70, since=days_ago(5)).stopped(days_ago(1))
    found = [(row["effective_on"], row["kind"], row["dose_mg"]) for row in rows(extracted(tmp_path), "orders")]
    assert found == [(days_ago(20), "start", 60), (days_ago(5), "increase", 70), (days_ago(1), "stop", None)]


def test_a_day_that_was_taken_back_has_no_order(course, tmp_path):
    course.on(mg=70, since=days_ago(5))
    take_back(order=course.orders[-1], words="Another person's form.", by=course.actor, at=datetime.now(UTC))
    found = [(row["effective_on"], row["dose_mg"]) for row in rows(extracted(tmp_path), "orders")]
    assert found == [(days_ago(20), 60)]


def test_a_pick_up_is_a_row_for_each_day_and_silence_is_not_reported(course, tmp_path):
    course.supplied(days_ago(9), days=3)
    course.supplied(days_ago(6), outcome="not_collected")
    course.due(days_ago(5))
    course.due(today())
    found = [(row["for_day"], row["outcome"], row["dose_mg"]) for row in rows(extracted(tmp_path), "supplies")]
    assert found == [
        (days_ago(9), "observed", 60),
        (days_ago(8), "collected", 60),
        (days_ago(7), "collected", 60),
        (days_ago(6), "not_collected", None),
        (days_ago(5), "not_reported", None),
    ]


def test_a_part_dose_fills_the_days_from_the_first(course, tmp_path):
    course.supplied(days_ago(9), days=2, outcome="collected", mg=90)
    assert [row["dose_mg"] for row in rows(extracted(tmp_path), "supplies")] == [60, 30]


def test_the_quality_report_reads_it(course, tmp_path):
    course.supplied_daily(days_ago(20), days_ago(10))
    found = quality(extracted(tmp_path)).answers
    assert (found["people_dosed"].overall.numerator, found["dose_rows"].overall.numerator) == (1, 11)
