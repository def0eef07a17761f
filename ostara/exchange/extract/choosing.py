"""Who goes into a store: people of some services, and into a national file those who agree to share with it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from ostara.care.people.choices import Answer
from ostara.exchange.extract.gathering import Gathered

REFUSED = "does not agree to share details with the national system"
NOT_ASKED = "has not been asked whether details may be shared with the national system"


@dataclass(frozen=True)
class Unshared:
    """Somebody who stays out of a national file: their record, and why."""

    person: UUID
    reason: str


def unshared(gathered: Gathered) -> Iterator[Unshared]:
    """Yields who has not agreed. No answer is not a yes."""
    for person in gathered.numbers:
        answers = gathered.consents[person]
        if not answers:
            yield Unshared(person, NOT_ASKED)
        elif answers[-1].answer != Answer.YES:
            yield Unshared(person, REFUSED)


def at_services(gathered: Gathered, services: Collection[UUID]) -> Gathered:
    """Returns the episodes at some services, and the people who have one."""
    here = replace(
        gathered,
        episodes=[(episode, now) for episode, now in gathered.episodes if episode.service_id in services],
        without_history=[episode for episode in gathered.without_history if episode.service_id in services],
    )
    theirs = {gathered.goes_on[episode.person_id] for episode, _ in here.episodes}
    return without(here, gathered.numbers.keys() - theirs)


def without(gathered: Gathered, people: Collection[UUID]) -> Gathered:
    """Returns everybody but some people, with nothing of theirs."""
    gone = {record for record, person in gathered.goes_on.items() if person in people}
    return replace(
        gathered,
        numbers={person: number for person, number in gathered.numbers.items() if person not in people},
        episodes=[(episode, now) for episode, now in gathered.episodes if episode.person_id not in gone],
        without_history=[episode for episode in gathered.without_history if episode.person_id not in gone],
    )
