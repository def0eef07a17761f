"""Is a dose enough: the usual range beside the evidence of need. A low dose alone says nothing (OPT-01 to OPT-03)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ostara.care.medication.models import Course, Order
from ostara.care.outcomes.questions.rows import profiles_since
from ostara.care.specimens.questions import Taken, lately, specimens_of
from ostara.guidance.evaluation import evaluate
from ostara.guidance.facts import Value, facts_from
from ostara.guidance.rule import Rule, with_numbers
from ostara.guidance.rules.optimising import RULES
from ostara.knowledge.parameters import Parameter, parameter

OPIOIDS = frozenset({"opiates", "acetylmorphine", "fentanyl", "nitazene"})
ENOUGH = tuple(rule for rule in RULES if rule.id in ("OPT-01", "OPT-02", "OPT-03"))
RANGES = {  # lower and upper end of what is usual, by form; an empty name where no source gives one
    "oral_solution": ("methadone.adequate_dose_mg", "methadone.usual_high_mg"),
    "tablet": ("methadone.adequate_dose_mg", "methadone.usual_high_mg"),
    "sublingual": ("buprenorphine.adequate_dose_mg", "buprenorphine.usual_high_mg"),
    "lyophilisate": ("buprenorphine.lyophilisate_adequate_mg", ""),
    "depot_weekly": ("depot.weekly_adequate_mg", ""),
    "depot_monthly": ("depot.monthly_adequate_mg", ""),
}


@dataclass(frozen=True)
class Evidence:
    """What speaks for need in the window: tests, and what the person said; none where nobody asked.

    Attributes:
        since: first day of the window.
        tests, positive: specimens read for opioids, and those positive for one that is not prescribed.
        heroin_days: of the last 28, as the person said on `asked_on`.
    """

    since: date
    tests: int
    positive: int
    heroin_days: int | None
    asked_on: date | None

    @property
    def known(self) -> bool:
        """Whether anything at all is known."""
        return self.tests > 0 or self.heroin_days is not None


@dataclass(frozen=True)
class Range:
    """What is usual; `high` is none where no source gives an upper end."""

    low: Parameter
    high: Parameter | None

    @property
    def unverified(self) -> bool:
        """Whether an end of it rests on a number nobody has checked."""
        return self.low.unverified or bool(self.high and self.high.unverified)

    @property
    def words(self) -> str:
        """The range as it is said."""
        return f"{self.low.value} to {self.high.value} mg" if self.high else f"from {self.low.value} mg"


@dataclass(frozen=True)
class Enough:
    """The usual range beside the evidence, and what the rules say of both; `rules` is empty where they are silent."""

    usual: Range
    evidence: Evidence
    rules: tuple[tuple[str, str], ...]


def evidence_of(records: Sequence[UUID], *, on: date) -> Evidence:
    """Returns what speaks for need, in four queries."""
    days = parameter("quality.low_dose_evidence_days").whole
    since, asked_since = on - timedelta(days=days), lately(on, days=days)
    tests = [one for one in specimens_of(records, since=asked_since) if since <= one.specimen.on <= on]
    said = next((one for one in profiles_since(records, asked_since) if since <= one.asked_on <= on), None)
    answers = [answer for one in tests if (answer := _opioids(one)) is not None]
    asked = said is not None and said.heroin_days is not None
    return Evidence(
        since,
        len(answers),
        sum(answers),
        said.heroin_days if said else None,
        said.asked_on if said and asked else None,
    )


def enough(course: Course, order: Order, *, began: date, evidence: Evidence, on: date) -> Enough | None:
    """Returns what can be said of a dose; none for a medicine without a usual range."""
    if course.medicine not in ("methadone", "buprenorphine") or course.form not in RANGES or order.dose_mg is None:
        return None
    low, high = RANGES[course.form]
    said: dict[str, Value] = {
        "order.medicine": course.medicine,
        "order.form": course.form,
        "order.daily_mg": order.dose_mg,
        "course.day": (on - began).days + 1,
    }
    if evidence.tests:
        said["use.positive_tests"] = evidence.positive
    if evidence.heroin_days is not None:
        said["use.heroin_days"] = evidence.heroin_days
    facts = facts_from(said)
    speaking = tuple((rule.id, _message(rule)) for rule in ENOUGH if evaluate(rule.speaks, facts, {}) is True)
    return Enough(Range(parameter(low), parameter(high) if high else None), evidence, speaking)


def _message(rule: Rule) -> str:
    return with_numbers(rule.message, {})


def _opioids(one: Taken) -> bool | None:
    """Whether a specimen shows an opioid nobody prescribed; none where it was not looked for."""
    found = [result for _, result in one.results() if result.marker in OPIOIDS]
    if any(result.result == "positive" and not result.prescribed for result in found):
        return True
    return False if any(result.result == "negative" for result in found) else None
