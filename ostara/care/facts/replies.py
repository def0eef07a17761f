"""Why somebody goes on where a rule asks: which reasons there are, who may give one, and in which field it is typed."""

from dataclasses import dataclass

from django.db.models import TextChoices

from ostara.care.audit.actor import Actor
from ostara.care.facts.owners import ANSWERED_BY
from ostara.care.rows.acts import Refused
from ostara.guidance.finding import Finding as Said
from ostara.guidance.rulebook import rulebook


class Reason(TextChoices):
    """Why somebody goes on where a rule asks."""

    SEEN = "seen", "Seen and examined today"
    AGREED = "agreed", "The person's informed choice"
    SPECIALIST = "specialist", "A specialist advised it"
    RISK_OF_NOT = "risk_of_not", "Not going on is the greater risk"
    EMERGENCY = "emergency", "Emergency"
    PREGNANCY = "pregnancy", "Pregnancy"
    NO_LABORATORY = "no_laboratory", "No test is to be had today"
    CONFIRMED = "confirmed", "Confirmed with another provider"
    OTHER = "other", "Another reason (say which)"


@dataclass(frozen=True)
class Reply:
    """Why somebody goes on where a rule asks."""

    reason: str
    words: str = ""


def field_of(rule: str) -> str:
    """Returns the name of the field in which a rule is answered."""
    return f"reply-{rule}"


def words_field_of(rule: str) -> str:
    """Returns the name of the field for the words of an answer."""
    return f"words-{rule}"


def refuse_unless_answered(one: Said, reply: Reply | None, *, by: Actor) -> None:
    """Lets somebody go on past a rule that asks.

    Args:
        one: what the rule found.
        reply: why one goes on; none where nobody says.
        by: who answers; the role is that in which the work is done.

    Raises:
        Refused: nobody says why, or the rule asks somebody of another role. It names the field.
    """
    if reply is None or reply.reason not in Reason:
        raise Refused(f"Say why you go on: {one.message}", field=field_of(one.rule))
    if reply.reason == Reason.OTHER and not reply.words.strip():
        raise Refused("Say which reason.", field=words_field_of(one.rule))
    rule = rulebook()[one.rule]
    if not any(by.role in ANSWERED_BY[role] for role in rule.roles):
        who = " or ".join(role.value for role in rule.roles)
        raise Refused(f"Only a {who} may go on here: {one.message}", field=field_of(one.rule))
