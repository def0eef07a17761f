"""A person's courses of medicine as rows: choices, orders, plans, how doses are supplied, and holds."""

from datetime import date, timedelta
from itertools import groupby

from ostara.care.accounts.roles import Role
from ostara.care.audit.actor import Actor
from ostara.care.medication.models import (
    Arrangement,
    Choice,
    Confirmation,
    Course,
    DosePlan,
    GuestStay,
    Order,
    PlanStep,
)
from ostara.exchange.made_up_record.area import Supplying
from ostara.exchange.made_up_record.deciding import write_decisions
from ostara.exchange.made_up_record.lives import Medicine, Ordered, Place
from ostara.exchange.made_up_record.pen import Pen
from ostara.exchange.made_up_record.supplying import Given, write_supplies
from ostara.knowledge.medicines import products

EVERY_DAY, NO_SUNDAY, NEVER = "1111111", "1111110", "0000000"
IN_OUR_ROOM = 0.3  # of those who are watched
GUESTS = 3  # one of so many who come to our room
DEPOTS = ("depot_weekly", "depot_monthly")
REASONS = {
    "start": Order.Reason.STARTING,
    "continuation": Order.Reason.CONFIRMED,
    "increase": Order.Reason.TITRATION,
    "unchanged": Order.Reason.REVIEWED,
    "restart": Order.Reason.MISSED,
    "stop": Order.Reason.LEFT,
}
WHY = (
    "A friend does well on it.",
    "Wants to sleep through the night.",
    "Had it before and knows it.",
    "Does not want to go to the pharmacy every day.",
    "",
)


def write_medicines(pen: Pen) -> None:
    """Writes every course of a life; those of services without a prescriber are left out."""
    for number, medicine in enumerate(pen.life.medicines):
        if medicine.at in pen.area.rooms and medicine.orders:
            follows = pen.life.medicines[number - 1] if number else None
            _course(pen, medicine, follows)


def _course(pen: Pen, medicine: Medicine, before: Medicine | None) -> None:
    first = medicine.orders[0]
    by = prescriber(pen, medicine.at, first.on)
    known, at = products()[medicine.product], pen.ink.at(first.on)
    course = pen.ink.row(
        Course,
        at,
        by,
        person=pen.person,
        service=pen.area.services[medicine.at],
        product=medicine.product,
        medicine=known.medicine,
        form=known.form,
        strength=known.strengths[0] if known.strength_unit == "mg/mL" else None,
        purpose=Course.Purpose.MAINTENANCE,
        began=Course.Began.CONTINUATION if first.kind == "continuation" else Course.Began.INDUCTION,
    )
    pen.ink.note("prescribing.start", at, by, pen.person.pk, course, product=medicine.product)
    _choice(pen, course, medicine, by)
    orders = _orders(pen, course, medicine)
    if known.form in DEPOTS:
        arranged = [(first.on, pen.area.rooms[medicine.at], 0)]
    else:
        arranged = _arrangements(pen, course, medicine)
    given = Given(course, medicine, orders, arranged)
    write_supplies(pen, given)
    _guest(pen, course, orders, arranged)
    write_decisions(pen, given)


def prescriber(pen: Pen, place: Place, on: date) -> Actor:
    """Returns one of those who prescribe at a service on a day."""
    able = [one for one in pen.area.staff[place] if one.role is Role.PRESCRIBER and one.here(on)]
    return pen.chance.choice(able).actor


def _choice(pen: Pen, course: Course, medicine: Medicine, by: Actor) -> None:
    first = medicine.orders[0]
    told = {f"told_{about}": pen.happens(0.8) or None for about in ("side_effects", "stopping", "alternatives")}
    told |= {f"told_{about}": pen.happens(0.9) or None for about in ("tolerance", "driving", "storage")}
    said = {"person": pen.person, "course": course, "on": first.on, "chosen": course.product}
    pen.ink.row(Choice, pen.ink.at(first.on), by, **said, why=pen.chance.choice(WHY), **told)
    if first.kind == "continuation" and first.dose_mg:
        pen.ink.row(
            Confirmation,
            pen.ink.at(first.on),
            by,
            course=course,
            **_confirmed(pen, medicine.at),
            on=first.on,
            last_dose_on=first.on - timedelta(days=1),
            last_mg=first.dose_mg,
            watched=Confirmation.Watched.YES,
        )


def _confirmed(pen: Pen, at: Place) -> dict[str, str]:
    """Who confirmed a dose: outside, the prison; inside, the service they came from."""
    if at is Place.PRISON:
        outside = pen.area.services[Place.HARBOUR]
        return {"source": Confirmation.Source.SERVICE, "said_by": f"{outside.name}, {outside.telephone}"}
    return {"source": Confirmation.Source.PRISON, "said_by": "Health care of the prison, 01632 960400"}


def _guest(pen: Pen, course: Course, orders: list[Order], arranged: list[tuple[date, Supplying, int]]) -> None:
    """Writes, for a few who come to our room every day, some days at a pharmacy from today on."""
    here = bool(arranged) and arranged[-1][1].place.service_id is not None
    goes_on = orders[-1].dose_mg is not None and course.form not in DEPOTS
    if not (here and goes_on and course.service == pen.area.services[Place.HARBOUR]):
        return
    number = next(pen.area.guests)
    if number % GUESTS != 1:
        return
    from_on = pen.today + timedelta(days=1)
    by = prescriber(pen, Place.HARBOUR, pen.today)
    row = pen.ink.row(
        GuestStay,
        pen.ink.at(pen.today),
        by,
        course=course,
        place=pen.area.supplying[number % len(pen.area.supplying)].place,
        from_on=from_on,
        until_on=from_on + timedelta(days=2 + number % 7),
        confirmed_by="The pharmacist, by telephone",
    )
    pen.ink.note("dispensing.record_guest_stay", row.recorded_at, by, pen.person.pk, row)


def _orders(pen: Pen, course: Course, medicine: Medicine) -> list[Order]:
    """Writes orders one after the other; a run of lower doses that the person led is a plan with its steps."""
    orders: list[Order] = []
    for led, some in groupby(medicine.orders, key=lambda one: one.kind == "decrease" and one.led is True):
        together = list(some)
        steps = _plan(pen, course, together) if led and len(together) > 1 else [None] * len(together)
        for one, step in zip(together, steps, strict=True):
            by, at = prescriber(pen, medicine.at, one.on), pen.ink.at(one.on)
            row = pen.ink.row(
                Order,
                at,
                by,
                course=course,
                effective_on=one.on,
                after=orders[-1] if orders else None,
                kind=one.kind,
                dose_mg=one.dose_mg,
                supervision="supervised" if one.watched else "collected",
                reason=_reason(one),
                patient_led=one.led if one.kind == "decrease" else None,
                step=step,
                prescriber_id=by.user,
            )
            pen.ink.note("prescribing.order", at, by, pen.person.pk, row, change=one.kind)
            orders.append(row)
    return orders


def _reason(one: Ordered) -> str:
    if one.kind != "decrease":
        return REASONS[one.kind]
    return Order.Reason.AGREED_PLAN if one.led else Order.Reason.REVIEWED


def _plan(pen: Pen, course: Course, lower: list[Ordered]) -> list[PlanStep]:
    first, by = lower[0], prescriber(pen, Place.HARBOUR, lower[0].on)
    at = pen.ink.at(first.on)
    said = {"course": course, "kind": DosePlan.Kind.REDUCTION, "agreed_on": first.on, "person_led": True}
    words = "Wants to come down slowly, and to stop wherever it is enough."
    plan = pen.ink.row(DosePlan, at, by, **said, words=words)
    return [
        pen.ink.row(PlanStep, at, by, plan=plan, place=place, on=one.on, dose_mg=one.dose_mg)
        for place, one in enumerate(lower, start=1)
    ]


def _arrangements(pen: Pen, course: Course, medicine: Medicine) -> list[tuple[date, Supplying, int]]:
    """Writes how doses are supplied: watched every day at first, a week at a time later. Returns since when, where."""
    sundays = any(on.weekday() == 6 and outcome == "observed" for on, outcome, _ in medicine.days)
    able = [one for one in pen.area.supplying if one.sundays == sundays] or pen.area.supplying
    pharmacy, weekday = pen.chance.choice(able), pen.chance.randrange(5)
    inside = medicine.at is not Place.HARBOUR or (sundays and pen.happens(IN_OUR_ROOM))
    found: list[tuple[date, Supplying, int]] = []
    watched: bool | None = None
    for one in medicine.orders:
        if one.dose_mg is None or one.watched == watched:
            continue
        watched = one.watched
        where = pen.area.rooms[medicine.at] if watched and inside else pharmacy
        daily = EVERY_DAY if where.sundays else NO_SUNDAY
        weekly = "".join("1" if day == weekday else "0" for day in range(7))
        by, at = prescriber(pen, medicine.at, one.on), pen.ink.at(one.on)
        said = {"course": course, "effective_on": one.on, "place": where.place}
        pen.ink.row(
            Arrangement, at, by, **said, pickups=daily if watched else weekly, watched=daily if watched else NEVER
        )
        found.append((one.on, where, weekday))
    return found
