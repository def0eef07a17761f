"""Giving what is due: supply, register line, what the rules said and the audit, in one transaction or not at all.

Thirty-two desks may ask for the same instalment at once: one gives it, the others hear that it was given. The rules are
asked before the transaction, which lets nobody else write, and again within it only if something changed meanwhile.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.dispensing.actions.booking import take
from ostara.care.dispensing.actions.counter import Given, judged_first, milligrams
from ostara.care.dispensing.due import holds_still
from ostara.care.facts.deciding import Judged, keep
from ostara.care.medication.models import Instalment, Place, RegisterLine, Supply
from ostara.care.medication.questions.courses import standing
from ostara.care.medication.questions.supplies import standing_supplies
from ostara.care.medication.writing.orders import hold_course
from ostara.care.medication.writing.supplies import refuse_given, void_supply, write_supply
from ostara.care.rows.acts import Changed, Refused, once
from ostara.care.tasks.actions import raise_task

CAME_AFTER_ALL = "Came after all"


def give(
    *,
    instalment: Instalment,
    place: Place,
    given: Given,
    on: date,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
    judged: Judged | None = None,
) -> Supply:
    """Records what became of something that is due.

    Args:
        instalment: what is due, as `due.due_at` has it; it is written where it is not yet.
        place: where it is given.
        given: what is said at the counter.
        on: the day.
        by: who records it.
        at: when.
        key: the key of the form: sent twice it is given once.
        judged: what the rules said of it (`judged_first`), where this is part of a larger transaction.

    Raises:
        AlreadyGiven: somebody gave it first, here or elsewhere.
        Changed: the order is another one by now.
        Refused: it is held, locked by a stay elsewhere, stopped by a rule, or a rule asks and nobody who may has
            answered or is named as having decided.
    """
    asked = judged or judged_first(instalment, given, on)

    def do() -> UUID:
        hold_course(instalment.course)
        due = _row_of(instalment, by, at)
        taken_back = _refuse_second(due, given, on, by, at)
        mg = milligrams(due, given, on)
        said = asked if asked and not taken_back and asked.holds() else judged_first(due, given, on)
        if said and given.here:
            said.refuse_unless(given.replies, by=by, service=due.course.service, on=on)
            _refuse_unless_decided(said, given)
        supply = _supplied(due, place, given, mg, on, by, at)
        if said:
            _kept(said, supply, given, by, at)
        return supply.pk

    with transaction.atomic():
        made, _ = once(key, "dispensing.give", by.user, do)
    return Supply.objects.select_related("instalment", "course", "place").get(pk=made)


def _refuse_unless_decided(judged: Judged, given: Given) -> None:
    """To somebody who is not sober the counter gives nothing on its own judgement, even where no rule is signed."""
    if given.sober is False and not any(given.replies[one.rule].decided_by for one in judged.asks):
        raise Refused("Nothing is given to somebody who is not sober before a prescriber has decided: hold the dose.")


def _row_of(due: Instalment, by: Actor, at: datetime) -> Instalment:
    """Returns the row of what is due; where nothing became of it yet, as it will be written (`_supplied`)."""
    if not due._state.adding:
        return due
    there = list(Instalment.objects.filter(course=due.course, due_on=due.due_on, prescription=None).order_by("part"))
    same = ("covers_from", "days", "dose_mg", "watched", "place_id", "order_id")
    for row in there:
        if all(getattr(row, name) == getattr(due, name) for name in same):
            return row
    return Instalment(
        part=there[-1].part + 1 if there else 1,
        course=due.course,
        due_on=due.due_on,
        recorded_by_id=by.user,
        recorded_at=at,
        **{name: getattr(due, name) for name in same},
    )


def _refuse_second(due: Instalment, given: Given, on: date, by: Actor, at: datetime) -> bool:
    """Refuses what was given already, what is held, and what the order no longer says; before any rule is asked again.

    Somebody who was written down as not having come may still come: that is taken back here. Returns whether it was.
    """
    not_come = standing_supplies().filter(instalment=due, outcome="not_collected")
    there = not_come.first() if given.gives else None
    if there:
        void_supply(supply=there, why=CAME_AFTER_ALL, by=by, at=at)
    refuse_given(due, given=given.gives)
    if given.gives and given.here:
        _refuse_unless_due(due, on)
    return there is not None


def _refuse_unless_due(due: Instalment, on: date) -> None:
    """Refuses at our own counter; what others say they gave is recorded, and somebody is told (`_kept`)."""
    (stands,) = standing([due.course], on=on)
    if not holds_still(due, stands):
        raise Changed("The order has changed since this was written: it is not given. Open the page again.")
    if stands.hold:
        raise Refused(f"This is held since {stands.hold.from_on:%-d %B}: nothing is given before a prescriber decides.")


def _supplied(
    due: Instalment, place: Place, given: Given, mg: Decimal | None, on: date, by: Actor, at: datetime
) -> Supply:
    """Writes the supply, what it was of, the register line and the audit."""
    if due._state.adding:
        due.save(force_insert=True)
    supply = write_supply(
        instalment=due,
        place=place,
        on=on,
        outcome=given.outcome,
        given_mg=mg,
        by=by,
        at=at,
        said=given.said,
        said_by=given.said_by.strip(),
        why_part=given.why_part.strip(),
        site=given.site,
        sober=given.sober,
        collected_by_other=given.collected_by_other,
        words=given.words.strip(),
    )
    if mg is not None:
        take(due.course, place, mg, kind=RegisterLine.Kind.SUPPLIED, on=on, by=by, at=at, supply=supply)
    note(
        "dispensing.give",
        by=by,
        person=due.course.person_id,
        record=supply,
        outcome=given.outcome,
        said=given.said,
        part=bool(given.why_part),
    )
    return supply


def _kept(judged: Judged, supply: Supply, given: Given, by: Actor, at: datetime) -> None:
    course = supply.course
    keep(
        judged,
        person=course.person,
        course=course,
        service=course.service,
        record=supply,
        by=by,
        at=at,
        on=supply.on,
        replies=given.replies,
    )
    _tell_prescriber(judged, supply, given, by, at)


def _tell_prescriber(judged: Judged, supply: Supply, given: Given, by: Actor, at: datetime) -> None:
    """Puts on a prescriber's list what was given although our own counter would not have."""
    if given.here:
        return
    course = supply.course
    (stands,) = standing([course], on=supply.on)
    found = [one.message for one in (*judged.stops, *judged.asks) if one.answer and one.rule not in given.replies]
    found += ["It was held."] if stands.hold else []
    found += [] if holds_still(supply.instalment, stands) else ["The order in force was another one."]
    if found:
        raise_task(
            service=course.service,
            person=course.person,
            words=f"A dose was given on {supply.on:%-d %B} all the same. {' '.join(found)}",
            due_on=supply.on,
            for_role=Role.PRESCRIBER,
            because="given all the same",
            marker=f"given {supply.pk}",
            by=by,
            at=at,
        )
