"""A person's way through a service: referred, met, assessed, planned, treated, gone, and back with everything kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from ostara.care.asking.fields import in_words
from ostara.care.audit.models import Event
from ostara.care.people.models import Involvement
from ostara.care.rows.acts import Refused
from ostara.care.treatment import actions
from ostara.care.treatment.models import Custody, EpisodeNow, InterventionEnd, Step
from ostara.care.treatment.projection import disagreements, rebuild
from ostara.care.treatment.states import Status
from tests.episodes import ALCOHOL, CANNABIS, HEROIN, an_episode, an_episode_in_treatment, days_ago, today
from tests.staff import a_keyworker, a_person_in_care, a_service, by

pytestmark = pytest.mark.django_db


def test_each_step_leads_where_the_table_says():
    episode = an_episode()
    assert episode.now.status == Status.REFERRED
    assert episode.triaged().now.status == Status.TRIAGED
    assert episode.assessed(HEROIN).now.status == Status.ASSESSED
    assert episode.planned().now.status == Status.ASSESSED
    assert episode.started().now.status == Status.IN_TREATMENT
    assert episode.paused(20).now.status == Status.PAUSED
    assert episode.resumed(34).now.status == Status.IN_TREATMENT
    assert episode.discharged("80").now.status == Status.DISCHARGED


def test_where_an_episode_stands_is_what_its_history_says():
    an_episode_in_treatment().paused(10).resumed(20).discharged("85")
    an_episode().closed_unseen()
    assert list(disagreements()) == []
    EpisodeNow.objects.update(status=Status.REFERRED)
    assert len(list(disagreements())) == 2
    assert rebuild() == 2
    assert list(disagreements()) == []


def test_a_referral_opens_the_record_to_the_service_and_says_who_will_work_with_the_person():
    service = a_service()
    episode = an_episode(at=service, of=a_person_in_care(at=a_service()))
    assert Involvement.objects.filter(person=episode.person, service=service, because="referral").count() == 1
    assert episode.now.keyworker == episode.worker


def test_nobody_is_in_care_twice_at_one_service():
    first = an_episode()
    with pytest.raises(Refused, match="go on with that episode"):
        an_episode(of=first.person, at=first.episode.service)


def test_an_assessment_waits_until_somebody_has_met_the_person():
    with pytest.raises(Refused, match="record the first meeting"):
        an_episode().assessed()


def test_treatment_may_start_before_the_assessment_is_done():
    assert an_episode().triaged().started().now.status == Status.IN_TREATMENT


def test_a_referral_that_comes_to_nothing_is_closed_and_never_counts_nationally():
    now = an_episode().closed_unseen("moved").now
    assert (now.status, now.end_reason, now.discharge_reason, now.triaged_on) == ("not_taken_up", "moved", "", None)


def test_a_discharge_ends_help_but_recovery_support_goes_on():
    episode = an_episode_in_treatment().started("recovery_support").discharged("88")
    ended = {end.intervention.kind: end.exit_status for end in InterventionEnd.objects.standing()}
    assert ended == {"ost_prescribing": "B"}
    assert episode.now.end_reason == "declined"


def test_how_help_ended_is_left_blank_where_the_national_lists_do_not_say():
    an_episode_in_treatment().discharged("89")
    assert InterventionEnd.objects.get().exit_status == ""


@pytest.mark.parametrize(("substances", "refused"), [((HEROIN,), True), ((ALCOHOL, CANNABIS), False), ((), False)])
def test_occasional_use_is_no_reason_for_somebody_with_opiates_or_crack(substances, refused):
    episode = an_episode().triaged()
    if substances:
        episode.assessed(*substances)
    if refused:
        with pytest.raises(Refused, match="opiate or crack"):
            episode.discharged("82")
    else:
        assert episode.discharged("82").now.status == Status.DISCHARGED


def test_coming_back_is_one_step_with_everything_carried_over():
    before = an_episode_in_treatment().discharged("85", after=60)
    back = before.came_back(75, keyworker=before.worker, start_again=before.help())
    now = back.now
    assert now.status == Status.IN_TREATMENT
    assert now.triaged_on == now.treated_from == before.day(75)
    assert now.assessed_on == before.now.assessed_on, "no new assessment is demanded"
    assert now.pathway == "ost" and now.keyworker == before.worker
    assert now.due == "review", "the plan holds"
    assert [one.kind for one in back.help()] == ["ost_prescribing"]
    assert before.now.status == Status.DISCHARGED, "the earlier episode stays as it was"
    assert list(disagreements()) == []


def test_nobody_comes_back_while_care_goes_on():
    before = an_episode_in_treatment().discharged("85")
    before.came_back(70)
    with pytest.raises(Refused, match="Care goes on at"):
        before.came_back(71)


def test_a_stay_in_prison_is_kept_beside_the_pause():
    episode = an_episode_in_treatment().paused(20).resumed(40, ost_inside="Y", referred_on_release="Y")
    stay = Custody.objects.standing().get()
    assert (stay.from_on, stay.to_on, stay.ost_inside) == (episode.day(20), episode.day(40), "Y")


def test_a_discharge_taken_back_opens_the_episode_and_its_help():
    episode = an_episode_in_treatment().discharged("85")
    step = Step.objects.standing().get(kind="discharged")
    actions.correct_step(step=step, why="they had rung", take_back=True, by=episode.actor, at=timezone.now())
    assert episode.now.status == Status.IN_TREATMENT
    assert not InterventionEnd.objects.standing().exists()
    assert Step.objects.filter(kind="discharged").count() == 2, "both rows stay readable"
    assert list(disagreements()) == []


def test_only_the_last_thing_that_happened_can_be_taken_back():
    episode = an_episode().triaged().paused(10)
    step = Step.objects.standing().get(kind="triaged")
    with pytest.raises(Refused, match="Only the last"):
        actions.correct_step(step=step, why="no", take_back=True, by=episode.actor, at=timezone.now())


def test_the_day_of_a_step_is_put_right_between_its_neighbours():
    episode = an_episode().triaged(5).paused(10)
    step = Step.objects.standing().get(kind="triaged")
    said = {"step": step, "why": "typed wrongly", "by": episode.actor, "at": timezone.now()}
    with pytest.raises(Refused, match="what came after it"):
        actions.correct_step(**said, on=episode.day(11))
    actions.correct_step(**said, on=episode.day(4))
    assert episode.now.triaged_on == episode.day(4)


def test_every_act_is_in_the_audit_without_a_word_anyone_said():
    episode = an_episode().triaged(words="planted words")
    events = Event.objects.filter(person=episode.person.pk).order_by("id")
    assert [event.verb for event in events] == ["treatment.refer", "treatment.triage"]
    assert all("planted" not in str(event.detail) + event.reason for event in events)


def test_a_form_sent_twice_refers_once():
    service, key = a_service(), uuid4()
    worker, person = a_keyworker(at=service), a_person_in_care(at=service)
    said = {"person": person, "service": service, "on": today(), "source": "4", "by": by(worker), "key": key}
    first = actions.refer(**said, at=timezone.now())
    again = actions.refer(**said, at=timezone.now() + timedelta(seconds=1))
    assert first == again and EpisodeNow.objects.count() == 1


def test_days_out_of_order_are_refused_at_the_field_with_both_days():
    episode = an_episode(on=days_ago(10))
    with pytest.raises(Refused) as refused:
        episode.triaged(after=-3)
    assert refused.value.field == "on"
    assert in_words(days_ago(13)) in refused.value.message and in_words(days_ago(10)) in refused.value.message
    with pytest.raises(Refused, match="lies in the future"):
        episode.triaged(after=20)
    episode.triaged(after=5)
    with pytest.raises(Refused, match="before the first meeting"):
        episode.discharged("85", after=4)
