"""Keeping a person's details: who they are, how to reach them, who is close, what they agreed to, what to know."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from ostara.care.accounts.models import Service
from ostara.care.accounts.questions import Standing
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.people.actions.registering import project, refuse_same_nhs_number
from ostara.care.people.actions.writing import Saving, hold, save
from ostara.care.people.models import Children, Consent, Contact, Flag, Keeping, Particulars, Person, Photo, Relation
from ostara.care.people.projecting import rebuild
from ostara.care.people.questions.joined import goes_on_as, records_of
from ostara.care.people.questions.standing import children_of, contact_of, particulars_of
from ostara.care.rows.acts import Refused, correct, once
from ostara.care.rows.models import HistoryRow

Kept = TypeVar("Kept", Relation, Flag, Consent, Photo, Keeping)
PARENT = {"11", "12"}  # children live with them; national list `parental_status`
NOT_A_PARENT = "14"
NONE_LIVE_THERE = "13"


def keep_particulars(*, person: Person, facts: Mapping[str, Any], standing: Standing, how: Saving) -> UUID:
    """Keeps who a person is. Returns the key of the row.

    Raises:
        Refused: another record holds the NHS number, or what `writing.save` refuses.
    """

    def do() -> UUID:
        hold(person)
        records = records_of(person)
        number = facts.get("nhs_number", "")
        apart_from = frozenset(records)
        refuse_same_nhs_number(number, standing=standing, by=how.by, at=how.at, apart_from=apart_from)
        row = save(Particulars, particulars_of(records), person, facts, how)
        project(row.person_id)
        return row.pk

    return once(how.key, "people.keep_particulars", how.by.user, do)[0]


def keep_contact(*, person: Person, facts: Mapping[str, Any], how: Saving) -> UUID:
    """Keeps how to reach a person. Returns the key of the row."""

    def do() -> UUID:
        hold(person)
        row = save(Contact, contact_of(records_of(person)), person, facts, how)
        rebuild([row.person_id])
        return row.pk

    return once(how.key, "people.keep_contact", how.by.user, do)[0]


def keep_children(*, person: Person, facts: Mapping[str, Any], how: Saving) -> UUID:
    """Keeps what is known of the children in a person's life. Returns the key of the row.

    Raises:
        Refused: the numbers do not fit the parental status.
    """
    _refuse_misfit(facts)

    def do() -> UUID:
        hold(person)
        return save(Children, children_of(records_of(person)), person, facts, how).pk

    return once(how.key, "people.keep_children", how.by.user, do)[0]


def _refuse_misfit(facts: Mapping[str, Any]) -> None:
    status, there = facts.get("parental_status", ""), facts.get("living_with")
    elsewhere, looked_after = facts.get("elsewhere"), facts.get("looked_after")
    if status in PARENT and there == 0:
        raise Refused("The parental status says that children live with them, this says none.", field="living_with")
    if status == NONE_LIVE_THERE and there:
        raise Refused("The parental status says that no child lives with them.", field="living_with")
    if status == NOT_A_PARENT and elsewhere:
        raise Refused("The parental status says that they are not a parent.", field="elsewhere")
    if elsewhere is not None and looked_after is not None and looked_after > elsewhere:
        raise Refused("More children are looked after than live elsewhere.", field="looked_after")


def keep_relation(
    *,
    person: Person,
    facts: Mapping[str, Any],
    by: Actor,
    of: Relation | None = None,
    why: str = "",
    key: UUID | None = None,
) -> UUID:
    """Adds someone close to a person, or (with `of` and `why`) changes what is known of them. Returns the row's key."""
    return _keep(Relation, person=person, facts=facts, by=by, of=of, why=why, key=key)


def raise_flag(*, person: Person, facts: Mapping[str, Any], by: Actor, key: UUID | None = None) -> UUID:
    """Raises a flag. Returns the key of the row."""
    return _keep(Flag, person=person, facts=facts, by=by, of=None, why="", key=key)


def update_flag(*, flag: Flag, facts: Mapping[str, Any], by: Actor, why: str, key: UUID | None = None) -> UUID:
    """Ends a flag (`ended_on`) or puts its words right. Returns the key of the new row.

    Raises:
        Refused: it would end before it was raised.
    """
    ended = facts.get("ended_on")
    if ended and ended < flag.raised_on:
        day = f"{flag.raised_on.day} {flag.raised_on:%B %Y}"
        raise Refused(f"It was raised on {day}: it cannot end before that.", field="ended_on")
    return _keep(Flag, person=flag.person, facts=facts, by=by, of=flag, why=why, key=key)


def answer_consent(
    *,
    person: Person,
    kind: Consent.Kind,
    answer: str,
    asked_on: date,
    by: Actor,
    with_service: Service | None = None,
    how: str = "",
    key: UUID | None = None,
) -> UUID:
    """Records what a person answered; `no` after `yes` is consent withdrawn. Returns the key of the row.

    Raises:
        Refused: sharing without a service, or a service where nothing is shared.
    """
    if (kind == Consent.Kind.SHARING) != (with_service is not None):
        told = "Say with which service." if with_service is None else "Only sharing is with a service."
        raise Refused(told, field="with_service")
    facts = {"kind": kind, "answer": answer, "asked_on": asked_on, "with_service": with_service, "how": how}
    return _keep(Consent, person=person, facts=facts, by=by, of=None, why="", key=key)


def keep_photo(*, person: Person, jpeg: bytes, taken_on: date, by: Actor, key: UUID | None = None) -> UUID:
    """Keeps a picture that `photos.small_jpeg` has made small. Returns the key of the row."""
    facts = {"jpeg": jpeg, "taken_on": taken_on}
    return _keep(Photo, person=person, facts=facts, by=by, of=None, why="", key=key)


def decide_keeping(
    *, person: Person, decision: str, keep_until: date | None, reason: str, on: date, by: Actor, key: UUID | None = None
) -> UUID:
    """Records what is to become of a record past its retention day; it removes nothing. Returns the key of the row.

    Raises:
        Refused: kept longer without a day, or until a day that has passed.
    """
    if decision == Keeping.Decision.KEEP and (keep_until is None or keep_until <= on):
        raise Refused("Say until which day to come it is kept.", field="keep_until")
    until = keep_until if decision == Keeping.Decision.KEEP else None
    facts = {"decision": decision, "keep_until": until, "reason": reason, "decided_on": on}
    return _keep(Keeping, person=person, facts=facts, by=by, of=None, why="", key=key)


def take_back(*, row: HistoryRow, person: Person, why: str, by: Actor, at: datetime, key: UUID | None = None) -> UUID:
    """Takes back what was recorded by mistake: it no longer stands, and stays readable. Returns the new row's key."""

    def do() -> UUID:
        hold(person)
        gone = correct(row, why=why, by=by.user, withdrawn=True, recorded_at=at)
        if isinstance(gone, Particulars | Contact):
            rebuild([gone.person_id])
        note("people.take_back", by=by, person=person.pk, record=gone)
        return gone.pk

    return once(key, "people.take_back", by.user, do)[0]


def _keep(
    model: type[Kept],
    *,
    person: Person,
    facts: Mapping[str, Any],
    by: Actor,
    of: Kept | None,
    why: str,
    key: UUID | None,
) -> UUID:
    name = f"people.keep_{model._meta.model_name}"

    def do() -> UUID:
        if of is None:
            row = model(person=goes_on_as(person), recorded_by_id=by.user, **facts)
            row.save(force_insert=True)
        else:
            row = correct(of, why=why, by=by.user, **facts)
        note(name, by=by, person=person.pk, record=row, fields=sorted(facts))
        return row.pk

    return once(key, name, by.user, do)[0]
