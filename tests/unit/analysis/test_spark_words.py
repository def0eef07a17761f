"""What DuckDB says, said to Spark. Whether both then answer the same is in tests/properties/test_spark_agrees.py."""

import pytest

from ostara.analysis.journeys.derive import steps
from ostara.analysis.spark.derive import leading_to
from ostara.analysis.spark.words import spark_sql, tables_in
from ostara.knowledge.refusal import RefusalError

SAID = [
    # says, what we write, what Spark must hear
    ("a value is bound, not written", "SELECT $who = sex FROM people", ":who = sex"),
    ("what looks like a parameter in words is words", "SELECT '$who :who' FROM people", "'$who :who'"),
    ("a quote in words stays in them", "SELECT 'it''s \\' FROM people", r"'it\'s \\'"),
    ("empty values sort last", "SELECT a FROM t ORDER BY a, b DESC", "ORDER BY a NULLS LAST, b DESC"),
    ("within a window too", "SELECT row_number() OVER (ORDER BY a) FROM t", "(ORDER BY a NULLS LAST)"),
    ("days between two days", "SELECT date_diff('day', a, b) FROM t", "DATEDIFF(DAY, a, b)"),
    ("months", "SELECT a + INTERVAL '6' MONTH FROM t", "a + INTERVAL '6' MONTH"),
    ("division of whole numbers", "SELECT a // 2 FROM t", "a DIV 2"),
    ("all but some columns", "SELECT * EXCLUDE (a) FROM t", "* EXCEPT (a)"),
    ("a condition on what is counted", "SELECT count(*) FILTER (a) FROM t", "FILTER(WHERE a)"),
    ("a whole number of 128 bits", "SELECT CAST(a AS HUGEINT) FROM t", "CAST(a AS DECIMAL(38, 0))"),
    ("seven bits of a number", "SELECT (a >> 7) & 127 FROM t", "(SHIFTRIGHT(a, 7)) & 127"),
    ("what goes with the least", "SELECT arg_min({'b': b}, a) FROM t", "MIN_BY(STRUCT(b AS b), a)"),
    ("one of a list", "SELECT list_contains($areas, area) FROM t", "ARRAY_CONTAINS(:areas, area)"),
]


@pytest.mark.parametrize(("says", "ours", "theirs"), SAID, ids=[case[0] for case in SAID])
def test_words(says, ours, theirs):
    assert theirs in spark_sql(ours)


@pytest.mark.parametrize("sql", ["SELECT 1; SELECT 2", "SELECT FROM WHERE ("])
def test_what_cannot_be_said_is_refused_in_one_line(sql):
    with pytest.raises(RefusalError, match="cannot be said to Spark") as refused:
        spark_sql(sql)
    assert "\n" not in str(refused.value)


def test_tables_of_a_question():
    assert tables_in("WITH a AS (SELECT * FROM b) SELECT * FROM a JOIN (SELECT * FROM c) AS d USING (e)") == {
        "a",
        "b",
        "c",
    }


def test_only_the_steps_that_lead_to_a_table_are_made():
    names = [step.name for step in steps()]
    leading = [step.name for step in leading_to({"releases"})]
    assert leading == ["treatment_episodes", "prison_episodes", "releases"]
    assert [step.name for step in leading_to(names)] == names
    assert leading_to(()) == []
