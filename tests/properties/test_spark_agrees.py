"""DuckDB and Spark give the same rows: every derived table, and every national measure, of everybody in the specs.

One session of Spark answers them all, so tests/conftest.py keeps them on one core.
"""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import cycle

import pytest

from ostara.analysis.journeys import derive as on_duckdb
from ostara.analysis.journeys.derive import steps
from ostara.analysis.journeys.step import Scope
from ostara.analysis.national import ask as of_duckdb
from ostara.analysis.national.ask import EVERYBODY, Condition, Period
from ostara.analysis.national.registry import NATIONAL
from ostara.analysis.spark import ask as of_spark
from ostara.analysis.spark import derive as on_spark
from ostara.analysis.spark.session import spark_session
from ostara.analysis.view.answer import answered
from ostara.analysis.view.dimensions import DIMENSIONS
from ostara.analysis.view.on_spark import answered_on_spark, unprepared
from ostara.analysis.view.question import question
from ostara.knowledge.refusal import RefusalError
from ostara.tables.engine import engine
from tests.national import a_nation, somebody
from tests.told import everybody

# The rows are few, and Spark would spend its time on planning and compiling.
SETTINGS = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
UNTIL = "2024-03-31"  # so that something is still pending
KINDS_OF_PEOPLE = [("female", "White British"), ("male", None), ("unknown", "Indian"), ("male", "Ärger & Söhne")]

# Engines differ in where they put what is not recorded: here it decides which help came first, and the order of cells.
BESIDE = [
    somebody(area=None).in_treatment("2023-05-01", begun=False).helped("2023-05-10", offered="2023-05-08"),
    somebody().in_treatment("2023-05-01", begun=False).helped(None, offered="2023-05-08").helped("2023-05-09"),
]


def years(*begin):
    return [Period(f"{year}/{year + 1}", date(year, 4, 1), date(year + 1, 3, 31)) for year in begin]


# Financial years are answered from the table prepared for them, other periods are not: both are asked.
PERIODS = {
    Scope.LOCAL: years(2021, 2022, 2023),
    Scope.NATIONAL: [*years(2022, 2023), Period("a summer", date(2023, 6, 1), date(2023, 8, 31))],
}
WAYS = {name: dimension.sql for name, dimension in DIMENSIONS.items()}
ONE_BY_ONE = {"person": "person", "journey": "journey", **WAYS}
CUTS = {"altogether": {}, "by what is not always recorded": {name: WAYS[name] for name in ("area", "ethnicity")}}
SOME = Condition(
    "(sex = $sex OR ethnicity = $ethnicity) AND age >= $age AND coalesce(started < $before, true)",
    {"sex": "male", "ethnicity": "nobody's; DROP \\ ' \" $sex :sex", "age": 18, "before": date(2024, 1, 1)},
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    people = [
        replace(person, sex=sex, ethnicity=ethnicity)
        for person, (sex, ethnicity) in zip([*everybody(), *BESIDE], cycle(KINDS_OF_PEOPLE), strict=False)
    ]
    return a_nation(tmp_path_factory.mktemp("told") / "store", *people, until=UNTIL)


@pytest.fixture(scope="module")
def duckdb(store):
    with engine(store.folder) as connection:
        on_duckdb.derive(connection, store)
        yield connection


@pytest.fixture(scope="module")
def spark(store):
    with spark_session("local[2]", SETTINGS) as session, on_spark.derived(session, store):
        yield session


def counted(rows):
    """Rows without order, told apart by value and by kind: true is not 1."""
    return Counter(tuple(map(_normal, row)) for row in rows)


def _normal(value):
    if isinstance(value, float | Decimal) and value == int(value):
        value = int(value)
    return type(value).__name__, value


@pytest.mark.parametrize("step", list(steps()), ids=lambda step: step.name)
def test_every_derived_table_has_the_same_rows(duckdb, spark, step):
    found = duckdb.execute(f"SELECT * FROM {step.name}")
    columns, rows = [column[0] for column in found.description], found.fetchall()
    table = spark.table(step.name)
    assert table.columns == columns
    assert rows
    assert counted(table.collect()) == counted(rows)


@pytest.fixture(scope="module")
def asking(duckdb, spark):
    """`asking(name, scope, cut, where)` gives the cells of a measure, first from DuckDB and then from Spark."""
    periods_of = None

    def cells(name, scope, cut, where=EVERYBODY):
        nonlocal periods_of
        if periods_of is not scope:
            of_duckdb.set_periods(duckdb, PERIODS[scope])
            of_spark.set_periods(spark, PERIODS[scope], [scope])
            periods_of = scope
        measure = NATIONAL[name]
        return of_duckdb.ask(duckdb, measure, scope, cut, where), of_spark.ask(spark, measure, scope, cut, where)

    return cells


ASKED = [(scope, name) for scope in Scope for name in NATIONAL]


@pytest.mark.parametrize(("scope", "name"), ASKED, ids=[f"{name}-{scope.value}" for scope, name in ASKED])
def test_every_measure_says_the_same_of_everybody(asking, scope, name):
    expected, found = asking(name, scope, ONE_BY_ONE)
    assert Counter(found) == Counter(expected)


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
@pytest.mark.parametrize("name", ["in_treatment", "effective_treatment", "progress_classes"])
def test_figures_are_the_same_in_the_same_order(asking, name, cut):
    expected, found = asking(name, Scope.LOCAL, cut, SOME)
    assert expected
    assert found == expected


def test_most_measures_have_somebody_to_tell_of(duckdb):
    """Otherwise there would be nothing to agree about."""
    of_duckdb.set_periods(duckdb, PERIODS[Scope.LOCAL])
    asked = {name: of_duckdb.ask(duckdb, measure, Scope.LOCAL, {}) for name, measure in NATIONAL.items()}
    assert {name for name, cells in asked.items() if not cells} <= {"change_in_crack", "change_in_amphetamines"} | {
        "change_in_cannabis"
    }


def test_one_question_alone(store, duckdb, spark):
    """The way that a command takes. Beside a session that is there it leaves nothing behind in that one."""
    named = spark.sql("SHOW VIEWS").collect()
    asked = (NATIONAL["re_presented"], Scope.NATIONAL, {"sex": "sex"}, EVERYBODY)
    of_duckdb.set_periods(duckdb, PERIODS[Scope.NATIONAL])
    expected = of_duckdb.ask(duckdb, *asked)
    assert of_spark.ask_on_spark(store, *asked, PERIODS[Scope.NATIONAL]) == expected
    assert spark.sql("SHOW VIEWS").collect() == named


@pytest.mark.parametrize("where", [None, "area = A12B and age >= 18"], ids=["everybody", "some"])
def test_a_view_counted_by_spark_is_the_view(store, duckdb, spark, where):
    by, until = "year,area,substance_group", date.fromisoformat(UNTIL)
    asked = question(measure="completed_of_treated", by=by, where=where, period=None, until=until)
    with unprepared(store) as connection:
        view = answered_on_spark(connection, store, asked)
    assert view.lines
    assert view == answered(duckdb, store, asked)


def test_a_slip_in_a_name_is_told_before_spark_counts(store):
    asked = question(
        measure="in_treatment", by="", where="area = Nowhere", period=None, until=date.fromisoformat(UNTIL)
    )
    with unprepared(store) as connection, pytest.raises(RefusalError, match="no area here"):
        answered_on_spark(connection, store, asked)
