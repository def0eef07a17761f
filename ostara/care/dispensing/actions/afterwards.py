"""What becomes known of a supply after it was recorded: it did not happen like that, it was spilled or came up, some of
it was brought back, or a prescriber let it be given once more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ostara.care.accounts.models import User
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.dispensing.actions.booking import leaves, put_back, take
from ostara.care.dispensing.judging import judged_again
from ostara.care.facts.deciding import Judged, keep
from ostara.care.facts.replies import Reply
from ostara.care.medication.models import BroughtBack, RegisterLine, Supply, SupplyEvent, SupplyVoid
from ostara.care.medication.questions.supplies import GIVEN
from ostara.care.medication.writing.orders import hold_course
from ostara.care.medication.writing.supplies import void_supply
from ostara.care.rows.acts import Changed, Refused, once
from ostara.guidance.facts import Value

LOST = (SupplyEvent.Kind.SPILLED, SupplyEvent.Kind.VOMITED)


@dataclass(frozen=True, kw_only=True)
class Again:
    """A dose that is given once more: how much, and which prescriber allowed it."""

    mg: Decimal
    allowed_by: User | None
    words: str = ""
    stated: Mapping[str, Value] = field(default_factory=dict)
    replies: Mapping[str, Reply] = field(default_factory=dict)


def take_back_supply(
    *, supply: Supply, why: str, medicine_back: bool, on: date, by: Actor, at: datetime, key: UUID | None = None
) -> SupplyVoid:
    """Takes a supply back: it did not happen like that. Then what really happened may be recorded.

    Args:
        supply: which.
        why: in words.
        medicine_back: whether the medicine is in the bottle, or never left it; else it is written off as lost.
        on: today.
        by: who.
        at: when.
        key: the key of the form.

    Raises:
        Refused: no reason is given.
        Changed: it was taken back already.
    """

    def do() -> UUID:
        void = void_supply(supply=supply, why=why, by=by, at=at)
        put_back(supply, medicine_back=medicine_back, on=on, words=why.strip(), by=by, at=at)
        person = supply.course.person_id
        note("dispensing.take_back", by=by, person=person, record=void, medicine_back=medicine_back)
        return void.pk

    with transaction.atomic():
        made, _ = once(key, "dispensing.take_back", by.user, do)
    return SupplyVoid.objects.get(pk=made)


def record_event(
    *,
    supply: Supply,
    kind: str,
    mg: Decimal | None,
    witnessed: bool | None,
    words: str = "",
    on: date,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> SupplyEvent:
    """Records that a dose was spilled, came up, or was brought back. What is brought back is kept apart from stock.

    Raises:
        Refused: nothing was given, or more is named than was given; or nobody says how much was brought back.
        Changed: the supply was taken back meanwhile.
    """
    if kind == SupplyEvent.Kind.GIVEN_AGAIN:
        raise ValueError("give_again writes this: it asks the rules")

    def do() -> UUID:
        hold_course(supply.course)
        _refuse_unless_given(supply, mg)
        row = _event(supply, kind, mg, on=on, by=by, at=at, witnessed=witnessed, words=words)
        if kind == SupplyEvent.Kind.BROUGHT_BACK:
            _kept_apart(supply, mg, on, by, at)
        note("dispensing.record_event", by=by, person=supply.course.person_id, record=row, what=kind)
        return row.pk

    with transaction.atomic():
        made, _ = once(key, "dispensing.record_event", by.user, do)
    return SupplyEvent.objects.select_related("supply__course").get(pk=made)


def give_again(
    *,
    supply: Supply,
    again: Again,
    on: date,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
    judged: Judged | None = None,
) -> SupplyEvent:
    """Gives a dose once more after it was spilled or came up, because a prescriber allows it.

    Args:
        supply: what was lost.
        again: how much, and who allowed it.
        on: the day.
        by: who records it.
        at: when.
        key: the key of the form: sent twice it is given once more once.
        judged: what the rules said of it (`judged_once_more`), where this is part of a larger transaction.

    Raises:
        Refused: it was not given at all, it was not lost, it was given again already, more is named than was lost,
            nobody is named who allowed it, or a rule stops it or asks.
        Changed: the supply was taken back meanwhile.
    """
    asked = judged or judged_once_more(supply, again, on)

    def do() -> UUID:
        hold_course(supply.course)
        _refuse_unless_given(supply, again.mg)
        lost = _lost(supply)
        if again.allowed_by is None:
            raise Refused("Say which prescriber allowed it.", field="allowed_by")
        said = asked if asked and asked.holds() else _judged(supply, lost, again, on)
        said.refuse_unless(again.replies, by=by, service=supply.course.service, on=on)
        allowed = again.allowed_by
        kind = SupplyEvent.Kind.GIVEN_AGAIN
        row = _event(supply, kind, again.mg, on=on, by=by, at=at, allowed_by=allowed, words=again.words)
        course = supply.course
        line = RegisterLine.Kind.GIVEN_AGAIN
        take(course, supply.place, again.mg, kind=line, on=on, by=by, at=at, supply=supply, words=again.words)
        _kept(said, row, again, by, at)
        note("dispensing.give_again", by=by, person=course.person_id, record=row, allowed_by=str(allowed.pk))
        return row.pk

    with transaction.atomic():
        made, _ = once(key, "dispensing.give_again", by.user, do)
    return SupplyEvent.objects.select_related("supply__course").get(pk=made)


def judged_once_more(supply: Supply, again: Again, on: date) -> Judged | None:
    """Asks the rules about a dose that is to be given once more; none where none was lost that is not made good."""
    lost = _not_made_good(supply)
    return _judged(supply, lost, again, on) if lost else None


def _judged(supply: Supply, lost: SupplyEvent, again: Again, on: date) -> Judged:
    return judged_again(supply, again.mg, lost, on=on, stated=again.stated)


def _kept(judged: Judged, row: SupplyEvent, again: Again, by: Actor, at: datetime) -> None:
    course = row.supply.course
    keep(
        judged,
        person=course.person,
        course=course,
        service=course.service,
        record=row,
        by=by,
        at=at,
        on=row.on,
        replies=again.replies,
    )


def _refuse_unless_given(supply: Supply, mg: Decimal | None) -> None:
    if SupplyVoid.objects.filter(supply=supply).exists():
        raise Changed("This supply was taken back.", latest=supply)
    if supply.outcome not in GIVEN or supply.given_mg is None:
        raise Refused("Nothing was given.")
    if mg is not None and not 0 < mg <= supply.given_mg:
        raise Refused(f"{supply.given_mg.normalize():f} mg were given.", field="mg")


def _lost(supply: Supply) -> SupplyEvent:
    waits = _not_made_good(supply)
    if waits:
        return waits
    again = _events(supply, SupplyEvent.Kind.GIVEN_AGAIN)
    if again:
        raise Changed("It was given once more already.", latest=again[-1])
    raise Refused("Record first what happened: that it was spilled, or came up.")


def _not_made_good(supply: Supply) -> SupplyEvent | None:
    """Returns the last loss of a dose, where it was lost more often than it was given once more."""
    lost = _events(supply, *LOST)
    return lost[-1] if len(lost) > len(_events(supply, SupplyEvent.Kind.GIVEN_AGAIN)) else None


def _events(supply: Supply, *kinds: str) -> list[SupplyEvent]:
    return list(supply.events.filter(kind__in=kinds).order_by("recorded_at", "id"))


def _event(
    supply: Supply,
    kind: str,
    mg: Decimal | None,
    *,
    on: date,
    by: Actor,
    at: datetime,
    witnessed: bool | None = None,
    allowed_by: User | None = None,
    words: str = "",
) -> SupplyEvent:
    return SupplyEvent.objects.create(
        supply=supply,
        kind=kind,
        on=on,
        mg=mg,
        witnessed=witnessed,
        allowed_by=allowed_by,
        words=words.strip(),
        recorded_by_id=by.user,
        recorded_at=at,
    )


def _kept_apart(supply: Supply, mg: Decimal | None, on: date, by: Actor, at: datetime) -> None:
    if mg is None:
        raise Refused("Say how much was brought back.", field="mg")
    course = supply.course
    if course.strength:
        amount = mg / course.strength
    else:
        amount = sum((pieces for _, pieces in leaves(course, supply.place, mg)), Decimal(0))
    if amount:
        BroughtBack.objects.create(
            place=supply.place,
            product=course.product,
            amount=amount,
            on=on,
            recorded_by_id=by.user,
            recorded_at=at,
        )
