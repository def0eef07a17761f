"""Drug tests: specimens that were given, and what was found, substance by substance.

Several markers and readings may speak of one substance. A laboratory is believed before a strip; a finding comes before
what could not be read, and that before nothing found.
"""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from ostara.care.rows.pseudonyms import number_of
from ostara.care.specimens.models import Given, Method, Reading, Result, Specimen
from ostara.exchange.extract.gathering import Gathered
from ostara.exchange.extract.rows import Kept
from ostara.knowledge.markers import substance_of
from ostara.tables.rows import Row

BELIEVED = ("positive", "unclear", "negative")


class Found(NamedTuple):
    """A result, and the reading and the specimen it is of."""

    key: UUID
    marker: str
    result: str
    prescribed: bool | None
    method: str
    line: UUID

    @property
    def weight(self) -> tuple[bool, int]:
        """Whether it is believed before another: the lower first."""
        return self.method != Method.LABORATORY, BELIEVED.index(self.result)


FOUND = ("pk", "marker", "result", "prescribed", "reading__method", "reading__specimen")


def specimens(gathered: Gathered, services: frozenset[UUID] | None) -> Iterator[Kept]:
    """Yields a row for each specimen that was given and stands; `services` are those asked for, none for all."""
    for row in _given(gathered, services):
        yield Kept("specimens", {**_of(gathered, row), "kind": row.kind, "trusted": row.trusted}, row.pk)


def findings(gathered: Gathered, services: frozenset[UUID] | None) -> Iterator[Kept]:
    """Yields a row for each substance that such a specimen was tested for."""
    rows = _given(gathered, services)
    given, people = {row.line: _of(gathered, row) for row in rows}, {row.person_id for row in rows}
    for (line, substance), found in _believed(frozenset(given), people).items():
        said = {"substance": substance, "result": found.result, "prescribed": found.prescribed}
        yield Kept("findings", {**given[line], **said}, found.key)


def _given(gathered: Gathered, services: frozenset[UUID] | None) -> list[Specimen]:
    records = [record for record, person in gathered.goes_on.items() if person in gathered.numbers]
    rows = Specimen.objects.standing().filter(person__in=records, given=Given.GIVEN).select_related("service")
    return [row for row in rows.order_by("line") if services is None or row.service_id in services]


def _believed(lines: frozenset[UUID], people: set[UUID]) -> dict[tuple[UUID, str], Found]:
    """The result that is believed of each substance of each specimen."""
    readings = Reading.objects.standing().filter(person__in=people)
    rows = Result.objects.filter(reading__in=readings).order_by("pk").values_list(*FOUND)
    believed: dict[tuple[UUID, str], Found] = {}
    for row in map(Found._make, rows.iterator(chunk_size=2000)):
        key = (row.line, substance_of(row.marker))
        if row.line in lines and (key not in believed or row.weight < believed[key].weight):
            believed[key] = row
    return believed


def _of(gathered: Gathered, row: Specimen) -> Row:
    return {
        "specimen": number_of(row.line),
        "person": number_of(gathered.goes_on[row.person_id]),
        "service": row.service.agency_code,
        "taken_on": row.on,
    }
