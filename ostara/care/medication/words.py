"""Amounts and medicines as they are said to people: milligrams always with their unit, millilitres beside them."""

from decimal import Decimal

from ostara.care.medication.models import Course
from ostara.knowledge.amounts import millilitres, plain
from ostara.knowledge.medicines import products
from ostara.knowledge.refusal import RefusalError


def amount(course: Course, mg: Decimal) -> str:
    """Returns milligrams, with the exact millilitres of a liquid beside them: `60 mg (60 mL)`."""
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
