"""When a test, a vaccine, a trace of the heart, a check or a kit is due. Plain functions over days, without a clock.

Each gives the last day in time, or none where nothing is due. What was refused is due on the day agreed for the next
offer. The numbers are parameters; most are unverified, and pages say so.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ostara.knowledge.parameters import parameter

SATURDAY = 5


@dataclass(frozen=True)
class Asked:
    """Something due: its code, what is to be done in words, the last day in time, and the parameters it rests on.

    `about` is the virus or vaccine, where it is about one.
    """

    what: str
    words: str
    by: date
    rests_on: tuple[str, ...] = ()
    why: str = ""
    about: str = ""

    @property
    def unverified(self) -> bool:
        """Whether the day rests on a number that nobody has checked."""
        return any(parameter(name).unverified for name in self.rests_on)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Look:
    """Something looked at, or refused: an ECG, a yearly check, the review of an older person."""

    done: bool
    on: date
    again: date | None = None


def yearly(what: str, words: str, months: str, looks: Sequence[Look], *, started: date | None) -> Iterator[Asked]:
    """A check that comes back after so many months (the name of a parameter); the first within that time of the start.

    Args:
        looks: those that stand, the earliest first.
    """
    if looks and not looks[-1].done:
        yield Asked(what, f"{words}: offer it again", looks[-1].again or looks[-1].on)
        return
    day = looks[-1].on if looks else started
    if day is not None:
        yield Asked(what, words, months_after(day, parameter(months).whole), (months,))


def ecg(looks: Sequence[Look], *, since: date | None, why: Iterable[str]) -> Iterator[Asked]:
    """The next trace of the heart, where there is a reason for one.

    Args:
        looks: those that stand, the earliest first.
        since: the day from which there is a reason; none: there is none, and nothing is due.
        why: the reasons, in words.
    """
    if since is None:
        return
    said = ", ".join(why)
    task, repeat = parameter("monitoring.ecg_task_days"), parameter("monitoring.ecg_repeat_months")
    done = [one for one in looks if one.done]
    if looks and not looks[-1].done:
        yield Asked("ecg", "ECG: offer it again", looks[-1].again or looks[-1].on, why=said)
    elif done:
        yield Asked("ecg", "ECG, once a year", months_after(done[-1].on, repeat.whole), (repeat.name,), said)
    else:
        yield Asked("ecg", "ECG", since + timedelta(days=task.whole), (task.name,), said)


@dataclass(frozen=True)
class Kit:
    """A naloxone kit, or its offer refused (`refused`)."""

    refused: bool
    on: date
    expires: date | None = None
    ended: date | None = None
    again: date | None = None


def naloxone(kits: Sequence[Kit], *, started: date | None, on: date) -> Iterator[Asked]:
    """A kit in date, for everybody on opioids: at once where there is none, and again when the last one runs out.

    Args:
        kits: those that stand, the earliest first.
        started: since when somebody is treated with an opioid; none: not asked for.
        on: today.
    """
    if started is None:
        return
    rests_on = ("monitoring.naloxone_kits",)
    live = [one for one in kits if not one.refused and one.ended is None and (one.expires is None or one.expires >= on)]
    dated = [one.expires for one in live if one.expires]
    if live and len(dated) == len(live):
        yield Asked("naloxone", "Naloxone: the last kit runs out, give a new one", max(dated), rests_on)
    elif live:
        yield Asked("naloxone", "Naloxone: find out until when the kit is in date", max(one.on for one in live))
    elif kits and kits[-1].refused:
        yield Asked("naloxone", "Naloxone: offer a kit again", kits[-1].again or kits[-1].on, rests_on)
    else:
        gone = [day for one in kits for day in (one.ended, one.expires) if day is not None and day <= on]
        words = "Naloxone: replace the kit that is used, lost or out of date" if gone else "Naloxone: give a kit"
        yield Asked("naloxone", words, min(max(gone, default=started), on), rests_on)


def after_overdose(*, told: date, contacted: date | None, reviewed: date | None) -> Iterator[Asked]:
    """What follows an overdose that somebody lived through: somebody sees them, and treatment is gone through."""
    hours, days = parameter("monitoring.overdose_contact_hours"), parameter("monitoring.overdose_review_days")
    if contacted is None:
        by = told + timedelta(hours=hours.whole)
        yield Asked("overdose_contact", "Overdose: see or ring the person", by, (hours.name,))
    if reviewed is None:
        words = "Overdose: go through dose, supervision and naloxone"
        yield Asked("overdose_review", words, told + timedelta(days=days.whole), (days.name,))


def liver(last: date | None, *, since: date | None) -> Iterator[Asked]:
    """The next liver test, where hepatitis C or alcohol gives a reason since a day."""
    if since is not None:
        months, task = parameter("monitoring.liver_high_months"), parameter("monitoring.liver_task_days")
        by = months_after(last, months.whole) if last else since + timedelta(days=task.whole)
        yield Asked("liver", "Liver test", by, (months.name if last else task.name,))


def pregnancy(known: date) -> Asked:
    """A plan shared with maternity, within so many working days (Monday to Friday) of knowing."""
    days = parameter("monitoring.pregnancy_working_days")
    by, left = known, days.whole
    while left:
        by += timedelta(days=1)
        left -= by.weekday() < SATURDAY
    return Asked("pregnancy", "Pregnancy: agree a plan with maternity", by, (days.name,))
