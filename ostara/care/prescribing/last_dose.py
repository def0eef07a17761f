"""The last dose of each course that goes on, for hospitals and custody: what is ordered, and what was supplied."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from ostara.care.medication.models import Supply
from ostara.care.medication.questions.courses import active_of
from ostara.care.medication.questions.supplies import last_taken, lately
from ostara.care.medication.words import amount, product_name
from ostara.care.prescribing.telling import days_without
from ostara.care.prescribing.words import dose
from ostara.care.sharing.ost import LastDose


def last_doses(records: Sequence[UUID], on: date) -> list[LastDose]:
    """Returns what is known of the last doses of a person's records on a day; the same queries for any history."""
    active = active_of(records, on=on)
    taken = last_taken([one.course.pk for one in active])
    days = lately(active, on=on)
    return [
        LastDose(
            service=one.course.service,
            medicine=product_name(one.course.product),
            ordered=dose(one.course, one.order.dose_mg if one.order else None),
            last=_words(taken.get(one.course.pk)),
            without=days_without(days[one.course.pk].without(on)),
            held=one.hold is not None,
        )
        for one in active
    ]


def _words(supply: Supply | None) -> str:
    if supply is None or supply.given_mg is None:
        return "no supply is recorded"
    how = "watched" if supply.outcome == "observed" else "taken away"
    days = supply.instalment.days
    covers = "" if days == 1 else f" for {days} days"
    given = amount(supply.course, supply.given_mg)
    return f"{given}{covers} on {supply.on:%-d %B %Y}, {how}, {supply.place.name}"
