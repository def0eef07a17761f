"""Giving what is due: supply, register line, what the rules said and the audit, in one transaction or not at all.

Thirty-two desks may ask for the same instalment at once: one gives it, the others hear that it was given. The rules are
asked before the transaction, which lets nobody else write, and again within it only if something changed meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.dispensing.actions.booking import take
from ostara.care.dispensing.due import days_left, holds_still
from ostara.care.dispensing.judging import judged_supply
from ostara.care.facts.deciding import Judged, Reply, keep
from ostara.care.medication.models import Instalment, Place, RegisterLine, Supply
from ostara.care.medication.questions.courses import standing
from ostara.care.medication.questions.supplies import DEPOTS, GIVEN, standing_supplies
from ostara.care.medication.writing.orders import hold_course
from ostara.care.medication.writing.supplies import refuse_given, void_supply, write_supply
from ostara.care.rows.acts import Changed, Refused, once
from ostara.care.tasks.actions import raise_task
from ostara.guidance.facts import Value

CAME_AFTER_ALL = "Came after all"


@dataclass(frozen=True, kw_only=True)
class Given:
    """What is said at the counter.

    Attributes:
        outcome: `observed`, `collected` or `not_collected` of our code list supply_outcome.
        given_mg: milligrams in all; none for everything that is due.
        why_part: why it is less.
        sober: whether whoever stands at the counter was seen to be sober and awake; none: nobody looked.
        site: where an injection went.
        said, said_by: how it is known, and who said so where nobody who signed in did it.
        stated: facts that a rule asked for; `replies`: why one goes on, by rule.
    """

    outcome: str
    given_mg: Decimal | None = None
    why_part: str = ""
    sober: bool | None = None
    collected_by_other: bool = False
    site: str = ""
    said: str = Supply.Said.HERE
    said_by: str = ""
    words: str = ""
    stated: Mapping[str, Value] = field(default_factory=dict)
    replies: Mapping[str, Reply] = field(default_factory=dict)


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
        Refused: it is held, locked by a stay elsewhere, stopped by a rule, or a rule asks and nobody answers.
    """

    asked = judged or judged_first(instalment, given, on)

    def do() -> UUID:
        hold_course(instalment.course)
        unchanged = asked is not None and asked.mark is not None and asked.mark.holds()  # before anything is written
        due = _written(instalment, by, at)
        taken_back = _refuse_second(due, given, on, by, at)
        mg = _milligrams(due, given, on)
        said = asked if unchanged and not taken_back else judged_first(due, given, on)
        if said and given.said == Supply.Said.HERE:
            said.refuse_unless(given.replies, by=by)
        supply = write_supply(
            instalment=due, place=place, on=on, outcome=given.outcome, given_mg=mg, by=by, at=at, said=given.said,
            said_by=given.said_by.strip(), why_part=given.why_part.strip(), site=given.site, sober=given.sober,
            collected_by_other=given.collected_by_other, words=given.words.strip(),
        )  # fmt: skip
        if mg is not None:
            take(due.course, place, mg, kind=RegisterLine.Kind.SUPPLIED, on=on, by=by, at=at, supply=supply)
        if said:
            _kept(said, supply, given, by, at)
        note(
            "dispensing.give", by=by, person=due.course.person_id, record=supply, outcome=given.outcome,
            said=given.said, part=bool(given.why_part),
        )  # fmt: skip
        return supply.pk

    with transaction.atomic():
        made, _ = once(key, "dispensing.give", by.user, do)
    return Supply.objects.select_related("instalment", "course", "place").get(pk=made)


def judged_first(instalment: Instalment, given: Given, on: date) -> Judged | None:
    """Asks the rules about what is about to be given, or was given elsewhere; none where nothing is.

    Raises Refused where so much, or in this way, it is not due.
    """
    mg = _milligrams(instalment, given, on)
    if mg is None:
        return None
    return judged_supply(
        instalment,
        outcome=given.outcome,
        given_mg=mg,
        taken_home_days=taken_home(instalment, given.outcome, on),
        on=on,
        sober=given.sober,
        collected_by_other=given.collected_by_other,
        site=given.site,
        stated=given.stated,
    )


def taken_home(instalment: Instalment, outcome: str, on: date) -> int:
    """Returns for how many days doses leave the building."""
    days = days_left(instalment, on)
    return days if outcome == "collected" else max(days - 1, 0)


def _written(due: Instalment, by: Actor, at: datetime) -> Instalment:
    """Returns the row of what is due; it is written here the first time something becomes of it."""
    if not due._state.adding:
        return due
    there = list(Instalment.objects.filter(course=due.course, due_on=due.due_on, prescription=None).order_by("part"))
    same = ("covers_from", "days", "dose_mg", "watched", "place_id", "order_id")
    for row in there:
        if all(getattr(row, name) == getattr(due, name) for name in same):
            return row
    return Instalment.objects.create(
        part=there[-1].part + 1 if there else 1,
        course=due.course,
        due_on=due.due_on,
        recorded_by_id=by.user,
        recorded_at=at,
        **{name: getattr(due, name) for name in same},
    )


def _refuse_second(due: Instalment, given: Given, on: date, by: Actor, at: datetime) -> bool:
    """Refuses what was given already, what is held, and what the order no longer says.

    Somebody who was written down as not having come may still come: that is taken back here. Returns whether it was.
    """
    not_come = standing_supplies().filter(instalment=due, outcome="not_collected")
    there = not_come.first() if given.outcome in GIVEN else None
    if there:
        void_supply(supply=there, why=CAME_AFTER_ALL, by=by, at=at)
    refuse_given(due, given=given.outcome in GIVEN)
    if given.outcome in GIVEN and given.said == Supply.Said.HERE:
        _refuse_unless_due(due, on)
    return there is not None


def _refuse_unless_due(due: Instalment, on: date) -> None:
    """Refuses at our own counter; what others say they gave is recorded, and somebody is told (`_kept`)."""
    (stands,) = standing([due.course], on=on)
    if not holds_still(due, stands):
        raise Changed("The order has changed since this was written: it is not given. Open the page again.")
    if stands.hold:
        raise Refused(f"This is held since {stands.hold.from_on:%-d %B}: nothing is given before a prescriber decides.")


def _milligrams(due: Instalment, given: Given, on: date) -> Decimal | None:
    if given.outcome not in GIVEN:
        return None
    left = days_left(due, on) if due.course.form not in DEPOTS else due.days
    if left == 0:
        raise Refused("The days it was for have passed: it is not given any more.")
    if given.outcome == "collected" and due.course.form in DEPOTS:
        raise Refused("An injection is given here and never handed over.")
    whole = due.dose_mg * left
    mg = whole if given.given_mg is None else given.given_mg
    if mg > whole:
        raise Refused(f"More than is due: {whole.normalize():f} mg are.", field="given_mg")
    if mg < whole and not given.why_part.strip():
        raise Refused("Say why it is less than is due.", field="why_part")
    if due.course.form in DEPOTS and not given.site:
        raise Refused("Say where the injection went.", field="site")
    return mg


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
    if given.said == Supply.Said.HERE:
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
