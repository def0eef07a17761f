"""Discharge reasons: from the codes of episodes to one reason for each journey, as the national figures fold them.

The map is data (`codes/discharge_reason.csv`); the steps are those of a public script that appears to be the national
team's own (ndtms-s2).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ostara.ndtms.lists import national_list

NO_REASON = 0  # a day of discharge without a reason
NOT_KNOWN = 500
INCONSISTENT = 999
_REASONS = national_list("discharge_reason")


@dataclass(frozen=True)
class Ending:
    """What one record says of the end of its episode.

    `started` is the episode's triage, `ended` its day of discharge, `recorded` the day of discharge in this record.
    """

    started: date
    ended: date | None
    recorded: date | None
    reason: int | None


def recode(reason: int | None, *, discharged: bool) -> int | None:
    """A pilot code as the code it stands for; a discharge without a reason as 0; anything else as it is."""
    if reason is None:
        return NO_REASON if discharged else None
    known = _REASONS.get(str(reason))
    return int(known.more["recoded"]) if known and known.more["recoded"] else reason


def fold(reason: int | None) -> int | None:
    """The code into which a reason is folded; None for a code that the map does not hold."""
    known = _REASONS.get(str(reason))
    return int(known.more["folded"]) if known else None


def annual_group(reason: int) -> int | None:
    """The number of the group in the annual report; None for a code that the map does not hold."""
    known = _REASONS.get(str(reason))
    return int(known.more["group"]) if known else None


def simple_group(reason: int) -> str | None:
    """Successful, incomplete, transferred, missing or inconsistent; None for a code that the map does not hold."""
    known = _REASONS.get(str(reason))
    return known.more["simple"] if known else None


def _successful(reason: int) -> bool:
    return simple_group(reason) == "successful"


def _declined(reason: int) -> bool:
    return _REASONS[str(reason)].more["group"] == _REASONS["88"].more["group"]


def settle_start(reasons: Sequence[int | None]) -> tuple[int | None, ...]:
    """The folded reasons of one episode start: where they differ, all but successful and declined become 999."""
    if len({reason for reason in reasons if reason is not None}) < 2:
        return tuple(reasons)
    return tuple(
        reason if reason is None or _successful(reason) or _declined(reason) else INCONSISTENT for reason in reasons
    )


def settle_journey(reasons: Iterable[int | None]) -> int:
    """One reason from those of the episodes that end on the journey's last day.

    Several that differ are inconsistent, unless all are successful or all are declined: then the highest code stands.
    """
    found = {reason for reason in reasons if reason is not None}
    if len(found) == 1 or (found and (all(map(_successful, found)) or all(map(_declined, found)))):
        return max(found)
    return INCONSISTENT


def journey_reason(endings: Iterable[Ending]) -> int | None:
    """The reason for which a journey ended, from every record of its episodes; None while an episode goes on."""
    records = list(endings)
    days = [record.ended for record in records]
    if not days or None in days:
        return None
    last = max(day for day in days if day is not None)
    settled: list[int | None] = []
    for start in {record.started for record in records}:
        here = [record for record in records if record.started == start]
        reasons = settle_start([_folded(record) for record in here])
        settled += [reason for record, reason in zip(here, reasons, strict=True) if record.ended == last]
    return settle_journey(settled)


def _folded(record: Ending) -> int | None:
    if record.recorded is None or record.recorded != record.ended:
        return None
    return fold(recode(record.reason, discharged=True))
