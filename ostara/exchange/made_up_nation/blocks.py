"""One block of people: every row about them, as columns for each table."""

from dataclasses import dataclass, field, replace

import numpy as np

from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up_nation.births import Births
from ostara.exchange.made_up_nation.calendar import Calendar
from ostara.exchange.made_up_nation.chance import Chance
from ostara.exchange.made_up_nation.columns import Rows
from ostara.exchange.made_up_nation.episode_rows import episode_rows, presentation_rows
from ostara.exchange.made_up_nation.episodes import Episodes, episodes
from ostara.exchange.made_up_nation.interventions import helps, intervention_rows
from ostara.exchange.made_up_nation.journeys import Journeys, journeys
from ostara.exchange.made_up_nation.lives import custody_rows, death_rows, first_days
from ostara.exchange.made_up_nation.parts import hour_rows, part_rows
from ostara.exchange.made_up_nation.people import Traits, people_rows, traits
from ostara.exchange.made_up_nation.planted import Planted
from ostara.exchange.made_up_nation.reviews import review_rows, reviews

# The key of each table whose rows are numbered from block to block.
NUMBERED = {
    "episodes": "episode",
    "interventions": "intervention",
    "sub_interventions": "sub_intervention",
    "weekly_hours": "assessment",
    "reviews": "review",
    "custody": "stay",
}


@dataclass
class Nation:
    """What is carried from block to block: the next number of each kind of row, and who was born when."""

    chance: Chance
    planted: Planted
    calendar: Calendar
    births: Births = field(default_factory=Births)
    next: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NUMBERED, 1))

    def block(self, people: range, at_most: int) -> tuple[dict[str, Rows], int]:
        """Rows of each table about these people, sorted, and how many journeys they have (`at_most` so many)."""
        chance, planted, calendar = self.chance, self.planted, self.calendar
        everybody = traits(np.asarray(people), chance, planted, calendar, self.births)
        every = journeys(everybody, chance, planted, calendar)
        every = every.take(np.arange(min(every.who.size, at_most)))
        one, every = _seen(everybody, every)
        made = episodes(one, every, chance, planted, calendar)
        rows = self._rows(one, every, made)
        for table, key in NUMBERED.items():
            self.next[table] += len(rows[table][key])
        return rows, every.who.size

    def _rows(self, one: Traits, every: Journeys, made: Episodes) -> dict[str, Rows]:
        chance, planted, calendar, first = self.chance, self.planted, self.calendar, self.next
        episode = first["episodes"]
        known_from = first_days(made.who, made.referred, every, one.person.size)
        given, held = helps(made, chance, planted, calendar), reviews(made, chance, calendar)
        return {
            "people": people_rows(one, _last_area(one, made), known_from, chance),
            "episodes": episode_rows(one, made, every, chance, episode),
            "interventions": intervention_rows(one, made, given, (first["interventions"], episode)),
            "sub_interventions": part_rows(one, made, chance, (first["sub_interventions"], episode)),
            "presentations": presentation_rows(one, made, every, chance, episode),
            "weekly_hours": hour_rows(one, made, chance, (first["weekly_hours"], episode)),
            "reviews": review_rows(one, made, every, held, chance, (first["reviews"], episode)),
            "deaths": death_rows(one, every, chance, calendar),
            "custody": custody_rows(one, every, chance, planted, calendar, first["custody"]),
        }


def _seen(everybody: Traits, every: Journeys) -> tuple[Traits, Journeys]:
    """Only the people who have a journey, and the journeys with their new places."""
    seen, who = np.unique(every.who, return_inverse=True)
    return Traits(*(array[seen] for array in vars(everybody).values())), replace(every, who=who)


def _last_area(one: Traits, made: Episodes) -> Array:
    area = np.zeros(one.person.size, np.int64)
    area[made.who] = made.place  # in the order of time, so that the last one stays
    return area
