"""What the specs share: asking one measure of a few people."""

import pytest

from ostara.analysis.measures.measure import Measure
from ostara.analysis.measures.prepare import prepare
from ostara.analysis.measures.run import run
from ostara.tables.engine import engine
from tests.people import a_service


@pytest.fixture
def ask(tmp_path):
    """`ask(measure, *people)` gives the measure's answer over a store that holds just these people."""

    def answer(measure: Measure, *people, **how):
        store = a_service(tmp_path / "store", *people, **how)
        with engine(store.folder) as connection:
            prepare(connection, store)
            return run(connection, measure)

    return answer
