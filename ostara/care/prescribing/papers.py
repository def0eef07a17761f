"""A prescription as it stands on paper: amounts in words and figures that agree, from the rows alone."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ostara.care.accounts.models import Service, User
from ostara.care.calendar.days import WEEKDAYS
from ostara.care.medication.models import Instalment, PrescriptionEvent
from ostara.care.medication.words import amount, product_name, volume
from ostara.care.people.models import Contact, Particulars
from ostara.care.people.questions import age, contact_of, particulars_of
from ostara.care.prescribing.loaded import layout, wordings
from ostara.care.prescribing.questions.batches import Line
from ostara.drawing.prescription_form import FormInstalment, PrescriptionForm, Quantity, print_forms
from ostara.knowledge.amount_words import said
from ostara.knowledge.amounts import plain

NOT_KNOWN, NOT_SIGNED, NO_TELEPHONE = "not known", "not signed yet", "telephone not known"
NO_ADDRESS, NO_FIXED_ADDRESS = "address not known", "no fixed abode"


def printed(lines: Sequence[Line], *, on: date) -> bytes:
    """Returns the PDF of prescriptions, a page each, marked as not for live printing while that is so."""
    return print_forms([_form(line, on=on) for line in lines], layout())


def _form(line: Line, *, on: date) -> PrescriptionForm:
    row = line.prescription
    course, service = row.course, row.course.service
    records = [course.person_id]
    who, contact = particulars_of(records), contact_of(records)
    address = _address(contact)
    carried = [one for one in wordings().values() if one.letter in row.wordings]
    signed = row.events.filter(kind=PrescriptionEvent.Kind.SIGNED).select_related("recorded_by").first()
    signer = signed.recorded_by if signed else None
    born = who.date_of_birth if who else None
    years = age(born, on=on)
    return PrescriptionForm(
        serial=signed.serial if signed and signed.serial else f"our number {row.number}",
        person=_name(who) or course.person.number,
        address=address or (NO_ADDRESS,),
        born=f"{born:%d/%m/%Y}" if born else NOT_KNOWN,
        age=str(years) if years is not None else NOT_KNOWN,
        nhs_number=who.nhs_number if who else "",
        pharmacy=row.place.name,
        medicine=product_name(course.product),
        dose=tuple(dict.fromkeys(f"{amount(course, one.dose_mg)} a day" for one in line.instalments)),
        days=f"{row.first_on:%-d %B %Y} to {row.last_on:%-d %B %Y}",
        interval=_interval(line.instalments),
        instalment_count=_instalment_count(line),
        total=_total(line),
        instalments=tuple(_instalment(line, one) for one in line.instalments),
        wordings=tuple(one.printed for one in carried),
        wordings_checked=all(one.loaded for one in carried),
        prescriber=signer.name if signer else NOT_SIGNED,
        prescriber_number=(signer.prescriber_number if signer else "") or NOT_KNOWN,
        prescriber_address=(service.name, *(service.address or (NO_ADDRESS,)), service.telephone or NO_TELEPHONE),
        date=f"{signed.on if signed else on:%-d %B %Y}",
        not_known=tuple(what for what, known in _must_stand_on_it(who, address, signer, service).items() if not known),
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


def _interval(instalments: Sequence[Instalment]) -> str:
    days = sorted({one.due_on.weekday() for one in instalments})
    return "on " + ", ".join(f"{WEEKDAYS[day]}s" for day in days) if days else NOT_KNOWN


def _instalment_count(line: Line) -> Quantity:
    count = said(Decimal(len(line.instalments)), "instalments")
    return Quantity("", count.figures, count.words)


def _total(line: Line) -> tuple[Quantity, ...]:
    course, mg = line.prescription.course, line.prescription.total_mg
    amounts = [said(plain(mg), "mg")]
    ml = volume(course, mg)
    if ml is not None:
        amounts.append(said(ml, "mL"))
    return tuple(Quantity(product_name(course.product), one.figures, one.words) for one in amounts)


def _instalment(line: Line, one: Instalment) -> FormInstalment:
    course = line.prescription.course
    last = one.covers_from.toordinal() + one.days - 1
    covers = (
        f"{one.covers_from:%-d %b}" if one.days == 1 else f"{one.covers_from:%-d %b} to {date.fromordinal(last):%-d %b}"
    )
    return FormInstalment(
        on=f"{one.due_on:%a %-d %b}",
        covers=covers,
        quantity=_unbroken(amount(course, one.dose_mg * one.days)),
        watched=_watched(line, one),
    )


def _watched(line: Line, one: Instalment) -> str:
    if one.watched == one.days:
        return "all watched"
    # With its words: an amount that stands alone below the quantity reads as a second one.
    some = _unbroken(amount(line.prescription.course, one.dose_mg * one.watched))
    return f"of which {some} watched" if one.watched else ""


def _unbroken(words: str) -> str:
    """The same, with blanks at which no line is broken between a number and its unit."""
    return re.sub(r"(?<=\d) (?=m[gL])", "\u00a0", words)
