"""Our SQL, written for DuckDB, in the words of Spark.

sqlglot reads it and writes it again: `$name` becomes Spark's own `:name`, whose value is bound and never written into
the text (house rule 14); empty values sort last as they do in DuckDB; differences of days, EXCLUDE and the rest get
the names that Spark knows. What sqlglot knows not to be there in Spark is refused, not guessed.
"""

from functools import lru_cache
from types import ModuleType

from ostara.knowledge.refusal import RefusalError

MISSING = "is not installed here; type: pip install 'ostara[spark]'"


@lru_cache(maxsize=256)
def spark_sql(sql: str) -> str:
    """One SELECT of ours for Spark. Raises RefusalError where that cannot be said there, or sqlglot is missing."""
    glot = _sqlglot()
    try:
        parsed = [one for one in glot.parse(sql, read="duckdb") if one is not None]
        for kind in (kind for one in parsed for kind in one.find_all(glot.exp.DataType)):
            if kind.this is glot.exp.DataType.Type.INT128:  # Spark's longest whole numbers are decimal ones
                kind.replace(glot.exp.DataType.build("decimal(38, 0)"))
        said: list[str] = [one.sql("spark", unsupported_level=glot.ErrorLevel.RAISE) for one in parsed]
    except glot.errors.SqlglotError as error:
        raise RefusalError("the question", f"cannot be said to Spark ({str(error).splitlines()[0]})") from None
    if len(said) != 1:
        raise RefusalError("the question", f"cannot be said to Spark: it is {len(said)} statements, not one")
    return said[0]


@lru_cache(maxsize=256)
def tables_in(sql: str) -> frozenset[str]:
    """Names of the tables that a SELECT reads, and of those that it makes for itself on the way."""
    glot = _sqlglot()
    return frozenset(table.name for table in glot.parse_one(sql, read="duckdb").find_all(glot.exp.Table))


def _sqlglot() -> ModuleType:
    try:
        import sqlglot  # noqa: PLC0415 - only who asks for Spark needs it
    except ImportError:
        raise RefusalError("Spark", MISSING) from None
    return sqlglot
