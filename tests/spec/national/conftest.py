"""What the specs of national measures share: asking one of a few people."""

from datetime import date

import pytest

from ostara.analysis.journeys.derive import derive
from ostara.analysis.journeys.step import Scope
from ostara.analysis.national.ask import Period, ask, set_periods
from ostara.analysis.national.registry import national_measure
from ostara.tables.engine import engine
from tests.national import a_nation

YEAR = ("2023-04-01", "2024-03-31")


@pytest.fixture
def derived(tmp_path):
    """`derived(sql, *people)` gives the rows of a query over the derived tables of a store of just these people."""

    def rows(sql, *people, **how):
        store = a_nation(tmp_path / "store", *people, **how)
        with engine(store.folder) as connection:
            derive(connection, store)
            return connection.execute(sql).fetchall()

    return rows


@pytest.fixture
def figure(tmp_path):
    """`figure(name, *people)` gives (hits, known, unknown) of a measure in 2023/24; for classes the class of each."""

    def asked(name, *people, period=YEAR, scope=Scope.NATIONAL, **how):
        store = a_nation(tmp_path / "store", *people, **how)
        with engine(store.folder) as connection:
            derive(connection, store)
            set_periods(connection, [Period("asked", *map(date.fromisoformat, period))])
            measure = national_measure(name)
            cells = ask(connection, measure, scope, {})
        if measure.classes:
            return {cell.class_: cell.hits for cell in cells}
        return next(((cell.hits, cell.known, cell.unknown) for cell in cells), (0, 0, 0))

    return asked
