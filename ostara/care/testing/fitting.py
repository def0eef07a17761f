"""What does not fit in facts of health: each kind yields the field and what is said there. No clock, no query."""

from collections.abc import Iterator, Mapping
from typing import Any

from ostara.knowledge.markers import group_of
from ostara.knowledge.parameters import Number, parameter

Facts = Mapping[str, Any]
Wrong = Iterator[tuple[str, str]]
TESTS = ("tested", "rna", "svr12")
AGAIN = "Say when it is offered again."
DOSE_MOST = parameter("plausible.vaccine_dose_most").whole
SECOND_LEAST = parameter("plausible.blood_pressure_second_least").value


def can_be(what: str) -> tuple[Number, Number]:
    """Returns the lowest and the highest that a body can have, by kind of measurement: what is beyond was mistyped."""
    return parameter(f"plausible.{what}_least").value, parameter(f"plausible.{what}_most").value


def anything(facts: Facts) -> Wrong:
    """Nothing can be wrong."""
    yield from ()


def offered(facts: Facts) -> Wrong:
    """What was refused is offered again; what was done is not."""
    refused = "refused" in (facts.get("done"), facts.get("step"), facts.get("kit"))
    if refused and not facts.get("offer_again_on"):
        yield "offer_again_on", AGAIN
    if facts.get("offer_again_on") and facts["offer_again_on"] < facts["on"]:
        yield "offer_again_on", "The next offer cannot lie before this one."


def virus(facts: Facts) -> Wrong:
    """A test has a result, another step has none, and who was tested hears of it somehow."""
    yield from offered(facts)
    tested = facts["step"] in TESTS
    if tested and not facts.get("result"):
        yield "result", "Say what the test said, or that it is not back yet."
    if not tested and facts.get("result"):
        yield "result", "Only a test has a result."
    if facts["step"] in ("tested", "rna") and not facts.get("route"):
        yield "route", "Agree how the person hears the result."


def vaccine(facts: Facts) -> Wrong:
    """A dose has a number and a schedule."""
    yield from offered(facts)
    given = facts["step"] == "given"
    if given and not facts.get("dose"):
        yield "dose", "Say which dose it was."
    if given and facts.get("dose") and not 1 <= facts["dose"] <= DOSE_MOST:
        yield "dose", f"Give a number from 1 to {DOSE_MOST}."
    if given and not facts.get("schedule"):
        yield "schedule", "Say by which schedule, or that it is not known."
    if not given and facts.get("dose"):
        yield "dose", "Only a dose that was given has a number."


def ecg(facts: Facts) -> Wrong:
    """Without a trace there is no QTc."""
    yield from offered(facts)
    if facts["done"] == "refused" and facts.get("qtc_ms"):
        yield "qtc_ms", "There was no ECG, so there is no QTc."
    low, high = can_be("qtc")
    if facts.get("qtc_ms") and not low <= facts["qtc_ms"] <= high:
        yield "qtc_ms", f"Give the QTc in milliseconds, from {low} to {high}."


def liver(facts: Facts) -> Wrong:
    """An ALT is read against the limit of its own laboratory."""
    if facts.get("alt") is not None and not facts.get("alt_upper"):
        yield "alt_upper", "Give the upper limit of normal that the laboratory printed."
    if facts.get("alt") is None and not facts.get("decompensated") and not facts.get("words"):
        yield "alt", "Say what the test showed."


def measured(facts: Facts) -> Wrong:
    """What a body can have; a blood pressure has two numbers."""
    if facts.get("value") is None or not facts.get("kind"):
        return
    low, high = can_be(facts["kind"])
    if not low <= facts["value"] <= high:
        yield "value", f"Give a number from {low} to {high}."
    pressure, second = facts["kind"] == "blood_pressure", facts.get("second")
    if pressure and second is None:
        yield "second", "Give the lower number too."
    if pressure and second is not None and not SECOND_LEAST <= second <= facts["value"]:
        yield "second", f"The lower number lies between {SECOND_LEAST} and the upper one."
    if not pressure and second is not None:
        yield "second", "Only a blood pressure has a second number."


def naloxone(facts: Facts) -> Wrong:
    """A kit is held by somebody; its end has a day and a word."""
    yield from offered(facts)
    refused = facts["kit"] == "refused"
    if not refused and not facts.get("held_by"):
        yield "held_by", "Say who holds it."
    if refused and facts.get("expires_on"):
        yield "expires_on", "There is no kit."
    if facts.get("expires_on") and facts["expires_on"] < facts["on"]:
        yield "expires_on", "This kit was out of date when it was given."
    if refused and facts.get("ended_on"):
        yield "ended_on", "There is no kit."
    yield from _ended(facts, "ended", "Say what became of it.")


def overdose(facts: Facts) -> Wrong:
    """Nobody hears of it, or does anything, before it."""
    for name in ("told_on", "contacted_on", "reviewed_on"):
        if facts.get(name) and facts[name] < facts["on"]:
            yield name, "This lies before the overdose."


def risk(facts: Facts) -> Wrong:
    """A risk is looked at again, and ends, after it began."""
    for name in ("review_on", "ended_on"):
        if facts.get(name) and facts[name] < facts["on"]:
            yield name, "This lies before the risk began."


def medicine(facts: Facts) -> Wrong:
    """A medicine that is known to change how methadone works is not put down as harmless."""
    group = group_of(facts["name"])
    if group and facts["group"] == "other":
        yield (
            "group",
            f"{facts['name']} makes methadone {'weaker' if group == 'cyp_inducer' else 'stronger'}. Choose that.",
        )


def mind(facts: Facts) -> Wrong:
    """Help that was declined is offered again."""
    if facts.get("treated_by") == "declined" and not facts.get("offer_again_on"):
        yield "offer_again_on", AGAIN


def pregnancy(facts: Facts) -> Wrong:
    """A birth is expected after the last period; an end has a day and a word."""
    if facts.get("due_on") and facts.get("last_period_on") and facts["due_on"] < facts["last_period_on"]:
        yield "due_on", "This lies before the last period."
    yield from _ended(facts, "outcome", "Say how it ended.")


def _ended(facts: Facts, how: str, message: str) -> Wrong:
    if facts.get("ended_on") and not facts.get(how):
        yield how, message
    if facts.get(how) and not facts.get("ended_on"):
        yield "ended_on", "Say on which day."
    if facts.get("ended_on") and facts["ended_on"] < facts["on"]:
        yield "ended_on", "This lies before the beginning."
