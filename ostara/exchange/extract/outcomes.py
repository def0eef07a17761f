"""Outcome profiles (TOP) as reviews of the seam; `work_days` stays empty, as work and education are asked apart."""

from collections.abc import Iterator

from ostara.care.outcomes.keeping import other_theft, shared_equipment
from ostara.care.rows.pseudonyms import number_of
from ostara.exchange.extract.gathering import Gathered
from ostara.exchange.extract.rows import Kept
from ostara.ndtms.top import top_items
from ostara.tables import TABLES

SAME_NAME = tuple(name for name in top_items() if name in TABLES["reviews"].names)


def reviews(gathered: Gathered, *, national: bool) -> Iterator[Kept]:
    """Yields a row for each profile that stands."""
    for episode, _ in gathered.episodes:
        for top in gathered.profiles[episode.pk]:
            row = {
                "review": number_of(top.pk),
                "person": number_of(gathered.goes_on[episode.person_id]),
                "service": episode.service.agency_code,
                "episode": number_of(episode.pk),
                "reviewed_on": top.asked_on,
                "stage": top.stage,
                **{name: getattr(top, name) for name in SAME_NAME},
                "shared_equipment": shared_equipment(top),
                "other_theft": other_theft(top),
                "reference": top.pk.hex if national else None,
            }
            yield Kept("reviews", row, top.pk)
