"""What people come for: patterns of up to three problem substances, in national codes, by substance group."""

from functools import cache

import numpy as np

from ostara.exchange.made_up.arrays import Array
from ostara.ndtms.lists import national_list
from ostara.ndtms.substances import ALCOHOL, NONE, OPIATES_AND_CRACK, SubstanceGroup, family_of

GROUPS = tuple(SubstanceGroup)
OPIATE, NON_OPIATE, WITH_ALCOHOL, ALCOHOL_ONLY = range(4)

# Substances 1 to 3, and the share within the group. Shares are invented.
PATTERNS: tuple[tuple[tuple[str, str, str, float], ...], ...] = (
    (
        ("1011", "3201", "9997", 0.24),
        ("1011", "9996", "9997", 0.27),
        ("1011", "3201", "7000", 0.07),
        ("1011", "2200", "9997", 0.06),
        ("1011", "3201", "5000", 0.06),
        ("1011", "7000", "9997", 0.06),
        ("1011", "5000", "9997", 0.04),
        ("3201", "1011", "9997", 0.05),
        ("1105", "9996", "9997", 0.02),
        ("1000", "9996", "9997", 0.08),
        ("1000", "2200", "7000", 0.03),
        ("7000", "1011", "3201", 0.02),
    ),
    (
        ("5000", "9996", "9997", 0.38),
        ("3200", "9996", "9997", 0.22),
        ("5000", "3200", "9997", 0.12),
        ("3201", "5000", "9997", 0.08),
        ("3100", "5000", "9997", 0.06),
        ("2200", "9996", "9997", 0.05),
        ("3406", "5000", "3200", 0.03),
        ("3100", "9996", "9997", 0.03),
        ("8799", "9996", "9997", 0.03),
    ),
    (
        ("7000", "3200", "9997", 0.26),
        ("3200", "7000", "9997", 0.22),
        ("7000", "5000", "9997", 0.20),
        ("5000", "7000", "9997", 0.12),
        ("7000", "3201", "9997", 0.06),
        ("3200", "5000", "7000", 0.07),
        ("7000", "2200", "9997", 0.04),
        ("3100", "7000", "9997", 0.03),
    ),
    (("7000", "9996", "9997", 1.0),),
)

ALL = tuple(pattern for group in PATTERNS for pattern in group)
FIRST_OF_GROUP = np.cumsum([0, *(len(group) for group in PATTERNS)])
GROUP_OF = np.repeat(np.arange(4), [len(group) for group in PATTERNS])
CODES = tuple(sorted({code for pattern in ALL for code in pattern[:3]}))
# For each of the three columns: the place of each pattern's code among the codes.
CODE_PLACES = np.array([[CODES.index(pattern[column]) for pattern in ALL] for column in range(3)])

_MAIN = [national_list("problem_substance")[pattern[0]].more["ours"] for pattern in ALL]
WORDS = tuple(sorted(set(_MAIN)))
MAIN_WORD = np.array([WORDS.index(word) for word in _MAIN])

HAS_ALCOHOL = np.array([any(code in ALCOHOL for code in pattern[:3]) for pattern in ALL])
HAS_OPIATE_OR_CRACK = np.array([any(code in OPIATES_AND_CRACK for code in pattern[:3]) for pattern in ALL])

# The items of a review by the substance they ask about, in the order of the table.
ITEMS = (
    "heroin_days",
    "crack_days",
    "cocaine_days",
    "amphetamine_days",
    "cannabis_days",
    "other_drug_days",
    "alcohol_days",
)
_ITEM_OF = {"3201": 1, "3200": 2, "3100": 3, "5000": 4, "7000": 6}


def _item(code: str) -> int:
    return 0 if family_of(code) == "opiate" else _ITEM_OF.get(code, 5)


@cache
def ranks() -> Array:
    """For each pattern and item: 1 to 3 where it asks about that substance of the pattern, 0 where about none."""
    found = np.zeros((len(ALL), len(ITEMS)), np.int64)
    for place, pattern in enumerate(ALL):
        # From the last, so that the first of two about which one item asks stays.
        for rank, code in reversed(list(enumerate(pattern[:3], 1))):
            if code not in NONE:
                found[place, _item(code)] = rank
    return found


def pattern_of(group: Array, uniform: Array) -> Array:
    """A pattern of each group, from uniform numbers."""
    edges = np.concatenate([place + _inner_edges(of_group) for place, of_group in enumerate(PATTERNS)])
    # Every group fills one unit of the line, so that one search serves all of them.
    result: Array = np.searchsorted(edges, group + uniform, side="right") - 1
    return result


def _inner_edges(group: tuple[tuple[str, str, str, float], ...]) -> Array:
    shares = np.array([pattern[3] for pattern in group])
    result: Array = np.r_[0, np.cumsum(shares / shares.sum())[:-1]]
    return result
