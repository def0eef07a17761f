"""Care events on their way to a store: what measures of quality look for, as days with a code."""

from datetime import UTC, datetime, timedelta

import pyarrow.parquet as pq
import pytest

from ostara.care.health.models import Ecg, NaloxoneKit, OtherMedicine, Risk, Vaccination, VirusStep
from ostara.care.medication.models import Hold, HoldEnd
from ostara.exchange.extract import extract
from ostara.tables.store import open_store
from tests.episodes import HEROIN, an_episode
from tests.medicines import a_course, days_ago, today
from tests.outcomes_forms import asked
from tests.persons import a_person
from tests.staff import a_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour():
    return a_service("Harbour", agency_code="N0001", area="A12B")


@pytest.fixture
def rosa(harbour):
    return a_person(at=harbour)


def events(tmp_path):
    extract(tmp_path / "store", at=datetime.now(UTC), replace=True)
    found = pq.read_table(open_store(tmp_path / "store").file("care_events")).to_pylist()
    return {(row["kind"], row["from_day"], row["to_day"]) for row in found}


def test_health_as_days_with_a_code(rosa, harbour, tmp_path):
    here = {"person": rosa, "service": harbour}
    again = today() + timedelta(days=60)
    VirusStep.objects.create(**here, on=days_ago(30), virus="hcv", step="tested", result="positive", sample="blood")
    VirusStep.objects.create(**here, on=days_ago(20), virus="hcv", step="rna", result="positive", sample="blood")
    VirusStep.objects.create(**here, on=days_ago(10), virus="hcv", step="referred")
    VirusStep.objects.create(**here, on=days_ago(10), virus="hiv", step="tested", result="negative", sample="blood")
    Vaccination.objects.create(**here, on=days_ago(9), vaccine="hbv", step="given", schedule="accelerated", dose=1)
    NaloxoneKit.objects.create(**here, on=days_ago(8), kit="prenoxad", held_by="person", expires_on=again)
    Ecg.objects.create(**here, on=days_ago(7), done="refused", offer_again_on=again)
    OtherMedicine.objects.create(**here, on=days_ago(6), name="Diazepam", group="benzodiazepine", source="here")
    Risk.objects.create(**here, on=days_ago(6), kind="benzodiazepine", plan="Goes down 2 mg a month")
    assert events(tmp_path) == {
        ("hcv_test", days_ago(30), None),
        ("hcv_rna_positive", days_ago(20), None),
        ("hcv_referred", days_ago(10), None),
        ("hbv_dose", days_ago(9), None),
        ("naloxone", days_ago(8), again),
        ("ecg_refused", days_ago(7), again),
        ("sedative", days_ago(6), None),
        ("sedative_plan", days_ago(6), None),
    }


def test_what_the_service_did(rosa, harbour, tmp_path):
    an_episode(of=rosa, at=harbour).triaged().assessed(HEROIN)
    course = a_course(of=rosa, at=harbour).on(mg=60, since=days_ago(30))
    hold = Hold.objects.create(course=course.course, from_on=days_ago(4), reason=Hold.Reason.MISSED)
    HoldEnd.objects.create(hold=hold, on=days_ago(3), decision=HoldEnd.Decision.GO_ON, seen=True)
    kinds = {kind: on for kind, on, _ in events(tmp_path)}
    assert kinds["dose_review"] == days_ago(30)
    assert kinds["missed_decision"] == days_ago(3)
    assert "keywork" in kinds


def test_who_has_injected_is_known_from_the_assessment(rosa, harbour, tmp_path):
    an_episode(of=rosa, at=harbour).triaged().assessed(HEROIN, injecting="P")
    assert "injected" in {kind for kind, *_ in events(tmp_path)}


def test_what_ended_held_until_the_day_before(rosa, harbour, tmp_path):
    here = {"person": rosa, "service": harbour}
    NaloxoneKit.objects.create(
        **here, on=days_ago(8), kit="nyxoid", held_by="person", expires_on=today(), ended_on=days_ago(3), ended="used"
    )
    OtherMedicine.objects.create(
        **here, on=days_ago(9), name="Fluconazole", group="cyp_inhibitor", source="elsewhere", ended_on=days_ago(2)
    )
    assert events(tmp_path) == {("naloxone", days_ago(8), days_ago(4)), ("qt_risk", days_ago(9), days_ago(3))}


def test_a_lower_dose_for_safety_is_told_apart(rosa, harbour, tmp_path):
    course = a_course(of=rosa, at=harbour).on(mg=60, since=days_ago(30))
    course.on(mg=50, since=days_ago(5), reason="sedation").on(mg=45, since=days_ago(2), reason="agreed_plan")
    safety = [on for kind, on, _ in events(tmp_path) if kind == "safety_decrease"]
    assert safety == [days_ago(5)]


@pytest.mark.parametrize(("answer", "kind"), [(5, "recovery_capital_high"), (4, "recovery_capital_low")])
def test_recovery_capital_is_on_one_side_of_the_line(rosa, harbour, tmp_path, answer, kind):
    episode = an_episode(of=rosa, at=harbour).triaged().assessed(HEROIN).episode
    asked("barc10", dict.fromkeys(range(1, 11), answer), of=episode, day=days_ago(0))
    assert (kind, today(), None) in events(tmp_path)
