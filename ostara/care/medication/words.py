"""Amounts, medicines and holds as people are told of them: milligrams with their unit, millilitres beside them."""

from decimal import Decimal

from ostara.care.medication.models import Course, Hold
from ostara.care.medication.questions.courses import Standing
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


def held_since(hold: Hold) -> str:
    """Returns since when something is held and why: `Held since 3 May (days without medicine)`."""
    return f"Held since {hold.from_on.day} {hold.from_on:%B} ({hold.get_reason_display().lower()})"


def who_decides(standing: Standing) -> str:
    """Returns whom to ring about a hold: the prescriber of the order in force, and the service, with their numbers."""
    prescriber, service = standing.order.prescriber if standing.order else None, standing.course.service
    people = [one for one in (prescriber, service) if one is not None]
    return "; ".join(f"{one.name}, {one.telephone or 'no telephone recorded'}" for one in people)
