"""Days without medicine before a day: how many in a row, how many of them silent, and how many gaps of late."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, takewhile

from ostara.care.calendar.days import DAY
from ostara.care.calendar.in_hand import DayInHand, DepotWindow, ExpectedSupply, InHand, NoSupply, in_hand
from ostara.knowledge.parameters import parameter


@dataclass(frozen=True)
class WithoutMedicine:
    """Days without medicine before a day, which is not counted itself: it is not over (`today` says what is reported).

    `reported` and `unreported` are the days without medicine and the silent days of the stretch that no day with
    medicine interrupts. `at_least` and `at_most` bound the days in a row; `gaps_…` the separate gaps in the window.
    All are None where it is not known when the course began.
    """

    reported: int | None
    unreported: int | None
    at_least: int | None
    at_most: int | None
    gaps_at_least: int | None
    gaps_at_most: int | None
    last_with: date | None
    today: InHand
    part_days: tuple[date, ...] = ()
    doubled_days: tuple[date, ...] = ()
    conflicts: tuple[date, ...] = ()

    def gaps_against(self, threshold: int) -> int | None:
        """Returns a number of gaps on the right side of a threshold; None where silence leaves it open."""
        low, high = self.gaps_at_least, self.gaps_at_most
        if low is None or high is None:
            return None
        return low if low >= threshold or high < threshold else None


def days_without_medicine(
    supplies: Iterable[ExpectedSupply],
    *,
    began_on: date | None,
    on: date,
    pauses: Iterable[NoSupply] = (),
    depots: Iterable[DepotWindow] = (),
) -> WithoutMedicine:
    """Returns the days without medicine before `on`, since the course began; the window of gaps is a parameter.

    To count a day that is already reported, ask with the day after it.
    """
    supplies, pauses, depots = tuple(supplies), tuple(pauses), tuple(depots)
    (today,) = in_hand(supplies, first=on, last=on, pauses=pauses, depots=depots)
    if began_on is None:
        return WithoutMedicine(None, None, None, None, None, None, None, today.in_hand)
    window = on - timedelta(days=parameter("missed_days.gap_window_days").whole)
    first = max(began_on, min((window, *_beginnings(supplies, pauses, depots))))
    before = in_hand(supplies, first=first, last=on - DAY, pauses=pauses, depots=depots)
    stretch = [one.in_hand for one in takewhile(_not_with, reversed(before))]
    # nothing at all is known of the days before the first one above, so they are silent: counted, and not gone through
    earlier = (first - began_on).days if len(stretch) == len(before) else 0
    fewest, most = _gaps(_in_window(before, window))
    return WithoutMedicine(
        reported=stretch.count(InHand.WITHOUT),
        unreported=stretch.count(InHand.NOT_REPORTED) + earlier,
        at_least=len(list(takewhile(lambda one: one is InHand.WITHOUT, stretch))),
        at_most=len(stretch) + earlier,
        gaps_at_least=fewest,
        gaps_at_most=most,
        last_with=max((one.day for one in before if one.in_hand is InHand.WITH), default=None),
        today=today.in_hand,
        part_days=tuple(one.day for one in before if one.part),
        doubled_days=tuple(one.day for one in before if one.doubled),
        conflicts=tuple(one.day for one in before if one.conflict),
    )


def _beginnings(
    supplies: Iterable[ExpectedSupply], pauses: Iterable[NoSupply], depots: Iterable[DepotWindow]
) -> Iterator[date]:
    yield from (one.days[0] for one in supplies)
    yield from (one.first for one in pauses)
    yield from (one.first for one in depots)


def _not_with(one: DayInHand) -> bool:
    return one.in_hand is not InHand.WITH


def _in_window(days: Sequence[DayInHand], begins: date) -> list[InHand]:
    """Each day from this one on. Silent days of one supply are one: it was collected, or late, or not at all."""
    by_supply = groupby((one for one in days if one.day >= begins), key=lambda one: one.silent_from or one.day)
    return [next(same).in_hand for _, same in by_supply]


def _gaps(days: Iterable[InHand]) -> tuple[int, int]:
    """The fewest and the most separate gaps, whatever happened on silent days.

    Kept for both ways the day before may have been: (fewest, most) with medicine, and without.
    """
    with_: tuple[int, int] | None = (0, 0)
    without: tuple[int, int] | None = None
    for day in days:
        begun = (with_[0] + 1, with_[1] + 1) if with_ else None
        with_, without = (
            _both(with_, without) if day is not InHand.WITHOUT else None,
            _both(begun, without) if day is not InHand.WITH else None,
        )
    return _both(with_, without) or (0, 0)


def _both(*bounds: tuple[int, int] | None) -> tuple[int, int] | None:
    known = [one for one in bounds if one]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None
