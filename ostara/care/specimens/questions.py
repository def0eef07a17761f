"""Looking up drug tests: what was found, what people said beside it, and what is due. Each in a few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from ostara.care.outcomes.models import Top
from ostara.care.outcomes.questions.rows import profiles_since
from ostara.care.people.due_items import DueItem, in_order, records_of_all
from ostara.care.rows.prepared import first, prepared
from ostara.care.rows.reading import asked_once
from ostara.care.specimens.drawing_days import LONGEST, RESTS_ON, next_by
from ostara.care.specimens.models import LATEST, Drawing, Given, Reading, Result, Specimen
from ostara.care.treatment.questions import ost_days
from ostara.knowledge.parameters import parameter

ON_TOP = frozenset(
    {"opiates", "acetylmorphine", "fentanyl", "nitazene", "cocaine", "benzodiazepine", "amphetamine"}
)  # markers of use on top where no prescription explains them
REPORTED = ("heroin_days", "crack_days", "cocaine_days", "amphetamine_days", "other_drug_days")


@dataclass(frozen=True)
class Taken:
    """A specimen with its readings that stand, the earliest first."""

    specimen: Specimen
    readings: list[Reading]

    def results(self) -> Iterator[tuple[Reading, Result]]:
        """Every result of every reading."""
        for reading in self.readings:
            for result in reading.results.all():
                yield reading, result

    @property
    def on_top(self) -> bool | None:
        """Whether it shows use on top: yes, no, or none where that cannot be told."""
        asked = [one for _, one in self.results() if one.marker in ON_TOP]
        if any(one.result == "positive" and not one.prescribed for one in asked):
            return True
        return False if any(one.result == "negative" for one in asked if one.marker in _OPIATES) else None


_OPIATES = ("opiates", "acetylmorphine")


@asked_once
def specimens_of(records: Collection[UUID], *, since: date | None = None) -> list[Taken]:
    """The tests that stand, the latest first. Three queries."""
    return _taken(_since(list(records), since or date.min))


def lately(on: date, *, days: int = 0) -> date:
    """The first day looked at by whoever asks what was found of late: one for all of them, so that one answer does.

    Args:
        on: today.
        days: how far back somebody looks at the least.
    """
    return on - timedelta(days=max(days, parameter(LONGEST).whole))


def latest_of(records: Collection[UUID]) -> Taken | None:
    """The latest test that stands, whenever it was. Three queries."""
    return first(_taken(_since(list(records), date.min, 1)))


@prepared
def _since(records: Sequence[UUID], since: date, most: int | None = None) -> QuerySet[Specimen]:
    rows = Specimen.objects.standing().filter(person__in=records, on__gte=since)
    return rows.select_related("service", "recorded_by").order_by(*LATEST)[:most]


def _taken(specimens: Sequence[Specimen]) -> list[Taken]:
    readings = _readings([one.line for one in specimens])
    return [Taken(one, readings[one.line]) for one in specimens]


def with_readings(specimen: Specimen) -> Taken:
    """One specimen, standing or not, with the readings that stand."""
    return Taken(specimen, _readings([specimen.line])[specimen.line])


def prescribed_to(records: Sequence[UUID]) -> frozenset[str]:
    """The opioid medicines somebody is treated with now (codes of `medicine`), as far as the record says."""
    return frozenset(medicine for _, _, medicine in ost_days(records) if medicine)


def started_on(records: Sequence[UUID]) -> date | None:
    """The first day of the opioid treatment that goes on; none where there is none."""
    return min((day for _, day, _ in ost_days(records)), default=None)


def drawing_of(records: Collection[UUID]) -> Drawing | None:
    """The drawing that holds: the latest that stands, with its days."""
    rows = Drawing.objects.standing().filter(person__in=records)
    return rows.select_related("recorded_by").prefetch_related("days").order_by(*LATEST).first()


def use_on_top(tests: Iterable[Taken], profiles: Iterable[Top], *, on: date) -> bool | None:
    """Whether there was use on top of late: by a test or by what the person said; none: neither tells.

    Args:
        tests: those that stand.
        profiles: those that stand.
        on: today; looked at is the time in which a test is asked for at the latest.
    """
    since = on - timedelta(days=parameter(LONGEST).whole)
    said = [one.on_top for one in tests if one.specimen.on >= since]
    said += [_told(one) for one in profiles if one.asked_on >= since]
    return True if True in said else (False if False in said else None)


def due_of(people: Collection[UUID], *, on: date) -> list[DueItem]:
    """The next test of each of these people who are on opioid treatment, the earliest first. Eight queries at most.

    Args:
        people: records that go on, a few hundred at once: databases limit how many a question may name.
        on: today.
    """
    records = records_of_all(people)
    started = _started(records)
    since = lately(on)
    tests = _by_person(records, specimens_of(list(records), since=since), lambda one: one.specimen.person_id)
    profiles = _by_person(records, profiles_since(list(records), since), lambda one: one.person_id)
    last = _last_given({record: person for record, person in records.items() if person in started}, tests)
    drawn = _drawn(records)
    return in_order(
        [
            _due(person, start, tests[person], profiles[person], last.get(person), drawn.get(person, []), on)
            for person, start in started.items()
        ]
    )


def _due(
    person: UUID,
    started: date,
    tests: list[Taken],
    profiles: list[Top],
    last: date | None,
    drawn: list[date],
    on: date,
) -> DueItem:
    by, often = next_by(started=started, on=on, use_on_top=use_on_top(tests, profiles, on=on), tested=last)
    why = f"about every {often.every_days} days: {Drawing.Because(often.because).label}"
    ahead = next((day for day in drawn if last is None or day > last), None)
    if ahead is not None:
        by, why = ahead, "the day was drawn by chance"
    unverified = ahead is None and any(parameter(name).unverified for name in RESTS_ON)
    return DueItem(person, "specimens", "test", "Drug test", by, by < on, why, unverified)


def _readings(lines: list[UUID]) -> dict[UUID, list[Reading]]:
    found: dict[UUID, list[Reading]] = defaultdict(list)
    if not lines:
        return found
    results: Prefetch[Any] = Prefetch("results", Result.objects.order_by("marker"))
    rows = Reading.objects.standing().filter(specimen__in=lines).select_related("recorded_by")
    for row in rows.prefetch_related(results).order_by("on", "recorded_at", "id"):
        found[row.specimen_id].append(row)
    return found


def _told(top: Top) -> bool | None:
    days = [getattr(top, name) for name in REPORTED]
    if any(days):
        return True
    return False if top.heroin_days == 0 else None


def _started(records: dict[UUID, UUID]) -> dict[UUID, date]:
    found: dict[UUID, date] = {}
    for record, day, _ in ost_days(list(records)):
        person = records[record]
        found[person] = min(day, found.get(person, day))
    return found


def _last_given(records: dict[UUID, UUID], tests: dict[UUID, list[Taken]]) -> dict[UUID, date]:
    """When each person last gave a specimen; those asked for are the people of whom `tests` of late hold none."""
    given = {
        person: max(one.specimen.on for one in held)
        for person, every in tests.items()
        if (held := [one for one in every if one.specimen.given == Given.GIVEN])
    }
    longer_ago = [record for record, person in records.items() if person not in given]
    return {records[record]: day for record, day in _days_given(longer_ago)} | given


@prepared
def _days_given(records: Sequence[UUID]) -> QuerySet[Specimen, tuple[UUID, date]]:
    rows = Specimen.objects.standing().filter(person__in=records, given=Given.GIVEN)
    return rows.order_by("on").values_list("person", "on")


def _drawn(records: dict[UUID, UUID]) -> dict[UUID, list[date]]:
    latest = {records[row.person_id]: row for row in _drawings(list(records))}
    return {person: sorted(day.on for day in row.days.all()) for person, row in latest.items()}


@prepared
def _drawings(records: Sequence[UUID]) -> QuerySet[Drawing]:
    rows = Drawing.objects.standing().filter(person__in=records).prefetch_related("days")
    return rows.order_by("on", "recorded_at", "id")


def _by_person(records: dict[UUID, UUID], rows: Iterable[Any], whose: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[records[whose(row)]].append(row)
    return found
