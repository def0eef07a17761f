"""Doses as they are said to people: milligrams always with their unit, millilitres beside them."""

from decimal import Decimal

from ostara.care.medication.models import Course
from ostara.care.medication.words import amount, product_name, volume

__all__ = ["amount", "dose", "product_name", "volume"]

INJECTIONS = ("depot_weekly", "depot_monthly", "implant")


def dose(course: Course, mg: Decimal | None) -> str:
    """Returns a dose with its unit, such as `60 mg (60 mL) a day`; `none` where nothing is to be supplied."""
    if mg is None:
        return "none"
    if course.form in INJECTIONS:
        return f"{amount(course, mg)} an injection"
    return f"{amount(course, mg)} a day"
