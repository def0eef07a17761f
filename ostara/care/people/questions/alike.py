"""Whether somebody who is being registered has a record already: noticed for the whole area, shown only to whom it is
theirs to see."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, IntegerField, Q, Sum, Value, When

from ostara.care.accounts.models import Post
from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import MAY, Role, Verb
from ostara.care.people.looking import swapped
from ostara.care.people.models import Card, SearchKey
from ostara.care.people.permissions import people_of
from ostara.care.people.questions.standing import attributor_of
from ostara.care.people.ranking import Somebody, may_be_one
from ostara.care.people.spelling import plain_words, sound

ENOUGH = 2  # an equal birth, or two names that sound alike


@dataclass(frozen=True)
class Alike:
    """Records that may be of the same person.

    Attributes:
        mine: cards of those that may be opened by whoever asks.
        elsewhere: whether there are others in this area; nothing more is told of them.
    """

    mine: tuple[Card, ...] = ()
    elsewhere: bool = False

    def __bool__(self) -> bool:
        return bool(self.mine) or self.elsewhere


def alike(described: Somebody, *, standing: Standing, at: datetime, apart_from: frozenset[UUID] = frozenset()) -> Alike:
    """Returns the records that may be of somebody. Three queries.

    Args:
        described: who is being registered.
        standing: who asks.
        at: when.
        apart_from: records that are theirs already.
    """
    keys = _candidates(described)
    cards = Card.objects.filter(person__in=keys).select_related("person") if keys else []
    same = [card for card in cards if may_be_one(described, somebody(card))]
    goes_on = {card.goes_on_as_id for card in same} - apart_from
    mine = set(people_of(standing, at=at).filter(pk__in=goes_on).values_list("pk", flat=True)) if goes_on else set()
    shown = Card.objects.filter(person__in=mine).select_related("person").order_by("family_name", "given_names", "pk")
    return Alike(tuple(shown) if mine else (), bool(goes_on - mine))


def somebody(card: Card) -> Somebody:
    """Returns a card as it is compared."""
    return Somebody(card.family_name, card.given_names, card.known_as, card.date_of_birth, attributor_of(card))


def holder_of(nhs_number: str) -> Card | None:
    """Returns the card of the record that goes on and holds an NHS number, itself or through one joined to it."""
    held = Card.objects.filter(nhs_number=nhs_number).first() if nhs_number else None
    return Card.objects.select_related("person").get(person=held.goes_on_as_id) if held else None


def whom_to_ask(service: UUID | None, *, on: date) -> str:
    """Returns who may merge records for a service, by name, to be asked; `your service manager` if nobody is found."""
    roles = [role for role in Role if Verb.MERGE in MAY[role]]
    posts = Post.objects.filter(service=service, role__in=roles, from_on__lte=on, user__is_active=True)
    posts = posts.filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
    names = posts.order_by("user__name").values_list("user__name", flat=True).distinct()[:3]
    return " or ".join(names) or "your service manager"


def _candidates(described: Somebody) -> list[UUID]:
    names = plain_words(described.family_name, described.given_names, described.known_as)
    sounds = {f"s:{sound(word)}" if sound(word) else f"n:{word}" for word in names}
    births = {f"d:{born.isoformat()}" for born in (described.born, swapped(described.born)) if born}
    weight = Case(When(value__in=births, then=Value(ENOUGH)), default=Value(1), output_field=IntegerField())
    counted = (
        SearchKey.objects.filter(value__in=births | sounds)
        .values("person")
        .annotate(weight=Sum(weight))
        .filter(weight__gte=min(ENOUGH, max(1, len(sounds))))
    )
    return [row["person"] for row in counted]
