"""Writes what was set aside: rows as they came with the rules they break, and parts of rows that no table can hold.

Of somebody who did not consent nothing is kept but the agency, the agency's id of them and the refusal.
"""

from collections.abc import Iterable

from ostara.exchange.ndtms_files.judging import Kept
from ostara.ndtms.rules.consent import STILL_SENT
from ostara.tables.manifest import Account

PARTS_OF_ROWS = "{name} (parts of rows)"


def set_aside(kept: Kept) -> str:
    """A query of every row of the table `set_aside`; $name and $parts are what its sources are called."""
    refused = "upper(trim(coalesce(\"CONSENT\", ''))) LIKE 'N%'"  # N, and whatever was meant for it
    whole = f"""
        SELECT line, reason, CASE WHEN {refused} THEN {_content(sorted(STILL_SENT))} ELSE {_content(kept.columns)} END
               AS content FROM written JOIN aside USING (line)"""
    broken = "SELECT line, reason, to_json({line: record})::VARCHAR AS content FROM broken JOIN aside USING (line)"
    lost = _content(kept.columns, "list_contains(headers, one.k)")
    parts = f"SELECT line, reason, {lost} FROM accepted JOIN lost USING (line)"
    return f"""
        WITH ranks AS (SELECT line, row_number() OVER (ORDER BY line) AS "row"
                       FROM (SELECT line FROM staged UNION ALL SELECT line FROM broken)),
        everything AS (SELECT $name AS source, * FROM ({whole} UNION ALL {broken})
                       UNION ALL SELECT $parts AS source, * FROM ({parts}))
        SELECT source, "row", reason, content FROM everything JOIN ranks USING (line) ORDER BY source, "row" """


def accounts(kept: Kept, name: str, read: int) -> dict[str, Account]:
    """The account of the rows of the file, and of the parts of kept rows where there are any."""
    found = {name: Account(read, kept.count("FROM accepted"), kept.count("FROM aside"))}
    if lost := kept.count("FROM lost"):
        found[PARTS_OF_ROWS.format(name=name)] = Account(lost, 0, lost)
    return found


def _content(columns: Iterable[str], also: str = "true") -> str:
    """SQL: what is written in these columns as a JSON object, without the empty ones."""
    entries = ", ".join(f"{{k: '{name}', v: \"{name}\"}}" for name in columns)
    return f"to_json(map_from_entries(list_filter([{entries}], lambda one: one.v IS NOT NULL AND {also})))::VARCHAR"
