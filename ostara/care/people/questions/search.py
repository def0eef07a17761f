"""Finding people among those somebody may open: the keys a search asks for are counted, the best are weighed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Sum, Value, When

from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Verb
from ostara.care.people.looking import Looked
from ostara.care.people.models import Card, Person, SearchKey
from ostara.care.people.permissions import people_of
from ostara.care.people.ranking import FITS_FROM, fit
from ostara.care.people.search_keys import Found
from ostara.knowledge.parameters import parameter

SHOWN_MOST = parameter("people.shown_most").whole
WEIGHED_MOST = parameter("people.weighed_most").whole
WEIGHTS = {"g:": 1, "s:": 4}  # what counts while candidates are drawn; `ranking` decides afterwards
WEIGHT_OF_EXACT = 8


@dataclass(frozen=True)
class Hit:
    """Somebody who may be meant.

    Attributes:
        card: of the record that goes on; its `person` is loaded.
        fits: from 0 to 1.
        under: the number of the joined record by which they were found, where it was one.
    """

    card: Card
    fits: float
    under: str = ""


def find(looked: Looked, standing: Standing, *, at: datetime) -> list[Hit]:
    """Returns the people who fit best, the best first. Two queries, however many people there are.

    Args:
        looked: what was looked for.
        standing: who looks; only people whose record they may open are found.
        at: when.
    """
    keys = looked.keys
    if not keys:
        return []
    best = _candidates(keys, people_of(standing, at=at, verb=Verb.FIND_PEOPLE))
    return _ranked(looked, cards_of(best))


def cards_of(people: list[UUID]) -> list[Card]:
    """Returns the cards of people and of every record joined to them. One query."""
    return list(Card.objects.filter(goes_on_as__in=people).select_related("person"))


def found(card: Card) -> Found:
    """Returns what a record is found by."""
    names = (card.family_name, card.given_names, card.known_as)
    return Found(names, card.date_of_birth, card.postcode, card.nhs_number, card.person.number)


def _candidates(keys: set[str], among: QuerySet[Person]) -> list[UUID]:
    weights = [
        When(value__in=[key for key in keys if key.startswith(letter)], then=Value(weight))
        for letter, weight in WEIGHTS.items()
    ]
    weight = Case(*weights, default=Value(WEIGHT_OF_EXACT), output_field=IntegerField())
    counted = (
        SearchKey.objects.filter(value__in=keys, person__card__goes_on_as__in=among)
        .values("person__card__goes_on_as")
        .annotate(weight=Sum(weight))
        .order_by("-weight", "person__card__goes_on_as")
    )
    return [row["person__card__goes_on_as"] for row in counted[:WEIGHED_MOST]]


def _ranked(looked: Looked, cards: list[Card]) -> list[Hit]:
    own = {card.person_id: card for card in cards if card.person_id == card.goes_on_as_id}
    best: dict[UUID, Hit] = {}
    for card in cards:
        fits, goes_on = fit(looked, found(card)), card.goes_on_as_id
        joined = card.person_id != goes_on
        before = best.get(goes_on)
        if before is None or (fits, not joined) > (before.fits, not before.under):
            best[goes_on] = Hit(own[goes_on], fits, card.person.shown_number if joined else "")
    hits = [hit for hit in best.values() if hit.fits >= FITS_FROM]
    return sorted(hits, key=lambda hit: (-hit.fits, str(hit.card), hit.card.person.number))[:SHOWN_MOST]
