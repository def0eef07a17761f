"""Records past their retention day: nothing was entered for years, and nobody has decided yet what becomes of them."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Verb
from ostara.care.people.models import Card, Keeping, Person
from ostara.care.people.permissions import people_of
from ostara.care.people.questions.copying import kinds, ways
from ostara.care.rows.days import LONDON, london_day
from ostara.care.rows.models import Row
from ostara.knowledge.parameters import parameter

KEPT = parameter("people.kept_years")
MOST = 50


@dataclass(frozen=True)
class Past:
    """A record past its retention day: its card, the day of its last entry, and the day its keeping ended."""

    card: Card
    last_entry: date
    since: date


def past_retention(standing: Standing, *, at: datetime, most: int = MOST) -> list[Past]:
    """Returns the records of somebody's services that are past their retention day and undecided, the first ones.

    A decision about a record is no entry in it. One query, and one for each kind of row.
    """
    today = london_day(at)
    people = people_of(standing, at=at, verb=Verb.DECIDE_KEEPING).filter(card__goes_on_as=F("pk"))
    for kind in _entries():
        people = people.exclude(Exists(_of_person(kind).filter(recorded_at__gte=_since(today))))
    decided = Keeping.objects.standing().filter(person__card__goes_on_as=OuterRef("pk"))
    holds = decided.filter(Q(decision=Keeping.Decision.REMOVE) | Q(keep_until__gte=today))
    cards = list(
        Card.objects.filter(person__in=people.exclude(Exists(holds)).order_by("pk")[:most].values("pk"))
        .select_related("person")
        .order_by("family_name", "given_names", "pk")
    )
    last = _last_entries(cards)
    return [Past(card, last[card.pk], _years_after(last[card.pk])) for card in cards]


def to_be_removed(standing: Standing, *, at: datetime, most: int = MOST) -> list[Keeping]:
    """Returns the decisions that a record may be removed. Removing it is a step of its own, outside the record."""
    people = people_of(standing, at=at, verb=Verb.DECIDE_KEEPING)
    decided = Keeping.objects.standing().filter(decision=Keeping.Decision.REMOVE, person__in=people)
    return list(decided.select_related("person__card", "recorded_by").order_by("decided_on", "id")[:most])


def _entries() -> list[type[Row]]:
    return [kind for kind in kinds() if kind is not Keeping]


def _of_person(kind: type[Row]) -> QuerySet[Row]:
    about = Q()
    for way in ways(kind):
        about |= Q(**{f"{way}__card__goes_on_as" if way != "pk" else "card__goes_on_as": OuterRef("pk")})
    return kind._default_manager.filter(about)


def _last_entries(cards: list[Card]) -> dict[object, date]:
    last: dict[object, datetime] = {}
    for kind in _entries():
        for way in ways(kind):
            to_person = "card__goes_on_as" if kind is Person else f"{way}__card__goes_on_as"
            rows = kind._default_manager.filter(**{f"{to_person}__in": [card.pk for card in cards]})
            for row in rows.values(to_person).annotate(last=Max("recorded_at")):
                last[row[to_person]] = max(row["last"], last.get(row[to_person], row["last"]))
    return {key: london_day(at) for key, at in last.items()}


def _since(today: date) -> datetime:
    return datetime.combine(_years_after(today, -KEPT.whole), time(), tzinfo=LONDON)


def _years_after(day: date, years: int = KEPT.whole) -> date:
    last_of_february = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if last_of_february else day.day)
