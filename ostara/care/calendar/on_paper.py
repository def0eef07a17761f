"""A schedule in the words of a prescription: doses, instalments and totals, in figures and in words that agree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ostara.care.calendar.days import DAY, WEEKDAYS, said_day
from ostara.care.calendar.measuring import KEPT, Measure, measure
from ostara.care.calendar.schedule import Dose, Instalment, Schedule
from ostara.drawing.prescription_form import FormInstalment, PrescriptionForm, Quantity
from ostara.knowledge.amount_words import said
from ostara.knowledge.amounts import plain
from ostara.knowledge.instalment_wordings import Wording
from ostara.knowledge.medicines import Product
from ostara.knowledge.refusal import RefusalError


@dataclass(frozen=True, kw_only=True)
class Names:
    """Who stands on a prescription, as printed; `lacks`: what keeps it from being used, in words."""

    serial: str
    person: str
    address: tuple[str, ...]
    born: str
    age: str
    nhs_number: str
    pharmacy: str
    prescriber: str
    prescriber_number: str
    prescriber_address: tuple[str, ...]
    date: str
    lacks: tuple[str, ...] = ()


def on_paper(
    schedule: Schedule, product: Product, interval: str, wordings: Iterable[Wording], names: Names
) -> PrescriptionForm:
    """Returns the form of one prescription for one pharmacy; `interval` is the pattern in words.

    A form of a product that may not stand on it, or of doses that nobody knows how to measure out, says that it lacks
    this. Raises RefusalError for a schedule of several places or of none.
    """
    if len(schedule.places) != 1:
        raise RefusalError("prescription", f"goes to one pharmacy, and these instalments to {len(schedule.places)}")
    wordings = tuple(wordings)
    count = said(Decimal(len(schedule.instalments)), "instalments")
    doses = [dose for one in schedule.instalments for dose in one.doses]
    by, lacks = measure(doses, product)
    if not product.fp10mda:
        lacks = (*lacks, f"{product.meaning} may not stand on FP10MDA")
    return PrescriptionForm(
        **{**vars(names), "lacks": (*names.lacks, *lacks)},
        medicine=product.meaning[:1].upper() + product.meaning[1:],
        dose=tuple(_dose_lines(doses, by)),
        days=str(len(schedule.days)),
        interval=interval,
        instalment_count=Quantity("", count.figures, count.words),
        total=by.total(doses),
        instalments=tuple(_line(one, by) for one in schedule.instalments),
        wordings=tuple(wording.printed for wording in wordings),
        wordings_checked=all(wording.loaded for wording in wordings),
    )


def _dose_lines(doses: Iterable[Dose], by: Measure) -> Iterable[str]:
    doses = sorted(doses, key=lambda dose: dose.day)
    starts = [doses[0], *(after for dose, after in pairwise(doses) if not _goes_on(dose, after))]
    ends = [*(dose for dose, after in pairwise(doses) if not _goes_on(dose, after)), doses[-1]]
    for start, end in zip(starts, ends, strict=True):
        when = f"on {said_day(start.day)}"
        if start != end:
            when = f"each day from {said_day(start.day)} to {said_day(end.day)}"
        mg, measured = f"{plain(start.mg)}{KEPT}mg", by.amount([start])
        yield f"{mg}{'' if measured == mg else f' ({measured})'} {when}"


def _goes_on(dose: Dose, after: Dose) -> bool:
    return dose.mg == after.mg and dose.day + DAY == after.day


def _line(one: Instalment, by: Measure) -> FormInstalment:
    watched = [dose for dose in one.doses if dose.observed]
    # With its words: an amount that stands alone below the quantity reads as a second one.
    some = f"of which {by.amount(watched)} watched" if watched else ""
    how = "all watched" if len(watched) == len(one.doses) else some
    covers = "that day" if one.days == (one.pickup_on,) else " ".join(_spans(one.days))
    return FormInstalment(_short(one.pickup_on), covers, by.amount(one.doses), how)


def _spans(days: tuple[date, ...]) -> Iterable[str]:
    """Days as spans: 2–4 Mar; 30 Mar–1 Apr."""
    starts = [days[0], *(after for day, after in pairwise(days) if day + DAY != after)]
    ends = [*(day for day, after in pairwise(days) if day + DAY != after), days[-1]]
    for start, end in zip(starts, ends, strict=True):
        if start == end:
            yield f"{start.day} {start:%b}"
        elif (start.year, start.month) == (end.year, end.month):
            yield f"{start.day}–{end.day} {end:%b}"
        else:
            yield f"{start.day} {start:%b}–{end.day} {end:%b}"


def _short(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {day:%b}"
