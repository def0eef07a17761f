"""Drug tests in a store: what stands, substance by substance, believed in the right order."""

from datetime import UTC, datetime, timedelta

import pyarrow.parquet as pq
import pytest

from ostara.care.rows.pseudonyms import number_of
from ostara.care.testing.actions.tests import add_reading, withdraw
from ostara.exchange.extract import Purpose, extract
from ostara.tables.store import open_store
from tests.episodes import an_episode_in_treatment, days_ago, today
from tests.staff import a_service
from tests.tested import SOMEBODY, a_specimen

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour():
    return a_service("Harbour", agency_code="N0001", area="A12B")


@pytest.fixture
def robin(harbour):
    return an_episode_in_treatment(at=harbour).person


def rows(tmp_path, table: str, **how) -> list[dict[str, object]]:
    extract(tmp_path / "store", at=datetime.now(UTC) + timedelta(days=1), replace=True, **how)
    return pq.read_table(open_store(tmp_path / "store").file(table)).to_pylist()


def found(tmp_path) -> dict[str, tuple[object, object]]:
    return {row["substance"]: (row["result"], row["prescribed"]) for row in rows(tmp_path, "findings")}


def laboratory(specimen, **results) -> None:
    add_reading(specimen=specimen, panel="urine_laboratory", result_on=today(), found=results, by=SOMEBODY, on=today())


def test_a_specimen_is_a_row_and_each_substance_another(robin, harbour, tmp_path):
    specimen = a_specimen(of=robin, at=harbour, ago=3, opiates="negative", eddp="positive", cocaine="unclear")
    (row,) = rows(tmp_path, "specimens")
    assert row == {
        "specimen": number_of(specimen.line),
        "person": number_of(robin.pk),
        "service": "N0001",
        "taken_on": days_ago(3),
        "kind": "urine",
        "trusted": None,
    }
    assert found(tmp_path) == {
        "opioid": ("negative", None),
        "methadone": ("positive", True),
        "cocaine": ("unclear", None),
    }


def test_a_laboratory_is_believed_before_a_strip(robin, harbour, tmp_path):
    specimen = a_specimen(of=robin, at=harbour, opiates="positive", cocaine="positive")
    laboratory(specimen, opiates="negative", acetylmorphine="negative")
    assert {name: result for name, (result, _) in found(tmp_path).items()} == {
        "opioid": "negative",
        "heroin": "negative",
        "cocaine": "positive",
    }


def test_of_two_markers_of_one_substance_a_finding_counts(robin, harbour, tmp_path):
    a_specimen(of=robin, at=harbour, methadone="negative", eddp="positive")
    assert found(tmp_path)["methadone"] == ("positive", True)


def test_what_was_refused_or_taken_back_is_in_no_store(robin, harbour, tmp_path):
    a_specimen(of=robin, at=harbour, given="refused")
    withdraw(row=a_specimen(of=robin, at=harbour, opiates="positive"), why="Somebody else's", by=SOMEBODY)
    assert rows(tmp_path, "specimens") == [] == rows(tmp_path, "findings")


def test_a_store_of_one_service_has_its_tests_only(robin, harbour, tmp_path):
    a_specimen(of=robin, at=harbour, opiates="negative")
    a_specimen(of=robin, at=a_service(), opiates="positive")
    here = frozenset([harbour.pk])
    assert len(rows(tmp_path, "specimens")) == 2
    assert [row["service"] for row in rows(tmp_path, "specimens", services=here)] == ["N0001"]
    assert [row["result"] for row in rows(tmp_path, "findings", services=here)] == ["negative"]


def test_no_test_goes_into_a_national_file(robin, harbour, tmp_path):
    a_specimen(of=robin, at=harbour, opiates="negative")
    assert rows(tmp_path, "specimens", purpose=Purpose.NATIONAL) == []
