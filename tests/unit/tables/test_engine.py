"""The engine reads its folder and nothing else, and stops when memory or time run out."""

import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.tables.engine import engine


@pytest.mark.parametrize(
    "escape",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/ostara-escape.csv'",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "ATTACH '/tmp/ostara-escape.db'",
        "INSTALL httpfs",
    ],
)
def test_the_engine_reads_its_folder_and_nothing_else(tmp_path, escape):
    with engine(tmp_path) as connection, pytest.raises(Exception, match=r"(?i)permission|disabled|locked|cannot"):
        connection.execute(escape)


ENDLESS = "SELECT count(*) FROM range(100000000) AS a, range(100000000) AS b WHERE a.range * b.range % 7 = 3"


def test_a_question_that_never_ends_is_stopped(tmp_path):
    with pytest.raises(RefusalError, match="took longer than 1 seconds"), engine(tmp_path, seconds=1) as connection:
        connection.execute(ENDLESS).fetchall()


def test_memory_that_runs_out_is_told_in_one_line(tmp_path):
    greedy = "SELECT list(range) FROM range(100000000)"
    refused = pytest.raises(RefusalError, match="could not be worked on")
    with refused as told, engine(tmp_path, memory="20MB", threads=1) as connection:
        connection.execute(greedy).fetchall()
    assert len(str(told.value).splitlines()) == 1


def test_a_mistake_in_our_own_sql_stays_a_mistake(tmp_path):
    with pytest.raises(Exception, match="nowhere") as raised, engine(tmp_path) as connection:
        connection.execute("SELECT * FROM nowhere")
    assert not isinstance(raised.value, RefusalError)
