"""The areas of a store, and the one that is meant: by its name, in any case of letters."""

from difflib import get_close_matches

import duckdb

from ostara.analysis.view.dimensions import NOT_RECORDED
from ostara.drawing.words import listed
from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.rules.episodes import OUTSIDE_ENGLAND

AREAS = "SELECT DISTINCT area FROM local_treated_years WHERE area NOT IN ($not_recorded, $outside) ORDER BY area"
NEAR = 5


def areas_of(connection: duckdb.DuckDBPyConnection, store: str) -> tuple[str, ...]:
    """Every area in which somebody was in treatment. Raises RefusalError where none is recorded."""
    known = {"not_recorded": NOT_RECORDED, "outside": OUTSIDE_ENGLAND}
    names = tuple(str(name) for (name,) in connection.execute(AREAS, known).fetchall())
    if not names:
        raise RefusalError(
            store, "records no area of residence, and a pack is about one area (a made-up service has none)"
        )
    return names


def area_meant(said: str, names: tuple[str, ...]) -> str:
    """The area that was named. Raises RefusalError with the names that are near to it."""
    wanted = said.strip().casefold()
    for name in names:
        if name.casefold() == wanted:
            return name
    folded = {name.casefold(): name for name in names}
    near = [folded[one] for one in get_close_matches(wanted, folded, n=NEAR, cutoff=0.5)]
    if near:
        raise RefusalError(f"area {said}", f"is not in the store; did you mean {_either(near)}?")
    shown = ", ".join(names[:NEAR])
    more = f" and {len(names) - NEAR} more" if len(names) > NEAR else ""
    raise RefusalError(f"area {said}", f"is not in the store, which has {shown}{more}")


def _either(names: list[str]) -> str:
    return listed(names).replace(" and ", " or ")
