"""Projections: tables worked out from history, so that a list is one cheap query; and where one disagrees with it.

A room registers each of its own when its app is ready (`register("treatment.EpisodeNow", disagreements)`), and
`ostara check-record` asks them all.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

Disagreements = Callable[[], Iterable[str]]

_registered: dict[str, Disagreements] = {}


def register(name: str, disagreements: Disagreements) -> None:
    """Makes a projection known.

    Args:
        name: the table's label, such as `treatment.EpisodeNow`.
        disagreements: yields one line for each row that says other than its history: keys and names of fields, never
            what is known of a person.
    """
    _registered[name] = disagreements


def registered() -> Mapping[str, Disagreements]:
    """Returns every projection, by name, in the order in which they were registered."""
    return MappingProxyType(_registered)
