"""Substance groups: from the problem substances of a journey to opiate, non-opiate only, with alcohol, alcohol only.

The names of the groups are published; their order, and that any of three substances counts, was not verified.
"""

from collections.abc import Iterable
from enum import StrEnum

from ostara.ndtms.lists import national_list

NONE = frozenset({"9996", "9997"})
CRACK = "3201"
_FAMILIES = national_list("substance_family")


class SubstanceGroup(StrEnum):
    """The published groups."""

    OPIATE = "opiate"
    NON_OPIATE_ONLY = "non-opiate only"
    NON_OPIATE_AND_ALCOHOL = "non-opiate and alcohol"
    ALCOHOL_ONLY = "alcohol only"


def family_of(code: str) -> str | None:
    """Opiate, non-opiate or alcohol, from how a code begins; None for a code of no family that is known."""
    for beginning in (code[:2], code[:1]):
        if beginning in _FAMILIES:
            return _FAMILIES[beginning].more["group"]
    return None


def substance_group(codes: Iterable[str]) -> SubstanceGroup | None:
    """The group of somebody with these problem substances in any episode of a journey.

    None where there is no substance, or where one of an unknown family could change the answer.
    """
    families = {family_of(code) for code in codes if code not in NONE}
    if "opiate" in families:
        return SubstanceGroup.OPIATE
    if not families or None in families:
        return None
    if "non-opiate" not in families:
        return SubstanceGroup.ALCOHOL_ONLY
    return SubstanceGroup.NON_OPIATE_AND_ALCOHOL if "alcohol" in families else SubstanceGroup.NON_OPIATE_ONLY


def uses_opiates_or_crack(codes: Iterable[str]) -> bool | None:
    """Whether an opiate or crack is among them; None where one of an unknown family leaves it open."""
    known = [code for code in codes if code not in NONE]
    if any(family_of(code) == "opiate" or code == CRACK for code in known):
        return True
    return None if not known or None in map(family_of, known) else False


_LISTED = national_list("problem_substance")
OPIATES_AND_CRACK = tuple(code for code in _LISTED if family_of(code) == "opiate" or code == CRACK)
ALCOHOL = tuple(code for code in _LISTED if family_of(code) == "alcohol")
