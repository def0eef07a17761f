"""Drug tests: specimens that were given, and what was found, substance by substance.

Several markers and readings may speak of one substance. A laboratory is believed before a strip; a finding comes before
what could not be read, and that before nothing found.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.rows.pseudonyms import number_of
from ostara.care.specimens.models import Given, Method, Reading, Result, Specimen
from ostara.exchange.extract.gathering import Gathered
from ostara.exchange.extract.rows import Kept
from ostara.knowledge.spreadsheet import column_of

BELIEVED = ("positive", "unclear", "negative")


def specimens(gathered: Gathered, services: frozenset[UUID] | None) -> Iterator[Kept]:
    """Yields a row for each specimen that was given and stands."""
    for row in _given(gathered, services):
        yield Kept("specimens", {**_of(gathered, row), "kind": row.kind, "trusted": row.trusted}, row.pk)


def findings(gathered: Gathered, services: frozenset[UUID] | None) -> Iterator[Kept]:
    """Yields a row for each substance that a specimen was tested for."""
    given = {row.line: row for row in _given(gathered, services)}
    for (line, substance), (result, prescribed) in _believed(_results(gathered)).items():
        if line in given:
            row = {**_of(gathered, given[line]), "substance": substance, "result": result, "prescribed": prescribed}
            yield Kept("findings", row, given[line].pk)
