"""Who acts: a user in one of their posts, from an address. Every action takes one as `by=`."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """Someone who does or reads something.

    Attributes:
        user: the user's key; none for the system itself.
        name: as shown in a history.
        role: the role in which they act, such as `keyworker`.
        service: the key of the service for which they act; none for the whole area.
        address: where the request came from.
    """

    user: UUID | None
    name: str
    role: str = ""
    service: UUID | None = None
    address: str = ""


def the_system(name: str) -> Actor:
    """Returns the actor of work nobody asked for by hand, such as `nightly extract`."""
    return Actor(None, name)
