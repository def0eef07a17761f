"""A schedule in the words of a prescription: doses, instalments and totals, in figures and in words that agree."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ostara.care.calendar.days import DAY, WEEKDAYS, said_day
from ostara.care.calendar.schedule import Dose, Instalment, Schedule
from ostara.drawing.prescription_form import FormInstalment, PrescriptionForm, Quantity
from ostara.knowledge.amount_words import said
from ostara.knowledge.amounts import fewest_tablets, plain
from ostara.knowledge.instalment_wordings import Wording
from ostara.knowledge.medicines import Product
from ostara.knowledge.refusal import RefusalError

Tablets = Mapping[Decimal, int]
KEPT = "\u00a0"  # a blank at which no line is broken: a number stays with its unit


@dataclass(frozen=True, kw_only=True)
class Names:
    """Who stands on a prescription, as printed."""

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


def on_paper(
    schedule: Schedule, product: Product, interval: str, wordings: Iterable[Wording], names: Names
) -> PrescriptionForm:
    """Returns the form of one prescription for one pharmacy; `interval` is the pattern in words.

    Raises RefusalError for a schedule of several places or of none, a product that may not stand on FP10MDA, and a dose
    that whole tablets of its strengths do not make up.
    """
    if len(schedule.places) != 1:
        raise RefusalError("prescription", f"goes to one pharmacy, and these instalments to {len(schedule.places)}")
    if not product.fp10mda:
        raise RefusalError("prescription", f"{product.meaning} may not stand on FP10MDA")
    wordings = tuple(wordings)
    count = said(Decimal(len(schedule.instalments)), "instalments")
    return PrescriptionForm(
        **vars(names),
        medicine=product.meaning,
        dose=tuple(_dose_lines(schedule, product)),
        days=str(len(schedule.days)),
        interval=interval,
        instalment_count=Quantity("", count.figures, count.words),
        total=_total(schedule, product),
        instalments=tuple(_line(one, product) for one in schedule.instalments),
        wordings=tuple(wording.printed for wording in wordings),
        wordings_checked=all(wording.loaded for wording in wordings),
    )


def _dose_lines(schedule: Schedule, product: Product) -> Iterable[str]:
    doses = sorted((dose for one in schedule.instalments for dose in one.doses), key=lambda dose: dose.day)
    starts = [doses[0], *(after for dose, after in pairwise(doses) if not _goes_on(dose, after))]
    ends = [*(dose for dose, after in pairwise(doses) if not _goes_on(dose, after)), doses[-1]]
    for start, end in zip(starts, ends, strict=True):
        when = f"on {said_day(start.day)}"
        if start != end:
            when = f"each day from {said_day(start.day)} to {said_day(end.day)}"
        yield f"{plain(start.mg)} mg ({_amount([start], product)}) {when}"


def _goes_on(dose: Dose, after: Dose) -> bool:
    return dose.mg == after.mg and dose.day + DAY == after.day


def _line(one: Instalment, product: Product) -> FormInstalment:
    watched = [dose for dose in one.doses if dose.observed]
    some = f"of which {_amount(watched, product)} watched" if watched else ""
    how = "all watched" if len(watched) == len(one.doses) else some
    covers = "that day" if one.days == (one.pickup_on,) else " ".join(_spans(one.days))
    return FormInstalment(_short(one.pickup_on), covers, _amount(one.doses, product), how)


def _amount(doses: Iterable[Dose], product: Product) -> str:
    """The doses together: 180 mL, or 3 × 8 mg and 6 × 2 mg."""
    doses = list(doses)
    if product.strength_unit == "mg/mL":
        return said(_volume(doses), "mL").figures.replace(" ", KEPT)
    return " and ".join(
        f"{count}{KEPT}×{KEPT}{plain(size)}{KEPT}mg" for size, count in _tablets(doses, product).items()
    )


def _total(schedule: Schedule, product: Product) -> tuple[Quantity, ...]:
    doses = [dose for one in schedule.instalments for dose in one.doses]
    if product.strength_unit == "mg/mL":
        volume = said(_volume(doses), "mL")
        return (Quantity("", volume.figures, volume.words),)
    counted = {size: said(Decimal(count), "tablets") for size, count in _tablets(doses, product).items()}
    return tuple(Quantity(f"{plain(size)} mg", one.figures, one.words) for size, one in counted.items())


def _volume(doses: Iterable[Dose]) -> Decimal:
    volumes = [dose.ml for dose in doses]
    if None in volumes:
        raise RefusalError("prescription", "the strength of the liquid is not known")
    return sum((ml for ml in volumes if ml is not None), Decimal())


def _tablets(doses: Iterable[Dose], product: Product) -> Tablets:
    """Tablets of each strength, strongest first; each day's dose is made up by itself."""
    found: Counter[Decimal] = Counter()
    for dose in doses:
        made = fewest_tablets(dose.mg, product.strengths)
        if made is None:
            strengths = " ".join(str(plain(one)) for one in product.strengths) or "unknown"
            raise RefusalError("prescription", f"{plain(dose.mg)} mg is not made up by whole tablets ({strengths} mg)")
        found.update(made)
    return dict(sorted(found.items(), reverse=True))


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
