"""A test dose under the tongue and the time watched after it, before a first depot (LAI-03)."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.medication.models import Course, TestDose
from ostara.care.rows.acts import Refused, once


def record_test_dose(
    *,
    course: Course,
    mg: Decimal,
    given_at: datetime,
    watched_until: datetime,
    well: bool | None,
    words: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> TestDose:
    """Records a test dose and how long the person was watched.

    Raises:
        Refused: it lies ahead, or ends before it begins; or the person was not well and nobody says how.
    """
    if watched_until < given_at:
        raise Refused("Watching ends before the dose was given.", field="watched_until")
    if watched_until > at:
        raise Refused("This lies ahead: record it once the time has passed.", field="watched_until")
    if well is False and not words.strip():
        raise Refused("Say what was seen.", field="words")

    def do() -> UUID:
        row = TestDose.objects.create(
            course=course,
            mg=mg,
            given_at=given_at,
            watched_until=watched_until,
            well=well,
            words=words.strip(),
            recorded_by_id=by.user,
            recorded_at=at,
        )
        note("dispensing.record_test_dose", by=by, person=course.person_id, record=row, well=well)
        return row.pk

    with transaction.atomic():
        made, _ = once(key, "dispensing.record_test_dose", by.user, do)
    return TestDose.objects.get(pk=made)
