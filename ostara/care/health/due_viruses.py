"""When the next step of testing, treating or vaccinating against a virus is due. Plain functions over days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ostara.care.health.due import Asked, months_after
from ostara.knowledge.parameters import parameter


@dataclass(frozen=True)
class Step:
    """A step of the way through testing and treatment of a virus, as `models.VirusStep` keeps it."""

    step: str
    on: date
    result: str = ""
    route: str = ""
    again: date | None = None


TESTS = ("tested", "rna")
NOT_AGREED = ("", "not_agreed")


def virus(name: str, steps: Sequence[Step], *, started: date | None, at_risk: bool | None) -> Iterator[Asked]:
    """What is due on the way of one virus, at most one thing at a time.

    Args:
        name: the virus in words, such as `Hepatitis C`.
        steps: those that stand, the earliest first.
        started: first day of treatment here; none: nothing has begun, so nothing is offered yet.
        at_risk: whether the person injects or injected; none: not known, and then they are offered the test again too.
    """
    last = steps[-1] if steps else None
    if last is None or last.step == "offered":
        if started is not None:
            days = parameter("viruses.offer_days")
            words = f"{name}: {'offer a test' if last is None else 'test, as offered'}"
            yield Asked("virus_offer", words, started + timedelta(days=days.whole), (days.name,))
        return
    if last.step == "refused":
        yield Asked("virus_offer", f"{name}: offer the test again", last.again or last.on)
        return
    yield from _followed(name, steps, at_risk)


def _followed(name: str, steps: Sequence[Step], at_risk: bool | None) -> Iterator[Asked]:
    last = steps[-1]
    tests = [one for one in steps if one.step in TESTS]
    test = tests[-1] if tests else None
    if last.step in TESTS and last.result == "awaited":
        yield Asked(
            "virus_result",
            f"{name}: find out the result",
            _after(last.on, "viruses.result_days"),
            ("viruses.result_days",),
        )
    elif last.step in TESTS and last.result == "unclear":
        words = f"{name}: repeat the test, which could not be read"
        yield Asked("virus_repeat", words, _after(last.on, "viruses.result_days"), ("viruses.result_days",))
    elif last.step == "started":
        return
    elif last.step == "ended":
        days = parameter("viruses.cure_test_days")
        yield Asked("virus_cure", f"{name}: test for cure (SVR12)", last.on + timedelta(days=days.whole), (days.name,))
    elif last.step == "svr12":
        yield from _after_cure(name, last, at_risk)
    elif last.step == "referred":
        days = parameter("viruses.treatment_ask_days")
        words = f"{name}: ask whether treatment has started"
        yield Asked("virus_treatment", words, last.on + timedelta(days=days.whole), (days.name,))
    elif test is not None:
        yield from _tested(name, test, [one.step for one in steps], at_risk)


def _tested(name: str, test: Step, done: Sequence[str], at_risk: bool | None) -> Iterator[Asked]:
    if test.result == "positive":
        days = parameter("viruses.referral_days")
        by = test.on + timedelta(days=days.whole)
        if name == "Hepatitis C" and test.step == "tested":
            yield Asked("virus_rna", f"{name}: antibodies were found, test for the virus (RNA)", by, (days.name,))
        else:
            yield Asked("virus_refer", f"{name}: refer to treatment", by, (days.name,))
    elif "told" not in done[_place(done) :]:
        by = _after(test.on, "viruses.tell_days")
        how = "" if test.route not in NOT_AGREED else "; how the person hears it is not agreed yet"
        yield Asked("virus_tell", f"{name}: give the result{how}", by, ("viruses.tell_days",))
    elif at_risk is not False:
        days = parameter("viruses.repeat_days")
        yield Asked("virus_offer", f"{name}: offer a test again", test.on + timedelta(days=days.whole), (days.name,))


def _place(done: Sequence[str]) -> int:
    """Where the last test stands."""
    return max(place for place, step in enumerate(done) if step in TESTS)


def _after_cure(name: str, last: Step, at_risk: bool | None) -> Iterator[Asked]:
    if last.result == "positive":
        days = parameter("viruses.referral_days")
        words = f"{name}: not cured, refer to treatment again"
        yield Asked("virus_refer", words, last.on + timedelta(days=days.whole), (days.name,))
    elif at_risk is not False:
        days = parameter("viruses.after_cure_days")
        words = f"{name}: cured; test again, because cure does not protect"
        yield Asked("virus_offer", words, last.on + timedelta(days=days.whole), (days.name,))


@dataclass(frozen=True)
class Dose:
    """A row of `models.Vaccination`."""

    step: str
    on: date
    schedule: str = ""
    dose: int | None = None
    again: date | None = None


def vaccine(name: str, rows: Sequence[Dose], *, started: date | None) -> Iterator[Asked]:
    """The next dose of a vaccine, or its offer; nothing once somebody is immune or the course is whole.

    Args:
        name: the vaccine in words.
        rows: those that stand, the earliest first.
        started: first day of treatment here, from which the offer counts; none: nothing is offered yet.
    """
    if any(row.step == "immune" for row in rows):
        return
    given = [row for row in rows if row.step == "given"]
    if rows and rows[-1].step == "refused":
        yield Asked("vaccine", f"{name} vaccine: offer it again", rows[-1].again or rows[-1].on)
    elif given:
        yield from _next_dose(name, given)
    elif started is not None:
        days = parameter("viruses.offer_days")
        yield Asked("vaccine", f"{name} vaccine: offer it", started + timedelta(days=days.whole), (days.name,))


def _next_dose(name: str, given: Sequence[Dose]) -> Iterator[Asked]:
    last, first = given[-1], given[0]
    number = (last.dose or len(given)) + 1
    found = _DOSES.get((last.schedule, number))
    if found is not None:
        after = parameter(found)
        by = first.on + timedelta(days=after.whole) if after.unit == "days" else months_after(first.on, after.whole)
        yield Asked("vaccine", f"{name} vaccine: dose {number}", max(by, last.on + timedelta(days=1)), (found,))


_DOSES = {
    ("accelerated", 2): "viruses.accelerated_second_months",
    ("accelerated", 3): "viruses.accelerated_third_months",
    ("accelerated", 4): "viruses.fourth_months",
    ("super_accelerated", 2): "viruses.super_second_days",
    ("super_accelerated", 3): "viruses.super_third_days",
    ("super_accelerated", 4): "viruses.fourth_months",
}


def _after(day: date, days: str) -> date:
    return day + timedelta(days=parameter(days).whole)
