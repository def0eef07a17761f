"""Help given within episodes: interventions, what they are made of, and weekly hours."""

from collections.abc import Iterator

from ostara.care.rows.pseudonyms import number_of
from ostara.care.treatment.models import Episode
from ostara.exchange.extract.gathering import Gathered
from ostara.exchange.extract.rows import Kept
from ostara.exchange.extract.translating import UNKNOWN, ours
from ostara.tables import TABLES
from ostara.tables.column import Kind
from ostara.tables.rows import Row

PARTS = tuple(column.name for column in TABLES["sub_interventions"].columns if column.kind is Kind.FLAG)


def interventions(gathered: Gathered, *, national: bool) -> Iterator[Kept]:
    """Yields a row for each kind of help, with its end where it has one."""
    for episode, _ in gathered.episodes:
        for one in gathered.interventions[episode.pk]:
            end = gathered.ends.get(one.pk)
            row = {
                "intervention": number_of(one.pk),
                **_of(gathered, episode),
                "kind": one.kind,
                "national_kind": one.national_kind or None,
                "medicine": one.medicine or None,
                "setting": ours("setting", one.national_setting) or UNKNOWN,
                "national_setting": one.national_setting or None,
                "operating_service": one.operated_by.agency_code if one.operated_by else None,
                "referred_on": one.referred_on,
                "offered_on": one.offered_on,
                "started": one.started_on,
                "ended": end.on if end else None,
                "end_reason": (ours("modality_exit", end.exit_status) or UNKNOWN) if end else None,
                "exit_status": (end.exit_status or None) if end else None,
                "reference": one.pk.hex if national else None,
            }
            yield Kept("interventions", row, one.pk)


def sub_interventions(gathered: Gathered, *, national: bool) -> Iterator[Kept]:
    """Yields a row for each review of the parts of help."""
    for episode, _ in gathered.episodes:
        for one in gathered.sub_interventions[episode.pk]:
            row = {
                "sub_intervention": number_of(one.pk),
                **_of(gathered, episode),
                "reviewed_on": one.on,
                **{name: getattr(one, name) for name in PARTS},
                "reference": one.pk.hex if national else None,
            }
            yield Kept("sub_interventions", row, one.pk)


def weekly_hours(gathered: Gathered, *, national: bool) -> Iterator[Kept]:
    """Yields a row for each assessment of weekly hours."""
    for episode, _ in gathered.episodes:
        for one in gathered.weekly_hours[episode.pk]:
            row = {
                "assessment": number_of(one.pk),
                **_of(gathered, episode),
                "assessed_on": one.on,
                "band": one.band or None,
                "reference": one.pk.hex if national else None,
            }
            yield Kept("weekly_hours", row, one.pk)


def _of(gathered: Gathered, episode: Episode) -> Row:
    return {
        "episode": number_of(episode.pk),
        "person": number_of(gathered.goes_on[episode.person_id]),
        "service": episode.service.agency_code,
    }
