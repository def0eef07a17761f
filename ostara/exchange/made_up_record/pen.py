"""What every writer of rows holds in its hand: whose life it is, their record, the ink, the area, and today."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from ostara.care.audit.actor import Actor
from ostara.care.people.models import Involvement, Person
from ostara.exchange.made_up_record.area import Area, Worker
from ostara.exchange.made_up_record.ink import Ink
from ostara.exchange.made_up_record.lives import Life, Place
from ostara.knowledge.parameters import parameter


@dataclass
class Pen:
    """Writes one life.

    Attributes:
        life, person: who it is; `ink` takes their rows, `area` has the services and staff.
        chance: draws what no event depends on.
        today: nothing is written after it.
        involved: the services that have a part in their care, by place.
    """

    life: Life
    person: Person
    ink: Ink
    area: Area
    chance: Random
    today: date
    involved: dict[Place, list[Involvement]] = field(default_factory=dict)

    def worker(self, place: Place, on: date) -> Worker:
        """Returns one of those who work with people at a service on a day."""
        return self.area.keyworker(place, on, self.chance)

    def within(self, day: date, low: int, high: int) -> date:
        """Returns a day some days later."""
        return day + timedelta(days=self.chance.randrange(low, high + 1))

    def happens(self, share: float) -> bool:
        """Returns whether something that happens to a share of people happens to this one."""
        return self.chance.random() < share

    def involve(self, place: Place, because: str, on: date, by: Actor) -> None:
        """Gives a service a part in the person's care, unless it has it already."""
        parts = self.involved.setdefault(place, [])
        if any(part.because == because for part in parts):
            return
        at = self.ink.at(on)
        service = self.area.services[place]
        parts.append(
            self.ink.row(Involvement, at, by, person=self.person, service=service, because=because, from_at=at)
        )

    def leave(self, place: Place, on: date, by: Actor) -> None:
        """Ends the part of a service that handed over, after the time in which it writes what is missing."""
        at = self.ink.at(on)
        until = at + timedelta(parameter("treatment.handover_overlap_days").whole)
        for part in self.involved.pop(place, []):
            ends = max(until, part.from_at)
            self.ink.corrected(part, at, by, "Care was transferred", until_at=ends)
        self.ink.note("treatment.leave", at, by, self.person.pk, service=str(self.area.services[place].pk))
