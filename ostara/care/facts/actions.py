"""A second look at why somebody went on, and numbers that are made tighter by two people."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.facts.edition import number_of, standing_numbers
from ostara.care.facts.models import Finding, FindingReview, Tightened, TightenedAgreed
from ostara.care.rows.acts import Changed, Refused
from ostara.care.rows.days import london_day
from ostara.guidance.rulebook import rulebook
from ostara.guidance.tightening import Tightening, numbers_in_use
from ostara.knowledge.refusal import RefusalError


def review_finding(*, finding: Finding, agrees: bool, words: str, by: Actor, at: datetime) -> FindingReview:
    """Says whether one agrees with why somebody went on.

    Raises:
        Refused: one wrote or decided it oneself; or one does not agree and says nothing.
        Changed: somebody else has looked at it.
    """
    if by.user in (finding.recorded_by_id, finding.decided_by_id):
        raise Refused("You went on yourself: somebody else has to look at it.")
    if not agrees and not words.strip():
        raise Refused("Say what you would have done.", field="words")
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = FindingReview.objects.create(
                    finding=finding, agrees=agrees, words=words.strip(), recorded_by_id=by.user, recorded_at=at
                )
        except IntegrityError:
            raise Changed(
                "Someone else has looked at this.", latest=FindingReview.objects.get(finding=finding)
            ) from None
        note("facts.review_finding", by=by, person=finding.person_id, record=row, rule=finding.rule)
        return row


def propose(*, name: str, value: str, from_on: date, words: str, by: Actor, at: datetime) -> Tightened:
    """Proposes a number that is tighter here. It holds once a second person has agreed (H11).

    Raises:
        Refused: in the words of the rulebook, where it would loosen a rule, is not plausible, or belongs to none.
    """
    if by.role != Role.SAFETY_OFFICER:
        raise Refused("Only the clinical safety officer proposes a tighter number.")
    if from_on < london_day(at):
        raise Refused("A number holds from today on, or from a later day.", field="from_on")
    _refuse_unless_tighter(name, value, from_on, author=by.name)
    if standing_numbers(from_on).get(name) == number_of(name, value):
        raise Refused("This number is in use already.", field="value")
    with transaction.atomic():
        row = Tightened.objects.create(
            name=name, value=value, from_on=from_on, words=words.strip(), recorded_by_id=by.user, recorded_at=at
        )
        note("facts.propose", by=by, record=row, parameter=name)
        return row


def agree(*, tightened: Tightened, by: Actor, at: datetime) -> TightenedAgreed:
    """Agrees to a number that somebody else proposed.

    Raises:
        Refused: one proposed it oneself, or it would loosen a rule by now.
        Changed: somebody else has agreed.
    """
    if tightened.recorded_by_id == by.user or by.user is None:
        raise Refused("A second person agrees, not who proposed it.")
    _refuse_unless_tighter(tightened.name, tightened.value, tightened.from_on, author=by.name)
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = TightenedAgreed.objects.create(
                    tightened=tightened, agreed_by_id=by.user, recorded_by_id=by.user, recorded_at=at
                )
        except IntegrityError:
            latest = TightenedAgreed.objects.get(tightened=tightened)
            raise Changed("Someone else has agreed to this.", latest=latest) from None
        note("facts.agree", by=by, record=row, parameter=tightened.name)
        return row


def _refuse_unless_tighter(name: str, value: str, from_on: date, *, author: str) -> None:
    """What does not hold together here would stop every order later, so nothing of it is ever written."""
    try:
        own = Tightening(name, number_of(name, value), author, from_on)
    except (ValueError, ArithmeticError):
        raise Refused("This is not a number of the kind that is needed here.", field="value") from None
    try:
        numbers_in_use([own], rulebook().values(), from_on)
    except RefusalError as error:
        raise Refused(f"This {error.reason}.", field="value") from None
