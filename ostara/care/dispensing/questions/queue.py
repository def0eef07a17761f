"""The queue of a day at a place: who is due, who stands apart and why, who was given, and of whom nobody has said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ostara.care.dispensing.due import Due, State, due_at
from ostara.care.medication.models import Place
from ostara.care.medication.words import amount, product_name, who_decides
from ostara.care.people.models import Card
from ostara.knowledge.parameters import parameter

APART = (State.HELD, State.ELSEWHERE, State.CHANGED, State.IN_HAND)


@dataclass(frozen=True)
class Line:
    """Somebody in the queue."""

    due: Due

    @property
    def name(self) -> str:
        """Returns the name as a list has it, or the number of the record."""
        card: Card | None = getattr(self.due.course.person, "card", None)
        return str(card) if card else self.due.course.person.number

    @property
    def born(self) -> date | None:
        """Returns the date of birth."""
        card: Card | None = getattr(self.due.course.person, "card", None)
        return card.date_of_birth if card else None

    @property
    def medicine(self) -> str:
        """Returns the product in words."""
        return product_name(self.due.course.product)

    @property
    def is_strong(self) -> bool:
        """Returns whether the liquid is stronger than the usual one: a hazard of its own (MED-02)."""
        strength = self.due.course.strength
        return strength is not None and strength > 1

    @property
    def amount(self) -> str:
        """Returns what is due in all, in milligrams and millilitres."""
        return amount(self.due.course, self.due.mg)

    @property
    def dose(self) -> str:
        """Returns the dose of a day, in milligrams and millilitres."""
        return amount(self.due.course, self.due.instalment.dose_mg)

    @property
    def who_decides(self) -> str:
        """Returns whom to ring about a hold."""
        return who_decides(self.due.standing)

    @property
    def taken_away(self) -> int:
        """Returns for how many days doses are taken away."""
        return 0 if self.due.is_depot else self.due.days_left - int(self.due.watched)


@dataclass(frozen=True)
class Queue:
    """The lines of a day, those that wait first."""

    place: Place
    on: date
    lines: tuple[Line, ...]
    unsaid: tuple[Line, ...] = ()

    def of(self, *states: State) -> list[Line]:
        """Returns the lines of some states."""
        return [line for line in self.lines if line.due.state in states]

    @property
    def waiting(self) -> list[Line]:
        """Returns who is due."""
        return self.of(State.DUE)

    @property
    def apart(self) -> list[Line]:
        """Returns who stands apart."""
        return self.of(*APART)

    @property
    def settled(self) -> list[Line]:
        """Returns whom something became of, the latest first."""
        done = self.of(State.GIVEN, State.NOT_COLLECTED)
        return sorted(
            done, key=lambda line: line.due.supply.pk if line.due.supply else line.due.course.pk, reverse=True
        )


def queue_of(place: Place, *, on: date, back: bool = True) -> Queue:
    """Returns the queue of a day.

    Args:
        place: where.
        on: the day.
        back: whether the days just before are asked about as well.
    """
    lines = _lines(due_at(place, on=on))
    days = range(1, parameter("dispensing.unsaid_days").whole + 1) if back else ()
    earlier = [one for day in days for one in due_at(place, on=on - timedelta(days=day))]
    unsaid = [one for one in earlier if one.state is State.DUE and not one.is_depot and not one.is_remainder]
    listed = {(line.due.course.pk, line.due.instalment.due_on) for line in lines}
    return Queue(
        place,
        on,
        lines,
        _lines(one for one in unsaid if (one.course.pk, one.instalment.due_on) not in listed),
    )


def _lines(dues: Iterable[Due]) -> tuple[Line, ...]:
    lines = (Line(due) for due in dues)
    return tuple(sorted(lines, key=lambda line: (line.name, line.due.instalment.due_on, line.due.instalment.part)))
