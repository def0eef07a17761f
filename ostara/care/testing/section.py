"""Tests and health on the page of a person: the latest of each, what is due, and the way to everything else."""

from typing import Any

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.roles import Verb
from ostara.care.health.models import Ecg, NaloxoneKit, Overdose, Risk
from ostara.care.health.questions import known_of
from ostara.care.outcomes.questions.rows import profiles_of
from ostara.care.people.page import register_section
from ostara.care.people.questions import records_of
from ostara.care.specimens.panels import SHORT_WORDS
from ostara.care.specimens.questions import lately, latest_of, specimens_of, started_on, use_on_top
from ostara.care.testing.overview import due_of, near
from ostara.care.testing.topics import TOPICS

ORDER = 210
SHOWN: dict[str, type[Any]] = {"naloxone": NaloxoneKit, "ecg": Ecg, "overdose": Overdose}
FEW = 4


def register() -> None:
    """Adds the section."""
    register_section(order=ORDER, title="Tests and health", question=section, template="testing/section.html")


def section(request: Asked) -> dict[str, Any] | None:
    """What the section shows: the latest of everything, never all of it."""
    records = records_of(request.person)
    tests = specimens_of(records, since=lately(request.today))
    facts = known_of([request.person.pk], on=request.today)[request.person.pk].facts
    return {
        "due": near(due_of([request.person.pk], on=request.today), request.today)[:FEW],
        "test": tests[0] if tests else latest_of(records),
        "treated": started_on(records) is not None,
        "on_top": use_on_top(tests, profiles_of(request.person), on=request.today),
        "latest": [(TOPICS[slug], facts[model][-1]) for slug, model in SHOWN.items() if facts[model]],
        "risks": [row for row in reversed(facts[Risk]) if row.ended_on is None],
        "tell_risk": TOPICS["risks"].tell,
        "markers": SHORT_WORDS,
        "may_test": request.standing.may(Verb.RECORD_TESTS),
    }
