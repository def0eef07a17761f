"""The grammar of `--where`: it takes or refuses any text, binds every value, prints what it read, and means it."""

import re
from operator import eq, ge, gt, le, lt, ne

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostara.analysis.view.dimensions import DIMENSIONS, Kind
from ostara.analysis.view.where import All, Compared, Either, Not, OneOf, Recorded, condition, leaves, limit, written
from ostara.analysis.view.where_reading import DEEPEST, read_where
from ostara.knowledge.refusal import RefusalError

SIGNS = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
LETTERS = st.characters(codec="utf-8").filter(str.isprintable)


def values_of(dimension):
    if dimension.kind is Kind.NUMBER:
        return st.integers(0, 12)
    known = list(dimension.words)
    if dimension.kind is Kind.OPEN:
        odd = st.text(LETTERS, max_size=6).map(lambda it: f"§{it}")
        return st.one_of(st.sampled_from([*known, "A12B", "and", 'a"b', "it's, so)"]), odd)
    return st.sampled_from(known)


def comparisons(dimension):
    signs = list(SIGNS) if dimension.kind is Kind.NUMBER else ["=", "!="]
    return st.one_of(
        st.builds(Compared, st.just(dimension.name), st.sampled_from(signs), values_of(dimension)),
        st.builds(OneOf, st.just(dimension.name), st.lists(values_of(dimension), min_size=1, max_size=3).map(tuple)),
        st.builds(Recorded, st.just(dimension.name), st.booleans()),
    )


tests = st.sampled_from(list(DIMENSIONS.values())).flatmap(comparisons)
trees = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Either, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(trees)
def test_what_is_printed_is_read_as_the_same(tree):
    assert read_where(written(tree)) == tree


words = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            [
                *DIMENSIONS,
                "=",
                "!=",
                "<=",
                "(",
                ")",
                ",",
                "and",
                "or",
                "not",
                "in",
                "is",
                "recorded",
                "35",
                '"',
                "'",
                "opiate",
            ]
        ),
        max_size=14,
    ).map(" ".join),
)


@given(words)
def test_any_text_is_read_or_refused(said):
    tree, place = read_or_refused(said)
    if tree is None:
        assert re.fullmatch(r"--where column \d+", place)
        assert 1 <= int(place.rsplit(" ", 1)[1]) <= len(said) + 1
    else:
        assert read_where(written(tree)) == tree
        assert condition(tree).sql


def read_or_refused(said):
    try:
        return read_where(said), None
    except RefusalError as refusal:
        return None, refusal.place


@pytest.mark.parametrize("said", ["(" * 5000, "not " * 900, "age = 1 or " * 2000, '"' * 3999, "age = " + "9" * 3000])
def test_what_is_too_deep_or_too_long_is_refused(said):
    with pytest.raises(RefusalError):
        read_where(said)


def test_as_deep_as_may_be_is_read():
    tree = read_where("(" * DEEPEST + "age = 1" + ")" * DEEPEST)
    assert tree == Compared("age", "=", 1)


@given(trees)
def test_no_value_is_written_into_the_sql(tree):
    bound = condition(tree)
    outside = re.sub(r"\$where_\d+", "", bound.sql)
    parts = sorted(each.sql for each in DIMENSIONS.values())
    for part in sorted(parts, key=len, reverse=True):
        outside = outside.replace(part, "")
    assert re.fullmatch(r"[()=<>, ]*(?:(?:AND|OR|NOT|IN|IS|NULL)[()=<>, ]*)*", outside)
    values = [value for leaf in leaves(tree) for value in said(leaf)]
    assert list(bound.values.values()) == values


@given(st.text(st.characters(min_codepoint=0x2190, max_codepoint=0x22FF).filter(str.isprintable), min_size=1))
def test_no_character_of_a_quoted_value_reaches_the_sql(value):
    bound = condition(read_where(f'area = "{value}"'))
    assert not set(value) & set(bound.sql)
    assert list(bound.values.values()) == [value]


def said(leaf):
    match leaf:
        case Compared(_, _, value):
            return [value]
        case OneOf(_, values):
            return list(values)
        case _:
            return []


def holds(tree, row):
    """The answer for one row, in three values."""
    match tree:
        case Recorded(name, recorded):
            return (row[name] is not None) is recorded
        case Compared(name, sign, value):
            return None if row[name] is None else SIGNS[sign](row[name], value)
        case OneOf(name, values):
            return None if row[name] is None else row[name] in values
        case Not(part):
            inner = holds(part, row)
            return None if inner is None else not inner
        case All(parts):
            inner = [holds(part, row) for part in parts]
            return False if False in inner else None if None in inner else True
        case Either(parts):
            inner = [holds(part, row) for part in parts]
            return True if True in inner else None if None in inner else False


@pytest.fixture(scope="module")
def people():
    """A few members, some with nothing recorded, and the same as the values of every dimension."""
    with duckdb.connect() as connection:
        connection.execute("""
CREATE TABLE members AS
SELECT number, CASE number % 3 WHEN 0 THEN 'A12B' WHEN 1 THEN 'not recorded' ELSE '§' END AS area,
       CASE WHEN number % 4 > 0 THEN 'and' END AS service,
       ['male', 'female', 'unknown'][1 + number % 3] AS sex,
       CASE WHEN number % 5 > 0 THEN ['White British', 'Indian'][1 + number % 2] END AS ethnicity,
       CASE WHEN number % 7 > 0 THEN CAST(number AS INTEGER) END AS age,
       CASE WHEN number % 6 > 0 THEN ['opiate', 'alcohol only'][1 + number % 2] END AS substance_group,
       CASE WHEN number % 5 > 1 THEN number % 2 = 0 END AS opiates_or_crack,
       CASE WHEN number % 4 > 0 THEN CAST(number % 9 AS VARCHAR) END AS referral_source,
       CASE WHEN number % 3 > 0 THEN CAST(1 + number % 10 AS INTEGER) END AS deprivation,
       CASE WHEN number % 3 > 0 THEN ['P', 'C', 'N', 'Z'][1 + number % 4] END AS injecting,
       CASE WHEN number % 3 > 0 THEN CAST(1 + number % 3 AS VARCHAR) END AS accommodation,
       CASE WHEN number % 3 > 0 THEN CAST(1 + number % 3 AS VARCHAR) END AS employment,
       CASE WHEN number % 3 > 0 THEN CAST(11 + number % 5 AS VARCHAR) END AS parental_status,
       CASE WHEN number % 3 > 0 THEN number % 2 = 0 END AS treated_before
FROM range(40) AS every(number)
""").fetchall()
        names = list(DIMENSIONS)
        columns = ", ".join(each.sql for each in DIMENSIONS.values())
        rows = connection.execute(f"SELECT {columns} FROM members ORDER BY number").fetchall()
        yield connection, [dict(zip(names, row, strict=True)) for row in rows]


@given(tree=trees)
def test_it_means_what_it_says_row_by_row(people, tree):
    connection, rows = people
    bound = condition(tree)
    answers = connection.execute(f"SELECT {bound.sql} FROM members ORDER BY number", bound.values).fetchall()
    assert [answer for (answer,) in answers] == [holds(tree, row) for row in rows]


@given(tree=trees)
def test_where_their_rows_lie_changes_nobody(people, tree):
    connection, rows = people
    bound = limit(tree)
    matched = connection.execute(
        f"SELECT number FROM members WHERE {bound.sql} ORDER BY number", bound.values
    ).fetchall()
    assert [number for (number,) in matched] == [number for number, row in enumerate(rows) if holds(tree, row)]
