"""Doses as rows: what was due and what became of it, on prescriptions of a fortnight or in the service's own room."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from ostara.care.accounts.roles import Role
from ostara.care.audit.actor import Actor
from ostara.care.medication.models import (
    Course,
    Instalment,
    Order,
    Prescription,
    PrescriptionEvent,
    Supply,
    SupplyEvent,
)
from ostara.care.medication.models import Place as Pharmacy
from ostara.exchange.made_up_record.area import Supplying
from ostara.exchange.made_up_record.lives import Medicine
from ostara.exchange.made_up_record.pen import Pen
from ostara.exchange.made_up_record.portions import AHEAD, GIVEN, Portion, portions
from ostara.knowledge.codes import code_list

Supplied = list[tuple[date, str, int]]
FORTNIGHT = 14  # days of a prescription, as FP10MDA has them at most
WRITTEN_AHEAD = timedelta(days=3)  # a prescription that begins later than that is not made yet
LOOKED_AHEAD = timedelta(days=21)  # so that a prescription that is made runs its whole fortnight
NOT_REPORTED = "not_reported"
SITES = tuple(code_list("injection_site").meanings)
OTHERWISE = 300  # one of so many doses watched at our counter
WENT_OTHERWISE = (
    (SupplyEvent.Kind.SPILLED, "The cup slipped; nothing was taken."),
    (SupplyEvent.Kind.VOMITED, "Came up ten minutes after it was taken, seen at the counter."),
)
BEFORE = timedelta(days=4)  # a prescription is written some days before it begins


@dataclass
class Given:
    """A course with its orders, and since when it is supplied where: day, place, weekday of collection."""

    course: Course
    medicine: Medicine
    orders: list[Order]
    arranged: list[tuple[date, Supplying, int]]

    def order(self, on: date) -> Order | None:
        """Returns the order in force on a day."""
        return next((one for one in reversed(self.orders) if one.effective_on <= on), None)

    def place(self, on: date) -> tuple[Supplying, int]:
        """Returns where it is supplied on a day, and on which weekday somebody collects."""
        found = next((one for one in reversed(self.arranged) if one[0] <= on), self.arranged[0])
        return found[1], found[2]


@dataclass
class Script:
    """A prescription that is being filled with portions."""

    place: Pharmacy
    order: Order
    first: date
    portions: list[Portion] = field(default_factory=list)

    def takes(self, one: Portion, place: Pharmacy, order: Order) -> bool:
        """Whether a portion still belongs to it."""
        return place == self.place and order == self.order and one.last < self.first + timedelta(days=FORTNIGHT)


def write_supplies(pen: Pen, given: Given) -> None:
    """Writes what was due of late and what became of it, and what is due in the days to come."""
    if not given.arranged:
        return
    if given.course.form.startswith("depot"):
        for number, (on, outcome, mg) in enumerate(given.medicine.days):
            order = given.order(on)
            if order is not None:
                site = SITES[number % len(SITES)]
                _portion(pen, given, Portion(on, 1, mg, 1, outcome), None, order, given.place(on)[0].place, site)
        return
    for script in _scripts(pen, given):
        if script.first > pen.today + WRITTEN_AHEAD:
            continue
        if script.place.service_id:
            for one in script.portions:
                if one.outcome != AHEAD:
                    _portion(pen, given, one, None, script.order, script.place)
        else:
            _script(pen, given, script)


def _scripts(pen: Pen, given: Given) -> Iterator[Script]:
    script: Script | None = None
    for one in _portions(pen, given):
        order, (where, _) = given.order(one.due), given.place(one.due)
        if order is None or order.dose_mg is None:
            continue
        if script is None or not script.takes(one, where.place, order):
            if script:
                yield script
            script = Script(where.place, order, one.due)
        script.portions.append(one)
    if script:
        yield script


def _portions(pen: Pen, given: Given) -> Iterator[Portion]:
    days = [*given.medicine.days, *since_then(pen, given)]
    first = days[0][0] if days else pen.today
    where, weekday = given.place(first)
    parts: list[Supplied] = [[]]
    for day in days:  # each stretch at one place by itself
        if given.place(day[0])[0] is not where:
            where = given.place(day[0])[0]
            parts.append([])
        parts[-1].append(day)
    for part in parts:
        if part:
            here = given.place(part[0][0])[0]
            yield from portions(part, watched=_watched(given), weekday=weekday, sundays=here.sundays)


def _watched(given: Given) -> Callable[[date], bool]:
    def on_day(day: date) -> bool:
        order = given.order(day)
        return order is not None and order.supervision == "supervised"

    return on_day


def since_then(pen: Pen, given: Given) -> Iterator[tuple[date, str, int]]:
    """The days since the generator's last one, as a week before; and those for which a prescription is written."""
    said = {on: outcome for on, outcome, _ in given.medicine.days}
    if not said:
        return
    last = max(said)
    day, until = last + timedelta(days=1), pen.today + LOOKED_AHEAD
    if (pen.today - last).days > FORTNIGHT:
        return
    while day <= until:
        order = given.order(day)
        if order is None or order.dose_mg is None:
            return
        said[day] = said.get(day - timedelta(days=7), said[last])
        yield day, said[day] if day <= pen.today else AHEAD, int(order.dose_mg)
        day += timedelta(days=1)


def _script(pen: Pen, given: Given, script: Script) -> None:
    written = max(script.first - BEFORE, given.orders[0].effective_on)
    by = next(one.actor for one in pen.area.staff[given.medicine.at] if one.role is Role.PRESCRIBER)
    at = pen.ink.at(min(written, pen.today))
    last = script.portions[-1].last
    row = pen.ink.row(
        Prescription,
        at,
        by,
        course=given.course,
        place=script.place,
        number=next(pen.area.numbers),
        first_on=script.first,
        last_on=last,
        total_mg=Decimal(sum(one.mg * one.days for one in script.portions)),
        wordings="abcde",
    )
    kinds = [PrescriptionEvent.Kind.SIGNED]
    if last >= pen.today:
        kinds += [PrescriptionEvent.Kind.SENT, PrescriptionEvent.Kind.ARRIVED]
    for kind in kinds:
        pen.ink.row(PrescriptionEvent, at, by, prescription=row, kind=kind, on=min(written, pen.today))
    for one in script.portions:
        _portion(pen, given, one, row, script.order, script.place)


def _portion(
    pen: Pen,
    given: Given,
    one: Portion,
    prescription: Prescription | None,
    order: Order,
    place: Pharmacy,
    site: str = "",
) -> None:
    by = _who(pen, given)
    at = pen.ink.at(min(one.due, pen.today))
    instalment = pen.ink.row(
        Instalment,
        at,
        by,
        prescription=prescription,
        course=given.course,
        order=order,
        place=place,
        due_on=one.due,
        covers_from=one.due,
        days=one.days,
        dose_mg=Decimal(one.mg),
        watched=one.watched,
    )
    if one.outcome in (AHEAD, NOT_REPORTED):
        return
    whole = Decimal(one.mg * one.days) if one.outcome in GIVEN else None
    said = Supply.Said.HERE if place.service_id else Supply.Said.PAPER
    supply = pen.ink.row(
        Supply,
        at,
        by,
        instalment=instalment,
        attempt=1,
        course=given.course,
        place=place,
        on=one.due,
        outcome=one.outcome,
        given_mg=whole,
        said=said,
        site=site if whole else "",
    )
    if one.outcome == "observed" and place.service_id and not site:
        _otherwise(pen, supply, at, by)


def _otherwise(pen: Pen, supply: Supply, at: datetime, by: Actor) -> None:
    """Writes, of a few doses at our counter, that they were spilled or came up again."""
    number = next(pen.area.at_counter)
    if number % OTHERWISE == 0:
        kind, words = WENT_OTHERWISE[number // OTHERWISE % len(WENT_OTHERWISE)]
        row = pen.ink.row(SupplyEvent, at, by, supply=supply, kind=kind, on=supply.on, witnessed=True, words=words)
        pen.ink.note("dispensing.record_event", at, by, pen.person.pk, row, what=kind)


def _who(pen: Pen, given: Given) -> Actor:
    """A nurse of the service: who gives here, and who writes down what pharmacies say."""
    able = [one.actor for one in pen.area.staff[given.medicine.at] if one.role is Role.NURSE]
    return able[0]
