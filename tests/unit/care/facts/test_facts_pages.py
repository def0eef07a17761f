"""The pages of the rules: the list of tasks, a person's section, the second look, tighter numbers by two people."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.roles import Role, Verb
from ostara.care.facts.actions import agree, propose, review_finding
from ostara.care.facts.edition import edition_on
from ostara.care.facts.models import FindingReview, Tightened, TightenedAgreed
from ostara.care.facts.page_forms import can_be_tighter, way_of
from ostara.care.rows.acts import Changed, Refused
from ostara.care.tasks.models import OpenTask, TaskDone
from tests.medicines import a_course, days_ago, today
from tests.ruled import a_finding_of, a_proposal, a_task_of
from tests.staff import a_browser_of, a_person_in_care, a_service, by, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.record]


def opened(user, name, *args, **asked):
    answer = a_browser_of(user).get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def officer():
    return by(somebody(Role.SAFETY_OFFICER), Verb.TIGHTEN_RULES)


def proposed(name="missed_days.welfare_check", value="5", *, author=None, from_on=None):
    said = {"name": name, "value": value, "from_on": from_on or today(), "words": "Two people died here."}
    return propose(**said, by=author or officer(), at=timezone.now())


def test_the_list_shows_ones_own_roles_and_everybodys_on_request():
    here = a_service()
    person = a_person_in_care(at=here)
    a_task_of(person, here, words="Kit wanted")
    a_task_of(person, here, because="MON-01", for_role=Role.PRESCRIBER, words="Trace wanted")
    worker = somebody(Role.KEYWORKER, at=here)
    mine = opened(worker, "tasks")
    assert "Kit wanted" in mine and "Trace wanted" not in mine
    assert "Trace wanted" in opened(worker, "tasks", whose="everybody")
    assert "Trace wanted" in opened(worker, "tasks", whose="prescriber")


def test_a_task_of_another_service_and_of_somebody_no_longer_cared_for_is_not_listed():
    here, elsewhere = a_service(), a_service()
    a_task_of(a_person_in_care(at=elsewhere), elsewhere, words="Not ours")
    a_task_of(a_person_in_care(at=elsewhere), here, words="No longer ours")
    page = opened(somebody(Role.KEYWORKER, at=here), "tasks", whose="everybody")
    assert "Not ours" not in page and "No longer ours" not in page


def test_a_task_is_ended_with_what_became_of_it():
    here = a_service()
    person = a_person_in_care(at=here)
    task = a_task_of(person, here)
    browser = a_browser_of(somebody(Role.KEYWORKER, at=here))
    address = reverse("end_task", args=[person.pk, task.pk])
    assert b"Say why" in browser.post(address, {"outcome": "not_needed"}).content
    assert browser.post(address, {"outcome": "not_needed", "words": "Has one already"}).status_code == 302
    assert TaskDone.objects.get(task=task).words == "Has one already" and not OpenTask.objects.exists()


def test_a_task_of_no_person_is_ended_from_the_list():
    here = a_service()
    task = a_task_of(None, here, because="CD-13.2", words="Count the stock", for_role=Role.SERVICE_MANAGER)
    manager = somebody(Role.SERVICE_MANAGER, at=here)
    assert "Count the stock" in opened(manager, "tasks")
    answer = a_browser_of(manager).post(reverse("end_task_of_nobody", args=[task.pk]), {"outcome": "done"})
    assert answer.status_code == 302 and not OpenTask.objects.exists()


def test_a_person_s_page_says_what_the_rules_say_and_folds_what_is_not_known():
    here = a_service()
    course = a_course(at=here).on(mg=60, since=days_ago(200))
    person = course.course.person
    a_task_of(person, here, because="PSI-02.1", words="No keyworker is named.")
    page = opened(somebody(Role.KEYWORKER, at=here), "person", person.pk)
    assert "What is due and what the rules say" in page and "No keyworker is named." in page
    assert "Not known, and asked for by rules" in page


def test_the_history_has_source_answer_and_reason():
    here = a_service()
    person = a_person_in_care(at=here)
    a_finding_of(person, here)
    page = opened(somebody(Role.KEYWORKER, at=here), "rules", person.pk)
    assert "Seen and examined today" in page and "Answer: yes" in page and "dose ordered: 80" in page


def test_a_second_look_is_somebody_elses_and_only_one():
    here = a_service()
    finding = a_finding_of(a_person_in_care(at=here), here)
    other = by(somebody(Role.PRESCRIBER, at=here), Verb.REVIEW_RULES)
    said = {"finding": finding, "words": "", "at": timezone.now()}
    with pytest.raises(Refused, match="You went on yourself"):
        review_finding(**said, agrees=True, by=by(finding.recorded_by, Verb.REVIEW_RULES))
    with pytest.raises(Refused, match="what you would have done"):
        review_finding(**said, agrees=False, by=other)
    review_finding(**said, agrees=True, by=other)
    with pytest.raises(Changed):
        review_finding(**said, agrees=True, by=other)


def test_the_weekly_look_shows_one_s_own_service_and_the_officer_everything():
    here, elsewhere = a_service(), a_service()
    theirs = a_finding_of(a_person_in_care(at=elsewhere), elsewhere)
    prescriber = somebody(Role.PRESCRIBER, at=here)
    assert "IND-05" not in opened(prescriber, "overrides")
    assert "IND-05" in opened(somebody(Role.SAFETY_OFFICER), "overrides")
    browser = a_browser_of(somebody(Role.PRESCRIBER, at=elsewhere))
    sent = {"verdict": "does_not", "words": "Ten milligrams would have done"}
    assert browser.post(reverse("override", args=[theirs.pk]), sent).status_code == 302
    assert FindingReview.objects.get(finding=theirs).agrees is False


def test_a_tighter_number_holds_once_a_second_person_agreed():
    author = officer()
    row = proposed(author=author)
    assert dict(edition_on(today()).numbers) == {}
    with pytest.raises(Refused, match="A second person agrees"):
        agree(tightened=row, by=author, at=timezone.now())
    agree(tightened=row, by=officer(), at=timezone.now())
    assert dict(edition_on(today()).numbers) == {"missed_days.welfare_check": 5}
    with pytest.raises(Changed):
        agree(tightened=row, by=officer(), at=timezone.now())
    with pytest.raises(Refused, match="in use already"):
        proposed()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("missed_days.welfare_check", "9", "speak later"),
        ("missed_days.welfare_check", "1", "plausible"),
        ("missed_days.welfare_check", "soon", "not a number"),
        ("missed_days.welfare_check", "NaN", "not a number"),
    ],
)
def test_what_loosens_or_is_no_number_is_refused_in_words(name, value, words):
    with pytest.raises(Refused, match=words):
        proposed(name, value)
    assert not Tightened.objects.exists()


def test_only_the_safety_officer_proposes_and_for_a_day_that_is_not_over():
    with pytest.raises(Refused, match="safety officer"):
        proposed(author=by(somebody(Role.PRESCRIBER), Verb.TIGHTEN_RULES))
    with pytest.raises(Refused, match="from today on"):
        proposed(from_on=days_ago(1))


def test_the_page_of_tighter_numbers_proposes_and_agrees():
    first, second = a_browser_of(somebody(Role.SAFETY_OFFICER)), a_browser_of(somebody(Role.SAFETY_OFFICER))
    sent = {"name": "missed_days.welfare_check", "value": "5", "from_on": f"{today():%d/%m/%Y}", "words": "Deaths here"}
    assert first.post(reverse("tighter"), sent).status_code == 302
    row = Tightened.objects.get()
    assert b"A second person agrees" in first.post(reverse("tighter"), {"tightened": str(row.pk)}).content
    assert second.post(reverse("tighter"), {"tightened": str(row.pk)}).status_code == 302
    assert TightenedAgreed.objects.filter(tightened=row).exists()


def test_a_proposal_is_shown_with_the_usual_number():
    a_proposal()
    page = opened(somebody(Role.PRESCRIBER), "tighter")
    assert "7 days" in page and "Agree" in page and "Propose a tighter number" not in page


def test_a_number_that_two_rules_read_in_opposite_ways_is_not_offered():
    offered = {one.name for one in can_be_tighter()}
    assert "missed_days.welfare_check" in offered
    assert all(len(way_of(name)) == 1 for name in offered)
