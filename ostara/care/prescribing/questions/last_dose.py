"""What is known before and after a last dose: naloxone that is in date, the risk in figures, what was seen to."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from ostara.care.asking.fields import in_words
from ostara.care.health.models import NaloxoneKit
from ostara.care.medication.models import BeforeStop
from ostara.knowledge.parameters import parameter
from ostara.knowledge.sources import source

TOLD = {True: "yes", False: "no", None: "not recorded"}


def kits_in_date(records: Sequence[UUID], *, on: date) -> list[NaloxoneKit]:
    """Returns the naloxone kits of a person that are in date, the latest first; of some it is not known until when."""
    rows = NaloxoneKit.objects.standing().filter(person__in=records, ended_on__isnull=True)
    in_date = rows.exclude(kit=NaloxoneKit.Kit.REFUSED).filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on))
    return list(in_date.order_by("-on", "-recorded_at", "-id"))


def kit_words(kit: NaloxoneKit) -> str:
    """Returns a kit in words, with the day until which it is in date."""
    until = f"in date until {in_words(kit.expires_on)}" if kit.expires_on else "until when it is in date is not known"
    return f"{kit.get_kit_display()}, {until}"


def risk_words() -> str:
    """Returns how high the risk is after stopping, in words that can be said to a person, with where they come from."""
    times, weeks = parameter("tolerance.after_stop_times"), parameter("tolerance.after_stop_weeks")
    return (
        f"In the first {weeks.value} weeks after stopping, dying of an overdose is about {round(times.value)} times as "
        f"likely as later on treatment ({times.value}; {times.low} to {times.high}; {source(times.source).title})."
    )


def seen_to(orders: Sequence[UUID]) -> dict[UUID, BeforeStop]:
    """Returns what was seen to before stops, by order, in one query."""
    return {row.order_id: row for row in BeforeStop.objects.filter(order__in=orders)}


def seen_to_words(row: BeforeStop | None) -> str:
    """Returns in words what was seen to before a stop; what nobody recorded is said."""
    if row is None:
        return "Nobody recorded whether naloxone and the risk after stopping were talked about."
    naloxone = row.get_naloxone_display().lower() if row.naloxone else "not asked"
    return f"Naloxone: {naloxone}. Told of the risk after stopping: {TOLD[row.told_risk]}."
