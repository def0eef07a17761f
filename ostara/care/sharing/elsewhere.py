"""Finding a person beyond one's own service: only by what somebody who knows them knows, and only to say who it is.

By NHS number, or by family name, first name and date of birth, all of them right. What is shown is a glimpse.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.people.models import Card, Involvement, Person
from ostara.care.people.questions import involved_in, records_of
from ostara.care.people.spelling import plain_words

SHOWN = 5


@dataclass(frozen=True)
class Known:
    """What somebody knows of a person they look for; empty what they do not."""

    nhs_number: str = ""
    family_name: str = ""
    given_name: str = ""
    born: date | None = None

    @property
    def by_name(self) -> bool:
        """Returns whether the name and the birth are whole."""
        return bool(self.family_name.strip() and self.given_name.strip() and self.born)

    @property
    def enough(self) -> bool:
        """Returns whether it is enough to look."""
        return bool(self.nhs_number) or self.by_name


@dataclass(frozen=True)
class Glimpse:
    """Enough to say that it is the right person, and no more.

    Attributes:
        person: the key of the record that goes on.
        initials: such as `J. S.`
        born_in: the year of birth; none where the birth is not known.
        services: who cares for them.
    """

    person: UUID
    initials: str
    born_in: int | None
    services: tuple[str, ...]


def found_by(known: Known) -> list[UUID]:
    """Returns the records that go on of everyone who fits what is known; each person once, in order of key.

    An NHS number decides alone. A name fits by its letters, whatever accents and capitals; a first name also by the
    name they are known by.
    """
    if known.nhs_number:
        cards = Card.objects.filter(nhs_number=known.nhs_number)
    elif known.by_name:
        cards = Card.objects.filter(date_of_birth=known.born)
    else:
        return []
    return sorted({card.goes_on_as_id for card in _fitting(cards, known)})


def glimpse_of(person: Person, *, at: datetime) -> Glimpse:
    """Returns what may be shown of a person to somebody who has no part in their care."""
    card = Card.objects.filter(person=person).first()
    initials = " ".join(f"{name[0].upper()}." for name in (card.given_names, card.family_name) if name) if card else ""
    cared_for = [one for one in involved_in(records_of(person), at=at) if one.because != Involvement.Because.EMERGENCY]
    return Glimpse(
        person.pk,
        initials or "not known",
        card.date_of_birth.year if card and card.date_of_birth else None,
        tuple(dict.fromkeys(one.service.name for one in cared_for)),
    )


def agrees(card: Card, known: Known) -> bool:
    """Returns whether a record found by its number contradicts nothing else that is known."""
    same_name = not known.family_name or _same(card.family_name, known.family_name)
    return same_name and (known.born is None or card.date_of_birth is None or card.date_of_birth == known.born)


def _fitting(cards: QuerySet[Card], known: Known) -> list[Card]:
    if known.nhs_number:
        return list(cards)
    return [
        card
        for card in cards
        if _same(card.family_name, known.family_name)
        and any(
            plain_words(name)[:1] == plain_words(known.given_name)[:1] for name in (card.given_names, card.known_as)
        )
    ]


def _same(kept: str, asked: str) -> bool:
    return plain_words(kept) == plain_words(asked)
