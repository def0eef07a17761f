"""A person's row: what an analysis needs of them. Names and addresses stay in the record."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from ostara.care.people.questions import age, attributor_of
from ostara.care.rows.pseudonyms import number_of
from ostara.exchange.extract.gathering import Gathered
from ostara.exchange.extract.rows import Kept
from ostara.exchange.extract.translating import UNKNOWN, answered, meaning, ours
from ostara.tables.rows import Row


def people(gathered: Gathered, *, national: bool) -> Iterator[Kept]:
    """Yields a row for each person. The attributor goes only into a national file's store."""
    first_days = _first_days(gathered)
    for person in gathered.numbers:
        known, first = gathered.particulars.get(person), first_days.get(person)
        born = known.date_of_birth if known else None
        row: Row = {
            "person": number_of(person),
            "sex": (ours("sex", known.sex) if known else None) or UNKNOWN,
            "birth_year": born.year if born else None,
            "age": age(born, on=first) if first else None,
            "ethnicity": meaning("ethnicity", known.ethnicity) if known else None,
            "nationality": (known.nationality or None) if known else None,
            "attributor": attributor_of(known) if national else None,
            "first_day": first,
        }
        yield Kept("people", row, person)


def custody(gathered: Gathered) -> Iterator[Kept]:
    """Yields a row for each stay in prison."""
    for person in gathered.numbers:
        for stay in gathered.custody[person]:
            row: Row = {
                "stay": number_of(stay.pk),
                "person": number_of(person),
                "from_day": stay.from_on,
                "to_day": stay.to_on,
                "ost_in_custody": answered(stay.ost_inside),
                "referred_on_release": answered(stay.referred_on_release),
            }
            yield Kept("custody", row, stay.pk)


def deaths(gathered: Gathered) -> Iterator[Kept]:
    """Yields the first day on which an episode says that somebody died."""
    died: dict[UUID, tuple[date, UUID]] = {}
    for episode, now in gathered.episodes:
        if now.end_reason == "died" and now.closed_on is not None:
            person, said = gathered.goes_on[episode.person_id], (now.closed_on, episode.pk)
            died[person] = min(died.get(person, said), said)
    for person, (on, of) in died.items():
        yield Kept("deaths", {"person": number_of(person), "on": on, "cause": UNKNOWN}, of)


def _first_days(gathered: Gathered) -> dict[UUID, date]:
    days: dict[UUID, date] = {}
    for episode, now in gathered.episodes:
        person = gathered.goes_on[episode.person_id]
        days[person] = min(days.get(person, now.referred_on), now.referred_on)
    return days
