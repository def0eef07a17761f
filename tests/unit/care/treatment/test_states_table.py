"""What each status allows is one table: every status and every act has an answer, and the acts obey it."""

from itertools import product

import pytest

from ostara.care.treatment.states import ALLOWS, LEADS_TO, Act, No, Status, StepKind, To, allowed, answer, is_open


@pytest.mark.parametrize(("status", "act"), list(product(Status, Act)))
def test_every_status_and_act_has_an_answer(status, act):
    said = answer(act, status)
    if isinstance(said, No):
        assert said.words.endswith(".") and len(said.words) > 10
    else:
        assert isinstance(said, To) and (said.status is None or said.status in Status)


def test_the_table_holds_nothing_else():
    assert set(ALLOWS) == set(Act)
    assert all(set(row) == set(Status) for row in ALLOWS.values())


def test_every_step_leads_somewhere():
    assert set(LEADS_TO) == set(StepKind)


def test_every_status_is_left_by_some_act_so_that_nobody_is_stuck():
    for status in Status:
        leads_on = {said.status for act in allowed(status) if (said := answer(act, status)).status}
        resumes = Act.RESUME in allowed(status)
        assert leads_on - {status} or resumes or status is Status.NOT_TAKEN_UP


def test_every_status_is_reached_by_some_act():
    reached = {said.status for row in ALLOWS.values() for said in row.values() if isinstance(said, To)}
    assert reached >= set(Status) - {Status.REFERRED}


def test_nothing_that_is_over_can_be_treated_but_recovery_support_may_follow_a_discharge():
    for status in Status:
        if not is_open(status):
            assert Act.START_HELP not in allowed(status)
    assert Act.SUPPORT_RECOVERY in allowed(Status.DISCHARGED)


def test_whoever_was_discharged_is_taken_back_in_one_step():
    assert answer(Act.COME_BACK, Status.DISCHARGED) == To(Status.IN_TREATMENT)


@pytest.mark.parametrize("status", [status for status in Status if is_open(status)])
def test_a_person_may_move_between_pathways_at_any_time(status):
    assert Act.CHANGE_PATHWAY in allowed(status)
