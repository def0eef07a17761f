"""Who several people are and how to reach them, as their prescriptions say: as many queries for fifty as for one."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from ostara.care.people.models import Card, Contact, Particulars
from ostara.care.people.questions.standing import particulars_of

EARLIEST_FIRST = ("effective_on", "recorded_at", "id")  # so that the latest one is what stays in a mapping


@dataclass(frozen=True)
class Reached:
    """What `particulars_of` and `contact_of` answer about one person; none where nobody has said."""

    particulars: Particulars | None
    contact: Contact | None


def reached(people: Collection[UUID]) -> dict[UUID, Reached]:
    """Returns who some people are and how to reach them, by the keys they were asked by, any of their records.

    Four queries, and two more for each person whose records are joined.
    """
    goes_on = {one: one for one in people}
    goes_on |= dict(Card.objects.filter(person__in=goes_on).values_list("person", "goes_on_as"))
    records = {one: [one] for one in goes_on.values()}
    for joined, whose in Card.objects.filter(goes_on_as__in=records).values_list("person", "goes_on_as"):
        if joined != whose:
            records[whose].append(joined)
    particulars, contacts = _particulars(records), _contacts(records)
    return {one: Reached(particulars.get(whose), contacts.get(whose)) for one, whose in goes_on.items()}


def _particulars(records: dict[UUID, list[UUID]]) -> dict[UUID, Particulars]:
    rows = Particulars.objects.standing().filter(person__in=records).order_by(*EARLIEST_FIRST)
    found = {row.person_id: row for row in rows}
    joined = {one: particulars_of(all_) for one, all_ in records.items() if len(all_) > 1}
    return found | {one: row for one, row in joined.items() if row}


def _contacts(records: dict[UUID, list[UUID]]) -> dict[UUID, Contact]:
    whose = {record: one for one, all_ in records.items() for record in all_}
    rows = Contact.objects.standing().filter(person__in=whose).order_by(*EARLIEST_FIRST)
    return {whose[row.person_id]: row for row in rows}
