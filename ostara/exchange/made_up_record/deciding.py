"""Days without medicine in the made-up record: the hold, and what a prescriber decided; on some nobody decided in time.

Written as the record's own pages write it. What is drawn here comes from chances of its own: no other part of a life
depends on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from random import Random

from ostara.care.accounts.roles import Role
from ostara.care.calendar.days import working_day_after
from ostara.care.medication.models import Course, Hold, HoldEnd
from ostara.exchange.made_up_record.lives import Medicine, Ordered
from ostara.exchange.made_up_record.pen import Pen
from ostara.exchange.made_up_record.supplying import Given, since_then
from ostara.knowledge.parameters import parameter

# Shares of a fiction, not facts about anybody.
IN_TIME, SEEN, TOLD_WHY = 0.7, 0.7, 0.8
DAY = timedelta(days=1)
STOPS_WITHIN = timedelta(days=2)  # a stop that is written soon after the last missed day is about it
OPEN = "open"  # what a story says: nobody has decided
WHY = {
    HoldEnd.Decision.GO_ON: (
        "Was in bed with flu, and nobody could collect. Took nothing else; sober today.",
        "Away for a funeral, far from any pharmacy that knew. Took nothing else; sober today.",
        "The pharmacy had not had the new prescription. Put right with them by telephone.",
        "Fell out with the pharmacy and stayed away; goes to another from today.",
    ),
    HoldEnd.Decision.NEW_ORDER: (
        "Used heroin on three of the days; tolerance in doubt, so from a lower dose up again, watched.",
        "A week without: seen face to face, starts again as for the first time.",
    ),
    HoldEnd.Decision.STOPPED: ("Did not come again and could not be reached; the door stays open.",),
}


@dataclass(frozen=True)
class Missed:
    """Days in a row on which nobody collected: the third, on which it is asked who decides, and the last.

    `back` is the next day for which something is known; none where they did not come again.
    """

    third: date
    last: date
    back: date | None


def write_decisions(pen: Pen, given: Given) -> None:
    """Writes a hold wherever so many days were missed that a prescriber decides, and the decision where there is one.

    Whoever is injected misses no days. Whoever came back was decided on before, on the day itself at the latest.
    """
    if given.course.form.startswith("depot"):
        return
    chance = Random(str(given.course.pk))  # noqa: S311 - made-up people, the same again from the same seed
    for run in long_runs([*given.medicine.days, *since_then(pen, given)], until=pen.today):
        _write(pen, given.course, given.medicine, run, chance)


def long_runs(days: Iterable[tuple[date, str, int]], *, until: date) -> Iterator[Missed]:
    """Yields the stretches of missed days on which somebody decides, up to a day."""
    past = [(on, outcome == "not_collected") for on, outcome, _ in days if on <= until]
    asked_on = parameter("missed_days.consult").whole - 1
    in_a_row = groupby(enumerate(past), key=lambda one: (one[1][1], one[1][0].toordinal() - one[0]))
    for (missed, _), some in in_a_row:
        stretch = list(some)
        after = stretch[-1][0] + 1
        if missed and len(stretch) > asked_on:
            back = past[after][0] if after < len(past) else None
            yield Missed(stretch[asked_on][1][0], stretch[-1][1][0], back)


def _write(pen: Pen, course: Course, medicine: Medicine, run: Missed, chance: Random) -> None:
    from_on = run.third + DAY
    if from_on > pen.today:
        return
    by = pen.area.of_role(medicine.at, Role.PRESCRIBER, from_on).actor
    at = pen.ink.at(from_on)
    held = pen.ink.row(Hold, at, by, course=course, from_on=from_on, reason=Hold.Reason.MISSED)
    pen.ink.note("prescribing.hold", at, by, pen.person.pk, held, because=held.reason)
    on, decision = _decided(pen, medicine.orders, run, chance)
    if on is None or on > pen.today:
        return
    at = pen.ink.at(on)
    by = pen.area.of_role(medicine.at, Role.PRESCRIBER, on).actor
    seen = chance.random() < SEEN or None
    words = chance.choice(WHY[decision]) if chance.random() < TOLD_WHY else ""
    if decision is HoldEnd.Decision.STOPPED:
        seen = None
    row = pen.ink.row(HoldEnd, at, by, hold=held, on=on, decision=decision, seen=seen, words=words)
    pen.ink.note("prescribing.decide", at, by, pen.person.pk, row, decision=decision.value)


def _decided(pen: Pen, orders: Iterable[Ordered], run: Missed, chance: Random) -> tuple[date | None, HoldEnd.Decision]:
    """The first day on which it may be supplied again, and what was decided; no day: nobody has decided."""
    from_on = run.third + DAY
    later = [one for one in orders if from_on <= one.on <= run.last + STOPS_WITHIN]
    for one in later:
        if one.dose_mg is None:
            return one.on, HoldEnd.Decision.STOPPED
        if one.kind == "restart":
            return one.on, HoldEnd.Decision.NEW_ORDER
    in_time = working_day_after(run.third, parameter("missed_days.decision_working_days").whole)
    prompt = chance.random() < IN_TIME and pen.life.told.get("decision") != OPEN
    day = in_time if prompt else run.back
    return (min(day, run.back) if day and run.back else day), HoldEnd.Decision.GO_ON
