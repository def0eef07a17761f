"""What several groups of facts ask alike: what goes on, whether anybody asked, and tasks that somebody has done."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ostara.care.facts.gathering.about import About
from ostara.care.facts.known import Known
from ostara.care.health.models import NaloxoneKit
from ostara.care.rows.days import london_day
from ostara.care.tasks.models import TaskDone
from ostara.care.treatment.models import EpisodeNow

MONTHS_OF_A_YEAR = 12


def whole_months(since: date, until: date) -> int:
    """Returns the whole months from one day to another."""
    return (until.year - since.year) * MONTHS_OF_A_YEAR + until.month - since.month - (until.day < since.day)


def going_on(rows: Iterable[Any], on: date) -> list[Any]:
    """Returns the rows that have not ended by a day."""
    return [one for one in rows if one.ended_on is None or one.ended_on > on]


def kits_of(known: Known, about: About) -> list[NaloxoneKit]:
    """Returns the naloxone kits, the latest first; what is written together with a stop counts as written."""
    last = about.order.last if about.order else None
    return [last.kit, *known.kits] if last and last.kit else known.kits


def risk_says(known: Known, kind: str, on: date) -> bool | None:
    """Returns whether a risk stands: one that ended is a no, one that nobody recorded is unknown."""
    own = [one for one in known.risks if one.kind == kind]
    return bool(going_on(own, on)) if own else None


def planned_for(known: Known, kind: str, on: date) -> bool:
    """Returns whether a plan is recorded for a risk that stands."""
    return any(one.plan.strip() for one in going_on(known.risks, on) if one.kind == kind)


def others_asked_about(known: Known) -> bool:
    """Returns whether other medicines were asked about, as far as a row can tell."""
    return bool(known.medicines or known.risks or known.assessments)


def open_lines(known: Known) -> set[UUID]:
    """Returns the lines of care that go on."""
    return {one.episode.line for one in open_episodes(known)}


def open_episodes(known: Known) -> list[EpisodeNow]:
    """Returns the episodes that go on."""
    return [one for one in known.episodes if one.is_open]


def done_since(known: Known, rule: str, since: date | None) -> bool:
    """Returns whether somebody ended the task of a rule as done: for what has no row but its task, that is the row.

    What the review ended by itself is no evidence: nobody did anything.
    """
    done = [one for one in known.tasks_ended if one.outcome == TaskDone.Outcome.DONE and one.recorded_by_id]
    ends = [one for one in done if one.task.because == rule]
    return any(since is None or london_day(_instant(one)) >= since for one in ends)


def _instant(end: TaskDone) -> datetime:
    instant: datetime = end.recorded_at
    return instant
