"""Turns national codes into our own and back, in SQL; what stands for what is data (`ours`, `from_ours` of the lists).

Back goes only what means just one national code: a code of ours that could be several has none.
"""

from collections.abc import Mapping
from functools import cache

from ostara.ndtms.lists import national_list


def to_ours(name: str, code: str) -> str:
    """SQL: our code for a national `code` of a list; NULL for one that is not in it."""
    return _case(code, {one.code: one.more["ours"] for one in national_list(name).values()})


def to_national(name: str, ours: str) -> str:
    """SQL: the one national code that means this code of ours; NULL where there is none, or not just one."""
    return _case(ours, national_codes(name))


@cache
def national_codes(name: str) -> Mapping[str, str]:
    """The national code of each code of ours that means just that."""
    return {ours: one.code for one in national_list(name).values() for ours in one.more["from_ours"].split()}


def meaning(name: str, code: str) -> str:
    """SQL: what a national code means."""
    return _case(code, {one.code: one.meaning for one in national_list(name).values()})


def meant(name: str, words: str) -> str:
    """SQL: the national code that means just these words."""
    return _case(words, {one.meaning: one.code for one in national_list(name).values()})


def substance(code: str) -> str:
    """SQL: our code for a problem substance, from the family of one that the list does not have."""
    families = (to_ours("substance_family", f"left({code}, {length})") for length in (2, 1))
    return f"coalesce({to_ours('problem_substance', code)}, {', '.join(families)}, 'unknown')"


def _case(code: str, becomes: Mapping[str, str]) -> str:
    whens = " ".join(f"WHEN {_text(one)} THEN {_text(other)}" for one, other in becomes.items())
    return f"CASE {code} {whens} END"


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
