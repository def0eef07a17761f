"""Why somebody goes on where a rule asks: a reason of the list, by somebody whom the rule names or who rang one of them
and says which, told at its field."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ostara.care.accounts.models import Post
from ostara.care.accounts.roles import Role
from ostara.care.audit.actor import Actor
from ostara.care.facts.replies import Reply, may_decide, refuse_unless_answered
from ostara.care.rows.acts import Refused
from ostara.guidance.finding import Finding
from ostara.guidance.rule import Response
from ostara.guidance.rulebook import rulebook
from tests.medicines import days_ago, today
from tests.staff import a_service, somebody

pytestmark = pytest.mark.django_db
RULE = rulebook()["TOL-07"]  # asks a prescriber
FOUND = Finding(
    rule=RULE.id,
    version="1",
    answer=True,
    response=Response.ASK,
    severity=RULE.severity,
    message=RULE.message,
    seen=(),
    missing=(),
    conflicts=(),
    signed=True,
    unverified=False,
)


@pytest.fixture
def harbour():
    return a_service("Harbour")


def answered(role, reply, service):
    return refuse_unless_answered(FOUND, reply, by=Actor(None, "Mo", role), service=service, on=today())


def refused(role, reply, service, match):
    with pytest.raises(Refused, match=match) as said:
        answered(role, reply, service)
    return said.value.field


@pytest.mark.parametrize(
    ("role", "reply", "field", "said"),
    [
        (Role.PRESCRIBER, None, "reply-TOL-07", "Say why you go on"),
        (Role.PRESCRIBER, Reply("because"), "reply-TOL-07", "Say why you go on"),
        (Role.PRESCRIBER, Reply("other", " "), "words-TOL-07", "Say which reason"),
        (Role.NURSE, None, "decided-TOL-07", "Only a prescriber may go on here. Ring one, and say which: Nobody saw"),
        (Role.NURSE, Reply("emergency"), "decided-TOL-07", "Only a prescriber may go on here"),
    ],
)
def test_who_does_not_say_why_or_is_not_asked_is_refused_at_the_field(role, reply, field, said, harbour):
    assert refused(role, reply, harbour, said) == field


@pytest.mark.parametrize("reply", [Reply("emergency"), Reply("other", "The ward rang.")])
def test_who_is_asked_and_says_why_goes_on(reply, harbour):
    assert answered(Role.PRESCRIBER, reply, harbour) is None


def test_a_nurse_goes_on_when_a_prescriber_of_the_service_decided_and_says_why(harbour):
    asked = somebody(Role.PRESCRIBER, at=harbour).pk
    assert refused(Role.NURSE, Reply("", decided_by=asked), harbour, "Say why they go on") == "reply-TOL-07"
    assert refused(Role.NURSE, Reply("other", decided_by=asked), harbour, "which reason") == "words-TOL-07"
    assert answered(Role.NURSE, Reply("emergency", decided_by=asked), harbour) is None


def a_colleague_of_another_role(harbour):
    return somebody(Role.KEYWORKER, at=harbour)


def a_prescriber_of_another_service(_):
    return somebody(Role.PRESCRIBER, at=a_service("Hillside"))


def a_prescriber_whose_post_has(harbour, **days):
    user = somebody(Role.PRESCRIBER, at=harbour)
    Post.objects.filter(user=user).update(**days)
    return user


def one_who_left(harbour):
    return a_prescriber_whose_post_has(harbour, until_on=days_ago(1))


def one_who_comes_tomorrow(harbour):
    return a_prescriber_whose_post_has(harbour, from_on=today() + timedelta(days=1))


def one_whose_account_is_off(harbour):
    user = somebody(Role.PRESCRIBER, at=harbour)
    user.is_active = False
    user.save()
    return user


@pytest.mark.parametrize(
    "named",
    [
        a_colleague_of_another_role,
        a_prescriber_of_another_service,
        one_who_left,
        one_who_comes_tomorrow,
        one_whose_account_is_off,
    ],
)
@pytest.mark.parametrize("role", [Role.NURSE, Role.PRESCRIBER])
def test_who_holds_no_such_post_here_today_has_not_decided(named, role, harbour):
    reply = Reply("emergency", decided_by=named(harbour).pk)
    assert refused(role, reply, harbour, "holds no post here today") == "decided-TOL-07"


def test_a_key_of_nobody_has_not_decided(harbour):
    assert refused(Role.NURSE, Reply("emergency", decided_by=uuid4()), harbour, "ring a prescriber")


def test_who_leaves_tonight_still_decides_today(harbour):
    leaving = a_prescriber_whose_post_has(harbour, until_on=today())
    assert answered(Role.NURSE, Reply("emergency", decided_by=leaving.pk), harbour) is None


def test_where_a_pharmacist_may_answer_too_either_of_them_can_be_rung(harbour):
    either = rulebook()["MISS-07.1"]
    rung = [somebody(Role.PHARMACIST, at=harbour, name="Ash"), somebody(Role.PRESCRIBER, at=harbour, name="Bo")]
    somebody(Role.NURSE, at=harbour)
    assert [post.user for post in may_decide(either, harbour, on=today())] == rung
