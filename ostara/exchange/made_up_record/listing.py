"""What help was made of, listed about twice a year as the national file asks: talking treatments, peers, mutual aid.

Some lists are never filled in, and some people hear of no mutual aid: the gaps in care are to have something to show.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from ostara.care.treatment.models import SubIntervention
from ostara.exchange.made_up_record.lives import Place
from ostara.exchange.made_up_record.pen import Pen
from ostara.exchange.made_up_record.stays import Written

# Shares of a fiction, not facts about anybody.
FILLED_IN = 0.7
GOING_ON = {
    "motivational": 0.5,
    "cognitive_behavioural": 0.2,
    "counselling": 0.25,
    "twelve_step": 0.06,
    "peer_support": 0.35,
    "mutual_aid": 0.4,
    "family_support": 0.15,
    "housing_support": 0.25,
    "employment_support": 0.15,
    "relapse_prevention": 0.25,
}
FIRST, APART = (60, 120), (150, 210)  # days
SETTLED_AFTER = timedelta(days=84)


def write_lists(pen: Pen, written: list[Written]) -> None:
    """Writes the lists of each stay with a service that has met the person; nothing after today."""
    for one in written:
        if one.stay.started is None or one.stay.at is Place.FARMOOR:
            continue
        chance = Random(str(one.episode.pk))  # noqa: S311 - made-up people, the same again from the same seed
        for day in _days(one.stay.started, min(one.stay.ended or pen.today, pen.today), chance):
            by, at = one.by(day), pen.ink.at(day)
            row = pen.ink.row(SubIntervention, at, by, episode=one.episode, on=day, **_parts(one, day, chance))
            pen.ink.note("treatment.list_help", at, by, pen.person.pk, row)


def _days(start: date, last: date, chance: Random) -> Iterator[date]:
    day = start + timedelta(days=chance.randint(*FIRST))
    while day <= last:
        if chance.random() < FILLED_IN:
            yield day
        day += timedelta(days=chance.randint(*APART))


def _parts(one: Written, day: date, chance: Random) -> dict[str, bool]:
    parts = {name: chance.random() < share for name, share in GOING_ON.items()}
    begun = [help_.started for help_ in one.stay.helps if help_.kind == "ost_prescribing" and help_.started <= day]
    if begun:
        settled = day - min(begun) > SETTLED_AFTER
        parts |= {"prescribing_stabilisation": not settled, "prescribing_maintenance": settled}
    return parts
