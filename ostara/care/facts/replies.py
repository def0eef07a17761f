"""Why somebody goes on where a rule asks: which reasons there are, who may give one, and in which field it is typed.

Whoever may answer answers at the page. Anybody else rings somebody who may, and both names stand in the record.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, TextChoices

from ostara.care.accounts.models import Post, Service
from ostara.care.accounts.questions import posts_held
from ostara.care.audit.actor import Actor
from ostara.care.facts.owners import answerers_of
from ostara.care.rows.acts import Refused
from ostara.guidance.finding import Finding as Said
from ostara.guidance.rule import Rule
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
    """Why somebody goes on where a rule asks.

    Attributes:
        reason: of `Reason`.
        words: what is said beside it.
        decided_by: the key of whoever decided, on the telephone; none where whoever signed in answers.
    """

    reason: str
    words: str = ""
    decided_by: UUID | None = None


def field_of(rule: str) -> str:
    """Returns the name of the field in which a rule is answered."""
    return f"reply-{rule}"


def words_field_of(rule: str) -> str:
    """Returns the name of the field for the words of an answer."""
    return f"words-{rule}"


def who_field_of(rule: str) -> str:
    """Returns the name of the field for who decided on the telephone."""
    return f"decided-{rule}"


def may_answer(rule: Rule, role: str) -> bool:
    """Returns whether somebody of a role may answer where a rule asks."""
    return role in answerers_of(rule)


def asked_roles(rule: Rule) -> str:
    """Returns who may go on, in words: `prescriber`, or `prescriber or pharmacist`."""
    return " or ".join(role.value for role in rule.roles)


def may_decide(rule: Rule, service: Service, *, on: date) -> QuerySet[Post]:
    """Returns the posts at a service whose holders may answer where a rule asks, on a day, by name."""
    return posts_held(service, answerers_of(rule), on=on)


def decider(one: Said, reply: Reply, service: Service, *, on: date) -> Post:
    """Returns the post in which whoever is named decided.

    Raises:
        Refused: nobody of that key may decide at this service on this day. It names the field.
    """
    rule = rulebook()[one.rule]
    post = may_decide(rule, service, on=on).filter(user=reply.decided_by).first()
    if post is None:
        told = f"Whoever is named holds no post here today in which they may decide: ring a {asked_roles(rule)}."
        raise Refused(told, field=who_field_of(one.rule))
    return post


def refuse_unless_answered(one: Said, reply: Reply | None, *, by: Actor, service: Service, on: date) -> None:
    """Lets somebody go on past a rule that asks.

    Args:
        one: what the rule found.
        reply: why one goes on, and who decided so; none where nobody says.
        by: who answers; the role is that in which the work is done.
        service: where the course is; who is named decides for it.
        on: the day.

    Raises:
        Refused: nobody says why, or the rule asks somebody of another role and none of them is named. It names the
            field.
    """
    rule = rulebook()[one.rule]
    told = reply is not None and reply.decided_by is not None
    if not told and not may_answer(rule, by.role):
        who = asked_roles(rule)
        raise Refused(
            f"Only a {who} may go on here. Ring one, and say which: {one.message}", field=who_field_of(one.rule)
        )
    if reply is None or reply.reason not in Reason:
        raise Refused(f"Say why {'they' if told else 'you'} go on: {one.message}", field=field_of(one.rule))
    if reply.reason == Reason.OTHER and not reply.words.strip():
        raise Refused("Say which reason.", field=words_field_of(one.rule))
    if told:
        decider(one, reply, service, on=on)
