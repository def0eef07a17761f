"""Everybody of the record, joined records as one, in the order in which a store keeps people."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import F

from ostara.care.people.models import Card, Person
from ostara.care.rows.pseudonyms import number_of


@dataclass(frozen=True)
class Everybody:
    """Every person of the record.

    Attributes:
        records: the record that goes on, to all that are joined to it, itself first.
    """

    records: Mapping[UUID, list[UUID]]

    @cached_property
    def in_order(self) -> list[UUID]:
        """Returns the records that go on, by their numbers in a store."""
        return sorted(self.records, key=number_of)

    def batches(self, size: int) -> list[list[UUID]]:
        """Returns them a few at a time."""
        return [self.in_order[start : start + size] for start in range(0, len(self.in_order), size)]


def everybody() -> Everybody:
    """Returns every person, joined records as one. Two queries."""
    records: dict[UUID, list[UUID]] = {key: [key] for key in Person.objects.values_list("pk", flat=True).iterator()}
    joined = Card.objects.exclude(goes_on_as=F("person")).order_by("pk").values_list("person", "goes_on_as")
    for person, goes_on in joined.iterator():
        records[goes_on].append(person)
        del records[person]
    return Everybody(records)
