"""What an address asks for, in listed names only: a measure, what it is cut by, which days, and whom.

`where` is kept in the small grammar; what is chosen from lists becomes it, and it becomes what is chosen again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from ostara.analysis.view.dimensions import DIMENSIONS, Kind
from ostara.analysis.view.where import All, Compared, Recorded, Where, written
from ostara.analysis.view.where_reading import read_where

NOT_RECORDED = "?"
FIRST, LAST = "age_from", "age_to"
USUAL_MEASURE = "in_treatment"


@dataclass(frozen=True)
class Cut:
    """What is asked for, each part in the words of `ostara view`; empty where nothing is said of it."""

    measure: str
    by: str = ""
    period: str = ""
    where: str = ""

    @property
    def query(self) -> str:
        """The part of an address that asks for it again."""
        return urlencode({name: value for name, value in vars(self).items() if value})


def cut_of(query: Mapping[str, str], *, period: str, split: str) -> Cut:
    """Returns what an address asks for; without a measure the usual one, over these days and split."""
    if not query.get("measure"):
        return Cut(USUAL_MEASURE, split, period)
    return Cut(*(query.get(name, "") for name in ("measure", "by", "period", "where")))


def where_of(chosen: Mapping[str, object], more: str) -> str:
    """Returns in the grammar whom the lists of a form choose, and whom `more` (grammar already) says beside.

    Args:
        chosen: a name of a dimension, or `age_from` and `age_to`, to a value; empty for everybody.
        more: further limits in the grammar.

    Raises:
        RefusalError: `more` is not understood; the column is named.
    """
    parts = [_limit(name, value) for name, value in chosen.items() if value not in ("", None)]
    further = [read_where(more)] if more.strip() else []
    return written(_all([*parts, *further])) if parts or further else ""


def chosen_of(where: str, listed: Iterable[str]) -> tuple[dict[str, str], str]:
    """Returns what lists would choose to say `where`, and in the grammar what they cannot say.

    Args:
        where: limits in the grammar.
        listed: the names that have a list.
    """
    if not where.strip():
        return {}, ""
    tree, names = read_where(where), set(listed)
    chosen: dict[str, str] = {}
    rest: list[Where] = []
    for part in tree.parts if isinstance(tree, All) else (tree,):
        name, value = _choice(part)
        if name in names and name not in chosen:
            chosen[name] = value
        else:
            rest.append(part)
    return chosen, written(_all(rest)) if rest else ""


def _all(parts: list[Where]) -> Where:
    flat = [leaf for part in parts for leaf in (part.parts if isinstance(part, All) else (part,))]
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def _limit(name: str, value: object) -> Where:
    if name in (FIRST, LAST):
        return Compared("age", ">=" if name == FIRST else "<=", int(str(value)))
    if value == NOT_RECORDED:
        return Recorded(name, False)
    number = DIMENSIONS[name].kind is Kind.NUMBER
    return Compared(name, "=", int(str(value)) if number else str(value))


def _choice(part: Where) -> tuple[str, str]:
    match part:
        case Compared("age", ">=", value):
            return FIRST, str(value)
        case Compared("age", "<=", value):
            return LAST, str(value)
        case Compared(name, "=", value):
            return name, str(value)
        case Recorded(name, False):
            return name, NOT_RECORDED
    return "", ""
