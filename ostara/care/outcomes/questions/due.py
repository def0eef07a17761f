"""Which episodes ask for a profile, and which are late: in a constant number of queries, however many there are."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from ostara.care.outcomes.due import BETWEEN, Due, Told, due
from ostara.care.outcomes.models import Top
from ostara.care.people.models import Person
from ostara.care.people.questions import records_of
from ostara.care.rows.prepared import prepared
from ostara.care.treatment.models import EpisodeNow
from ostara.care.treatment.questions import episodes_now
from ostara.care.treatment.states import Status
from ostara.knowledge.parameters import parameter

Asked = tuple[UUID, str, date]  # line of care, stage, day of a profile
SOON_DAYS = 28  # how far a list of what is due looks ahead: a way of working, no threshold of the field


@dataclass(frozen=True)
class DueProfile:
    """A profile that an episode asks for."""

    now: EpisodeNow
    due: Due

    @property
    def name(self) -> str:
        """The person's name as a list shows it, or their number where no name was kept."""
        person = self.now.person
        return str(person.card) if hasattr(person, "card") else person.number


def due_of(person: Person, *, on: date) -> list[DueProfile]:
    """What the episodes of a person ask for, the earliest first."""
    records = records_of(person)
    return _due(_of(records), episodes_now(records), _told(records), on)


def _of(records: Sequence[UUID]) -> QuerySet[EpisodeNow]:
    return EpisodeNow.objects.filter(person__in=records)


@prepared
def _told(records: Sequence[UUID]) -> QuerySet[Top, Asked]:
    return _profiles(_of(records))


def due_at(services: frozenset[UUID], *, on: date, keyworker: UUID | None = None) -> list[DueProfile]:
    """What episodes at these services ask for: late, or soon; of those that have ended, only what ended lately."""
    lately = on - timedelta(days=parameter(BETWEEN).whole)
    nows = EpisodeNow.objects.filter(service__in=services).filter(Q(is_open=True) | Q(closed_on__gte=lately))
    if keyworker is not None:
        nows = nows.filter(keyworker=keyworker)
    listed = nows.select_related("episode", "person__card", "service", "keyworker")
    return [one for one in _due(nows, listed, _profiles(nows), on) if one.due.by <= on + timedelta(days=SOON_DAYS)]


def begun(now: EpisodeNow, of_line: Mapping[UUID, EpisodeNow]) -> date | None:
    """The first day of treatment without a break: that of the service it came from, where it was transferred."""
    follows = of_line.get(now.episode.follows_id) if now.episode.follows_id else None
    if follows is not None and follows.status == Status.TRANSFERRED:
        return begun(follows, of_line)
    return now.triaged_on


def _profiles(nows: QuerySet[EpisodeNow]) -> QuerySet[Top, Asked]:
    """What was asked in the lines of care of some episodes."""
    rows = Top.objects.standing().filter(episode__line__in=nows.values("episode__line"))
    return rows.values_list("episode__line", "stage", "asked_on")


def _due(
    nows: QuerySet[EpisodeNow], listed: Collection[EpisodeNow], profiles: Iterable[Asked], on: date
) -> list[DueProfile]:
    told: dict[UUID, list[Told]] = {}
    for line, stage, asked_on in profiles:
        told.setdefault(line, []).append(Told(stage, asked_on))
    of_lines = {one.pk: one for one in listed}
    if any(one.episode.follows_id and one.episode.follows_id not in of_lines for one in listed):
        whole = EpisodeNow.objects.filter(episode__line__in=nows.values("episode__line")).select_related("episode")
        of_lines |= {one.pk: one for one in whole}
    return sorted(_each(listed, of_lines, told, on), key=lambda one: (one.due.by, one.now.pk, one.due.stage))


def _each(
    nows: Iterable[EpisodeNow], of_lines: Mapping[UUID, EpisodeNow], told: Mapping[UUID, list[Told]], on: date
) -> Iterator[DueProfile]:
    for now in nows:
        if now.status == Status.TRANSFERRED:
            continue  # the service that took over asks
        left = now.closed_on if now.status == Status.DISCHARGED else None
        if left is None and not now.is_open:
            continue
        for one in due(started=begun(now, of_lines), discharged=left, told=told.get(now.episode.line, ()), on=on):
            yield DueProfile(now, one)
