"""What our own room owes somebody on a day, from order and arrangement: instalments that are not written yet."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from ostara.care.calendar.instalments import schedule
from ostara.care.calendar.opening import Opening
from ostara.care.calendar.pattern import SupplyPattern
from ostara.care.medication.models import Arrangement, GuestStay, Instalment, Place, Supply
from ostara.care.medication.questions.courses import Standing
from ostara.care.medication.questions.orders import STOP, change_points, in_force, points
from ostara.care.medication.questions.patterns import pattern_of
from ostara.care.medication.questions.supplies import DEPOTS, GIVEN, planned_injection
from ostara.care.medication.writing.instalments import runs
from ostara.knowledge.parameters import parameter

REACH = timedelta(days=parameter("dispensing.pattern_reach_days").whole)


def worked_out(
    one: Standing,
    arrangement: Arrangement,
    place: Place,
    supplied: Sequence[Supply],
    *,
    on: date,
    openings: Mapping[str, Opening],
    guest: GuestStay | None = None,
) -> list[Instalment]:
    """Returns what a place owes for a course on a day; none where another place does, or no order is in force.

    Args:
        one: the course with its orders.
        arrangement: the one in force.
        place: our own room.
        supplied: what was supplied lately, first to last.
        on: the day.
        openings: when the place is open, by its key as text.
        guest: a stay that lies over this day: at its place a dose is given every day, whatever is arranged at home.
    """
    if one.course.form in DEPOTS:
        return _injection(one, arrangement, place, supplied, on)
    here: SupplyPattern | None = pattern_of(arrangement)
    if guest and guest.place_id == place.pk:
        here = SupplyPattern.daily(str(place.pk), observed=True)
    return _of_a_pattern(one, here, place, on, openings) if here else []


def _of_a_pattern(
    one: Standing, pattern: SupplyPattern, place: Place, on: date, openings: Mapping[str, Opening]
) -> list[Instalment]:
    worked = schedule(
        points(one.orders),
        pattern,
        openings,
        strength_mg_per_ml=None,  # the volume is shown from the course; here days and milligrams count
        first=on - REACH,
        last=on + REACH,
        closed_day_wording=True,  # under our own order we may open the day before
        on_fp10mda=False,
    )
    due = [pickup for pickup in worked.of(str(place.pk)).instalments if pickup.pickup_on <= on <= pickup.days[-1]]
    return [
        _instalment(one, place, pickup.pickup_on, part, doses[0].day, len(doses), sum(dose.observed for dose in doses))
        for pickup in due
        for part, doses in enumerate(runs(pickup.doses), start=1)
        if doses[-1].day >= on
    ]


def _injection(
    one: Standing, arrangement: Arrangement, place: Place, supplied: Sequence[Supply], on: date
) -> list[Instalment]:
    """Returns the next injection, once it is near; or the one that was given today."""
    if arrangement.place_id != place.pk or one.order is None or one.order.kind == STOP:
        return []
    given = [row for row in supplied if row.outcome in GIVEN]
    if given and given[-1].on == on:
        return [given[-1].instalment]
    began = next(order for order in reversed(change_points(one.orders)) if order.effective_on <= on)
    due_on = planned_injection(one.course.form, given[-1].on if given else None, began.effective_on)
    if due_on - timedelta(days=parameter("dispensing.depot_early_days").whole) > on:
        return []
    return [_instalment(one, place, due_on, 1, due_on, 1, 1)]


def _instalment(
    one: Standing, place: Place, due_on: date, part: int, covers_from: date, days: int, watched: int
) -> Instalment:
    order = in_force(one.orders, covers_from)
    if order is None:
        raise ValueError("the calendar gives doses only where an order is in force")
    return Instalment(
        course=one.course,
        order=order,
        place=place,
        due_on=due_on,
        part=part,
        covers_from=covers_from,
        days=days,
        dose_mg=order.dose_mg or Decimal(0),
        watched=watched,
    )
