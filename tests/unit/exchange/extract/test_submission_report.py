"""The next national file: what is in it, what would be rejected and where to mend it, who is left out and why."""

import csv
import json
from datetime import UTC, date, datetime

import pytest

from ostara.care.people.models import Consent
from ostara.exchange.extract.choosing import NOT_ASKED
from ostara.exchange.submission import FILE, REPORT, prepare_submission
from ostara.knowledge.refusal import RefusalError
from tests.episodes import HEROIN, an_episode, an_episode_in_treatment, days_ago
from tests.outcomes_forms import a_profile
from tests.persons import a_person
from tests.staff import a_service

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def harbour():
    return a_service("Harbour", agency_code="N0001", area="A12B")


def rosa(at, **said):
    who = {"given": "Rosa", "family": "Ahern", "born": date(1980, 2, 29), "sex": "F", **said}
    person = a_person(at=at, **who)
    Consent.objects.create(person=person, kind="ndtms", answer="yes", asked_on=days_ago(90))
    return person


def prepared(folder, *codes):
    return prepare_submission(folder, list(codes or ["N0001"]), at=NOW)


def rows(folder):
    with (folder / FILE).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_file_holds_who_agreed_and_says_it_is_a_worked_example(harbour, tmp_path):
    one = an_episode_in_treatment(of=rosa(harbour), at=harbour)
    told = prepared(tmp_path)
    assert (told["rows"], told["people"], told["episodes"]) == (1, 1, 1)
    (row,) = rows(tmp_path)
    assert (row["FINITIAL"], row["SINITIAL"], row["DOB"], row["SEX"]) == ("R", "A", "1980-02-29", "F")
    assert (row["AGNCY"], row["CLIENTID"], row["CONSENT"]) == ("N0001", one.person.number, "Y")
    assert (row["TRIAGED"], row["DRUG1"], row["MODAL"]) == (days_ago(98).isoformat(), "1011", "94")
    assert "worked example" in told["not_in_force"]


def test_nothing_but_the_file_and_its_report_is_left(harbour, tmp_path):
    an_episode_in_treatment(of=rosa(harbour), at=harbour)
    told = prepared(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([FILE, REPORT])
    assert json.loads((tmp_path / REPORT).read_text()) == json.loads(json.dumps(told))
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_the_report_names_nobody(harbour, tmp_path):
    an_episode(of=rosa(harbour), at=harbour).triaged()
    prepared(tmp_path)
    said = (tmp_path / REPORT).read_text()
    assert "Ahern" not in said
    assert "1980" not in said


def test_an_episode_that_would_be_rejected_is_traced_to_the_record(harbour, tmp_path):
    one = an_episode(of=rosa(harbour), at=harbour).triaged()  # no assessment, so no problem substance
    told = prepared(tmp_path)
    (issue,) = [issue for issue in told["issues"] if issue["severity"] == "reject"]
    assert (issue["column"], issue["episode"], issue["person"]) == (
        "DRUG1",
        str(one.episode.pk),
        str(one.person.pk),
    )
    assert told["episodes"] == 0


def test_somebody_without_a_date_of_birth_is_told_apart(harbour, tmp_path):
    an_episode(of=rosa(harbour, born=None), at=harbour).triaged().assessed(HEROIN)
    (issue,) = [issue for issue in prepared(tmp_path)["issues"] if issue["severity"] == "reject"]
    assert issue["table"] == "people"
    assert "date of birth" in issue["message"]


def test_a_warning_of_a_profile_leads_to_the_profile(harbour, tmp_path):
    one = an_episode_in_treatment(of=rosa(harbour), at=harbour)
    top = a_profile(of=one.episode, day=days_ago(150), stage="start", heroin_days=3)
    (issue,) = [issue for issue in prepared(tmp_path)["issues"] if issue["column"] == "TOPDATE"]
    assert (issue["table"], issue["part"], issue["unverified"]) == ("reviews", str(top.pk), True)


def test_who_was_not_asked_is_left_out_with_the_reason(harbour, tmp_path):
    unasked = a_person(at=harbour, given="Sam", family="Ahern", born=date(1990, 1, 1), sex="M")
    an_episode_in_treatment(of=unasked, at=harbour)
    told = prepared(tmp_path)
    assert told["left_out"] == [{"person": str(unasked.pk), "reason": NOT_ASKED}]
    assert told["rows"] == 0


def test_completeness_counts_episodes_and_parts(harbour, tmp_path):
    with_a_home = {"accommodation": "3"}
    an_episode(of=rosa(harbour), at=harbour).triaged().assessed(HEROIN, **with_a_home).started()
    an_episode(of=rosa(harbour, given="Sam", sex="M"), at=harbour).triaged().assessed(HEROIN)
    filled = {one["column"]: (one["filled"], one["of"]) for one in prepared(tmp_path)["completeness"]}
    assert filled["DRUG1"] == (2, 2)
    assert filled["ACCMNEED"] == (1, 2)
    assert filled["MODSET"] == (1, 1)
    assert filled["TOPDATE"] == (0, 0)
    assert filled["DISRSN"] == (0, 0)  # asked only of who has left
    assert "DISD" not in filled  # nothing is missing while care goes on


def test_a_service_that_is_not_there_is_refused(harbour, tmp_path):
    with pytest.raises(RefusalError, match="there is none with this code"):
        prepared(tmp_path, "N0001", "X9999")


def test_a_service_without_anybody_has_an_empty_file(harbour, tmp_path):
    told = prepared(tmp_path)
    assert (told["rows"], told["issues"], rows(tmp_path)) == (0, [], [])
