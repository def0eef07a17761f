"""National codes and answers of the record as the seam holds them. What no code says stays unknown."""

from collections.abc import Mapping
from functools import cache

from ostara.ndtms.lists import national_list

UNKNOWN = "unknown"
_ANSWERS = {"Y": True, "N": False}


def ours(name: str, code: str) -> str | None:
    """Returns our code for a national one; none where the list has none for it."""
    return _ours(name).get(code) or None


def meaning(name: str, code: str) -> str | None:
    """Returns what a national code means; none for what is not in the list (such as *not known*)."""
    found = national_list(name).get(code)
    return found.meaning if found else None


def listed(name: str, code: str) -> str | None:
    """Returns a national code, or none where it is blank or an answer of our own."""
    return code if code in national_list(name) else None


def answered(answer: str) -> bool | None:
    """Returns yes, no, or none where it is not known, not said or not asked."""
    return _ANSWERS.get(answer)


def substance(code: str) -> str:
    """Returns our code of a problem substance, by its family where the list does not have it."""
    families = _ours("substance_family")
    return ours("problem_substance", code) or families.get(code[:2]) or families.get(code[:1]) or UNKNOWN


@cache
def _ours(name: str) -> Mapping[str, str]:
    return {code: one.more["ours"] for code, one in national_list(name).items()}
