"""Why somebody goes on where a rule asks: a reason of the list, by somebody whom the rule names, told at its field."""

import pytest

from ostara.care.accounts.roles import Role
from ostara.care.audit.actor import Actor
from ostara.care.facts.replies import Reply, refuse_unless_answered
from ostara.care.rows.acts import Refused
from ostara.guidance.finding import Finding
from ostara.guidance.rule import Response
from ostara.guidance.rulebook import rulebook

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


def by(role: Role) -> Actor:
    return Actor(None, "Mo", role)


@pytest.mark.parametrize(
    ("role", "reply", "field", "said"),
    [
        (Role.PRESCRIBER, None, "reply-TOL-07", "Say why you go on"),
        (Role.PRESCRIBER, Reply("because"), "reply-TOL-07", "Say why you go on"),
        (Role.PRESCRIBER, Reply("other", " "), "words-TOL-07", "Say which reason"),
        (Role.NURSE, Reply("emergency"), "reply-TOL-07", "Only a prescriber may go on"),
    ],
)
def test_who_does_not_say_why_or_is_not_asked_is_refused_at_the_field(role, reply, field, said):
    with pytest.raises(Refused, match=said) as refused:
        refuse_unless_answered(FOUND, reply, by=by(role))
    assert refused.value.field == field


@pytest.mark.parametrize("reply", [Reply("emergency"), Reply("other", "The ward rang.")])
def test_who_is_asked_and_says_why_goes_on(reply):
    assert refuse_unless_answered(FOUND, reply, by=by(Role.PRESCRIBER)) is None
