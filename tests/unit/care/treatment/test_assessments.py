"""An assessment: nothing demanded but its day, nothing lost when it is put right, unknown never read as no."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.rows.acts import Refused
from ostara.care.treatment import actions
from ostara.care.treatment.forms.assessing import OF_THE_LAST_WEEKS, SECTIONS, AssessmentForm
from ostara.care.treatment.models import Assessment, SubstanceUse
from ostara.care.treatment.national_row import national_findings
from ostara.care.treatment.questions import assessment_of, episodes_of, substances_of
from ostara.care.treatment.reading import in_sections
from tests.episodes import CRACK, HEROIN, Substance, an_episode, an_episode_in_treatment, days_ago, today
from tests.persons import a_person
from tests.staff import a_browser_of, a_service

BESIDE = {"id", "recorded_at", "recorded_by", "corrects", "why", "withdrawn", "episode", "on"}


def test_every_question_of_an_assessment_has_a_place_in_its_form():
    columns = {field.name for field in Assessment._meta.concrete_fields} - BESIDE
    assert {name for _, _, names in SECTIONS for name in names} == columns
    assert columns >= OF_THE_LAST_WEEKS


@pytest.mark.django_db
def test_what_was_not_asked_is_said_and_never_reads_as_no():
    episode = an_episode().triaged().assessed(HEROIN, overdosed="N", has_naloxone="U")
    sections = {one.title: one for one in in_sections(Assessment.objects.get())}
    assert ("Ever had an overdose", "No") in sections["Overdose"].answered
    assert ("Has naloxone at hand", "Not known") in sections["Overdose"].answered
    assert "last overdose" in sections["Overdose"].not_asked
    assert episode.now.assessed_on == episode.day(3)


@pytest.mark.django_db
def test_a_correction_carries_substances_along_and_keeps_what_was_said():
    episode = an_episode_in_treatment()
    row = Assessment.objects.standing().get()
    actions.correct_assessment(
        assessment=row,
        why="age was wrong",
        facts={"overdosed": "Y"},
        substances=[HEROIN],
        by=episode.actor,
        at=timezone.now(),
    )
    stands = Assessment.objects.standing().get()
    assert (stands.overdosed, [one.code for one in stands.substances.all()]) == ("Y", ["1011"])
    assert [one.code for one in row.substances.order_by("place")] == ["1011", "3201"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("substances", "field"),
    [
        ([Substance("9996")], "substance_1_code"),
        ([HEROIN, HEROIN], "substance_2_code"),
        ([Substance("4711")], "substance_1_code"),
        ([HEROIN, Substance("3201", route="9")], "substance_2_route"),
        ([Substance("1011", days=29)], "substance_1_days"),
        ([Substance("1011", age_first_used=80)], "substance_1_age_first_used"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(substances, field):
    here = a_service()
    episode = an_episode(of=a_person(at=here, born=days_ago(40 * 365)), at=here).triaged()
    with pytest.raises(Refused) as refused:
        episode.assessed(*substances)
    assert refused.value.field == field
    assert not SubstanceUse.objects.exists()


@pytest.mark.django_db
def test_days_before_the_person_was_born_are_refused():
    here = a_service()
    episode = an_episode(of=a_person(at=here, born=days_ago(30 * 365)), at=here).triaged()
    with pytest.raises(Refused, match="before the date of birth"):
        episode.assessed(HEROIN, overdosed_on=days_ago(31 * 365))


@pytest.mark.django_db
def test_an_assessment_is_written_on_its_page_and_led_to():
    here = a_service()
    episode = an_episode(of=a_person(at=here), at=here).triaged()
    said = {
        "on": "today",
        "substance_1_code": "1011",
        "substance_1_route": "3",
        "substance_1_days": "28",
        "substance_2_code": "7000",
        "injecting": "P",
        "overdosed": "Y",
        "person_expects": "To be left in peace. =cmd|'/c calc'!A1",
    }
    kwargs = {"person": episode.person.pk, "episode": episode.episode.pk}
    answer = a_browser_of(episode.worker).post(reverse("assess", kwargs=kwargs), said)
    row = Assessment.objects.get()
    assert answer["Location"] == reverse("assessment", kwargs={**kwargs, "assessment": row.pk})
    assert (row.on, row.injecting, row.overdosed) == (today(), "P", "Y")
    assert row.person_expects == said["person_expects"], "signs are kept as they were typed"
    assert [(one.code, one.route, one.days) for one in row.substances.all()] == [("1011", "3", 28), ("7000", "", None)]


@pytest.mark.django_db
def test_the_next_assessment_begins_with_the_last_ones_answers_but_for_the_last_weeks():
    here = a_service()
    episode = an_episode(of=a_person(at=here), at=here).triaged()
    episode.assessed(HEROIN, injecting="C", injected_lately="Y", thoughts_of_suicide="N")
    row = Assessment.objects.get()
    form = AssessmentForm(on=today(), earlier=row, used=substances_of(row))
    assert form["injecting"].value() == "C" and form["substance_1_code"].value() == "1011"
    assert form["injected_lately"].value() is None and form["thoughts_of_suicide"].value() is None
    assert form["substance_1_days"].value() is None


@pytest.mark.django_db
def test_the_national_checks_speak_of_what_treatment_recorded():
    episode = an_episode().triaged().assessed(HEROIN, CRACK, hepatitis_b_offer="B", hepatitis_b_vaccinations="2")
    found = episodes_of([episode.person.pk]).get()
    said = {one.item: one for one in national_findings(found, on=today())}
    assert "HEPBVAC" in said and said["HEPBVAC"].route == "assess" and not said["HEPBVAC"].rejects
    assert "DRUG2" not in said and "TRIAGED" not in said


@pytest.mark.django_db
def test_before_the_first_meeting_there_is_nothing_to_check():
    episode = an_episode()
    assert national_findings(episodes_of([episode.person.pk]).get(), on=today()) == []


@pytest.mark.django_db
def test_a_service_that_did_not_write_it_still_knows_the_assessment_of_the_line():
    before = an_episode_in_treatment().discharged("85")
    back = before.came_back(70)
    assert assessment_of(back.episode).episode == before.episode
