"""What rules answered about somebody, and how often people went on over which."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.facts.models import Finding


def findings_of(records: Sequence[UUID]) -> QuerySet[Finding]:
    """Returns what rules answered about a person, the latest first, with who went on."""
    rows = Finding.objects.filter(person__in=records).select_related("recorded_by", "course")
    return rows.order_by("-recorded_at", "-id")


def findings_about(rows: Sequence[UUID]) -> dict[UUID, list[Finding]]:
    """Returns the findings beside some rows that were written, by row, in one query."""
    found: dict[UUID, list[Finding]] = {row: [] for row in rows}
    for one in Finding.objects.filter(about__in=rows).order_by("recorded_at", "id"):
        if one.about:
            found[one.about].append(one)
    return found
