"""What rows that are kept say and a store cannot hold, so that it is set aside and named, never lost in silence."""

from ostara.exchange.ndtms_files.folding import there, usable, value_of
from ostara.exchange.ndtms_files.judging import Kept
from ostara.exchange.ndtms_files.places import (
    FULL_POSTCODE,
    OPERATING_AGENCY,
    Place,
    filled,
    headers,
    places,
    places_in,
)
from ostara.ndtms.data_set import DataSet

# Told from the attributor, or mapped from a list that a row is rejected for not keeping to.
_ALWAYS_HELD = frozenset({"FINITIAL", "SINITIAL", "DOB", "SEX", "ETHNIC"})
_NO_HELP = "an agency that gives help, without the help"
# The parts of a row that a table may be unable to hold as they are, and why.
_WHOLE_PARTS = {
    "sub_interventions": "a review of sub-interventions without a day",
    "weekly_hours": "an assessment of weekly hours without a day",
    "reviews": "an outcomes profile without a day or a known stage",
    "agency": _NO_HELP,
}


def lose(kept: Kept) -> None:
    """Make `lost` (line, reason, headers): of each row, the fields that are filled with what cannot be held."""
    said = [place for place in places(kept.data_set) if place.table and place.header not in _ALWAYS_HELD]
    gone = {place.header: _gone(place) for place in said}
    whole = ", ".join(f'{_unusable(kept.data_set, part)} AS "no_{part}"' for part in _WHOLE_PARTS)
    reasons = ", ".join(f"CASE WHEN \"no_{part}\" THEN '{says}' END" for part, says in _WHOLE_PARTS.items())
    which = ", ".join(f"CASE WHEN {bad} THEN '{header}' END" for header, bad in gone.items())
    kept.connection.execute(
        f"""CREATE TABLE lost AS
            SELECT line, headers, concat_ws('; ', {reasons},
                   'not held: ' || array_to_string(headers, ', ')) AS reason
            FROM (SELECT *, list_filter([{which}], lambda one: one IS NOT NULL) AS headers
                  FROM (SELECT *, {whole} FROM ({kept.typed(headers(said))}))
                  WHERE {" OR ".join(gone.values())})"""
    )


def _gone(place: Place) -> str:
    """SQL over a typed row with its parts: whether the field is filled, and its value is not held."""
    part = "agency" if place.header == OPERATING_AGENCY else place.table
    with_its_part = f' OR "no_{part}"' if part in _WHOLE_PARTS else ""
    return f"({filled(place)} AND ({value_of(place)} IS NULL{with_its_part}))"


def _unusable(data_set: DataSet, part: str) -> str:
    if part == "agency":
        return _only_the_agency(data_set)
    return f"({there(data_set, part)} AND NOT ({usable(data_set, part)}))"


def _only_the_agency(data_set: DataSet) -> str:
    return f"({filled(_operating(data_set))} AND NOT {there(data_set, 'interventions')})"


def _operating(data_set: DataSet) -> Place:
    return next(place for place in places_in(data_set, "interventions") if place.header == OPERATING_AGENCY)


def cut_postcodes(kept: Kept) -> int:
    """In how many rows a whole postcode stood, of which only the sector is held."""
    return kept.count(f"""FROM accepted WHERE regexp_full_match("PC", '{FULL_POSTCODE}')""")


def never_held(kept: Kept) -> dict[str, tuple[int, str]]:
    """In how many rows something is written in a field that no table holds, and why none does."""
    why = {place.header: place.why_not for place in places(kept.data_set) if place.why_not}
    known = set(kept.data_set.headers)
    why |= {name: f"not a column of data set {kept.data_set.name}" for name in kept.columns if name not in known}
    counted = ", ".join(f'count("{header}")' for header in why)
    (counts,) = kept.connection.execute(f"SELECT {counted} FROM accepted").fetchall()
    return {header: (count, str(reason)) for (header, reason), count in zip(why.items(), counts, strict=True) if count}
