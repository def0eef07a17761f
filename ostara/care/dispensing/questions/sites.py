"""Where on the body injections went, and how long each place has rested (MED-10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ostara.care.medication.questions.supplies import DEPOTS, GIVEN, standing_supplies
from ostara.knowledge.codes import code_list
from ostara.knowledge.parameters import parameter


@dataclass(frozen=True)
class Site:
    """A place on the body: when it was last used, and for how many whole weeks it has rested; none: never used."""

    code: str
    words: str
    last_on: date | None
    weeks: int | None

    @property
    def rested(self) -> bool:
        """Returns whether it may be used by the rule; it was never used, or long enough ago."""
        return self.weeks is None or self.weeks >= parameter("depot.site_reuse_weeks").whole


def sites_of(records: Sequence[UUID], *, on: date) -> list[Site]:
    """Returns every place on the body, those that rested longest first; in one query."""
    rows = standing_supplies().filter(
        course__person__in=records, course__form__in=DEPOTS, outcome__in=GIVEN, on__lte=on
    )
    last = dict(rows.exclude(site="").order_by("on", "recorded_at", "id").values_list("site", "on"))
    listed = code_list("injection_site").meanings
    found = [Site(code, words, last.get(code), _weeks(last.get(code), on)) for code, words in listed.items()]
    return sorted(found, key=lambda site: site.last_on or date.min)


def _weeks(last: date | None, on: date) -> int | None:
    return (on - last).days // 7 if last else None
