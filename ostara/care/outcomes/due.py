"""When an outcomes profile is due: near the start, about every half year, and near the discharge.

The days are parameters, all of them unverified: pages say so (`RESTS_ON`). Plain functions over days, without a clock.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ostara.knowledge.parameters import parameter

START_WINDOW = "national.outcome_start_window_days"
BETWEEN = "psychosocial.outcome_form_days"
EXIT_WINDOW = "ndtms.top_window_days"
RESTS_ON = (START_WINDOW, BETWEEN, EXIT_WINDOW)


@dataclass(frozen=True)
class Told:
    """A profile that there is: its stage (start, review, exit, after) and its day."""

    stage: str
    on: date


@dataclass(frozen=True)
class Due:
    """A profile that is asked for. `by` is its last day in time; `late` is whether that day has passed."""

    stage: str
    by: date
    late: bool


def due(*, started: date | None, discharged: date | None, told: Sequence[Told], on: date) -> tuple[Due, ...]:
    """The profiles that an episode still asks for, the earliest first.

    Args:
        started: the first day of treatment; none while there is none, and then nothing is due.
        discharged: the day of discharge; none while treatment goes on.
        told: the profiles that stand, of this episode and of those it goes on from.
        on: today.
    """
    if started is None:
        return ()
    return tuple(sorted(_asked(started, discharged, told, on), key=lambda one: one.by))


def off_the_window(stage: str, day: date, *, started: date | None, discharged: date | None) -> str:
    """What to tell of a profile outside the days meant for its stage; empty where there is nothing to tell."""
    near, name = {"start": (started, START_WINDOW), "exit": (discharged, EXIT_WINDOW)}.get(stage, (None, ""))
    if near is None:
        return ""
    window = parameter(name).whole
    if abs((day - near).days) <= window:
        return ""
    event = "start of treatment" if stage == "start" else "discharge"
    return f"This is more than {window} days from the {event}; national figures may not count it."


def _asked(started: date, discharged: date | None, told: Sequence[Told], on: date) -> Iterator[Due]:
    def asked(stage: str, by: date) -> Due:
        return Due(stage, by, late=by < on)

    before = started - timedelta(days=parameter(START_WINDOW).whole)
    told = [one for one in told if one.on >= before]  # an earlier one tells of an earlier time in treatment
    stages = {one.stage for one in told}
    if "start" not in stages:
        yield asked("start", started + timedelta(days=parameter(START_WINDOW).whole))
    if discharged is None:
        latest = max((one.on for one in told if one.stage in ("start", "review")), default=started)
        yield asked("review", latest + timedelta(days=parameter(BETWEEN).whole))
    elif "exit" not in stages:
        yield asked("exit", discharged + timedelta(days=parameter(EXIT_WINDOW).whole))
