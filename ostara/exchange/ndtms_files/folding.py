"""What a row says of a part of its episode (an intervention, a review, …), and rows that repeat a part folded into one.

Within an episode a part is told by its own id; one without an id, by all that is said of it. The first row stands.
"""

from ostara.exchange.ndtms_files.judging import Kept
from ostara.exchange.ndtms_files.places import OPERATING_AGENCY, PARTS, Place, filled, headers, held, places_in
from ostara.exchange.ndtms_files.translation import to_ours
from ostara.ndtms.data_set import DataSet
from ostara.tables import TABLES

# The two days of waiting: where the second is before the first, nobody knows which one is wrong.
WAITS = ("REFMODDT", "FAOMODDT")


def there(data_set: DataSet, table: str) -> str:
    """SQL over a typed row: whether it says anything of this part."""
    said = (place for place in places_in(data_set, table) if place.header != OPERATING_AGENCY)
    return f"({' OR '.join(map(filled, said))})"


def usable(data_set: DataSet, table: str) -> str:
    """SQL over a typed row: whether the table can hold what is said, which may want a day and a stage."""
    wanted = (place for place in places_in(data_set, table) if TABLES[table].column(str(_name(place))).required)
    return " AND ".join(f"{value_of(place)} IS NOT NULL" for place in wanted) or "true"


def value_of(place: Place) -> str:
    """SQL over a typed row: the value in its column, where other fields let it stand."""
    if place.header == "TRSTAGE":
        return to_ours("top_stage", '"v_TRSTAGE"')
    if place.header in WAITS:
        first, second = WAITS
        return f'CASE WHEN "v_{second}" < "v_{first}" THEN NULL ELSE {held(place)} END'
    return held(place)


def fold(kept: Kept, table: str) -> int:
    """Make `folded_TABLE`: line, person and episode of the row that stands for each part.

    Says how many parts had rows that say different things.
    """
    said = places_in(kept.data_set, table)
    own_id = next(f'"t_{place.header}"' for place in said if _name(place) == "reference")
    texts = ", ".join(f'"t_{place.header}"' for place in said)
    kept.connection.execute(
        f"""CREATE TABLE folded_{table} AS
            SELECT min(line) AS line, any_value(person) AS person, episode, min(said) <> max(said) AS differing
            FROM (SELECT line, {own_id} AS id, md5_number(to_json([{texts}])::VARCHAR) AS said
                  FROM ({kept.typed(headers(said))})
                  WHERE {there(kept.data_set, table)} AND {usable(kept.data_set, table)})
            JOIN places_of USING (line) GROUP BY episode, id, CASE WHEN id IS NULL THEN said END"""
    )
    return kept.count(f"FROM folded_{table} WHERE differing")


def fold_all(kept: Kept) -> dict[str, int]:
    """Fold every kind of part; how many of each had rows that say different things."""
    return {table: fold(kept, table) for table in PARTS}


def _name(place: Place) -> str | None:
    return place.column.name if place.column else None
