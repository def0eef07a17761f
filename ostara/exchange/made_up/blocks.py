"""One block of people: every event of their lives with the service, as columns for each table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ostara.exchange.made_up.calendar import Calendar
from ostara.exchange.made_up.care_events import care_event_rows
from ostara.exchange.made_up.contacts import contact_rows
from ostara.exchange.made_up.draws import draw
from ostara.exchange.made_up.lives import custody_rows, death_rows, offence_rows
from ostara.exchange.made_up.orders import courses, days_on_course, order_rows
from ostara.exchange.made_up.people import people_rows, supervised_days, traits
from ostara.exchange.made_up.planted import Planted
from ostara.exchange.made_up.reviews import review_rows, reviews
from ostara.exchange.made_up.spells import Rows, episode_rows, first_days, intervention_rows, spells
from ostara.exchange.made_up.supplies import supply_rows
from ostara.exchange.made_up.testing import finding_rows, heroin_use, specimen_rows, specimens, use_day_rows
from ostara.exchange.made_up.treatment import live

NUMBERED = (
    "episodes",
    "interventions",
    "courses",
    "supplies",
    "specimens",
    "reviews",
    "contacts",
    "care_events",
    "offences",
    "custody",
)


@dataclass
class Numbers:
    """The next free number of each kind of row, carried from block to block."""

    next: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NUMBERED, 1))

    def advance(self, events: Mapping[str, Rows], courses_used: int) -> None:
        """Count what a block used."""
        for name in NUMBERED:
            used = courses_used if name == "courses" else len(next(iter(events[name].values())))
            self.next[name] += used


def block(people: range, seed: int, planted: Planted, calendar: Calendar, numbers: Numbers) -> dict[str, Rows]:
    """Every event of these people: columns for each table, sorted as the table wants them."""
    draws = draw(seed, people, calendar.places)
    once, first = draws.once, numbers.next
    one = traits(np.asarray(people), once, planted, calendar)
    watched = supervised_days(one, once, planted)
    days = live(one, draws.daily, planted, calendar, watched)
    every = spells(one, days, draws, calendar)
    course = courses(one, every, first["courses"])
    on_course = days_on_course(days, every)
    use = heroin_use(one, days, draws, planted)
    known_from = first_days(every, one)
    who, place = specimens(one, days, every, draws, planted, calendar)
    made = reviews(every, days, draws, calendar)
    pair = (first["interventions"], first["episodes"])
    events = {
        "people": people_rows(one, once, known_from, calendar),
        "episodes": episode_rows(one, once, every, planted, calendar, first["episodes"]),
        "interventions": intervention_rows(one, once, every, draws, planted, calendar, pair),
        "orders": order_rows(one, days, every, course, watched, planted, calendar),
        "supplies": supply_rows(
            one, days, every, course, watched, on_course, draws, planted, calendar, first["supplies"]
        ),
        "specimens": specimen_rows(one, who, place, draws, planted, calendar, first["specimens"]),
        "findings": finding_rows(one, days, use, who, place, draws, planted, calendar, first["specimens"]),
        "use_days": use_day_rows(one, use, (every.who[made[0]], made[1]), draws, calendar),
        "reviews": review_rows(one, every, made, use, draws, planted, calendar, (first["reviews"], first["episodes"])),
        "contacts": contact_rows(one, days, on_course, draws, planted, calendar, first["contacts"]),
        "care_events": care_event_rows(
            one=one,
            days=days,
            every=every,
            draws=draws,
            planted=planted,
            calendar=calendar,
            first=first["care_events"],
        ),
        "deaths": death_rows(one, days, calendar),
        "offences": offence_rows(one, days, draws, known_from, planted, calendar, first["offences"]),
        "custody": custody_rows(one, days, calendar, first["custody"]),
    }
    numbers.advance(events, int((course >= 0).sum()))
    return events
