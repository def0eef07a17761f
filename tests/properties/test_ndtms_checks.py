"""Forms and files agree, rule by rule, on any row; and more known values never make an answer less certain."""

import json
from datetime import date

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostara.exchange.ndtms_files import checked_file
from ostara.exchange.ndtms_files.compiling import compiled, typed_rows
from ostara.exchange.ndtms_files.foreseeing import foresee
from ostara.ndtms.checking import check_row
from ostara.ndtms.evaluation import evaluate
from ostara.ndtms.expression import Blank, parts_of
from ostara.ndtms.field import Kind
from ostara.ndtms.lists import national_list
from ostara.ndtms.reading import DateStyle, read_row
from ostara.ndtms.rules import rules_of
from tests.ndtms_rows import ON, K, told_apart, write_csv

RULES = rules_of(K)
DAYS = st.dates(date(2013, 3, 20), date(2014, 7, 5)) | st.sampled_from(
    [date(1902, 12, 31), date(1996, 2, 29), date(1995, 2, 28), date(1980, 2, 29), date(2096, 2, 29), date(2999, 12, 31)]
)
NONSENSE = st.sampled_from(
    ["2013-4-1", "01/04/2013", "0203-01-01", "2013-02-30", "9", "-1", "+2", "1e1", "٣", "NA", "na", "x'y", "É", "a\nb"]
) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


def readable(field, style=DateStyle.ISO):
    """Values that can be read in a field, most of them of its list or in its range."""
    if field.kind is Kind.DATE:
        return DAYS.map(lambda day: day.strftime("%Y-%m-%d" if style is DateStyle.ISO else "%d/%m/%Y"))
    if field.kind is Kind.CODE:
        return st.sampled_from([*national_list(field.codes), "?"])
    if field.kind is Kind.TEXT:
        return st.sampled_from(["Z00B", "A12B", "N0852", "GBR", "B", "1"])
    return st.integers(0, 40).map(str)


@st.composite
def texts(draw, style=DateStyle.ISO):
    """A row in which any field may be blank, readable, or nonsense."""
    headers = draw(st.sets(st.sampled_from(K.headers), max_size=144))
    busy = draw(st.sets(st.sampled_from(["CONSENT", "DOB", "REFLD", "TRIAGED", "DISD", "DISRSN", "MODAL", "MODST"])))
    return {
        header: draw(readable(K.field(header), style) if draw(st.integers(0, 4)) else NONSENSE)
        for header in sorted(headers | busy)
    }


def in_sql(rows, style, *, empty=()):
    """What every rule answers of these rows in DuckDB."""
    trimmed = [{header: row.get(header, "").strip(" ") or None for header in K.headers} for row in rows]
    table = pa.table({header: pa.array([row[header] for row in trimmed], pa.string()) for header in K.headers})
    numbers = pa.array(range(len(rows)), pa.int64())
    with duckdb.connect() as connection:
        connection.register(
            "rows", table.append_column("place", numbers).append_column("line", numbers).append_column("whole", numbers)
        )
        answers = ", ".join(f'{compiled(rule.bad, K, ON)} AS "{rule.id}"' for rule in RULES)
        query = f"SELECT {answers} FROM ({typed_rows(K, 'rows', style, K.headers, empty)}) ORDER BY place"
        return table, connection.sql(query).to_arrow_table().to_pylist()


@pytest.mark.parametrize("style", DateStyle)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_one_row_and_columns_agree_for_every_rule(style, data):
    rows = data.draw(st.lists(texts(style), min_size=1, max_size=4))
    _, answers = in_sql(rows, style)
    for row, answer in zip(rows, answers, strict=True):
        seen = read_row(K, row, on=ON, style=style)
        assert answer == {rule.id: evaluate(rule.bad, seen) for rule in RULES}


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(rows=st.lists(texts(), min_size=1, max_size=4))
def test_what_is_left_out_beforehand_would_not_have_spoken(rows):
    table, answers = in_sql(rows, DateStyle.ISO)
    foreseen = foresee(table, K, DateStyle.ISO, ON)
    left_out = {rule.id for rule in RULES if not foreseen.may_speak(rule.bad)}
    assert not any(answer[id] for answer in answers for id in left_out)
    _, again = in_sql(rows, DateStyle.ISO, empty=foreseen.empty)
    assert again == answers


def asks_whether_blank(expression):
    """The fields of which an expression asks whether anything is written: for it, a blank is a fact."""
    here = {expression.header} if isinstance(expression, Blank) else set()
    return here.union(*map(asks_whether_blank, parts_of(expression)))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data(), row=texts())
def test_more_known_values_never_make_an_answer_less_certain(data, row):
    blank = [header for header in K.headers if not row.get(header, "").strip(" ")]
    more = (
        {header: data.draw(readable(K.field(header))) for header in data.draw(st.sets(st.sampled_from(blank)))}
        if (blank)
        else {}
    )
    before = read_row(K, row, on=ON)
    for rule in RULES:
        kept = {header: text for header, text in more.items() if header not in asks_whether_blank(rule.bad)}
        first, then = evaluate(rule.bad, before), evaluate(rule.bad, read_row(K, {**row, **kept}, on=ON))
        assert first is None or then is first, rule.id


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(texts(), min_size=1, max_size=6))
def test_a_file_hears_what_its_rows_hear_as_forms(tmp_path, rows):
    first = {"DOB": "1980-02-29", "CLIENTID": "c"}  # settles the style of the file's dates
    rows = told_apart([first, *({**row, "CLIENTID": "c", "PC": "p"} for row in rows)])
    path = write_csv(tmp_path / "file.csv", rows)
    with checked_file(path, K, on=ON) as checked:
        found = [json.loads(text) for text in checked.findings.as_json()]
    line, expected = 2, []
    for row in rows:
        expected += [(line, one.rule.id, one.value) for one in check_row(K, row, on=ON)]
        line += 1 + sum(text.count("\n") for text in row.values())
    assert [(one["line"], one["rule"], one["value"]) for one in found] == expected
