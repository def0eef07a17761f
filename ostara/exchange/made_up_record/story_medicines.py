"""The medicines of the people of the stories: what was ordered, and what became of each dose in the last year."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ostara.exchange.made_up_record.lives import Life, Medicine, Ordered, Place
from ostara.exchange.made_up_record.stories import Days

YEAR = 365
DAY = timedelta(days=1)
METHADONE, TONGUE, DEPOT = "methadone_1", "buprenorphine_sublingual", "buvidal_monthly"
RISES = (30, 40, 50, 60)
INJECTION = 28  # days between injections


def give_medicines(told: Mapping[str, Life], days: Days) -> None:
    """Gives those of the stories who are on OST their medicines."""
    _rosa(told["rosa"], days)
    _dean(told["dean"], days)
    _carl(told["carl"], days)
    _shane(told["shane"], days)
    _kelly(told["kelly"], days)
    _pam(told["pam"], days)
    _terry(told["terry"], days)
    _gail(told["gail"], days)


def _rosa(life: Life, days: Days) -> None:
    """Steady on 70 mg, collects once a week."""
    began = days.ago(2.4)
    life.medicines = [_methadone(days, [*_up(began, (*RISES, 70)), _taken_away(began + 100 * DAY, 70)])]


def _dean(life: Life, days: Days) -> None:
    """On 45 mg and still using: low, with need, and nobody has asked him about it."""
    began = days.ago(3.1)
    life.medicines = [_methadone(days, [*_up(began, (30, 40, 45)), _taken_away(began + 120 * DAY, 45)])]


def _carl(life: Life, days: Days) -> None:
    """Came back with a dose that goes on: no new start."""
    back = days.ago(0.9)
    before, went = days.ago(4.2), days.ago(2.0)
    life.medicines = [
        _methadone(days, [*_up(before, (*RISES, 65)), _stop(went)]),
        _methadone(days, [_first(back, "continuation", 65), _taken_away(back + 95 * DAY, 65)]),
    ]


def _shane(life: Life, days: Days) -> None:
    """Into prison with his dose and out with it, confirmed at the gate; every dose is watched."""
    back, went, out = days.ago(1.8), days.ago(0.6), days.ago(0.3)
    life.medicines = [
        _methadone(days, [*_up(back, RISES), _stop(went)]),
        _methadone(days, [_first(out, "continuation", 60), _order(out + 20 * DAY, "increase", 70)]),
    ]


def _kelly(life: Life, days: Days) -> None:
    """Has not come for four days: somebody has to decide."""
    began = days.ago(1.3)
    orders = [*_up(began, (*RISES, 70, 80))]
    life.medicines = [_methadone(days, orders, missed=[days.today - ago * DAY for ago in (3, 2, 1, 0)])]


def _pam(life: Life, days: Days) -> None:
    """Five steady years; for some months down by 2 mg a month, because she wants to, and she may stop anywhere."""
    began = days.ago(5.3)
    lower = [_order(days.ago(0.83 - month / 12), "decrease", 85 - 2 * (month + 1), led=True) for month in range(9)]
    orders = [*_up(began, (*RISES, 70, 85)), _taken_away(began + 120 * DAY, 85)]
    life.medicines = [_methadone(days, [*orders, *(_taken(one) for one in lower)])]


def _terry(life: Life, days: Days) -> None:
    """Buprenorphine under the tongue, collected once a week."""
    began = days.ago(2.0)
    orders = [*_up(began, (4, 8, 12, 16), step=1), _taken_away(began + 92 * DAY, 16)]
    life.medicines = [_medicine(TONGUE, days, orders)]
    life.stays[0].helps[0].medicine = "buprenorphine"


def _gail(life: Life, days: Days) -> None:
    """A monthly injection since she asked for one; before it, methadone."""
    began, changed = days.ago(1.6), days.ago(0.5)
    depot = Medicine(DEPOT, Place.HARBOUR, [_first(changed, "start", 96)])
    due = range(0, (days.today - changed).days, INJECTION)
    depot.days = [(changed + more * DAY, "observed", 96) for more in due]
    life.medicines = [_methadone(days, [*_up(began, (20, 30)), _stop(changed - 2 * DAY)]), depot]


def _methadone(days: Days, orders: list[Ordered], *, missed: Sequence[date] = ()) -> Medicine:
    return _medicine(METHADONE, days, orders, missed=missed)


def _medicine(product: str, days: Days, orders: list[Ordered], *, missed: Sequence[date] = ()) -> Medicine:
    """A course with every dose of the last year supplied, but for the days that were missed."""
    made = Medicine(product, Place.HARBOUR, orders)
    day = max(orders[0].on, days.today - YEAR * DAY)
    while day <= days.today:
        order = [one for one in orders if one.on <= day][-1]
        if order.dose_mg is not None:
            given = "observed" if order.watched else "collected"
            made.days.append((day, "not_collected" if day in missed else given, order.dose_mg))
        day += DAY
    return made


def _up(began: date, doses: Sequence[int], *, step: int = 5) -> list[Ordered]:
    """From a first dose upwards, some days apart."""
    later = (_order(began + place * step * DAY, "increase", dose) for place, dose in enumerate(doses[1:], start=1))
    return [_first(began, "start", doses[0]), *later]


def _first(on: date, kind: str, dose: int) -> Ordered:
    return Ordered(on, kind, dose, watched=True)


def _order(on: date, kind: str, dose: int, *, led: bool | None = None) -> Ordered:
    return Ordered(on, kind, dose, watched=True, led=led)


def _taken_away(on: date, dose: int) -> Ordered:
    return Ordered(on, "unchanged", dose, watched=False)


def _taken(one: Ordered) -> Ordered:
    return Ordered(one.on, one.kind, one.dose_mg, watched=False, led=one.led)


def _stop(on: date) -> Ordered:
    return Ordered(on, "stop", None, watched=False)
