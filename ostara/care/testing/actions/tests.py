"""Recording drug tests. A test is recorded and shown; it never changes a dose, a plan or a place in treatment."""

from collections.abc import Collection, Mapping
from datetime import date
from secrets import token_hex
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from ostara.care.accounts.models import Service
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.people.models import Person
from ostara.care.rows.acts import Refused, correct, once
from ostara.care.rows.models import HistoryRow
from ostara.care.specimens.drawing_days import draw
from ostara.care.specimens.models import MARKERS, RESULTS, Drawing, DrawnDay, Given, Reading, Result, Specimen
from ostara.care.specimens.panels import PANELS
from ostara.care.testing.explaining import explained
from ostara.care.testing.steps import done, refuse_ahead, service_of

R = TypeVar("R", bound=HistoryRow)
Found = Mapping[str, str]  # result by marker; what was not looked for is left out
_MARKERS, _RESULTS = dict(MARKERS), dict(RESULTS)
ABOUT = ("on", "time", "kind", "asked", "given", "observed", "trusted", "words")


def record_specimen(
    *,
    person: Person,
    facts: Mapping[str, Any],
    panel: str = "",
    found: Found | None = None,
    prescribed: Collection[str] = (),
    service: Service | None = None,
    by: Actor,
    on: date,
    key: UUID | None = None,
) -> Specimen:
    """Records a specimen, with the reading made on the spot where there is one.

    Args:
        person: whose it is.
        facts: the columns `ABOUT`.
        panel: what it was tested with (`panels.PANELS`); blank: not read yet.
        found: what the reading found.
        prescribed: what explains a positive: medicines prescribed (`explaining`).
        service: where; the service of whoever records it, where it is left out.
        by: who records it.
        on: today.
        key: the key of its form.

    Raises:
        Refused: the day lies ahead, something was read of what was not given, or a reading found nothing at all.
    """
    refuse_ahead(facts["on"], on, "on")
    _refuse_unread(facts["given"], found or {}, panel)

    def do() -> UUID:
        row = Specimen(person=person, service=service or service_of(by), **facts, recorded_by_id=by.user)
        row.line = row.pk
        row.save(force_insert=True)
        note("testing.record_specimen", by=by, person=person.pk, record=row, given=row.given, asked=row.asked)
        if found:
            _read(Reading(person=person, specimen=row, **_of(panel), on=row.on), found, prescribed, by)
        return row.pk

    return done(Specimen, key, "testing.record_specimen", by, do)


def add_reading(
    *,
    specimen: Specimen,
    panel: str,
    result_on: date,
    found: Found,
    words: str = "",
    prescribed: Collection[str] = (),
    by: Actor,
    on: date,
    key: UUID | None = None,
) -> Reading:
    """Adds what another reading of a specimen found, such as that of a laboratory.

    Raises:
        Refused: nothing was given or found, or the day lies ahead or before the specimen.
    """
    refuse_ahead(result_on, on, "on")
    if result_on < specimen.on:
        raise Refused("A result cannot come before the specimen.", field="on")
    _refuse_unread(specimen.given, found, panel, needed=True)

    def do() -> UUID:
        first = Specimen.objects.get(pk=specimen.line)
        new = Reading(person_id=specimen.person_id, specimen=first, **_of(panel), on=result_on, words=words)
        _read(new, found, prescribed, by)
        note("testing.add_reading", by=by, person=new.person_id, record=new, panel=panel)
        return new.pk

    return done(Reading, key, "testing.add_reading", by, do)


def correct_specimen(
    *, specimen: Specimen, facts: Mapping[str, Any], why: str, by: Actor, on: date, key: UUID | None = None
) -> Specimen:
    """Puts right what is said of a specimen; its readings stay with it.

    Raises:
        Refused: the day lies ahead, no reason is given, or something was read of what would not have been given.
        Changed: someone else has corrected it.
    """
    refuse_ahead(facts["on"], on, "on")
    read = Reading.objects.standing().filter(specimen=specimen.line).exists()
    if facts["given"] != Given.GIVEN and read:
        raise Refused("There is a result of this specimen: take that back first.", field="given")

    def do() -> UUID:
        new = correct(specimen, why=why, by=by.user, **facts)
        note("testing.correct_specimen", by=by, person=new.person_id, record=new)
        return new.pk

    return done(Specimen, key, "testing.correct_specimen", by, do)


def correct_reading(
    *,
    reading: Reading,
    panel: str,
    result_on: date,
    found: Found,
    words: str = "",
    prescribed: Collection[str] = (),
    why: str,
    by: Actor,
    on: date,
    key: UUID | None = None,
) -> Reading:
    """Puts a reading right: what is found here stands from now on.

    Raises:
        Refused: as `add_reading`, or no reason is given.
        Changed: someone else has corrected it.
    """
    refuse_ahead(result_on, on, "on")
    _refuse_unread(Given.GIVEN, found, panel, needed=True)

    def do() -> UUID:
        new = correct(reading, why=why, by=by.user, **_of(panel), on=result_on, words=words)
        Result.objects.bulk_create(_results(new, found, prescribed, by))
        note("testing.correct_reading", by=by, person=new.person_id, record=new, panel=panel)
        return new.pk

    return done(Reading, key, "testing.correct_reading", by, do)


def withdraw(*, row: R, why: str, by: Actor, key: UUID | None = None) -> R:
    """Takes back a specimen or a reading that should not be there; both stay readable as history.

    Raises:
        Refused: no reason is given.
        Changed: someone else has corrected it.
    """
    name = "testing.withdraw_specimen" if isinstance(row, Specimen) else "testing.withdraw_reading"

    def do() -> UUID:
        gone = correct(row, why=why, by=by.user, withdrawn=True)
        note(name, by=by, person=gone.person_id, record=gone)  # type: ignore[attr-defined]  # both have a person
        return gone.pk

    return done(type(row), key, name, by, do)


def draw_days(
    *,
    person: Person,
    from_on: date,
    until_on: date,
    every_days: int,
    because: str,
    service: Service | None = None,
    by: Actor,
    on: date,
    key: UUID | None = None,
) -> Drawing:
    """Draws days for tests by chance and keeps them with the seed; they hold instead of days drawn before.

    Raises:
        Refused: the days lie behind, or the stretch is not a number of days.
    """
    if from_on < on:
        raise Refused("Days that have passed cannot be drawn.", field="from_on")
    if until_on < from_on:
        raise Refused("The last day lies before the first.", field="until_on")
    if every_days < 1:
        raise Refused("A stretch has at least one day.", field="every_days")

    def do() -> UUID:
        row = Drawing(person=person, service=service or service_of(by), on=on, from_on=from_on, until_on=until_on)
        row.every_days, row.because, row.seed, row.recorded_by_id = every_days, because, token_hex(16), by.user
        row.save(force_insert=True)
        days = draw(row.seed, from_on=from_on, until_on=until_on, every_days=every_days)
        made = (DrawnDay(drawing=row, person=person, on=day, recorded_by_id=by.user) for day in days)
        DrawnDay.objects.bulk_create(made)
        note("testing.draw_days", by=by, person=person.pk, record=row, every_days=every_days, because=because)
        return row.pk

    with transaction.atomic():
        made, _ = once(key, "testing.draw_days", by.user, do)
    return Drawing.objects.get(pk=made)


def _of(panel: str) -> dict[str, str]:
    return {"panel": panel, "method": PANELS[panel].method}


def _read(new: Reading, found: Found, prescribed: Collection[str], by: Actor) -> None:
    new.recorded_by_id = by.user
    new.save(force_insert=True)
    Result.objects.bulk_create(_results(new, found, prescribed, by))


def _results(reading: Reading, found: Found, prescribed: Collection[str], by: Actor) -> list[Result]:
    return [
        Result(
            reading=reading,
            person_id=reading.person_id,
            marker=marker,
            result=result,
            prescribed=explained(marker, result, prescribed),
            recorded_by_id=by.user,
            recorded_at=reading.recorded_at,
        )
        for marker, result in found.items()
    ]


def _refuse_unread(given: str, found: Found, panel: str, *, needed: bool = False) -> None:
    if found and given != Given.GIVEN:
        raise Refused("No specimen was given, so nothing can have been found.", field="given")
    if found and panel not in PANELS:
        raise Refused("Say what it was tested with.", field="panel")
    if needed and not found:
        raise Refused("Say what was found of at least one thing.")
    for marker, result in found.items():
        if marker not in _MARKERS or result not in _RESULTS:
            raise Refused("This cannot be a result.", field=f"found_{marker}")
