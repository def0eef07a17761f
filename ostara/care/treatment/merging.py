"""Why two records may not be merged yet: while both hold open OST, nobody would know which one to go on with."""

from ostara.care.people.models import Person
from ostara.care.people.questions import records_of
from ostara.care.treatment.models import EpisodeNow
from ostara.care.treatment.questions import ost_of


def both_hold_ost(joined: Person, goes_on: Person) -> str | None:
    """Returns why not, where OST goes on under both records."""
    first, second = ost_of(records_of(joined)).first(), ost_of(records_of(goes_on)).first()
    if first is None or second is None:
        return None
    where = " and ".join(sorted({first.episode.service.name, second.episode.service.name}))
    return f"OST goes on under both records ({where}): end one of them first."


def both_in_care_at_one_service(joined: Person, goes_on: Person) -> str | None:
    """Returns why not, where one service has an open episode under both records."""
    open_ones = EpisodeNow.objects.filter(is_open=True).select_related("service")
    here = {now.service_id for now in open_ones.filter(person__in=records_of(joined))}
    both = open_ones.filter(person__in=records_of(goes_on), service__in=here).first()
    return f"{both.service.name} has an open episode under both records: end one of them first." if both else None
