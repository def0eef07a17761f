"""Change in use between two profiles, by the classes of the national measures. One table of which threshold holds.

A threshold belongs to a substance and, for alcohol, to a group. Where none is published the class is withheld, not
guessed; abstinence needs none.
"""

from dataclasses import dataclass

from ostara.knowledge.parameters import Parameter, parameter
from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.substances import SubstanceGroup
from ostara.ndtms.top.items import top_items

ABSTINENT, IMPROVED, UNCHANGED, DETERIORATED = "abstinent", "improved", "unchanged", "deteriorated"
WITHHELD = "less, more or the same: withheld"  # no threshold is published, so none of the three is told
CLASSES = (ABSTINENT, IMPROVED, UNCHANGED, DETERIORATED, WITHHELD)

_OF_EVERYBODY = {"heroin_days": "national.reliable_change_opiates", "crack_days": "national.reliable_change_crack"}
_OF_A_GROUP = {("alcohol_days", SubstanceGroup.ALCOHOL_ONLY): "national.reliable_change_alcohol_only"}


@dataclass(frozen=True)
class Change:
    """The class of a change. None where a side was not answered, or there was no use at the start; `why` says which.

    `threshold` is the number that the class rests on, None where it rests on none.
    """

    class_: str | None
    threshold: Parameter | None
    why: str | None

    @property
    def unverified(self) -> bool:
        """Whether a person must be told that the class rests on something unverified."""
        return self.threshold is not None and self.threshold.unverified


def threshold_name(item: str, group: SubstanceGroup | None) -> str | None:
    """The parameter that says how many days count for this item in this group; None where none is published."""
    if item in _OF_EVERYBODY:
        return _OF_EVERYBODY[item]
    return _OF_A_GROUP.get((item, group)) if group else None


def change(item: str, start: int | None, review: int | None, *, group: SubstanceGroup | None) -> Change:
    """The class of a change in days of using a substance, from the start to a later profile.

    `group` is that of the problem substances of the journey; None where it is not known. Raises RefusalError for an
    item that tells of no substance.
    """
    if item not in top_items() or not top_items()[item].substance:
        raise RefusalError(f"item {item}", "tells of no substance, so its change has no class")
    if start is None or review is None:
        return Change(None, None, f"not answered at the {'start' if start is None else 'review'}")
    if start == 0:
        return Change(None, None, "no day of use at the start")
    if review == 0:
        return Change(ABSTINENT, None, None)
    name = threshold_name(item, group)
    if name is None:
        return Change(WITHHELD, None, "no threshold is published")
    threshold = parameter(name)
    return Change(_compared(start - review, threshold.whole), threshold, None)


def _compared(fewer: int, threshold: int) -> str:
    if fewer >= threshold:
        return IMPROVED
    return DETERIORATED if -fewer >= threshold else UNCHANGED
