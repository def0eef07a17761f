"""How somebody fares since the start: two profiles beside each other, with the class of the national measures.

The first is the latest profile of the stage *start* before the one it is compared with, in the same line of care.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ostara.care.outcomes.models import Top
from ostara.care.treatment.questions import latest_of_line, substances_of
from ostara.ndtms.substances import SubstanceGroup, substance_group
from ostara.ndtms.top import Asks, Change, TopItem, change, top_items


@dataclass(frozen=True)
class Compared:
    """One item at the start and at the latest profile. `class_` is that of the change, for substances used."""

    item: TopItem
    start: int | None
    latest: int | None
    class_: Change | None

    @property
    def difference(self) -> int | None:
        """How much more, or with a minus less, than at the start."""
        return None if self.start is None or self.latest is None else self.latest - self.start


@dataclass(frozen=True)
class Since:
    """A change since the start: the two profiles, and every item that a number tells of."""

    start: Top
    latest: Top
    group: SubstanceGroup | None
    items: tuple[Compared, ...]


def since_start(profiles: Sequence[Top], *, group: SubstanceGroup | None) -> Since | None:
    """The change of the latest profile since the one at the start; none while there are not both.

    Args:
        profiles: those that stand, the latest first.
        group: of the substances that trouble the person, on which the threshold for alcohol depends.
    """
    for latest in profiles[:1]:
        starts = (one for one in profiles[1:] if one.stage == "start" and one.episode.line == latest.episode.line)
        for start in starts:
            return Since(start, latest, group, tuple(_compared(item, start, latest, group) for item in _counted()))
    return None


def group_of(line: UUID) -> SubstanceGroup | None:
    """The substance group of a line of care, by its latest assessment; none where that cannot be told."""
    return substance_group(use.code for use in substances_of(latest_of_line(line)))


def courses(profiles: Sequence[Top]) -> Mapping[str, tuple[int | None, ...]]:
    """The numbers of each item over the profiles, the earliest first; only of items that ever had one above nought."""
    told = {item.item: tuple(getattr(one, item.item) for one in reversed(profiles)) for item in _counted()}
    return {name: values for name, values in told.items() if any(values)}


def _counted() -> list[TopItem]:
    return [item for item in top_items().values() if item.asks is not Asks.YES_NO]


def _compared(item: TopItem, start: Top, latest: Top, group: SubstanceGroup | None) -> Compared:
    first, last = getattr(start, item.item), getattr(latest, item.item)
    class_ = change(item.item, first, last, group=group) if item.substance and first else None
    return Compared(item, first, last, class_)
