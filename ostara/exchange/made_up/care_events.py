"""Care events: reviews, kits, tests for viruses, vaccines, ECGs, risks and contacts after treatment, done and not done.

Each line below is a thing that is done some days after the start (or the end) of a stay on OST, with some chance, so
that every gap in care is there and is not there. None of it changes anybody's life here: nothing is planted in it.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up.calendar import Calendar
from ostara.exchange.made_up.draws import Daily, Draws
from ostara.exchange.made_up.people import NO_MEDICINE, Traits
from ostara.exchange.made_up.planted import Planted
from ostara.exchange.made_up.spells import Rows, Spells, coded, site_names
from ostara.exchange.made_up.treatment import Days

YEAR = 365
MISSED = 3  # days in a row, after which a prescriber decides
DECIDES = 0.6


@dataclass(frozen=True)
class Done:
    """Something that is done `after` days, and again `every` so many, each time with a `chance`; it `lasts` so long."""

    kind: str
    after: int
    chance: float
    every: int | None = None
    lasts: int | None = None


DURING = (
    Done("injected", 0, 0.55),
    Done("plan_review", 77, 0.85, every=161),
    Done("dose_review", 84, 0.85, every=84),
    Done("mutual_aid", 30, 0.5, every=300),
    Done("increase_declined", 70, 0.05),
    Done("naloxone", 7, 0.6, every=700, lasts=900),
    Done("naloxone_refused", 8, 0.06, lasts=180),
    Done("hcv_test", 14, 0.7, every=340),
    Done("hcv_refused", 15, 0.08, lasts=YEAR),
    Done("hcv_rna_positive", 28, 0.1),
    Done("hcv_referred", 38, 0.6),
    Done("hcv_cured", 250, 0.04),
    Done("hbv_dose", 7, 0.65),
    Done("hbv_dose", 14, 0.65),
    Done("hbv_dose", 28, 0.6),
    Done("hbv_refused", 9, 0.08, lasts=YEAR),
    Done("hbv_immune", 10, 0.15),
    Done("ecg", 60, 0.35, every=YEAR),
    Done("ecg_refused", 61, 0.05, lasts=180),
    Done("qt_risk", 20, 0.05),
    Done("sedative", 21, 0.2, lasts=500),
    Done("sedative_plan", 28, 0.6, lasts=500),
    Done("recovery_capital_low", 90, 0.5),
    Done("recovery_capital_high", 270, 0.4),
)
AFTER = (Done("aftercare_declined", 5, 0.1), Done("aftercare", 20, 0.6, every=28))
AFTERCARE_DAYS = 190


def care_event_rows(
    *, one: Traits, days: Days, every: Spells, draws: Draws, planted: Planted, calendar: Calendar, first: int
) -> Rows:
    """The table of care events of a block."""
    kinds = sorted({done.kind for done in (*DURING, *AFTER)} | {"missed_decision"})
    on_ost = np.flatnonzero(one.medicine[every.who] != NO_MEDICINE)
    ended = on_ost[every.closed[on_ost] & (every.reason[on_ost] == "completed")]
    found = [_missed(days, draws, kinds.index("missed_decision"))]
    for number, done in enumerate(DURING):
        found += _of(done, number, every.who[on_ost], every.start[on_ost], every.end[on_ost], draws, kinds)
    until = np.minimum(every.end[ended] + AFTERCARE_DAYS, calendar.places)
    for number, done in enumerate(AFTER, start=len(DURING)):
        found += _of(done, number, every.who[ended], every.end[ended], until, draws, kinds)
    who, place, kind, lasts = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((kind, place, who))
    who, place, kind, lasts = who[order], place[order], kind[order], lasts[order]
    return {
        "event": first + np.arange(who.size),
        "person": one.person[who],
        "service": site_names(one, planted, who),
        "kind": coded(kinds, kind),
        "from_day": calendar.date(place),
        "to_day": pa.array(calendar.date(place + np.maximum(lasts, 0)), mask=lasts < 0),
    }


def _of(
    done: Done, number: int, who: Array, start: Array, end: Array, draws: Draws, kinds: list[str]
) -> list[tuple[Array, Array, Array, Array]]:
    """When something was done, in each stay: once, or again and again until it ends."""
    found = []
    longest = int((end - start).max(initial=0))
    for after in range(done.after, longest, done.every or longest + 1):
        here = np.flatnonzero(start + after < end)
        place = start[here] + after
        chance = (draws.daily[Daily.DETAIL_D, who[here], place] + np.float32(number / 7)) % 1
        did = here[chance < done.chance]
        lasts = np.full(did.size, -1 if done.lasts is None else done.lasts)
        found.append((who[did], start[did] + after, np.full(did.size, kinds.index(done.kind)), lasts))
    return found


def _missed(days: Days, draws: Draws, kind: int) -> tuple[Array, Array, Array, Array]:
    """A prescriber's decision on the third missed day in a row, or none."""
    away = ~days.taken
    third = np.zeros_like(away)
    third[:, MISSED:] = away[:, MISSED:] & away[:, 2:-1] & away[:, 1:-2] & days.taken[:, :-MISSED]
    who, place = np.nonzero(third & (draws.daily[Daily.DETAIL_C] < DECIDES))
    return who, place, np.full(who.size, kind), np.full(who.size, -1)
