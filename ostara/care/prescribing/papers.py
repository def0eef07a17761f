"""A prescription as it stands on paper: amounts in words and figures that agree, from the rows alone."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from ostara.care.accounts.models import Service, User
from ostara.care.calendar import schedule as calendar
from ostara.care.calendar.on_paper import Names, on_paper
from ostara.care.calendar.pattern import SupplyPattern
from ostara.care.medication.models import Arrangement, Instalment, PrescriptionEvent
from ostara.care.medication.questions.orders import arrangements_on
from ostara.care.medication.questions.patterns import pattern_of
from ostara.care.medication.words import volume
from ostara.care.people.models import Contact, Particulars
from ostara.care.people.questions import age
from ostara.care.people.questions.of_many import Reached, reached
from ostara.care.prescribing.loaded import layout, wordings
from ostara.care.prescribing.questions.batches import Line
from ostara.drawing.prescription_form import PrescriptionForm, print_forms
from ostara.knowledge.medicines import products

NOT_KNOWN, NOT_SIGNED, NO_TELEPHONE = "not known", "not signed yet", "telephone not known"
NO_ADDRESS, NO_FIXED_ADDRESS = "address not known", "no fixed abode"


def printed(lines: Sequence[Line], *, on: date) -> bytes:
    """Returns the PDF of prescriptions, a page each, marked as not for live printing while that is so.

    As many queries for fifty as for one, but for people whose records are joined.
    """
    people = reached({line.prescription.course.person_id for line in lines})
    signed, arranged = _signed(lines), _arranged(lines)
    forms = []
    for line in lines:
        row = line.prescription
        names = _names(line, people[row.course.person_id], signed.get(row.pk), on=on)
        forms.append(_form(line, names, _interval(line, arranged.get(row.course_id))))
    return print_forms(forms, layout())


def _signed(lines: Sequence[Line]) -> dict[UUID, PrescriptionEvent]:
    events = PrescriptionEvent.objects.filter(
        kind=PrescriptionEvent.Kind.SIGNED, prescription__in=[line.prescription.pk for line in lines]
    )
    return {event.prescription_id: event for event in events.select_related("recorded_by")}


def _arranged(lines: Sequence[Line]) -> dict[UUID, Arrangement]:
    rows = [line.prescription for line in lines]
    return arrangements_on([row.course_id for row in rows], min(row.first_on for row in rows))


def _interval(line: Line, arranged: Arrangement | None) -> str:
    """Returns the weekdays as arranged at this pharmacy: a hand-over moved from a closed day is no part of them."""
    place = line.prescription.place
    due = {one.due_on.weekday() for one in line.instalments}
    pattern = pattern_of(arranged) if arranged else None
    agreed = {day for day, one in pattern.pickups.items() if one.place == str(place.pk)} if pattern else set()
    return SupplyPattern.on_days(agreed if agreed & due else due, place.name).words


def _form(line: Line, names: Names, interval: str) -> PrescriptionForm:
    row = line.prescription
    carried = [one for one in wordings().values() if one.letter in row.wordings]
    return on_paper(_schedule(line), products()[row.course.product], interval, carried, names)


def _schedule(line: Line) -> calendar.Schedule:
    """Returns what is written: parts of one day, between which the dose changes, are handed over together."""
    row = line.prescription
    in_order = sorted(line.instalments, key=lambda one: (one.due_on, one.part))
    handed_over = tuple(
        calendar.Instalment(day, row.place.name, tuple(dose for part in parts for dose in _doses(line, part)))
        for day, parts in groupby(in_order, key=lambda one: one.due_on)
    )
    return calendar.Schedule(row.first_on, row.last_on, handed_over, ())


def _doses(line: Line, part: Instalment) -> list[calendar.Dose]:
    ml = volume(line.prescription.course, part.dose_mg)
    return [
        calendar.Dose(part.covers_from + timedelta(days=day), part.dose_mg, ml, observed=day < part.watched)
        for day in range(part.days)
    ]


def _names(line: Line, person: Reached, signed: PrescriptionEvent | None, *, on: date) -> Names:
    row = line.prescription
    course, service = row.course, row.course.service
    who, address = person.particulars, _address(person.contact)
    signer = signed.recorded_by if signed else None
    born = who.date_of_birth if who else None
    years = age(born, on=on)
    return Names(
        serial=signed.serial if signed and signed.serial else f"our number {row.number}",
        person=_name(who) or course.person.number,
        address=address or (NO_ADDRESS,),
        born=f"{born:%d/%m/%Y}" if born else NOT_KNOWN,
        age=str(years) if years is not None else NOT_KNOWN,
        nhs_number=who.nhs_number if who else "",
        pharmacy=row.place.name,
        prescriber=signer.name if signer else NOT_SIGNED,
        prescriber_number=(signer.prescriber_number if signer else "") or NOT_KNOWN,
        prescriber_address=(service.name, *(service.address or (NO_ADDRESS,)), service.telephone or NO_TELEPHONE),
        date=f"{signed.on if signed else on:%-d %B %Y}",
        lacks=tuple(
            f"{what} is not known"
            for what, known in _must_stand_on_it(who, address, signer, service).items()
            if not known
        ),
    )


def _must_stand_on_it(
    who: Particulars | None, address: tuple[str, ...], signer: User | None, service: Service
) -> dict[str, bool]:
    """Whether the record knows what no prescription is without (CD-04, and the prescriber's own number)."""
    return {
        "the person's name": bool(_name(who)),
        "the person's date of birth": bool(who and who.date_of_birth),
        "the person's address": bool(address),
        "who signs it": signer is not None,
        "the prescriber's number": bool(signer and signer.prescriber_number),
        "the prescriber's address": bool(service.address),
    }


def _name(who: Particulars | None) -> str:
    return f"{who.given_names} {who.family_name}".strip() if who else ""


def _address(contact: Contact | None) -> tuple[str, ...]:
    if contact is None:
        return ()
    if contact.no_fixed_address:
        return (NO_FIXED_ADDRESS,)
    parts = (contact.line_1, contact.line_2, contact.town, contact.postcode)
    return tuple(part.strip() for part in parts if part.strip())
