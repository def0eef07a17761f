"""Drug tests: specimens that were given, and what was found, substance by substance.

Several markers and readings may speak of one substance. A laboratory is believed before a strip; a finding comes before
what could not be read, and that before nothing found.
"""

from collections.abc import Iterator
from uuid import UUID

from ostara.care.rows.pseudonyms import number_of
from ostara.care.specimens.models import Given, Method, Reading, Result, Specimen
from ostara.exchange.extract.gathering import Gathered
from ostara.exchange.extract.rows import Kept
from ostara.knowledge.markers import substance_of
from ostara.tables.rows import Row

BELIEVED = ("positive", "unclear", "negative")


def specimens(gathered: Gathered, services: frozenset[UUID] | None) -> Iterator[Kept]:
    """Yields a row for each specimen that was given and stands; `services` are those asked for, none for all."""
    for row in _given(gathered, services):
        yield Kept("specimens", {**_of(gathered, row), "kind": row.kind, "trusted": row.trusted}, row.pk)


def findings(gathered: Gathered, services: frozenset[UUID] | None) -> Iterator[Kept]:
    """Yields a row for each substance that such a specimen was tested for."""
    given = {row.line: row for row in _given(gathered, services)}
    people = {row.person_id for row in given.values()}
    for (line, substance), result in _believed(frozenset(given), people).items():
        said = {"substance": substance, "result": result.result, "prescribed": result.prescribed}
        yield Kept("findings", {**_of(gathered, given[line]), **said}, result.pk)


def _given(gathered: Gathered, services: frozenset[UUID] | None) -> list[Specimen]:
    records = [record for record, person in gathered.goes_on.items() if person in gathered.numbers]
    rows = Specimen.objects.standing().filter(person__in=records, given=Given.GIVEN).select_related("service")
    return [row for row in rows.order_by("line") if services is None or row.service_id in services]


def _believed(lines: frozenset[UUID], people: set[UUID]) -> dict[tuple[UUID, str], Result]:
    """The result that is believed of each substance of each specimen."""
    readings = Reading.objects.standing().filter(person__in=people)
    found: dict[tuple[UUID, str], Result] = {}
    rows = Result.objects.filter(reading__in=readings).select_related("reading").order_by("pk")
    for row in rows.iterator(chunk_size=2000):
        key = (row.reading.specimen_id, substance_of(row.marker))
        if key[0] in lines and (key not in found or _weight(row) < _weight(found[key])):
            found[key] = row
    return found


def _weight(row: Result) -> tuple[bool, int]:
    return row.reading.method != Method.LABORATORY, BELIEVED.index(row.result)


def _of(gathered: Gathered, row: Specimen) -> Row:
    return {
        "specimen": number_of(row.line),
        "person": number_of(gathered.goes_on[row.person_id]),
        "service": row.service.agency_code,
        "taken_on": row.on,
    }
