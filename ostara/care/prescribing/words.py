"""Amounts and medicines as they are said to people: milligrams always with their unit, millilitres beside them."""

from decimal import Decimal

from ostara.care.medication.models import Course
from ostara.knowledge.amounts import millilitres, plain
from ostara.knowledge.medicines import products
from ostara.knowledge.refusal import RefusalError

INJECTIONS = ("depot_weekly", "depot_monthly", "implant")


def dose(course: Course, mg: Decimal | None) -> str:
    """Returns a dose with its unit, such as `60 mg (60 mL) a day`; `none` where nothing is to be supplied."""
    if mg is None:
        return "none"
    if course.form in INJECTIONS:
        return f"{amount(course, mg)} an injection"
    return f"{amount(course, mg)} a day"


def amount(course: Course, mg: Decimal) -> str:
    """Returns milligrams, with the exact millilitres of a liquid beside them."""
    ml = volume(course, mg)
    return f"{plain(mg)} mg" + (f" ({ml} mL)" if ml is not None else "")


def volume(course: Course, mg: Decimal) -> Decimal | None:
    """Returns the millilitres of an amount; none where the product is no liquid, or the volume has no end."""
    if course.strength is None:
        return None
    try:
        return millilitres(mg, course.strength)
    except RefusalError:
        return None


def product_name(code: str) -> str:
    """Returns what a product is called, with a capital letter."""
    meaning = products()[code].meaning
    return meaning[:1].upper() + meaning[1:]
