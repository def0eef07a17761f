"""Checks across the rows of a file: the keys of every row are kept in DuckDB (which spills), and asked at the end."""

from collections.abc import Iterable
from datetime import date
from itertools import chain

import duckdb

from ostara.exchange.ndtms_files.compiling import compiled
from ostara.exchange.ndtms_files.findings import Findings
from ostara.ndtms.data_set import DataSet
from ostara.ndtms.expression import headers_of
from ostara.ndtms.field_rules import field_rules
from ostara.ndtms.rule import Differing, Overlapping, Repeated, WholeFileRule
from ostara.ndtms.rules import whole_file_rules_of

_NEVER = "DATE '9999-12-31'"


class Keys:
    """What the checks across rows need of every row; `wanted` are the fields that this rests on."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, data_set: DataSet, on: date) -> None:
        self._connection = connection
        self._rules = whole_file_rules_of(data_set)
        texts = sorted({header for rule in self._rules for header in _texts(rule)})
        spans = [rule for rule in self._rules if isinstance(rule, Overlapping)]
        days = sorted({header for rule in spans for header in (rule.start, rule.end)})
        compared = {item for rule in self._rules if isinstance(rule, Differing) for item in rule.items}
        repeated = [rule for rule in self._rules if isinstance(rule, Repeated)]
        self.wanted = frozenset(chain(texts, days, *(headers_of(rule.unless) for rule in repeated)))
        self._select = ", ".join(
            [
                *(f'"t_{header}" AS "{header}"' for header in texts if header not in compared),
                *(f'{_if_sound(header, data_set, on)} AS "{header}"' for header in sorted(compared)),
                *(f'"v_{header}" AS "{header}"' for header in days),
                *(f'("t_{header}" IS NOT NULL AND "v_{header}" IS NULL) AS "odd_{header}"' for header in days),
                "hash(whole) AS whole_row",
                *(f'coalesce({compiled(rule.unless, data_set, on)}, false) AS "{rule.id}"' for rule in repeated),
            ]
        )
        self._made = False

    def add(self, typed_rows: str) -> None:
        """The keys of a query of typed rows that has the wanted fields."""
        what = "INSERT INTO keys" if self._made else "CREATE TABLE keys AS"
        self._connection.execute(f"{what} SELECT line, {self._select} FROM ({typed_rows})")
        self._made = True

    def ask(self, findings: Findings) -> None:
        """Every check across rows."""
        for rule in self._rules if self._made else ():
            findings.add_from(rule.id, _query(rule))


def _if_sound(header: str, data_set: DataSet, on: date) -> str:
    """A field's text where its own checks let it pass: what is wrong by itself must not turn away rows that differ."""
    own = [rule.bad for rule in field_rules(data_set) if rule.column == header and headers_of(rule.bad) == {header}]
    bad = " OR ".join(f"coalesce({compiled(one, data_set, on)}, false)" for one in own) or "false"
    return f'CASE WHEN NOT ({bad}) THEN "t_{header}" END'


def _texts(rule: WholeFileRule) -> Iterable[str]:
    match rule:
        case Differing():
            return (rule.column, *rule.group, *rule.items)
        case Overlapping():
            return (rule.column, *rule.group, rule.episode)
    return (rule.column,)


def _query(rule: WholeFileRule) -> str:
    match rule:
        case Repeated():
            return _repeated(rule)
        case Overlapping():
            return _overlapping(rule)
        case Differing():
            return _differing(rule)


def _repeated(rule: Repeated) -> str:
    rows = f'keys WHERE NOT "{rule.id}"'
    return f"""
        SELECT line, "{rule.column}" AS value FROM keys
        JOIN (SELECT whole_row, min(line) AS first_line FROM {rows} GROUP BY whole_row HAVING count(*) > 1)
        USING (whole_row) WHERE line > first_line AND NOT "{rule.id}" """


def _overlapping(rule: Overlapping) -> str:
    """Later episodes of a group that start before an earlier one has ended; one day may end one and start another."""
    group = _names(rule.group)
    known = " AND ".join(f'"{header}" IS NOT NULL' for header in (*rule.group, rule.episode))
    return f"""
        SELECT line, value FROM (
            SELECT line, value, start,
                   max(ended) OVER (PARTITION BY {group} ORDER BY start, line
                                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ended_before
            FROM (SELECT {group}, arg_min("{rule.column}", line) AS value, min(line) AS line,
                         min("{rule.start}") AS start, coalesce(max("{rule.end}"), {_NEVER}) AS ended
                  FROM keys WHERE {known} GROUP BY {group}, "{rule.episode}"
                  HAVING min("{rule.start}") IS NOT NULL AND NOT bool_or("odd_{rule.end}")))
        WHERE start < ended_before"""


def _differing(rule: Differing) -> str:
    """Rows that say something else than the first row of their group that says anything sound."""
    group = _names(rule.group)
    known = " AND ".join(f'"{header}" IS NOT NULL' for header in rule.group)
    differ = " OR ".join(f'min("{item}") <> max("{item}")' for item in rule.items)
    first = ", ".join(f'first_value("{item}" IGNORE NULLS) OVER rows AS "first_{item}"' for item in rule.items)
    other = " OR ".join(f'"{item}" <> "first_{item}"' for item in rule.items)
    return f"""
        SELECT line, value FROM (
            SELECT line, "{rule.column}" AS value, {_names(rule.items)}, {first}
            FROM keys SEMI JOIN (SELECT {group} FROM keys WHERE {known} GROUP BY {group} HAVING {differ})
            USING ({group})
            WINDOW rows AS (PARTITION BY {group} ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
        WHERE {other}"""


def _names(headers: Iterable[str]) -> str:
    return ", ".join(f'"{header}"' for header in headers)
