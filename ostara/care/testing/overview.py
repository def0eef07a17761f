"""What the pages of tests and health show: rows and what is said beside them, gathered in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ostara.care.health.models import Fact, Vaccination, Vaccine, VirusStep
from ostara.care.health.questions import due_of as health_due_of
from ostara.care.health.questions import known_of, standing
from ostara.care.outcomes.models import Top
from ostara.care.outcomes.questions.rows import profiles_of
from ostara.care.people.due_items import DueItem, in_order
from ostara.care.people.models import Person
from ostara.care.people.questions import records_of
from ostara.care.specimens.drawing_days import RESTS_ON, WEEKS_DRAWN, how_often
from ostara.care.specimens.models import Reading, Result, Specimen
from ostara.care.specimens.panels import MARKER_WORDS, PANELS, SHORT_WORDS, Window, cannot_see, window
from ostara.care.specimens.questions import Taken, drawing_of, prescribed_to, specimens_of, started_on, use_on_top
from ostara.care.specimens.questions import due_of as tests_due_of
from ostara.care.testing.assessed import assessed_of
from ostara.care.testing.charts import course
from ostara.care.testing.explaining import not_found
from ostara.care.testing.topics import GROUPS, TOPICS
from ostara.knowledge.parameters import parameter

SOON_DAYS = 91  # how far a page looks ahead: a way of working, no threshold of the field


@dataclass(frozen=True)
class Line:
    """A result as it is told: what was looked for, what was found, how far back it sees, and what to keep in mind."""

    marker: str
    words: str
    result: Result
    window: Window | None
    care: str


@dataclass(frozen=True)
class ReadAloud:
    """A reading as it is told."""

    reading: Reading
    panel: str
    lines: list[Line]
    blind: list[str]


@dataclass(frozen=True)
class Happened:
    """A day in the table of tests: a test, or a profile with what the person said."""

    on: date
    test: Taken | None
    profile: Top | None


def read_aloud(specimen: Specimen, reading: Reading, prescribed: Collection[str]) -> ReadAloud:
    """A reading with what each result means and what the reading cannot see."""
    results = list(reading.results.all())
    lines = [
        Line(
            one.marker,
            MARKER_WORDS[one.marker],
            one,
            window(specimen.kind, one.marker),
            not_found(one.marker, prescribed) if one.result == "negative" else "",
        )
        for one in results
    ]
    blind = list(cannot_see(reading.method, specimen.kind, {one.marker for one in results}))
    panel = PANELS[reading.panel].words if reading.panel in PANELS else reading.panel
    return ReadAloud(reading, panel, lines, blind)


def tests_overview(person: Person, *, on: date) -> dict[str, Any]:
    """Everything on the page of tests."""
    records = records_of(person)
    tests, profiles = specimens_of(records), profiles_of(person)
    started = started_on(records)
    days = [*(one.specimen.on for one in tests), *(one.asked_on for one in profiles)]
    since = started or min(days, default=on)
    drawing = drawing_of(records)
    prescribed = prescribed_to(records)
    table = [
        *(Happened(one.specimen.on, one, None) for one in tests),
        *(Happened(one.asked_on, None, one) for one in profiles),
    ]
    return {
        "due": tests_due_of([person.pk], on=on),
        "started": started,
        "prescribed": prescribed,
        "on_top": use_on_top(tests, profiles, on=on),
        "chart": course(tests, profiles, since=since, on=on),
        "table": sorted(table, key=lambda one: (one.on, one.test is None), reverse=True),
        "cares": sorted({care for one in tests[:1] for care in _cares(one, prescribed)}),
        "drawing": drawing,
        "drawn": [day for day in drawing.days.all() if day.on >= on] if drawing else [],
        "markers": SHORT_WORDS,
        "rests_on": [parameter(name) for name in RESTS_ON],
    }


def drawing_offered(person: Person, *, on: date) -> dict[str, Any]:
    """How often days would be drawn for somebody, and why."""
    records = records_of(person)
    started = started_on(records) or on
    profiles = profiles_of(person)
    often = how_often(started=started, on=on, use_on_top=use_on_top(specimens_of(records), profiles, on=on))
    until = on + timedelta(weeks=WEEKS_DRAWN)
    initial = {"every_days": often.every_days, "because": often.because, "from_on": on, "until_on": until}
    return {"initial": initial, "often": often, "drawing": drawing_of(records)}


def health_overview(person: Person, *, on: date) -> dict[str, Any]:
    """Everything on the page of health: what is due, and the rows of each topic under its heading."""
    records, known = records_of(person), known_of([person.pk], on=on)[person.pk].facts

    def _rows(model: type[Fact]) -> list[Any]:
        return list(reversed(known[model])) if model in known else list(standing(model, records))

    groups = [
        (group, [(topic, _rows(topic.model)) for topic in TOPICS.values() if topic.group == group]) for group in GROUPS
    ]
    due = health_due_of([person.pk], on=on)
    vaccinated = any(row.vaccine != Vaccine.HAV and row.step != "refused" for row in known[Vaccination])
    return {
        "assessed": {"viruses": assessed_of(records, known[VirusStep], vaccinated=vaccinated)},
        "soon": near(due, on),
        "later": [one for one in due if not is_near(one, on)],
        "groups": groups,
    }


def near(due: Collection[DueItem], on: date) -> list[DueItem]:
    """What is late, or due within the next weeks."""
    return [one for one in due if is_near(one, on)]


def is_near(one: DueItem, on: date) -> bool:
    """Whether it is late, or due within the next weeks."""
    return one.by <= on + timedelta(days=SOON_DAYS)


def due_of(people: Collection[Any], *, on: date) -> list[DueItem]:
    """What tests and health ask for of some people, the earliest first."""
    return in_order([*tests_due_of(people, on=on), *health_due_of(people, on=on)])


def _cares(test: Taken, prescribed: Collection[str]) -> list[str]:
    said = [not_found(one.marker, prescribed) for _, one in test.results() if one.result == "negative"]
    return [words for words in said if words]
