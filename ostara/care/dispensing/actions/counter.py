"""What is said at the counter, and what the rules say to it before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ostara.care.dispensing.due import days_left
from ostara.care.dispensing.judging import judged_supply
from ostara.care.facts.deciding import Judged
from ostara.care.facts.replies import Reply
from ostara.care.medication.models import Instalment, Supply
from ostara.care.medication.questions.supplies import DEPOTS, GIVEN
from ostara.care.rows.acts import Refused
from ostara.guidance.facts import Value


@dataclass(frozen=True, kw_only=True)
class Given:
    """What is said at the counter.

    Attributes:
        outcome: `observed`, `collected` or `not_collected` of our code list supply_outcome.
        given_mg: milligrams in all; none for everything that is due.
        why_part: why it is less.
        sober: whether whoever stands at the counter was seen to be sober and awake; none: nobody looked.
        site: where an injection went.
        said, said_by: how it is known, and who said so where nobody who signed in did it.
        stated: facts that a rule asked for; `replies`: why one goes on, by rule.
    """

    outcome: str
    given_mg: Decimal | None = None
    why_part: str = ""
    sober: bool | None = None
    collected_by_other: bool = False
    site: str = ""
    said: str = Supply.Said.HERE
    said_by: str = ""
    words: str = ""
    stated: Mapping[str, Value] = field(default_factory=dict)
    replies: Mapping[str, Reply] = field(default_factory=dict)

    @property
    def gives(self) -> bool:
        """Returns whether any medicine leaves the counter."""
        return self.outcome in GIVEN

    @property
    def here(self) -> bool:
        """Returns whether it is done at our own counter now, where rules hold somebody back; else it was done."""
        return self.said == Supply.Said.HERE


def judged_first(due: Instalment, given: Given, on: date) -> Judged | None:
    """Asks the rules about what is about to be given, or was given elsewhere; none where nothing is.

    Raises Refused where so much, or in this way, it is not due.
    """
    mg = milligrams(due, given, on)
    if mg is None:
        return None
    return judged_supply(
        due,
        outcome=given.outcome,
        given_mg=mg,
        taken_home_days=taken_home(due, given.outcome, on),
        on=on,
        sober=given.sober,
        collected_by_other=given.collected_by_other,
        site=given.site,
        stated=given.stated,
    )


def taken_home(due: Instalment, outcome: str, on: date) -> int:
    """Returns for how many days doses leave the building."""
    days = days_left(due, on)
    return days if outcome == "collected" else max(days - 1, 0)


def milligrams(due: Instalment, given: Given, on: date) -> Decimal | None:
    """Returns how much is given in all; none where nothing is.

    Raises Refused where so much, or in this way, it is not due. It names the field.
    """
    if not given.gives:
        return None
    injected = due.course.form in DEPOTS
    left = due.days if injected else days_left(due, on)
    if left == 0:
        raise Refused("The days it was for have passed: it is not given any more.")
    if injected:
        _refuse_unless_injected(given)
    whole = due.dose_mg * left
    mg = whole if given.given_mg is None else given.given_mg
    if mg > whole:
        raise Refused(f"More than is due: {whole.normalize():f} mg are.", field="given_mg")
    if mg < whole and not given.why_part.strip():
        raise Refused("Say why it is less than is due.", field="why_part")
    return mg


def _refuse_unless_injected(given: Given) -> None:
    if given.outcome == "collected":
        raise Refused("An injection is given here and never handed over.")
    if not given.site:
        raise Refused("Say where the injection went.", field="site")
