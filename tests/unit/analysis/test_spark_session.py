"""Where Spark runs, and what is said when it cannot. Sessions themselves are in tests/properties."""

import sys

import pytest

from ostara.analysis.spark import session
from ostara.analysis.spark.session import ELSEWHERE, require_java, spark_session
from ostara.analysis.spark.words import spark_sql
from ostara.knowledge.refusal import RefusalError


@pytest.fixture
def java(tmp_path, monkeypatch):
    """`java("17.0.1")` puts a Java that says so of itself into JAVA_HOME."""

    def put(version):
        program = tmp_path / "bin" / "java"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-04-15' >&2\n")
        program.chmod(0o755)
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    return put


@pytest.mark.parametrize("version", ["17.0.15", "21.0.2", "21"])
def test_java_that_spark_runs_on(java, version):
    java(version)
    require_java()


@pytest.mark.parametrize("version", ["11.0.2", "1.8.0_402", "25"])
def test_other_java_is_refused_with_what_to_type(java, version):
    java(version)
    with pytest.raises(RefusalError, match=r"needs Java 17 or 21; \S+ is Java \d+; .*apt-get install openjdk-17"):
        require_java()


def test_no_java_is_refused_with_what_to_type(tmp_path, monkeypatch):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RefusalError, match="none here; .*apt-get install openjdk-17"):
        require_java()


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch):
    for missing in ("pyspark.sql", "sqlglot"):
        monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(RefusalError, match=r"pip install 'ostara\[spark\]'"), spark_session():
        pass
    with pytest.raises(RefusalError, match=r"pip install 'ostara\[spark\]'"):
        spark_sql("SELECT 'nobody has asked this before'")


MASTERS = [
    # says, what is said, environment, master
    ("nothing is said", None, {}, "local[*]"),
    ("an address", "spark://one:7077", {}, "spark://one:7077"),
    ("Spark's own settings say", None, {"SPARK_CONF_DIR": "conf"}, None),
    ("another Spark says", None, {"SPARK_HOME": "opt"}, None),
    ("Spark Connect says", None, {"SPARK_REMOTE": "sc://one"}, None),
    ("an address goes before settings", "local[2]", {"SPARK_HOME": "opt"}, "local[2]"),
]


@pytest.mark.parametrize(("says", "said", "environment", "master"), MASTERS, ids=[case[0] for case in MASTERS])
def test_where_spark_runs(monkeypatch, says, said, environment, master):
    for name in ELSEWHERE:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert session._master(said) == master
