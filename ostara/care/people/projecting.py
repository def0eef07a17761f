"""Cards and search keys, made from the rows they derive from: in the transaction of a change, or all of them again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from ostara.care.people.models import Alias, Card, Contact, Particulars, Person, SearchKey
from ostara.care.people.search_keys import Found, keys_of

BATCH = 500
OF_PARTICULARS = ("family_name", "given_names", "known_as", "date_of_birth", "sex", "nhs_number")
T = TypeVar("T")
R = TypeVar("R", Particulars, Contact)
WRITTEN = ("goes_on_as_id", *OF_PARTICULARS, "postcode")


def rebuild(people: Sequence[UUID] | None = None) -> int:
    """Writes the cards and search keys of records (of all, when none are named) again, batch by batch.

    Returns:
        How many records.

    Raises:
        IntegrityError: two records that both go on would hold one NHS number.
    """
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True)) if people is None else people
    aliases = flat_aliases()
    for batch in _batches(people):
        derived = _derived(batch, aliases)
        with transaction.atomic():
            _write_cards([card for card, _ in derived])
            _write_keys({card.person_id: keys for card, keys in derived})
    return len(people)


def disagreements() -> Iterator[str]:
    """Yields where a card or a search key is not what history says: the number of the record, and what is wrong."""
    aliases = flat_aliases()
    for batch in _batches(list(Person.objects.order_by("pk").values_list("pk", flat=True))):
        kept = {card.person_id: card for card in Card.objects.filter(person__in=batch)}
        found = _kept_keys(batch)
        for card, keys in _derived(batch, aliases):
            stored = kept.get(card.person_id)
            if stored is None:
                yield f"record {card.person.number}: has no card"
                continue
            wrong = [name for name in WRITTEN if getattr(card, name) != getattr(stored, name)]
            if wrong:
                yield f"record {card.person.number}: its card disagrees with history in {', '.join(wrong)}"
            if {value for value, _ in found.get(card.person_id, ())} != keys:
                yield f"record {card.person.number}: its search keys disagree with history"


def flat_aliases() -> dict[UUID, UUID]:
    """Returns each joined record with the one that goes on in the end, however long the chain.

    Raises:
        ValueError: the aliases run in a ring, which no action lets happen.
    """
    straight = dict(Alias.objects.standing().values_list("person", "goes_on_as"))
    flat: dict[UUID, UUID] = {}
    for start, goes_on in straight.items():
        seen, end = {start}, goes_on
        while end in straight:
            if end in seen:
                raise ValueError("aliases run in a ring")
            seen.add(end)
            end = straight[end]
        flat[start] = end
    return flat


def _derived(batch: Sequence[UUID], aliases: Mapping[UUID, UUID]) -> list[tuple[Card, set[str]]]:
    particulars, contacts = _latest(Particulars, batch), _latest(Contact, batch)
    derived = []
    for person in Person.objects.filter(pk__in=batch):
        known, reached = particulars.get(person.pk), contacts.get(person.pk)
        card = Card(person=person, goes_on_as_id=aliases.get(person.pk, person.pk))
        for name in OF_PARTICULARS if known else ():
            setattr(card, name, getattr(known, name))
        card.postcode = reached.postcode if reached else ""
        names = (card.family_name, card.given_names, card.known_as)
        found = Found(names, card.date_of_birth, card.postcode, card.nhs_number, person.number)
        derived.append((card, keys_of(found)))
    return derived


def _latest(model: type[R], batch: Sequence[UUID]) -> dict[UUID, R]:
    rows = model.objects.standing().filter(person__in=batch).order_by("effective_on", "recorded_at", "id")
    return {row.person_id: row for row in rows}  # the last one of each person stays


def _write_cards(cards: list[Card]) -> None:
    Card.objects.bulk_create(
        cards,
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["goes_on_as", *OF_PARTICULARS, "postcode"],
    )


def _write_keys(wanted: Mapping[UUID, set[str]]) -> None:
    kept = _kept_keys(list(wanted))
    gone = [pk for person, pairs in kept.items() for value, pk in pairs if value not in wanted[person]]
    for batch in _batches(gone):
        SearchKey.objects.filter(pk__in=batch).delete()
    missing = (
        SearchKey(person_id=person, value=value)
        for person, values in wanted.items()
        for value in sorted(values - {value for value, _ in kept.get(person, ())})
    )
    SearchKey.objects.bulk_create(missing, batch_size=BATCH)


def _kept_keys(people: Sequence[UUID]) -> dict[UUID, list[tuple[str, int]]]:
    kept: dict[UUID, list[tuple[str, int]]] = {}
    for person, value, pk in SearchKey.objects.filter(person__in=people).values_list("person", "value", "pk"):
        kept.setdefault(person, []).append((value, pk))
    return kept


def _batches(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
