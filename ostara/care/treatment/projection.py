"""`EpisodeNow`: where every episode stands, derived from history so that a list of people is one cheap question.

It is written again in the transaction of whatever changed the episode. Deriving takes the same number of questions for
one episode as for a thousand.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from ostara.care.treatment.due import next_due
from ostara.care.treatment.folding import stands
from ostara.care.treatment.models import (
    Assessment,
    Episode,
    EpisodeNow,
    Intervention,
    Keyworker,
    Pathway,
    PlanReview,
    PlanRevision,
    Step,
    Transfer,
)
from ostara.care.treatment.models.episodes import STEPS_IN_ORDER
from ostara.care.treatment.national import our_end_reason
from ostara.care.treatment.states import StepKind, is_open

AT_ONCE = 500  # a question names its keys one by one, and databases limit how many
R = TypeVar("R")
_DERIVED = [field.name for field in EpisodeNow._meta.concrete_fields if not field.primary_key]


def refresh(*episodes: Episode) -> None:
    """Writes again where some episodes stand; inside the transaction that changed them."""
    rebuild(episode.pk for episode in episodes)


def rebuild(keys: Iterable[UUID] | None = None) -> int:
    """Writes again where episodes stand (none named: all of them), and returns how many."""
    written = 0
    for episodes in _in_batches(keys):
        with transaction.atomic():
            EpisodeNow.objects.bulk_create(
                derived(episodes), update_conflicts=True, unique_fields=["episode"], update_fields=_DERIVED
            )
        written += len(episodes)
    return written


def disagreements() -> Iterator[str]:
    """Yields every episode whose projection is missing, or says other than its history."""
    for episodes in _in_batches(None):
        kept = EpisodeNow.objects.in_bulk([episode.pk for episode in episodes])
        for now in derived(episodes):
            said = kept.get(now.pk)
            if said is None:
                yield f"episode {now.pk}: nothing says where it stands"
            else:
                wrong = [name for name in _DERIVED if getattr(said, name) != getattr(now, name)]
                if wrong:
                    yield f"episode {now.pk}: {', '.join(wrong)} differ from its history"


def _in_batches(keys: Iterable[UUID] | None) -> Iterator[list[Episode]]:
    wanted = list(keys) if keys is not None else list(Episode.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(wanted), AT_ONCE):
        yield list(Episode.objects.filter(pk__in=wanted[start : start + AT_ONCE]))


def derived(episodes: list[Episode]) -> list[EpisodeNow]:
    """Returns where each of these episodes stands, in nine questions."""
    rows = _Rows(episodes)
    return [rows.now(episode) for episode in episodes if rows.steps[episode.pk]]


class _Rows:
    """The standing rows of some episodes, each kind in the order in which later ones hold."""

    def __init__(self, episodes: list[Episode]) -> None:
        keys, lines = [episode.pk for episode in episodes], {episode.line for episode in episodes}
        of = {"episode__in": keys}
        self.steps = _by("episode_id", Step.objects.standing().filter(**of).order_by(*STEPS_IN_ORDER))
        self.pathways = _by("episode_id", Pathway.objects.standing().filter(**of).order_by(*_FROM))
        self.keyworkers = _by("episode_id", Keyworker.objects.standing().filter(**of).order_by(*_FROM))
        self.begun = _by(
            "episode_id",
            Intervention.objects.standing().filter(**of, started_on__isnull=False).order_by("started_on", "id"),
        )
        self.offers = _by("episode_id", Transfer.objects.filter(**of, answer__isnull=True))
        self.assessments = _by_line(Assessment.objects.standing(), lines)
        self.revisions = _by_line(PlanRevision.objects.all(), lines)
        self.reviews = _by_line(PlanReview.objects.standing(), lines)

    def now(self, episode: Episode) -> EpisodeNow:
        begun, offers = self.begun[episode.pk], self.offers[episode.pk]
        steps = self.steps[episode.pk]
        until = next((step.on for step in steps if step.kind in _LAST), date.max)
        assessed = [row for row in self.assessments[episode.line] if row.on <= until]
        standing = stands(
            steps,
            assessed_on=assessed[-1].on if assessed else None,
            treated_from=begun[0].started_on if begun else None,
            offered_on=offers[0].offered_on if offers else None,
        )
        closed = standing.closed
        pathways, keyworkers = self.pathways[episode.pk], self.keyworkers[episode.pk]
        planned_on, due, due_on = self._plan(episode, standing.begun_on, standing.carried_on, until)
        return EpisodeNow(
            episode=episode,
            person_id=episode.person_id,
            service_id=episode.service_id,
            status=standing.status,
            since=standing.since,
            is_open=is_open(standing.status),
            pathway=pathways[-1].kind if pathways else "",
            keyworker_id=keyworkers[-1].user_id if keyworkers else None,
            referred_on=standing.referred_on,
            triaged_on=standing.begun_on,
            treated_from=min(filter(None, (standing.carried_on, begun[0].started_on if begun else None)), default=None),
            closed_on=closed.on if closed else None,
            discharge_reason=closed.code if closed and closed.kind != StepKind.NOT_TAKEN_UP else "",
            end_reason=our_end_reason(closed) if closed else "",
            assessed_on=assessed[-1].on if assessed else None,
            planned_on=planned_on,
            due="" if closed else due,
            due_on=None if closed else due_on,
        )

    def _plan(
        self, episode: Episode, begun: date | None, carried: date | None, until: date
    ) -> tuple[date | None, str, date | None]:
        """Returns the day of the first plan of this episode (or a plan was carried over), what is due, and when."""
        revisions = [row for row in self.revisions[episode.line] if row.on <= until]
        reviews = [row for row in self.reviews[episode.line] if row.on <= until]
        here = [row.on for row in revisions if row.episode_id == episode.pk]
        carried_plan = carried if any(row.episode_id != episode.pk for row in revisions) else None
        looks = sorted([*revisions, *reviews], key=lambda row: (row.on, row.recorded_at, row.pk))
        due, due_on = next_due(
            started=begun,
            planned=revisions[-1].on if revisions else None,
            reviewed=max((row.on for row in reviews if row.episode_id == episode.pk), default=None),
            agreed_on=looks[-1].next_review_on if looks else None,
        )
        return min([*here, *filter(None, [carried_plan])], default=None), due, due_on


_FROM = ("from_on", "recorded_at", "id")
_LAST = (StepKind.NOT_TAKEN_UP, StepKind.DISCHARGED, StepKind.TRANSFERRED_OUT)


def _by(name: str, rows: QuerySet[Any]) -> defaultdict[UUID, list[Any]]:
    return _grouped(rows, lambda row: getattr(row, name))


def _by_line(rows: QuerySet[Any], lines: set[UUID]) -> defaultdict[UUID, list[Any]]:
    found = rows.filter(episode__line__in=lines).select_related("episode").order_by("on", "recorded_at", "id")
    return _grouped(found, lambda row: row.episode.line)


def _grouped(rows: Iterable[R], key: Callable[[R], UUID]) -> defaultdict[UUID, list[R]]:
    grouped: defaultdict[UUID, list[R]] = defaultdict(list)
    for row in rows:
        grouped[key(row)].append(row)
    return grouped
