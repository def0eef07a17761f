"""What a rule is: one declaration that says what is asked, when it speaks, who may answer, and what it rests on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from ostara.guidance.condition import Condition, numbers_of, paths_of
from ostara.knowledge.parameters import Number, Status, parameter
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source


class Response(StrEnum):
    """What follows when a rule speaks."""

    STOP = "stop"  # no way through
    ASK = "ask"  # somebody in the role named may go on, with a coded reason that is kept for review
    TELL = "tell"  # shown beside the work
    TASK = "task"  # an item on the work list, with an owner and a day


class Role(StrEnum):
    """Who may answer where a rule asks, or owns the task."""

    PRESCRIBER = "prescriber"
    SENIOR_PRESCRIBER = "senior prescriber"
    SPECIALIST = "specialist prescriber"
    PHARMACIST = "pharmacist"
    NURSE = "nurse"
    KEYWORKER = "keyworker"
    MANAGER = "manager"


class Moment(StrEnum):
    """The work in which a rule is asked."""

    ORDER = "order"  # an order is written or changed
    PRESCRIPTION = "prescription"  # a prescription is written and signed
    SUPPLY = "supply"  # a dose is given or handed over
    REVIEW = "review"  # the record is looked through, each night or when a page opens
    RESULT = "result"  # a test or a measurement is entered or read
    CARE_REVIEW = "care review"  # a review with the person is being finished
    STOCK = "stock"  # the register of controlled drugs and its stock, of no person


class Severity(StrEnum):
    """How much harm the rule is there to prevent, as the reference has it."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


NUMBER_IN_MESSAGE = re.compile(r"\{([a-z0-9_]+\.[a-z0-9_]+)\}")
# The first edition of the rulebook, and the day by which each of its rules is to be read again.
FIRST_EDITION, READ_AGAIN = date(2026, 11, 22), date(2027, 11, 22)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule, or one part of a rule of the reference that asks several things.

    It speaks where `speaks` is true. `always` marks the few stops that are law or arithmetic and hold unsigned.
    `message` names parameters in braces. `status` is how far the words were read, apart from the numbers.
    Raises RefusalError for a stop that rests on anything unverified: that is an *ask* (decision 12).
    """

    id: str
    part: int = 0
    question: str
    speaks: Condition
    at: Moment
    response: Response
    roles: tuple[Role, ...]
    severity: Severity
    message: str
    source: str
    place: str
    status: Status
    hazards: tuple[str, ...]
    always: bool = False
    due_days: str | None = None  # the parameter that says within how many days a task is due
    since: date = FIRST_EDITION
    until: date | None = None
    review_by: date = READ_AGAIN

    def __post_init__(self) -> None:
        source(self.source)
        for name in self.parameters:
            parameter(name)
        for fault in _faults(self):
            raise RefusalError(f"rule {self.key}", fault)

    @property
    def key(self) -> str:
        """Its id, and which part of it where it has several: IND-02.1."""
        return f"{self.id}.{self.part}" if self.part else self.id

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that it rests on, in its condition, its words or its day."""
        due = {self.due_days} if self.due_days else set()
        return tuple(sorted(numbers_of(self.speaks) | set(NUMBER_IN_MESSAGE.findall(self.message)) | due))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The paths of the facts that it asks for."""
        return tuple(sorted(paths_of(self.speaks)))

    @cached_property
    def unverified(self) -> bool:
        """Whether its words or any of its numbers were not read in a source that governs here."""
        return self.status is Status.UNVERIFIED or any(parameter(name).unverified for name in self.parameters)

    @property
    def holds_unknown(self) -> bool:
        """Whether an unknown answer holds work up as a yes would: at a stop, or where it could kill (decision 15)."""
        return self.response is Response.STOP or (self.response is Response.ASK and self.severity is Severity.CRITICAL)

    def in_force(self, on: date) -> bool:
        """Whether it is asked on this day."""
        return self.since <= on and (self.until is None or on <= self.until)


def _faults(rule: Rule) -> Iterator[str]:
    if rule.response is Response.STOP and rule.unverified:
        yield "is a stop that rests on something unverified"
    if rule.always and rule.response is not Response.STOP:
        yield "always holds, but is not a stop"
    if (rule.response in {Response.ASK, Response.TASK}) != bool(rule.roles):
        yield "names roles where nobody answers, or none where somebody has to"
    if not rule.hazards:
        yield "names no hazard"


def with_numbers(message: str, numbers: Mapping[str, Number]) -> str:
    """The message with each number and its unit; what nobody has verified says so where it stands."""

    def said(found: re.Match[str]) -> str:
        one = parameter(found[1])
        return _in_words(numbers.get(one.name, one.value), one.unit) + (" (unverified)" if one.unverified else "")

    return NUMBER_IN_MESSAGE.sub(said, message)


def _in_words(value: Number, unit: str) -> str:
    if unit in {"day", "week"}:  # which one, not how many
        return f"{unit} {value}"
    if unit.startswith("share"):
        return f"{value:.0%}{unit.removeprefix('share')}"
    return f"{value} {_singular(unit) if value == 1 else unit}"


def _singular(unit: str) -> str:
    first, *rest = unit.split(" ", 1)
    if first.endswith("s"):  # "tests a week"
        return " ".join([first.removesuffix("s"), *rest])
    return unit.removesuffix("s")  # "working days"
